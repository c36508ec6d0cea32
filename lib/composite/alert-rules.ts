import { Duration } from 'cdk8s';
import { milliseconds } from '../duration';
import { Timing } from '../facts/latency';
import * as prometheus from '../prometheus';
import * as rules from '../rules';
import { deletionRules, DELETION_INTERVAL } from '../rules/canary-state';
import { CoveredCanary } from './covered-canary';

/** What pages within minutes or hours does not need the interval of the promise. */
const SLOW = Duration.seconds(30);

/** The longest rollout where no canary says otherwise. */
const UNKNOWN_ROLLOUT = Duration.hours(1);

/** Times of hours and minutes that people recognise. Rules differ by time, so that there are few however many canaries. */
const USUAL_MINUTES = [10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1440, 2880, 5760] as const;

/** Adds the groups of rules, which depend on all canaries that there will be. */
export function addRules(
  rule: prometheus.PrometheusRule, timing: Timing, flaggerOptions: rules.FlaggerOptions, canaries: () => readonly CoveredCanary[],
): void {
  const options: rules.RuleOptions = { runbooks: flaggerOptions.runbooks, dashboardUrl: flaggerOptions.dashboardUrl };
  rule.addGroup({ name: 'canary-deletion', interval: DELETION_INTERVAL, recordingRules: deletionRules() });
  rule.addGroup({ name: 'canary-failure', interval: timing.evaluationInterval, alertingRules: [new rules.CanaryFailed(options)] });
  rule._addLazyGroup(() => ({
    name: 'canary-alerting',
    interval: SLOW,
    alertingRules: [
      ...stuck(canaries(), options),
      new rules.CanaryNotInitialized({ ...options, longestInitialization: longestInitialization(canaries()) }),
      ...weightHigh(canaries(), options),
      new rules.FlaggerDown(flaggerOptions),
      new rules.FlaggerNotScraped(flaggerOptions),
      new rules.AlertmanagerNotificationsFailing(options),
      new rules.CanaryAlertingHeartbeat(options),
    ],
  }));
}

/** A rule for each usual time; the longest is for all canaries that have none of their own, those not of ours among them. */
function stuck(canaries: readonly CoveredCanary[], options: rules.RuleOptions): rules.CanaryStuck[] {
  const byTime = groupBy(canaries, (canary) => milliseconds(usual(canary.longestProgress)));
  const times = [...byTime.keys()].sort((a, b) => a - b);
  const longest = times.pop() ?? milliseconds(UNKNOWN_ROLLOUT);
  const shorter = times.map((time) => ({ time, only: (byTime.get(time) ?? []).map(reference) }));
  return [
    ...shorter.map(({ time, only }) => new rules.CanaryStuck({ ...options, longestRollout: Duration.millis(time), only })),
    new rules.CanaryStuck({ ...options, longestRollout: Duration.millis(longest), except: shorter.flatMap(({ only }) => only) }),
  ];
}

/** The primary's deadline, and the ticks that Flagger needs to notice. */
function longestInitialization(canaries: readonly CoveredCanary[]): Duration {
  return usual(longest(canaries, (canary) => milliseconds(canary.progressDeadline) + 3 * milliseconds(canary.interval)));
}

/** A rule for each highest weight. */
function weightHigh(canaries: readonly CoveredCanary[], options: rules.RuleOptions): rules.CanaryWeightHigh[] {
  const shifting = canaries.filter(({ highestWeight }) => (highestWeight ?? 100) < 100);
  const longestPromotion = usual(longest(shifting, (canary) => milliseconds(canary.progressDeadline) + 3 * milliseconds(canary.interval)));
  return [...groupBy(shifting, ({ highestWeight }) => highestWeight as number)]
    .sort(([a], [b]) => a - b)
    .map(([limit, of]) => new rules.CanaryWeightHigh({ ...options, limit, longestPromotion, only: of.map(reference) }));
}

function reference(canary: CoveredCanary): rules.CanaryReference {
  return { namespace: canary.namespace, name: canary.metricName };
}

function longest(canaries: readonly CoveredCanary[], time: (canary: CoveredCanary) => number): Duration {
  return Duration.millis(canaries.reduce((most, canary) => Math.max(most, time(canary)), milliseconds(Duration.minutes(10))));
}

function usual(time: Duration): Duration {
  const minutes = milliseconds(time) / 60_000;
  return Duration.minutes(USUAL_MINUTES.find((each) => each >= minutes) ?? Math.ceil(minutes / 1440) * 1440);
}

function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) { groups.set(key(item), [item]); } else { group.push(item); }
  }
  return groups;
}
