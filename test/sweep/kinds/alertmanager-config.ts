import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { alertmanager } from '../../../lib';
import { duration, name, oneOf } from '../arbitraries';
import { MakeReceiver, objectReceiver as receiver } from '../receivers';
import { swept } from '../sweep';
import { WHOLE_RECEIVERS } from '../whole-receivers';

const { Matcher, Route, TimeInterval } = alertmanager;

/** A tree of routes whose receivers are yet to be made: a factory may refuse. */
interface RouteSketch {
  readonly receiver?: MakeReceiver;
  readonly props: Partial<alertmanager.RouteProps>;
  readonly intervals: readonly (readonly [name: string, span: alertmanager.TimeSpan])[];
  readonly routes: readonly RouteSketch[];
}

const label = fc.oneof({ weight: 40, arbitrary: fc.constantFrom('alertname', 'severity', 'name', 'namespace') }, { weight: 1, arbitrary: fc.constant('a-b') });
const matched = fc.oneof({ weight: 40, arbitrary: fc.constantFrom('shop', 'critical|warning', '', 'a"b\nc') }, { weight: 1, arbitrary: fc.constantFrom('(', '\\c') });
const matcher = fc.tuple(label, matched, fc.constantFrom('equal', 'notEqual', 'matches', 'notMatches'));
type MatcherSketch = readonly [label: string, value: string, how: string];

function matcherOf([of, value, how]: MatcherSketch): alertmanager.Matcher {
  return Matcher[how as 'equal'](of, of === 'namespace' ? (how.startsWith('not') ? 'search' : 'shop') : value);
}

const bad = <T>(good: fc.Arbitrary<T>, ...others: T[]): fc.Arbitrary<T> => fc.oneof({ weight: 40, arbitrary: good }, { weight: 1, arbitrary: fc.constantFrom(...others) });

/** Times of all shapes. */
export const span: fc.Arbitrary<alertmanager.TimeSpan> = fc.record({
  times: bad<alertmanager.TimeRange[]>(fc.constantFrom([{ start: '00:00', end: '24:00' }], [{ start: '09:00', end: '17:30' }, { start: '20:00', end: '21:00' }]), [{ start: '22:00', end: '06:00' }]),
  weekdays: fc.subarray(Object.values(alertmanager.Weekday), { minLength: 1 }),
  daysOfMonth: bad<string[]>(fc.constantFrom(['1', '-1'], ['1:7', '-3:-1'], ['01'], ['20:-1']), ['0']),
  months: bad<string[]>(fc.constantFrom(['january', '3:5'], ['03'], ['december']), ['may:march']),
  years: bad<string[]>(fc.constantFrom(['2026'], ['2026:2030']), ['1999'], ['soon']),
  location: bad<string>(fc.constant('UTC'), 'Asia/Seoul', 'Mars'),
}, { requiredKeys: [] }).map((of) => (Object.keys(of).length === 0 ? { weekdays: [alertmanager.Weekday.MONDAY] } : of) as alertmanager.TimeSpan);

const intervals = fc.array(fc.tuple(fc.constantFrom('night', 'weekend'), span), { maxLength: 2 });
const times = fc.record({ groupWait: duration, groupInterval: fc.oneof({ weight: 12, arbitrary: fc.integer({ min: 1, max: 7200 }).map((seconds) => Duration.seconds(seconds)) }, { weight: 1, arbitrary: duration }), repeatInterval: fc.oneof({ weight: 12, arbitrary: fc.integer({ min: 3, max: 48 }).map((hours) => Duration.hours(hours)) }, { weight: 1, arbitrary: duration }) }, { requiredKeys: [] });
const groupBy = fc.constantFrom(alertmanager.GroupBy.all(), alertmanager.GroupBy.labels('alertname', 'namespace'));

