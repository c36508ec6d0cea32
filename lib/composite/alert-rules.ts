import { Duration } from 'cdk8s';
import { milliseconds } from '../duration';
import { PRIMARY_SUFFIX } from '../facts/flagger-metrics';
import { Timing } from '../facts/latency';
import * as prometheus from '../prometheus';
import * as rules from '../rules';
import { deletionGroups, DELETION_INTERVAL } from '../rules/canary-state';
import { CanaryClass, classesOf, LimitedCanary, namedOfEach } from './canary-classes';
import { CoveredCanary } from './covered-canary';

/** What pages within minutes or hours does not need the interval of the promise. */
const SLOW = Duration.seconds(30);

/** The longest rollout where no canary says otherwise. */
const UNKNOWN_ROLLOUT = Duration.hours(1);

/** Times of hours and minutes that people recognise. Rules differ by time, so that there are few however many canaries. */
const USUAL_MINUTES = [10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1440, 2880, 5760] as const;

/**
 * Adds the groups of rules, which depend on all canaries that there will be. Prometheus evaluates the groups side by side, and the
 * rules of a group one after the other: what looks at every canary has a group of its own, so that none waits for another.
 */
export function addRules(
  rule: prometheus.PrometheusRule, timing: Timing, flaggerOptions: rules.FlaggerOptions, canaries: () => readonly CoveredCanary[],
): void {
  const options: rules.RuleOptions = { runbooks: flaggerOptions.runbooks, dashboardUrl: flaggerOptions.dashboardUrl };
  for (const group of deletionGroups()) { rule.addGroup({ ...group, interval: DELETION_INTERVAL }); }
  rule.addGroup({ name: 'canary-failure', interval: timing.evaluationInterval, alertingRules: [new rules.CanaryFailed(options)] });
  const slow = (name: string, alertingRules: () => prometheus.AlertingRule[]): void => { rule._addLazyGroup(() => ({ name, interval: SLOW, alertingRules: alertingRules() })); };
  slow('canary-stuck', () => stuck(canaries(), options));
  slow('canary-initialization', () => [new rules.CanaryNotInitialized({ ...options, longestInitialization: longestInitialization(canaries()) })]);
  slow('canary-weight', () => weightHigh(canaries(), options));
  slow('canary-alerting', () => [
    new rules.FlaggerDown(flaggerOptions),
    new rules.FlaggerNotScraped(flaggerOptions),
    new rules.AlertmanagerNotificationsFailing(options),
    new rules.CanaryAlertingHeartbeat(options),
  ]);
}

/** A rule for each usual time; the longest is for all canaries that have none of their own, those not of ours among them. */
function stuck(canaries: readonly CoveredCanary[], options: rules.RuleOptions): rules.CanaryStuck[] {
  const shorter = classesOf(canaries.map(limitedBy((canary) => milliseconds(usual(canary.longestProgress)))), fewOf(canaries));
  const longest = shorter.pop()?.limit ?? milliseconds(UNKNOWN_ROLLOUT);
  return [
    ...shorter.map(({ limit, canaries: only }) => new rules.CanaryStuck({ ...options, longestRollout: Duration.millis(limit), only: [...only] })),
    new rules.CanaryStuck({ ...options, longestRollout: Duration.millis(longest), except: shorter.flatMap(({ canaries: of }) => of) }),
  ];
}

/** The primary's deadline, and the ticks that Flagger needs to notice. */
function longestInitialization(canaries: readonly CoveredCanary[]): Duration {
  return usual(longest(canaries, (canary) => milliseconds(canary.progressDeadline) + 3 * milliseconds(canary.interval)));
}

/** A rule for each highest weight. */
function weightHigh(canaries: readonly CoveredCanary[], options: rules.RuleOptions): rules.CanaryWeightHigh[] {
  const shifting = canaries.filter(shifts);
  const longestPromotion = usual(longest(shifting, (canary) => milliseconds(canary.progressDeadline) + 3 * milliseconds(canary.interval)));
  const inNamespace = groupBy(canaries, ({ namespace }) => namespace);
  const few = fewOf(canaries);
  return classesOf(shifting.map(limitedBy((canary) => canary.highestWeight as number)), few)
    .map((of) => new rules.CanaryWeightHigh({ ...options, limit: of.limit, longestPromotion, ...withoutOthers(of, inNamespace, few) }));
}

/** A class without the canaries of its namespaces that shift no weights: by name, or, where many do and many do not, by their weight of 100. */
function withoutOthers({ canaries }: CanaryClass, inNamespace: ReadonlyMap<string, readonly CoveredCanary[]>, few: number): { only: rules.CanarySet[]; mixed: rules.CanarySet[] } {
  const only: rules.CanarySet[] = [];
  const mixed: rules.CanarySet[] = [];
  for (const set of canaries) {
    const { namespace, names, except = [] } = set;
    const [shifting, others] = partition(inNamespace.get(namespace) ?? [], shifts);
    const mine = shifting.map(({ metricName }) => metricName).filter((name) => !except.includes(name));
    if (names !== undefined) {
      only.push(set);
    } else if (shifting.some(({ metricName }) => metricName.endsWith(PRIMARY_SUFFIX)) || (others.length > few && mine.length <= few)) {
      only.push({ namespace, names: mine });
    } else if (others.length > few) {
      mixed.push(set);
    } else {
      only.push(others.length === 0 ? set : { namespace, except: [...except, ...others.map(({ metricName }) => metricName)] });
    }
  }
  return { only, mixed };
}

/** How many canaries of each namespace the rules name. */
function fewOf(canaries: readonly CoveredCanary[]): number {
  return namedOfEach(new Set(canaries.map(({ namespace }) => namespace)).size);
}

/** Whether its weight says how far a rollout is: that of a blue/green or A/B canary is 100 while it is analysed. */
function shifts({ highestWeight }: CoveredCanary): boolean {
  return (highestWeight ?? 100) < 100;
}

function limitedBy(limit: (canary: CoveredCanary) => number): (canary: CoveredCanary) => LimitedCanary {
  return (canary) => ({ namespace: canary.namespace, name: canary.metricName, limit: limit(canary) });
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

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
