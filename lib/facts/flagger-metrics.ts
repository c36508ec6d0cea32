import { Metric } from './metric';

/**
 * The metrics that Flagger exports on port 8080, path /metrics.
 * Source: fluxcd/flagger v1.44.0 pkg/metrics/recorder.go; unchanged in meaning since 2018.
 *
 * No series is ever deleted: a canary that is deleted keeps its last values until Flagger restarts (fluxcd/flagger#1029).
 * After a restart the status comes back with the first tick of each canary, the weight only with its next rollout.
 */

/** The values of `flagger_canary_status`. There is no 3. */
export const CanaryStatus = {
  /** Progressing. */
  PROGRESSING: 0,
  /** Every other phase: Initialized, Waiting, WaitingPromotion, Promoting, Finalising, Succeeded. */
  OTHER: 1,
  /** Failed: rolled back, or the promotion failed. It stays until another revision is rolled out. */
  FAILED: 2,
} as const;

/** Absent while a canary is Initializing. The label `name` is the target's name, not the Canary's. */
export const CANARY_STATUS: Metric<'name' | 'namespace'> = {
  name: 'flagger_canary_status',
  labels: ['name', 'namespace'],
};

/**
 * Percent of the traffic, a series for the target and one for `<target>-primary` (100 when nothing happens). With the
 * provider `kubernetes` it says 100 during an analysis although no user's request goes there (pkg/router/nop.go).
 */
export const CANARY_WEIGHT: Metric<'workload' | 'namespace'> = {
  name: 'flagger_canary_weight',
  labels: ['workload', 'namespace'],
};

/** How many canaries of a namespace Flagger watches. It is not set to 0 when the last canary of a namespace goes. */
export const CANARY_TOTAL: Metric<'namespace'> = { name: 'flagger_canary_total', labels: ['namespace'] };

/** Always 1; exported by replicas that do not lead, too. */
export const FLAGGER_INFO: Metric<'version' | 'mesh_provider'> = { name: 'flagger_info', labels: ['version', 'mesh_provider'] };

/** The last value of each check; request-duration is in seconds although its threshold is in milliseconds. */
export const CANARY_METRIC_ANALYSIS: Metric<'name' | 'namespace' | 'metric'> = {
  name: 'flagger_canary_metric_analysis',
  labels: ['name', 'namespace', 'metric'],
};

/** Born with the value 1, so that `increase()` misses the first success. */
export const CANARY_SUCCESSES: Metric<'name' | 'namespace' | 'deployment_strategy' | 'analysis_status'> = {
  name: 'flagger_canary_successes_total',
  labels: ['name', 'namespace', 'deployment_strategy', 'analysis_status'],
};

/** Born with the value 1, so that `increase()` misses the first failure: alert on the status instead. */
export const CANARY_FAILURES: Metric<'name' | 'namespace' | 'deployment_strategy' | 'analysis_status'> = {
  name: 'flagger_canary_failures_total',
  labels: ['name', 'namespace', 'deployment_strategy', 'analysis_status'],
};

/** What Flagger appends to a target's name for the copy that serves the users (pkg/canary/deployment_controller.go). */
export const PRIMARY_SUFFIX = '-primary';

/**
 * The names of the checks that Flagger brings. A template under one of these names would run beside the built-in check.
 * Source: fluxcd/flagger v1.44.0 pkg/controller/scheduler_metrics.go (runBuiltinMetricChecks, runMetricChecks).
 */
export const BuiltinCheck = {
  SUCCESS_RATE: 'request-success-rate',
  DURATION: 'request-duration',
} as const;
