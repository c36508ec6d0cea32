import { RuleSeverity } from '../prometheus/rule-severity';

/** What every alert of this library takes. */
export interface RuleOptions {
  /**
   * The folder of the runbooks, one page an alert: the alert's name and `.md` are appended.
   *
   * @default - the pages of this project, docs/alerts
   */
  readonly runbooks?: string;

  /**
   * The URL of the dashboard for canaries, without a query; alerts about one canary link to it with the canary chosen.
   *
   * @default - no link
   */
  readonly dashboardUrl?: string;

  /**
   * The severity.
   *
   * @default - as the alert's page says
   */
  readonly severity?: RuleSeverity;
}
