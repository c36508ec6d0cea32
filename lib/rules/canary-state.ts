import { Duration } from 'cdk8s';
import { DAEMONSET_CREATED, DEPLOYMENT_CREATED, SERVICE_CREATED } from '../facts/cluster-metrics';
import { CANARY_STATUS, CanaryStatus, PRIMARY_SUFFIX } from '../facts/flagger-metrics';
import { Metric } from '../facts/metric';
import { CANARY_FAILED, CANARY_FAILING, CANARY_PROGRESSING, CANARY_UNFINISHED } from '../facts/recorded-metrics';
import { Expression, LabelMatch, recorded, series } from '../prometheus/promql';
import { RecordingRule } from '../prometheus/recording-rule';

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

/**
 * A status of canaries that is recorded, so that the one look at every canary is shared, and what follows looks at few: what Flagger
 * says now, and with it what it said last, where it says nothing of a canary.
 */
export class RecordedStatus {
  public static readonly FAILED = new RecordedStatus(CanaryStatus.FAILED, CANARY_FAILING, CANARY_FAILED);
  public static readonly PROGRESSING = new RecordedStatus(CanaryStatus.PROGRESSING, CANARY_PROGRESSING, CANARY_UNFINISHED);

  private constructor(
    private readonly value: number,
    private readonly now: Metric<CanaryLabel>,
    /** The canaries of this status, through a restart of Flagger. */
    public readonly metric: Metric<CanaryLabel>,
  ) {}

  /**
   * The rules that record it, in this order, in one group: each sees what the one before has just recorded. The memory rests on itself: it
   * ends with whatever else Flagger says, and begins only with what it says now. So a canary that went on after it had failed is not failed
   * again because Flagger restarts, which a look back at `now` alone would say.
   */
  public rules(): RecordingRule[] {
    const status = series<CanaryLabel>(CANARY_STATUS);
    const [now, remembered] = [series(this.now), series(this.metric)];
    // No status is larger than that of a failure: two replicas of which one says it are a failure either way, and it is compared where
    // nothing has been grouped yet.
    const said = this.value === CanaryStatus.FAILED ? status.equals(this.value).maxBy(...CANARY) : status.maxBy(...CANARY).equals(this.value);
    const silent = remembered.and(CANARY, now.lastWithin(REMEMBERED)).unless(CANARY, status);
    return [
      new RecordingRule({ record: this.now.name, expr: said.toString() }),
      new RecordingRule({ record: this.metric.name, expr: now.or(silent).toString() }),
    ];
  }
}

/** Keeps what belongs to a canary that still exists. */
export function ofLiving(state: Expression<CanaryLabel>): Expression<CanaryLabel> {
  return state.unless(CANARY, DELETED);
}

/** Nothing that has to be known within seconds: how often the rules about deleted canaries are evaluated. */
export const DELETION_INTERVAL = Duration.minutes(1);

const WORKLOADS = recorded<never>('flagger:kube_deployments:count', []);
const WITHOUT_PRIMARY = recorded<CanaryLabel>('flagger:canary_primary:absent', CANARY);
const WITH_TARGET = recorded<CanaryLabel>('flagger:canary_target:present', CANARY);
const WITHOUT_SERVICE = recorded<CanaryLabel>('flagger:canary_service:absent', CANARY);
const MISSING = recorded<CanaryLabel>('flagger:canary_primary:missing', CANARY);

/** The canaries that are deleted and of which Flagger still tells. */
export const DELETED = recorded<CanaryLabel>('flagger:canary:deleted', CANARY);

/** Recording rules that are evaluated one after the other. */
export interface RecordingGroup {
  readonly name: string;
  readonly recordingRules: RecordingRule[];
}

/**
 * Record which canaries are deleted. Flagger goes on exporting the last status of a deleted canary until it restarts
 * (fluxcd/flagger#1029); but the primary belongs to the Canary and is deleted with it, and kube-state-metrics tells.
 * Without kube-state-metrics nothing is recorded, and a deleted canary stays what it was.
 *
 * Each group looks once at all that there is of something; only the last one looks at few. A group sees what another one recorded a minute
 * ago at the latest: nothing here is sooner known than after four.
 */
export function deletionGroups(): RecordingGroup[] {
  // A canary is given the name of its primary rather than each workload that of its canary: there are more workloads.
  const withoutDeployment = series(CANARY_STATUS).relabel('deployment', 'name', '(.+)', PRIMARY_SUFFIX).unless(['namespace', 'deployment'], series(DEPLOYMENT_CREATED, LabelMatch.matches('deployment', `.+${PRIMARY_SUFFIX}`)));
  const without = withoutDeployment.relabel('daemonset', 'name', '(.+)', PRIMARY_SUFFIX).unless(['namespace', 'daemonset'], series(DAEMONSET_CREATED));
  const ofDeployment = WITHOUT_PRIMARY.relabel('deployment', 'name').and(['namespace', 'deployment'], series(DEPLOYMENT_CREATED)).maxBy(...CANARY);
  const ofDaemonSet = WITHOUT_PRIMARY.relabel('daemonset', 'name').and(['namespace', 'daemonset'], series(DAEMONSET_CREATED)).maxBy(...CANARY);
  // A canary whose target is a Service has no primary workload. It is told from a deleted one by the Service.
  const withoutService = WITHOUT_PRIMARY.relabel('service', 'name').unless(['namespace', 'service'], series(SERVICE_CREATED)).maxBy(...CANARY);
  // One that was recorded a minute ago may have its primary by now.
  const missing = WITH_TARGET.or(WITHOUT_SERVICE).and(CANARY, WITHOUT_PRIMARY).whereAny(WORKLOADS);
  // Four minutes, so that a kube-state-metrics that has just started and not yet listed everything deletes nothing; and
  // what was deleted stays so while kube-state-metrics is away.
  const lasting = MISSING.and(CANARY, MISSING.ago(Duration.minutes(2))).and(CANARY, MISSING.ago(Duration.minutes(4)));
  const before = DELETED.and(CANARY, MISSING).or(DELETED.unlessAny(WORKLOADS));
  const rule = (record: Expression, expr: Expression): RecordingRule => new RecordingRule({ record: record.toString(), expr: expr.toString() });
  return [
    { name: 'canary-workloads', recordingRules: [rule(WORKLOADS, series(DEPLOYMENT_CREATED).countBy())] },
    { name: 'canary-primary', recordingRules: [rule(WITHOUT_PRIMARY, without.maxBy(...CANARY))] },
    { name: 'canary-target', recordingRules: [rule(WITH_TARGET, ofDeployment.or(ofDaemonSet))] },
    { name: 'canary-service', recordingRules: [rule(WITHOUT_SERVICE, withoutService)] },
    { name: 'canary-deletion', recordingRules: [rule(MISSING, missing), rule(DELETED, lasting.or(before).maxBy(...CANARY))] },
  ];
}
