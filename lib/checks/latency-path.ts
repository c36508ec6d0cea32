import { Duration } from '../cdk8s-duration';
import { MatchOperator } from '../alertmanager/matcher';
import { RouteMatch } from '../alertmanager/route-walk';
import { milliseconds } from '../duration';
import { worstCase } from '../facts/latency';
import { AlertmanagerTree, TreeRoute } from './alertmanager-tree';
import { CanaryAlert, CanaryRule, canaryRules, isFailureRule, isHeard, waysOf } from './alerts';
import { analyse } from './expression';
import { Located } from './located';
import { OPERATOR_INTERVAL_SECONDS, PROMETHEUS_INTERVAL_SECONDS, secondsOf } from './scrape';
import { RuleSource } from './sources';
import { World } from './world';
import { addTo } from '../listed';
import { entry } from '../kept';

/** Within how many seconds people are told where nothing else is said. */
const PROMISE_SECONDS = 30;

/** What takes time on the way of an alert. */
export interface Term {
  readonly name: string;
  readonly seconds: number;
  /** Where it is set, or could be; undefined where the manifests have no place for it. */
  readonly at?: Located;
  /** What was taken because nothing says it. */
  readonly assuming?: string;
}

/** The way of an alert about a failure to people. */
export interface LatencyPath {
  /** The rule; undefined where the manifests hold only Alertmanager's side. */
  readonly rule?: CanaryRule;
  readonly alert?: CanaryAlert;
  readonly scrape?: Term;
  /** Until what the rule reads is recorded, in another group than its own. */
  readonly recording?: Term;
  readonly evaluation?: Term;
  readonly pending?: Term;
  /** Where it is known that Alertmanager sends it. */
  readonly route?: TreeRoute;
  readonly match?: RouteMatch;
}

/** Within how many seconds a failure must be told. */
export function promiseOf(world: World): number {
  return world.options.promise ?? PROMISE_SECONDS;
}

/** The ways of all alerts that page for a failure, one for each rule and route. */
export function failurePaths(world: World): readonly LatencyPath[] {
  const known = PATHS.get(world);
  if (known !== undefined) { return known; }
  const trees = AlertmanagerTree.of(world).filter(({ complete }) => complete);
  const rules = canaryRules(world).filter(isFailureRule);
  const paths = rules.length === 0 ? trees.flatMap((tree) => pathsOfRoutes(tree))
    : rules.flatMap((rule) => pathsOfRule(world, rule, trees));
  PATHS.set(world, paths);
  return paths;
}

/** The longest time in seconds, by the one formula; terms that are not there take none. */
export function totalOf(path: LatencyPath, group: number, withPending = true): number {
  return worstCase({
    scrape: Duration.millis(Math.round(((path.scrape?.seconds ?? 0) + (path.recording?.seconds ?? 0)) * 1000)),
    evaluation: Duration.millis(Math.max(1, Math.round((path.evaluation?.seconds ?? 0) * 1000))),
    pending: withPending && path.pending !== undefined ? Duration.millis(Math.round(path.pending.seconds * 1000)) : undefined,
    group: Duration.millis(Math.round(group * 1000)),
  }) / 1000;
}

/** The terms as a sum in words, with the rest that no setting shows. */
export function sumOf(terms: readonly Term[], total: number): string {
  const rest = Math.round(total - terms.reduce((sum, { seconds }) => sum + seconds, 0));
  return `${terms.map(({ name, seconds }) => `${inWords(seconds)} ${name}`).join(' + ')}${rest > 0 ? ` + ${inWords(rest)} for the work itself` : ''} = ${inWords(total)}`;
}

/** Seconds as people say them. */
export function inWords(seconds: number): string {
  return `${Number(seconds.toFixed(1))} s`;
}

/** A route's waiting time as a term. */
export function groupTerm(tree: AlertmanagerTree | undefined, path: LatencyPath, setting: 'group_wait' | 'group_interval'): Term | undefined {
  const { route, match } = path;
  if (route === undefined || match === undefined) { return undefined; }
  const seconds = milliseconds(setting === 'group_wait' ? match.groupWait : match.groupInterval) / 1000;
  const set = tree?.settingAt(route, setting);
  return { name: setting, seconds, at: set ?? route.at, assuming: set === undefined ? `${setting} is ${inWords(seconds)}, as nothing sets it` : undefined };
}

