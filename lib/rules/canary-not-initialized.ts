import { Duration } from 'cdk8s';
import { durationInWords } from '../duration';
import { CANARY_STATUS, CANARY_TOTAL } from '../facts/flagger-metrics';
import { CANARIES_INITIALIZED } from '../facts/recorded-metrics';
import { AlertingRule } from '../prometheus/alerting-rule';
import { series } from '../prometheus/promql';
import { RecordingRule } from '../prometheus/recording-rule';
import { RuleSeverity } from '../prometheus/rule-severity';
import { annotations, COMPONENT } from './alert-text';
import { RuleOptions } from './rule-options';
import { CANARY, DELETED, ofLiving } from './canary-state';

const NAME = 'CanaryNotInitialized';

/** How many canaries of a namespace have a status and still exist: one look at every canary for all that the alert asks. */
const INITIALIZED = series(CANARIES_INITIALIZED);

/** What CanaryNotInitialized takes. */
export interface CanaryNotInitializedOptions extends RuleOptions {
  /** The longest time that an initialization can take; beyond it something hangs. */
  readonly longestInitialization: Duration;
}

/**
 * Flagger knows a canary and does not get it going: a wrong ingress or route, a Service that cannot be made, a primary
 * that does not become ready. Such a canary has no status at all, and releases go out without one. Flagger posts nothing
 * of it. The alert is about a namespace, because no metric names the canary.
 */
export class CanaryNotInitialized extends AlertingRule {
  public constructor(options: CanaryNotInitializedOptions) {
    const total = series(CANARY_TOTAL).maxBy('namespace');
    // The total of a namespace stays what it was when its last canary goes; then no living one is left, and there is nothing to subtract.
    const none = total.unless(['namespace'], INITIALIZED).unless(['namespace'], DELETED.maxBy('namespace')).exceeds(0);
    const some = total.minus(['namespace'], INITIALIZED).exceeds(0);
    super({
      alert: NAME,
      expr: none.or(some).toString(),
      for: options.longestInitialization,
      severity: options.severity ?? RuleSeverity.WARNING,
      labels: COMPONENT,
      annotations: annotations(NAME, options, {
        summary: 'A canary in {{ $labels.namespace }} is not initialized.',
        description: `{{ $value }} of the namespace's canaries have not been initialized for more than ${durationInWords(options.longestInitialization)}: `
          + 'releases go out without a canary. Which, and why: kubectl -n {{ $labels.namespace }} get canaries, and their events.',
      }),
    });
  }

  /** @internal */
  public override _restsOn(): RecordingRule[] {
    return [new RecordingRule({ record: INITIALIZED.toString(), expr: ofLiving(series(CANARY_STATUS).maxBy(...CANARY)).countBy('namespace').toString() })];
  }
}
