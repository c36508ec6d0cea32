import { Duration } from '../cdk8s-duration';
import { milliseconds } from '../duration';

/**
 * How long an event takes from the metric that Flagger changes to the message that leaves Alertmanager. One formula, used
 * by those who choose the intervals and by those who prove them.
 *
 * Source: prometheus/prometheus v3.15.0 scrape and rules/group.go (a scrape and an evaluation each wait for their own
 * fixed slot), rules/alerting.go (a pending alert fires with the first evaluation at which `for` has passed);
 * prometheus/alertmanager v0.34 dispatch/dispatch.go (a new group waits group_wait, an existing one up to group_interval).
 */
export interface Stages {
  /** The scrape interval. */
  readonly scrape: Duration;
  /** The interval of the rule's group. */
  readonly evaluation: Duration;
  /** The rule's `for`; undefined for none. */
  readonly pending?: Duration;
  /** group_wait for a new group, group_interval for one that exists. */
  readonly group: Duration;
}

/** What no setting shows: the scrape itself, the evaluation, two HTTP requests within the cluster. */
const PROCESSING_MS = 1000;

/** The longest time from the change of the metric to the message, in milliseconds; delivery outside the cluster is not in it. */
export function worstCase(stages: Stages): number {
  const evaluation = milliseconds(stages.evaluation);
  const pending = stages.pending === undefined ? 0 : Math.ceil(milliseconds(stages.pending) / evaluation) * evaluation;
  return milliseconds(stages.scrape) + evaluation + pending + milliseconds(stages.group) + PROCESSING_MS;
}

/**
 * How often Alertmanager really repeats, in milliseconds: it looks only at the ticks of the group, and then whether more than
 * the repeat interval has passed since the last message was sent, which was a little after its own tick.
 * Source: prometheus/alertmanager v0.34 dispatch/dispatch.go, notify/notify.go (DedupStage.needsUpdate).
 */
export function repeatsEvery(groupInterval: number, repeatInterval: number): number {
  return (Math.floor(repeatInterval / groupInterval) + 1) * groupInterval;
}

/** What follows from a promise. */
export interface Timing {
  /** How often Flagger is scraped. */
  readonly scrapeInterval: Duration;
  /** How often the rules that page are evaluated. */
  readonly evaluationInterval: Duration;
  /** How long Alertmanager waits with a new group. */
  readonly groupWait: Duration;
  /** How long Alertmanager waits with what is new in a group that it has told of already. */
  readonly groupInterval: Duration;
}

/**
 * The shortest rollout after which a second failure of one canary is told as one: Prometheus must have seen that it
 * progressed, and Alertmanager must have said that the first failure is over, or it takes the second for the first.
 */
export function shortestRollout({ scrapeInterval, evaluationInterval, groupInterval }: Timing): Duration {
  return Duration.millis(milliseconds(scrapeInterval) + milliseconds(evaluationInterval) + milliseconds(groupInterval));
}

/** The shortest promise: Prometheus scrapes and evaluates at most once a second. */
export const SHORTEST_PROMISE = Duration.seconds(5);

/** Intervals that people choose; a scrape every 5 s is easier to reason about than one every 6.67 s. */
const USUAL_SECONDS = [1, 2, 3, 5, 10, 15, 20, 30] as const;

/**
 * Chooses the intervals for a promise. A sixth of it goes to the scrape and as much to the evaluation, so that one lost
 * scrape does not break it; a third to a group that exists already (a canary that fails twice); the last third is left for
 * the delivery and one retry of it. From three minutes on the operator's default of 30 seconds is frequent enough.
 */
export function timingFor(promise: Duration): Timing {
  const total = milliseconds(promise) / 1000;
  const interval = USUAL_SECONDS.filter((each) => each <= total / 6).at(-1) ?? USUAL_SECONDS[0];
  return {
    scrapeInterval: Duration.seconds(interval),
    evaluationInterval: Duration.seconds(interval),
    // Each canary is a group of its own, so that there is nothing to wait for.
    groupWait: Duration.seconds(0),
    groupInterval: Duration.seconds(Math.min(Math.max(1, Math.floor(total / 3)), 300)),
  };
}