/** The tree that a route is in. */
export function treeOf(world: World, route: TreeRoute | undefined): AlertmanagerTree | undefined {
  return route === undefined ? undefined : AlertmanagerTree.of(world).find((tree) => tree.routes.includes(route));
}

const PATHS = new WeakMap<World, readonly LatencyPath[]>();

function pathsOfRule(world: World, rule: CanaryRule, trees: readonly AlertmanagerTree[]): LatencyPath[] {
  const start = { rule, ...termsOf(world, rule.rule) };
  const paths = new Map<string, LatencyPath>();
  for (const alert of rule.alerts) {
    for (const [index, tree] of trees.entries()) {
      // The first way is the one of values that no route names.
      const [way = []] = waysOf(tree, alert, world) ?? [];
      for (const match of isHeard(tree, way) ? way : []) {
        if (tree.integrationsOf(match.receiver).length > 0) { paths.set(`${index} ${match.path}`, { ...start, alert, match, route: tree.routeAt(match.path) }); }
      }
    }
  }
  return paths.size > 0 ? [...paths.values()] : [start];
}

/** Without rules, only routes that say themselves that they are for canaries. */
function pathsOfRoutes(tree: AlertmanagerTree): LatencyPath[] {
  return tree.routes.filter((route) => isForCanaries(route) && tree.integrationsOf(route.receiver).length > 0).flatMap((route): LatencyPath[] => {
    const labels = Object.fromEntries(chainOf(route).flatMap(({ matchers }) => matchers ?? []).filter(({ matcher }) => matcher.operator === MatchOperator.EQUAL).map(({ matcher }) => [matcher.label, matcher.value]));
    const match = tree.walk(labels)?.find(({ path }) => path === route.path);
    return match === undefined ? [] : [{ route, match }];
  });
}

/** Whether a route asks for alerts about canaries by their name, or by another label that says so. */
export function isForCanaries(route: TreeRoute): boolean {
  return (route.matchers ?? []).some(({ matcher: { operator, value } }) => !operator.startsWith('!') && /canary|flagger|roll-?back/i.test(value));
}

function chainOf(route: TreeRoute): TreeRoute[] {
  const chain: TreeRoute[] = [];
  for (let each: TreeRoute | undefined = route; each !== undefined; each = each.parent) { chain.push(each); }
  return chain;
}

/** What takes time until a rule about Flagger's metrics fires. */
export function termsOf(world: World, rule: RuleSource): Pick<LatencyPath, 'scrape' | 'recording' | 'evaluation' | 'pending'> {
  const { scrape } = world;
  const [endpoint] = [...scrape.monitor?.spec.at('podMetricsEndpoints').items ?? [], ...scrape.monitor?.spec.at('endpoints').items ?? []];
  const { job } = scrape;
  const ownScrape = secondsOf(endpoint?.at('interval').text);
  const clusterScrape = clusterInterval(world, 'scrapeInterval');
  const pending = secondsOf(rule.for);
  return {
    scrape: endpoint === undefined
      ? { name: 'scrape', seconds: scrape.intervalSeconds, at: job?.at('scrape_interval').exists === true ? job.at('scrape_interval') : job, assuming: scrape.assuming }
      : { name: 'scrape', seconds: ownScrape ?? clusterScrape ?? OPERATOR_INTERVAL_SECONDS, at: ownScrape === undefined ? endpoint : endpoint.at('interval'), assuming: ownScrape === undefined && clusterScrape === undefined ? `Prometheus scrapes every ${OPERATOR_INTERVAL_SECONDS} s, the operator's default` : undefined },
    recording: recordingTerm(world, rule),
    evaluation: evaluationTerm(world, rule),
    pending: pending === undefined || pending === 0 ? undefined : { name: 'for', seconds: pending, at: rule.at.at('for') },
  };
}

const EVALUATIONS = new WeakMap<RuleSource, Term>();

