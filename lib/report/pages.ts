const PAGES = 'https://github.com/cdk8s-canary-alerting/cdk8s-canary-alerting/blob/main/docs/checks';

/** Where a check is explained. */
export function pageOf(check: string): string {
  return `${PAGES}/${check}.md`;
}
