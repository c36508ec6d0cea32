import { Duration } from 'cdk8s';
import { durationInWords } from '../duration';
import { CANARY_WEIGHT, CanaryStatus } from '../facts/flagger-metrics';
import { invalid } from '../invalid';
import { AlertingRule } from '../prometheus/alerting-rule';
import { RuleSeverity } from '../prometheus/rule-severity';
import { annotations, COMPONENT } from './alert-text';
import { RuleOptions } from './rule-options';
import { CanaryReference } from './canary-reference';
import { seriesOf } from './canary-series';
import { CANARY, canaryStatus, ofLiving } from './canary-state';

const NAME = 'CanaryWeightHigh';

/** What CanaryWeightHigh takes. */
export interface CanaryWeightHighOptions extends RuleOptions {
  /** The highest weight that is as planned, in percent of the traffic. */
  readonly limit: number;

  /** How long the weight may be above the limit: the time of a promotion. */
  readonly longestPromotion: Duration;

  /**
   * The canaries that it is about: those that shift weights. A blue/green or A/B canary has a weight of 100 while it is
   * analysed.
   */
  readonly only: CanaryReference[];
}

/**
 * More of the traffic goes to the new revision than its analysis plans, and stays there. Only the canary's own workload
 * counts: the primary's weight is 100 whenever nothing happens. A promotion that failed has its own alert.
 */
export class CanaryWeightHigh extends AlertingRule {
  public constructor(options: CanaryWeightHighOptions) {
    if (!(options.limit >= 1 && options.limit < 100)) {
      throw invalid({ at: NAME, what: 'the limit is not a weight that can be exceeded', value: options.limit, allowed: '1 to 99, in percent of the traffic' });
    }
    if (options.only.length === 0) {
      throw invalid({ at: NAME, what: 'no canary is given', allowed: 'the canaries that shift weights', fix: 'only: [{ namespace: \'shop\', name: \'podinfo\' }]' });
    }
    const weight = seriesOf(CANARY_WEIGHT, 'workload', options.only, (each) => each.relabel('name', 'workload').maxBy(...CANARY));
    const failed = canaryStatus(options.only).equals(CanaryStatus.FAILED);
    super({
      alert: NAME,
      expr: ofLiving(weight.exceeds(options.limit).unless(CANARY, failed)).toString(),
      for: options.longestPromotion,
      severity: options.severity ?? RuleSeverity.WARNING,
      // Rules of one name must differ in their labels.
      labels: { ...COMPONENT, limit: String(options.limit) },
      annotations: annotations(NAME, options, {
        summary: 'The canary {{ $labels.namespace }}/{{ $labels.name }} gets too much traffic.',
        description: `{{ $value | humanize }} % of the traffic has gone to the new revision for more than ${durationInWords(options.longestPromotion)}; `
          + `its analysis plans ${options.limit} % at most. See kubectl -n {{ $labels.namespace }} describe canary, target {{ $labels.name }}.`,
        about: 'canary',
      }),
    });
  }
}
