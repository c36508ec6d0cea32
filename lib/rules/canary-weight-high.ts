import { Duration } from 'cdk8s';
import { durationInWords } from '../duration';
import { CANARY_WEIGHT, PRIMARY_SUFFIX } from '../facts/flagger-metrics';
import { invalid } from '../invalid';
import { AlertingRule } from '../prometheus/alerting-rule';
import { Expression, LabelMatch, series } from '../prometheus/promql';
import { RecordingRule } from '../prometheus/recording-rule';
import { RuleSeverity } from '../prometheus/rule-severity';
import { annotations, COMPONENT } from './alert-text';
import { RuleOptions } from './rule-options';
import { CanarySelection } from './canary-selection';
import { CanarySet } from './canary-set';
import { CANARY, CanaryLabel, ofLiving, RecordedStatus } from './canary-state';

const NAME = 'CanaryWeightHigh';

/** What CanaryWeightHigh takes. */
export interface CanaryWeightHighOptions extends RuleOptions {
  /** The highest weight that is as planned, in percent of the traffic. */
  readonly limit: number;

  /** How long the weight may be above the limit: the time of a promotion. */
  readonly longestPromotion: Duration;

  /**
   * The canaries that it is about: those that shift weights. A blue/green or A/B canary has a weight of 100 while it is
   * analysed. Of a whole namespace a target whose own name ends in `-primary` is not meant: it must be named.
   */
  readonly only: CanarySet[];

  /**
   * Further canaries, of which some shift weights, and some have a weight of 100 while they are analysed. Of these a weight of
   * exactly 100 is not told.
   *
   * @default - none
   */
  readonly mixed?: CanarySet[];
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
    const { only, mixed = [] } = options;
    const canaries = CanarySelection.of([...only, ...mixed]);
    if (canaries.isEmpty) {
      throw invalid({ at: NAME, what: 'no canary is given', allowed: 'the canaries that shift weights', fix: 'only: [{ namespace: \'shop\', names: [\'podinfo\'] }]' });
    }
    const [above, between] = [only, mixed].map((sets) => CanarySelection.of(sets)).map((of) => of.isEmpty ? [] : [weightAbove(options.limit, of)]);
    const high = [...above ?? [], ...(between ?? []).map((each) => each.below(100))].reduce((all, next) => all.or(next));
    super({
      alert: NAME,
      expr: ofLiving(high.unless(CANARY, series(RecordedStatus.FAILED.metric))).toString(),
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

  /** @internal */
  public override _restsOn(): RecordingRule[] {
    return RecordedStatus.FAILED.rules();
  }
}

/** The weights of the canaries' own workloads; each is compared before any label is copied, since hardly one is above. */
function weightAbove(limit: number, canaries: CanarySelection): Expression<CanaryLabel> {
  const primaries = [LabelMatch.matchesNot<'workload'>('workload', `.+${PRIMARY_SUFFIX}`)];
  return canaries.seriesOf<'workload', CanaryLabel>(CANARY_WEIGHT, 'workload', (each) => each.exceeds(limit).relabel('name', 'workload').maxBy(...CANARY), primaries);
}
