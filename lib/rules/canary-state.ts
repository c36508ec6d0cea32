import { Duration } from 'cdk8s';
import { DAEMONSET_CREATED, DEPLOYMENT_CREATED, SERVICE_CREATED } from '../facts/cluster-metrics';
import { CANARY_STATUS, PRIMARY_SUFFIX } from '../facts/flagger-metrics';
import { Expression, LabelMatch, recorded, Selector, series } from '../prometheus/promql';
import { RecordingRule } from '../prometheus/recording-rule';
import { CanaryReference } from './canary-reference';
import { seriesOf } from './canary-series';

/**
 * What the rules about canaries have in common: the state of each canary, through a restart of Flagger, two replicas of
 * it, and the deletion of a canary.
 */

export type CanaryLabel = 'namespace' | 'name';

/** By what a canary is known to Prometheus; the pod and the instance of the Flagger that tells do not count. */
export const CANARY: CanaryLabel[] = ['namespace', 'name'];

/**
 * How long a status outlives the Flagger that told it. A restarted Flagger tells a canary's status with its next tick, at
 * the latest one analysis interval later; until then the last one counts, or every restart would resolve an alert and page
 * again.
 */
const REMEMBERED = Duration.minutes(10);

/** The status of each canary, or of some: what Flagger says now, else what it said last. */
export function canaryStatus(only: readonly CanaryReference[] = []): Expression<CanaryLabel> {
  const now = only.length === 0 ? series(CANARY_STATUS) : seriesOf(CANARY_STATUS, 'name', only, (each) => each);
  return now.maxBy(...CANARY).or(lastStatus(only));
}

/** What Flagger said last of each canary, or of some: those that it knows, or knew until a moment ago. */
export function lastStatus(only: readonly CanaryReference[] = []): Expression<CanaryLabel> {
  const last = (each: Selector<CanaryLabel>): Expression<CanaryLabel> => each.lastWithin(REMEMBERED);
  return (only.length === 0 ? last(series(CANARY_STATUS)) : seriesOf(CANARY_STATUS, 'name', only, last)).maxBy(...CANARY);
}

/** Keeps what belongs to a canary that still exists. */
export function ofLiving(state: Expression<CanaryLabel>): Expression<CanaryLabel> {
  return state.unless(CANARY, DELETED);
}

/** Nothing that has to be known within seconds: how often the rules about deleted canaries are evaluated. */
export const DELETION_INTERVAL = Duration.minutes(1);

const MISSING = recorded<CanaryLabel>('flagger:canary_primary:missing', CANARY);
const DELETED = recorded<CanaryLabel>('flagger:canary:deleted', CANARY);

/**
 * Records which canaries are deleted. Flagger goes on exporting the last status of a deleted canary until it restarts
 * (fluxcd/flagger#1029); but the primary belongs to the Canary and is deleted with it, and kube-state-metrics tells.
 * Without kube-state-metrics nothing is recorded, and a deleted canary stays what it was.
 */
export function deletionRules(): RecordingRule[] {
  const known = series(CANARY_STATUS).maxBy(...CANARY);
  const withoutPrimary = known.unless(CANARY, workload(PRIMARY_SUFFIX));
  // A canary whose target is a Service has no primary workload. It is told from a deleted one by the Service.
  const missing = withoutPrimary.and(CANARY, workload('')).or(withoutPrimary.unless(CANARY, service())).whereAny(series(DEPLOYMENT_CREATED));
  // Four minutes, so that a kube-state-metrics that has just started and not yet listed everything deletes nothing; and
  // what was deleted stays so while kube-state-metrics is away.
  const lasting = MISSING.and(CANARY, MISSING.ago(Duration.minutes(2))).and(CANARY, MISSING.ago(Duration.minutes(4)));
  const before = DELETED.and(CANARY, MISSING).or(DELETED.unlessAny(series(DEPLOYMENT_CREATED)));
  return [
    new RecordingRule({ record: MISSING.toString(), expr: missing.toString() }),
    new RecordingRule({ record: DELETED.toString(), expr: lasting.or(before).maxBy(...CANARY).toString() }),
  ];
}

/** The Deployments and DaemonSets with this suffix, by the name without it. */
function workload(suffix: string): Expression<CanaryLabel> {
  const pattern = `(.+)${suffix}`;
  const deployments = series(DEPLOYMENT_CREATED, LabelMatch.matches('deployment', `.+${suffix}`)).relabel('name', 'deployment', pattern);
  const daemonSets = series(DAEMONSET_CREATED, LabelMatch.matches('daemonset', `.+${suffix}`)).relabel('name', 'daemonset', pattern);
  return deployments.maxBy(...CANARY).or(daemonSets.maxBy(...CANARY));
}

function service(): Expression<CanaryLabel> {
  return series(SERVICE_CREATED).relabel('name', 'service').maxBy(...CANARY);
}
