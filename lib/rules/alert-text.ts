import { RuleOptions } from './rule-options';

/** The label by which Alertmanager's routes know the alerts of this library, and its value. */
export const COMPONENT = { component: 'canary-alerting' } as const;

/** Where the pages in docs/alerts are read. */
export const RUNBOOKS = 'https://github.com/cdk8s-canary-alerting/cdk8s-canary-alerting/blob/main/docs/alerts';

/** The annotations of an alert; `about` says whether one canary is meant, so that the dashboard can be opened at it. */
export function annotations(alert: string, options: RuleOptions, text: { summary: string; description: string; about?: 'canary' }): { [name: string]: string } {
  const query = text.about === 'canary' ? '?var-namespace={{ $labels.namespace | urlquery }}&var-name={{ $labels.name | urlquery }}' : '';
  return {
    summary: text.summary,
    description: text.description,
    runbook_url: `${(options.runbooks ?? RUNBOOKS).replace(/\/+$/, '')}/${alert}.md`,
    ...(options.dashboardUrl !== undefined && { dashboard_url: `${options.dashboardUrl}${query}` }),
  };
}
