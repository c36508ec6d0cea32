import { CANARY_FAILURES, CANARY_METRIC_ANALYSIS, CANARY_STATUS, CANARY_SUCCESSES, CANARY_TOTAL, CANARY_WEIGHT, FLAGGER_INFO } from '../../facts/flagger-metrics';

/**
 * How long one tick of a canary's analysis took, as a histogram; not how long a rollout takes.
 * Source: fluxcd/flagger v1.44.0 pkg/metrics/recorder.go, pkg/controller/scheduler.go (SetDuration).
 */
export const DURATION = 'flagger_canary_duration_seconds';

/** The labels of each series that Flagger exports, by the series' name. */
export const FLAGGER_LABELS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...[CANARY_STATUS, CANARY_WEIGHT, CANARY_TOTAL, FLAGGER_INFO, CANARY_METRIC_ANALYSIS, CANARY_SUCCESSES, CANARY_FAILURES].map(({ name, labels }): [string, readonly string[]] => [name, labels]),
  [`${DURATION}_bucket`, ['name', 'namespace', 'le']],
  [`${DURATION}_sum`, ['name', 'namespace']],
  [`${DURATION}_count`, ['name', 'namespace']],
]);

/** Whether the name can only be meant for a metric of Flagger's controller. */
export function isFlaggers(metric: string): boolean {
  return metric.startsWith('flagger_');
}
