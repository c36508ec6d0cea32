import { Duration } from 'cdk8s';
import { UP } from '../facts/cluster-metrics';
import { AlertingRule } from '../prometheus/alerting-rule';
import { LabelMatch, series } from '../prometheus/promql';
import { RuleSeverity } from '../prometheus/rule-severity';
import { annotations, COMPONENT } from './alert-text';
import { FlaggerOptions, flaggerWithoutPods } from './flagger-down';

const NAME = 'FlaggerNotScraped';

/**
 * Prometheus has no target for Flagger: the monitor is not selected, or selects nothing. Every other alert about canaries
 * is silent then. A Flagger that has no pod has its own alert.
 */
export class FlaggerNotScraped extends AlertingRule {
  public constructor(options: FlaggerOptions) {
    super({
      alert: NAME,
      expr: series(UP, LabelMatch.is('job', options.job)).absent().unlessAny(flaggerWithoutPods(options)).toString(),
      for: Duration.minutes(5),
      severity: options.severity ?? RuleSeverity.CRITICAL,
      labels: { ...COMPONENT, namespace: options.namespace },
      annotations: annotations(NAME, options, {
        summary: 'Prometheus does not scrape Flagger.',
        description: `There has been no target of the job ${options.job} for 5 minutes: no failure of a canary would be noticed. `
          + 'Compare the monitor\'s labels with the Prometheus\' selector, and its selector with the labels of Flagger\'s pods.',
      }),
    });
  }
}
