import { ALERTS } from '../facts/cluster-metrics';
import { AlertingRule } from '../prometheus/alerting-rule';
import { always, LabelMatch, series } from '../prometheus/promql';
import { RuleSeverity } from '../prometheus/rule-severity';
import { annotations, COMPONENT } from './alert-text';
import { RuleOptions } from './rule-options';

const NAME = 'CanaryAlertingHeartbeat';

/**
 * Fires always, for something outside the cluster that pages when it hears nothing: Prometheus or Alertmanager is down,
 * or, because it stops with AlertmanagerNotificationsFailing, pages do not get through.
 */
export class CanaryAlertingHeartbeat extends AlertingRule {
  public constructor(options: RuleOptions = {}) {
    super({
      alert: NAME,
      expr: always().unlessAny(series(ALERTS, LabelMatch.is('alertname', 'AlertmanagerNotificationsFailing'), LabelMatch.is('alertstate', 'firing'))).toString(),
      severity: options.severity ?? RuleSeverity.NONE,
      labels: COMPONENT,
      annotations: annotations(NAME, options, {
        summary: 'Alerts about canaries get through.',
        description: 'This alert fires always and goes to a service outside the cluster, which pages when it stops.',
      }),
    });
  }
}