/** How often a rule is evaluated; of copies of the rules each waits for what all others record. */
function evaluationTerm(world: World, rule: RuleSource): Term {
  return entry(EVALUATIONS, rule, () => evaluationTermAnew(world, rule));
}

function evaluationTermAnew(world: World, rule: RuleSource): Term {
  const own = secondsOf(rule.interval) || undefined;
  const cluster = clusterInterval(world, 'evaluationInterval');
  const isPlain = world.prometheusConfigs.length > 0 && world.stackValues.length === 0 && world.of('monitoring.coreos.com', 'Prometheus').length === 0;
  const otherwise = isPlain ? PROMETHEUS_INTERVAL_SECONDS : OPERATOR_INTERVAL_SECONDS;
  return {
    name: 'evaluation', seconds: own ?? cluster ?? otherwise, at: rule.group.at('interval'),
    assuming: own === undefined && cluster === undefined && !isPlain ? `Prometheus evaluates every ${otherwise} s, the operator's default` : undefined,
  };
}

/**
 * How long a rule waits for what other rules record: an interval of each group on the way. The rules of a group are evaluated in their order, each sees
 * what those before it have just recorded, and the next evaluation what those after it have. Source: prometheus/prometheus v3.15.0 rules/group.go (Eval).
 */
function recordingTerm(world: World, rule: RuleSource, before: readonly RuleSource[] = []): Term | undefined {
  const way = [...before, rule];
  const read = new Set(analyse(rule.expr).selectors.filter(({ negated }) => !negated).flatMap(({ metric }) => metric ?? []));
  const waits = [...read].flatMap((metric): Term[] => {
    // What rests on itself has told by then; of several that record the same the most frequent one tells.
    const recorders = recordersOf(world).get(metric)?.filter((each) => !way.includes(each)) ?? [];
    const [first] = recorders.map((recorder) => ({ recorder, own: isEarlierInGroup(recorder, rule) ? undefined : evaluationTerm(world, recorder) }))
      .sort((one, other) => (one.own?.seconds ?? 0) - (other.own?.seconds ?? 0));
    if (first === undefined) { return []; }
    const inner = recordingTerm(world, first.recorder, way);
    const longest = first.own ?? inner;
    return [{ name: 'recording', seconds: (first.own?.seconds ?? 0) + (inner?.seconds ?? 0), at: longest?.at, assuming: longest?.assuming }];
  });
  return waits.filter(({ seconds }) => seconds > 0).sort((one, other) => other.seconds - one.seconds)[0];
}

/** Whether one rule is evaluated before another one in each evaluation of their group. */
function isEarlierInGroup(one: RuleSource, other: RuleSource): boolean {
  const [a, b] = [one.at.path.at(-1), other.at.path.at(-1)];
  return one.group.document === other.group.document && String(one.group.path) === String(other.group.path) && Number(a) < Number(b);
}

const RECORDERS = new WeakMap<World, ReadonlyMap<string, readonly RuleSource[]>>();

function recordersOf(world: World): ReadonlyMap<string, readonly RuleSource[]> {
  const known = RECORDERS.get(world);
  if (known !== undefined) { return known; }
  const recorders = new Map<string, RuleSource[]>();
  for (const rule of world.rules) {
    if (rule.record !== undefined) { addTo(recorders, rule.record, rule); }
  }
  RECORDERS.set(world, recorders);
  return recorders;
}

/** How often the Prometheus of the manifests scrapes or evaluates, in seconds, where nothing else is said; undefined where they have none. */
export function clusterInterval(world: World, field: 'scrapeInterval' | 'evaluationInterval'): number | undefined {
  const places = [
    ...world.of('monitoring.coreos.com', 'Prometheus').map((each) => each.spec.at(field)), ...world.stackValues.map((each) => each.at('prometheus', 'prometheusSpec', field)),
    ...world.prometheusConfigs.map((each) => each.at('global', field === 'scrapeInterval' ? 'scrape_interval' : 'evaluation_interval')),
  ];
  return places.map(({ text }) => secondsOf(text)).find((each) => each !== undefined && each > 0);
}
