import { Duration } from '../cdk8s-duration';
import { ROUTE_DEFAULTS } from '../facts/alertmanager';
import { Matcher, MatchOperator } from './matcher';
import { parseMatchers } from './matcher-parser';

/** A route that an alert ends at. */
export interface RouteMatch {
  /** The receiver's name. */
  readonly receiver: string;
  /** The labels that form a group; `all` for `['...']`. */
  readonly groupBy: readonly string[] | 'all';
  /** How long a new group waits. */
  readonly groupWait: Duration;
  /** How long a known group waits. */
  readonly groupInterval: Duration;
  /** After how long a message is repeated. */
  readonly repeatInterval: Duration;
  /** The names of the time intervals in which the route is muted. */
  readonly muteTimeIntervals: readonly string[];
  /** The names of the time intervals outside of which the route is muted. */
  readonly activeTimeIntervals: readonly string[];
  /** Where the route stands in alertmanager.yaml, such as `route.routes[1].routes[0]`. */
  readonly path: string;
}

/** A route as it stands in alertmanager.yaml. */
interface RawRoute {
  readonly receiver?: string;
  readonly group_by?: readonly string[] | null;
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  readonly match?: { readonly [label: string]: unknown } | null;
  readonly match_re?: { readonly [label: string]: unknown } | null;
  readonly matchers?: readonly string[] | null;
  readonly mute_time_intervals?: readonly string[] | null;
  readonly active_time_intervals?: readonly string[] | null;
  readonly continue?: boolean;
  readonly routes?: readonly RawRoute[] | null;
}

/**
 * The routes at which an alert with these labels ends, in order, in a configuration as it was read from alertmanager.yaml: what
 * `amtool config routes test` says, and what each route has inherited. Depth first; a route's children are tried up to
 * the first that takes the alert, or further where that one continues; what no child takes ends at the route itself.
 * Source: prometheus/alertmanager v0.34.2 dispatch/route.go.
 *
 * Throws an error where Alertmanager would refuse a matcher or a duration.
 *
 * @param known The conditions of routes that were read before: for many walks through one configuration, which does not change between them.
 */
export function walk(config: unknown, labels: { readonly [label: string]: string }, known: KnownMatchers = new Map()): RouteMatch[] {
  const root = (config as { readonly route?: RawRoute | null } | null | undefined)?.route;
  if (root === undefined || root === null) { throw new Error('no route provided in config'); }
  return !takes(root, labels, known) ? [] : walkRoute(root, labels, known, {
    receiver: '',
    groupBy: [],
    groupWait: parseDuration(ROUTE_DEFAULTS.groupWait),
    groupInterval: parseDuration(ROUTE_DEFAULTS.groupInterval),
    repeatInterval: parseDuration(ROUTE_DEFAULTS.repeatInterval),
    muteTimeIntervals: [],
    activeTimeIntervals: [],
    path: '',
  }, 'route');
}

/** The conditions of routes. */
export type KnownMatchers = Map<object, readonly Matcher[]>;

function takes(route: RawRoute, labels: { readonly [label: string]: string }, known: KnownMatchers): boolean {
  let matchers = known.get(route);
  if (matchers === undefined) { known.set(route, matchers = matchersOf(route)); }
  return matchers.every((matcher) => matcher._matches(labels));
}

/** The ends below a route that takes the alert. */
function walkRoute(route: RawRoute, labels: { readonly [label: string]: string }, known: KnownMatchers, above: RouteMatch, path: string): RouteMatch[] {
  const here: RouteMatch = {
    receiver: route.receiver === undefined || route.receiver === '' ? above.receiver : route.receiver,
    groupBy: groupBy(route.group_by) ?? above.groupBy,
    groupWait: route.group_wait === undefined ? above.groupWait : parseDuration(route.group_wait),
    groupInterval: route.group_interval === undefined ? above.groupInterval : parseDuration(route.group_interval),
    repeatInterval: route.repeat_interval === undefined ? above.repeatInterval : parseDuration(route.repeat_interval),
    // Alone among the settings, these are not inherited.
    muteTimeIntervals: route.mute_time_intervals ?? [],
    activeTimeIntervals: route.active_time_intervals ?? [],
    path,
  };
  const matches: RouteMatch[] = [];
  for (const [index, child] of (route.routes ?? []).entries()) {
    if (!takes(child, labels, known)) { continue; }
    matches.push(...walkRoute(child, labels, known, here, `${path}.routes[${index}]`));
    if (child.continue !== true) { break; }
  }
  return matches.length > 0 ? matches : [here];
}

/** All conditions of a route, the deprecated spellings included. */
function matchersOf(route: RawRoute): Matcher[] {
  return [
    ...Object.entries(route.match ?? {}).map(([label, value]) => Matcher._parsed(label, MatchOperator.EQUAL, String(value))),
    ...Object.entries(route.match_re ?? {}).map(([label, value]) => Matcher._parsed(label, MatchOperator.MATCHES, String(value))),
    ...(route.matchers ?? []).flatMap((text) => parseMatchers(text)),
  ];
}

function groupBy(labels: readonly string[] | null | undefined): readonly string[] | 'all' | undefined {
  if (labels === undefined || labels === null) { return undefined; }
  return labels.includes('...') ? 'all' : labels;
}

const UNITS: { readonly [unit: string]: number } = { y: 31_536_000_000, w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** Reads a duration as Prometheus and Alertmanager spell it: `1h30m`, `5s`, `0` (prometheus/common v0.70.1 model/time.go). */
export function parseDuration(text: string): Duration {
  const match = /^(?:0|(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?)$/.exec(text);
  if (match === null || text === '') { throw new Error(`not a valid duration string: ${JSON.stringify(text)}`); }
  return Duration.millis(match.slice(1).filter((part) => part !== undefined)
    .reduce((total, part) => total + parseInt(part, 10) * (UNITS[part.replace(/\d+/, '')] ?? 0), 0));
}