const { tree } = fc.letrec<{ tree: RouteSketch }>((tie) => ({
  tree: fc.record({
    receiver: fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: receiver }),
    props: fc.tuple(times, fc.record({ groupBy, continue: fc.boolean() }, { requiredKeys: [] }), fc.option(fc.array(matcher, { maxLength: 2 }), { nil: undefined, freq: 2 }))
      .map(([durations, more, matchers]): Partial<alertmanager.RouteProps> & { readonly sketched?: readonly MatcherSketch[] } => ({ ...durations, ...more, ...(matchers !== undefined && { sketched: matchers }) })),
    intervals: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: intervals }),
    routes: fc.oneof({ maxDepth: 2, withCrossShrink: true }, { weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(tie('tree'), { minLength: 1, maxLength: 2 }) }),
  }) as fc.Arbitrary<RouteSketch>,
}));

/** The route that a sketch means. */
export function routeOf({ receiver: make, props, intervals: named, routes }: RouteSketch, path = 'r'): alertmanager.Route {
  const { sketched = [], ...rest } = props as Partial<alertmanager.RouteProps> & { readonly sketched?: readonly MatcherSketch[] };
  const [mute, active] = named.map(([each, of]) => new TimeInterval(`${each}-${path}`, [of]));
  return new Route({
    ...rest,
    ...(make !== undefined && { receiver: make(path) }),
    matchers: sketched.map(matcherOf),
    ...(mute !== undefined && { muteTimeIntervals: [mute] }),
    ...(active !== undefined && { activeTimeIntervals: [active] }),
    routes: routes.map((each, index) => routeOf(each, `${path}${index}`)),
  });
}

/** A tree of routes. */
export const routeSketch: fc.Arbitrary<RouteSketch> = fc.tuple(tree, receiver, fc.integer({ min: 0, max: 15 })).map(([root, of, dice]) => (dice === 0 ? root : { ...root, receiver: root.receiver ?? of }));

/** What an inhibit rule takes. */
export const inhibitSketch = fc.record({ source: fc.array(matcher, { minLength: 1, maxLength: 2 }), target: fc.array(matcher, { minLength: 1, maxLength: 2 }), equal: bad<string[]>(fc.constantFrom(['namespace'], []), ['a b']) }, { requiredKeys: ['source', 'target'] });

/** The rule that a sketch means. */
export function inhibitOf({ source, target, equal }: { readonly source: readonly MatcherSketch[]; readonly target: readonly MatcherSketch[]; readonly equal?: string[] }): alertmanager.InhibitRule {
  return new alertmanager.InhibitRule({ source: source.map(matcherOf), target: target.map(matcherOf), ...(equal !== undefined && { equal }) });
}

/** A route to a receiver of each kind that the CRD has, each with all of its fields. */
const wholeRoute: fc.Arbitrary<RouteSketch> = fc.tuple(...WHOLE_RECEIVERS).map((all) => ({
  receiver: (path: string) => alertmanager.Receiver.none(path), props: {}, intervals: [],
  routes: all.map((each) => ({ receiver: each, props: {}, intervals: [], routes: [] })),
}));

export const alertmanagerConfig = swept({
  group: 'monitoring.coreos.com',
  kind: 'AlertmanagerConfig',
  props: fc.record({
    id: name,
    route: fc.oneof({ weight: 6, arbitrary: routeSketch }, { weight: 2, arbitrary: wholeRoute }, { weight: 1, arbitrary: fc.constant(undefined) }),
    rules: fc.oneof({ weight: 5, arbitrary: fc.array(inhibitSketch, { maxLength: 0 }) }, { weight: 1, arbitrary: fc.array(inhibitSketch, { maxLength: 2 }) }),
    strategy: fc.option(oneOf(alertmanager.MatcherStrategy), { nil: undefined }),
  }),
  make: (scope, { id, route, rules, strategy }) => {
    new alertmanager.AlertmanagerConfig(scope, id, {
      ...(route !== undefined && { route: routeOf(route) }),
      inhibitRules: rules.map(inhibitOf),
      ...(strategy !== undefined && { matcherStrategy: strategy }),
    });
  },
});
