import { Duration } from 'cdk8s';
import { durationInWords, prometheusDuration } from '../duration';
import { invalid } from '../invalid';
import { AlertingRule } from '../prometheus/alerting-rule';
import { RecordingRule } from '../prometheus/recording-rule';
import { RuleSeverity } from '../prometheus/rule-severity';
import { annotations, COMPONENT } from './alert-text';
import { RuleOptions } from './rule-options';
import { CanarySelection } from './canary-selection';
import { CanarySet } from './canary-set';
import { CanaryLabel, ofLiving, RecordedStatus } from './canary-state';

const NAME = 'CanaryStuck';

/** What CanaryStuck takes. */
export interface CanaryStuckOptions extends RuleOptions {
  /** The longest time that a rollout of these canaries can take; beyond it something hangs. */
  readonly longestRollout: Duration;

  /**
   * The canaries that it is about.
   *
   * @default - every canary that Flagger knows
   */
  readonly only?: CanarySet[];

  /**
   * The canaries that it leaves to another rule. With `only` it has no meaning.
   *
   * @default - none
   */
  readonly except?: CanarySet[];
}

/**
 * A rollout goes on for longer than its analysis can take: pods that never start, a gate that nobody opens, a canary that
 * was suspended midway, a metric that cannot be read. Flagger posts nothing of it.
 */
export class CanaryStuck extends AlertingRule {
  public constructor(options: CanaryStuckOptions) {
    const canaries = options.only === undefined ? CanarySelection.except(options.except ?? []) : CanarySelection.of(options.only);
    if (canaries.isEmpty) {
      throw invalid({ at: NAME, what: 'only chooses no canary', allowed: 'canaries by their namespace and names', fix: 'only: [{ namespace: \'shop\', names: [\'podinfo\'] }]' });
    }
    super({
      alert: NAME,
      expr: ofLiving(canaries.seriesOf<'name', CanaryLabel>(RecordedStatus.PROGRESSING.metric, 'name', (each) => each)).toString(),
      for: options.longestRollout,
      severity: options.severity ?? RuleSeverity.WARNING,
      // Rules of one name must differ in their labels.
      labels: { ...COMPONENT, longest_rollout: prometheusDuration(options.longestRollout) },
      annotations: annotations(NAME, options, {
        summary: 'The canary {{ $labels.namespace }}/{{ $labels.name }} is stuck.',
        description: `It has been progressing for more than ${durationInWords(options.longestRollout)}, longer than its analysis can take. `
          + 'What it waits for is in the events: kubectl -n {{ $labels.namespace }} describe canary, target {{ $labels.name }}.',
        about: 'canary',
      }),
    });
  }

  /** @internal */
  public override _restsOn(): RecordingRule[] {
    return RecordedStatus.PROGRESSING.rules();
  }
}
