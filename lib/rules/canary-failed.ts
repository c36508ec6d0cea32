import { CANARY_WEIGHT } from '../facts/flagger-metrics';
import { AlertingRule } from '../prometheus/alerting-rule';
import { series } from '../prometheus/promql';
import { RecordingRule } from '../prometheus/recording-rule';
import { RuleSeverity } from '../prometheus/rule-severity';
import { annotations, COMPONENT } from './alert-text';
import { RuleOptions } from './rule-options';
import { ofLiving, RecordedStatus } from './canary-state';

const NAME = 'CanaryFailed';

/**
 * The alert that this library exists for: a rollout failed. Flagger rolled back, or, since 1.44, the promotion failed and
 * it left the traffic on the new revision, the only healthy copy; the description says which, by the weight. It notices
 * each kind of failure, also those of which Flagger itself posts nothing. It fires until another revision is rolled out.
 */
export class CanaryFailed extends AlertingRule {
  public constructor(options: RuleOptions = {}) {
    super({
      alert: NAME,
      expr: ofLiving(series(RecordedStatus.FAILED.metric)).toString(),
      severity: options.severity ?? RuleSeverity.CRITICAL,
      labels: COMPONENT,
      annotations: annotations(NAME, options, {
        summary: 'The canary {{ $labels.namespace }}/{{ $labels.name }} failed.',
        description: DESCRIPTION,
        about: 'canary',
      }),
    });
  }

  /** @internal */
  public override _restsOn(): RecordingRule[] {
    return RecordedStatus.FAILED.rules();
  }
}

// `max` always gives one sample or none, whatever replicas of Flagger there are. The weight is set before the status in
// both cases (fluxcd/flagger v1.44.0 pkg/controller/scheduler.go, rollback and handleFailedPromotion), and unknown after a
// restart of Flagger.
const WEIGHT = `printf "max(${CANARY_WEIGHT.name}{namespace=%q,workload=%q})" $labels.namespace $labels.name | query`;

const DESCRIPTION = [
  `{{ $weight := ${WEIGHT} }}`,
  '{{ if not $weight }}Flagger was restarted since and no longer knows where the traffic goes: it rolled back, or the promotion failed with the traffic left on the new revision.',
  '{{ else if eq ($weight | first | value) 0.0 }}Flagger rolled back: all traffic goes to the last good revision.',
  '{{ else }}The promotion failed: {{ $weight | first | value | humanize }} % of the traffic is left on the new revision, because the primary did not become ready.',
  '{{ end }} The reason is in the events: kubectl -n {{ $labels.namespace }} describe canary, target {{ $labels.name }}.',
].join('');
