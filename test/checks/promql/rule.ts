import { found } from '../findings';

/** A rule file with one alert, whose expression begins at 5:15. */
export function ruleFile(expr: string, alert = 'A', more = ''): string {
  return `groups:\n  - name: g\n    rules:\n      - alert: ${alert}\n        expr: ${expr}\n${more}`;
}

/** What a check finds in an expression, each as `column severity: what`. */
export function foundIn(expr: string, only: string, more = ''): string[] {
  return found(ruleFile(expr, 'A', more), only).map((each) => each.replace(/^5:(\d+) (\w+) [\w/-]+: the alert A /, '$1 $2: '));
}

/** The same, only whether and where. */
export function placesIn(expr: string, only: string, options: { readonly honorLabels?: boolean } = {}): string[] {
  return found(ruleFile(expr), only, { scrape: { honorLabels: options.honorLabels ?? false } }).map((each) => each.replace(/^5:(\d+) (\w+) .*$/, '$1 $2'));
}
