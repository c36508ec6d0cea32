import { Duration } from 'cdk8s';
import { NOTIFICATIONS_FAILED } from '../facts/cluster-metrics';
import { AlertingRule } from '../prometheus/alerting-rule';
import { series } from '../prometheus/promql';
import { RuleSeverity } from '../prometheus/rule-severity';
import { annotations, COMPONENT } from './alert-text';
import { RuleOptions } from './rule-options';

const NAME = 'AlertmanagerNotificationsFailing';

/**
 * Alertmanager gives up notifications of an integration, again and again: a webhook that was revoked, a Secret that is not
 * mounted, a template that fails. Whoever can still be reached hears of it, and the heartbeat stops.
 */
export class AlertmanagerNotificationsFailing extends AlertingRule {
  public constructor(options: RuleOptions = {}) {
    super({
      alert: NAME,
      // A notification that failed once and got through with the next flush has left the window before it pages.
      expr: series(NOTIFICATIONS_FAILED).increaseWithin(Duration.minutes(2)).sumBy('integration').exceeds(0).toString(),
      for: Duration.minutes(2),
      severity: options.severity ?? RuleSeverity.CRITICAL,
      labels: COMPONENT,
      annotations: annotations(NAME, options, {
        summary: 'Alertmanager cannot deliver to {{ $labels.integration }}.',
        description: 'Notifications have failed for more than 2 minutes: people who rely on {{ $labels.integration }} are not told. '
          + 'The reason is in Alertmanager\'s log, "Notify for alerts failed".',
      }),
    });
  }
}
