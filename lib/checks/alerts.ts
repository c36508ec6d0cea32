import { RouteMatch } from '../alertmanager/route-walk';
import { MatchOperator } from '../alertmanager/matcher';
import { CANARY_FAILURES, CANARY_STATUS, PRIMARY_SUFFIX } from '../facts/flagger-metrics';
import { AlertmanagerTree } from './alertmanager-tree';
import { alikeCanaries, CANARY_LABELS, NamedCanary } from './alike';
import { analyse, CanaryEvent, outcome, stateOf } from './expression';
import { RuleSource } from './sources';
import { ManifestObject, Scrape, World } from './world';

/** An alert that a rule sends, with the labels that reach Alertmanager. */
export interface CanaryAlert {
  readonly rule: RuleSource;
  /** The Canary that it is about; undefined where it is about one that the manifests do not show, or about none. */
  readonly canary?: ManifestObject;
  readonly labels: { readonly [label: string]: string };
  /** Labels that it has, with values that the manifests do not show. */
  readonly open: ReadonlySet<string>;
}

/** A rule about canaries or about Flagger, and what it has to do with failures. */
export interface CanaryRule {
  readonly rule: RuleSource;
  /**
   * `fires`: when a canary's status is 2, and not when it is healthy. `meant`: it does not, and its words or its shape say that it should. `unknown`:
   * it rests on more than the status. `no`: it is about something else.
   */
  readonly failure: 'fires' | 'meant' | 'unknown' | 'no';
  /** What it fires on, apart from failures: of a healthy canary, of one in progress, of a Flagger that is gone. */
  readonly on: ReadonlySet<CanaryEvent>;
  /** What it may fire on, where more than Flagger's metrics decides. */
  readonly perhapsOn: ReadonlySet<CanaryEvent>;
  /** Whether it reads Flagger's metrics; otherwise it is about Flagger's pods or its scrape. */
  readonly readsMetrics: boolean;
  /** The Canaries of the manifests whose failure it certainly does not notice. */
  readonly misses: ReadonlySet<ManifestObject>;
  readonly alerts: readonly CanaryAlert[];
}

/** The rules about canaries, in the manifests' order. Made once for a world. */
export function canaryRules(world: World): readonly CanaryRule[] {
  const known = RULES.get(world);
  if (known !== undefined) { return known; }
  const rules = readerOf(world).rules();
  RULES.set(world, rules);
  return rules;
}

/** What a rule does when something happens to a canary. */
export interface RuleAnswer {
  /** `unknown`: more than what the manifests show decides. */
  readonly truth: 'fires' | 'silent' | 'unknown';
  /** What it then sends. */
  readonly alerts: readonly CanaryAlert[];
}

/** What a rule does when something happens to one Canary, with Flagger scraped as it is or is assumed to be. */
export function answerOf(world: World, rule: RuleSource, event: CanaryEvent, canary: ManifestObject): RuleAnswer {
  return readerOf(world).answer(rule, event, canary);
}

/** The Canaries in groups that no selector of an expression tells apart: what it does for one, it does for all of the group. */
export function alikeFor(world: World, expr: string): readonly (readonly ManifestObject[])[] {
  return readerOf(world).groups(expr);
}

/** The same alerts about another Canary that no selector of the rule tells apart from the one that they are about. */
export function sameAlertsAbout(world: World, alerts: readonly CanaryAlert[], one: ManifestObject, other: ManifestObject): readonly CanaryAlert[] {
  return one === other ? alerts : alerts.flatMap((alert) => readerOf(world).renamed(alert.rule, [alert], other, { name: targetName(one), namespace: one.namespace }));
}

/** An alert of a rule that is about no canary: its own labels, and those that its expression leaves. */
export function alertWithoutCanary(rule: RuleSource): CanaryAlert {
  const labels = [...analyse(rule.expr).labels.names].filter((label) => label !== '__name__');
  return alertOf(rule, Object.fromEntries(labels.map((label) => [label, ANY])), undefined, new Set(labels));
}

/** Whether an expression reads what Flagger exports, be it through a recorded series. */
export function readsFlaggersMetrics(world: World, expr: string): boolean {
  return readerOf(world).isAboutCanaries(expr);
}

/** Whether a rule pages, or tries to, when a canary fails. */
export function isFailureRule({ failure }: CanaryRule): boolean {
  return failure === 'fires' || failure === 'meant';
}

/** The Canaries of the manifests. */
export function canariesOf(world: World): readonly ManifestObject[] {
  return world.of('flagger.app', 'Canary');
}

/** How a canary is called in the metrics: by its target. */
export function targetName(canary: ManifestObject): string {
  return canary.spec.at('targetRef', 'name').text ?? canary.name;
}

/**
 * The ways that an alert can go through a tree: one for each set of values of what the manifests do not show. Undefined where
 * that is not known.
 */
export function waysOf(tree: AlertmanagerTree, alert: Pick<CanaryAlert, 'labels' | 'open'>, world: World): readonly (readonly RouteMatch[])[] | undefined {
  const own = ownLabels(world);
  const asked = tree.askedLabels.filter((label) => alert.open.has(label) || (!Object.hasOwn(alert.labels, label) && !own.has(label)));
  let assignments: { readonly [label: string]: string }[] = [alert.labels];
  for (const label of asked) {
    const values = candidates(tree, label, alert.open.has(label));
    if (values === undefined || assignments.length * values.length > MOST_WAYS) { return undefined; }
    assignments = assignments.flatMap((each) => values.map((value) => ({ ...each, [label]: value })));
  }
  const ways: (readonly RouteMatch[])[] = [];
  for (const labels of assignments) {
    const way = tree.walk(labels);
    if (way === undefined) { return undefined; }
    ways.push(way);
  }
  return ways;
}

/** Whether somebody is told at the end of a way. */
export function isHeard(tree: AlertmanagerTree, way: readonly RouteMatch[]): boolean {
  return way.some(({ receiver }) => tree.integrationsOf(receiver).length > 0);
}

const RULES = new WeakMap<World, readonly CanaryRule[]>();
const READERS = new WeakMap<World, RuleReader>();
const OWN_LABELS = new WeakMap<World, ReadonlySet<string>>();
const MOST_WAYS = 64;
/** So many groups of canaries that a rule tells apart, at most: a run stays within its time. The rest counts as noticed. */
const MOST_GROUPS = 100;

/** What a value that nobody named looks like. */
const ANY = 'any-other';

/** Labels whose values depend on the cluster. */
const CLUSTER_LABELS = ['pod', 'instance', 'container', 'node', 'endpoint', 'job', 'service', 'prometheus'];

/** What an alert is called that is about a failure. */
export const FAILURE_WORDS = /fail|roll(?:ed)?[\s_-]?back|revert|abort|실패|롤백|回滚|回滾|失败|失敗|ロールバック/i;

/** What an alert is called that is about a rollout which does not go on, or goes well. */
const OTHER_WORDS = /stuck|stall|slow|long|hang|hung|progress|running|pending|wait|time[\s_-]?out|weight|success|succeed|promot|initial|start/i;

/** Labels that an alert does not have when its rule does not give them; any other may be an external label of the Prometheus. */
function ownLabels(world: World): ReadonlySet<string> {
  const known = OWN_LABELS.get(world);
  if (known !== undefined) { return known; }
  const own = new Set(['alertname', 'severity', 'namespace', 'exported_namespace', 'name', 'workload', 'metric', 'pod', 'instance', 'container', 'node', 'endpoint', 'job', 'service']);
  for (const { labels } of world.rules) { for (const label of Object.keys(labels)) { own.add(label); } }
  OWN_LABELS.set(world, own);
  return own;
}

function candidates(tree: AlertmanagerTree, label: string, isPresent: boolean): readonly string[] | undefined {
  const values = new Set(isPresent ? [ANY] : ['', ANY]);
  for (const { matchers } of tree.routes) {
    for (const { matcher } of matchers ?? []) {
      if (matcher.label !== label) { continue; }
      if (matcher.operator === MatchOperator.EQUAL || matcher.operator === MatchOperator.NOT_EQUAL) {
        if (matcher.value !== '' || !isPresent) { values.add(matcher.value); }
        continue;
      }
      const positive = matcher.operator === MatchOperator.MATCHES;
      for (const sample of samplesOf(matcher.value)) {
        if (matcher._matches({ [label]: sample }) !== positive) { return undefined; }
        values.add(sample);
      }
    }
  }
  return [...values];
}

/** A text for each alternative of a simple regular expression. */
function samplesOf(regex: string): string[] {
  return regex.replace(/^\^?\(\??:?([^()]*)\)\$?$/, '$1').split('|').map((each) => each.replace(/^\^|\$$/g, '').replace(/\.[*+]\??/g, ANY).replace(/\\(.)/g, '$1'));
}

function readerOf(world: World): RuleReader {
  const reader = READERS.get(world) ?? new RuleReader(world);
  READERS.set(world, reader);
  return reader;
}

class RuleReader {
  private readonly records = new Map<string, string[]>();
  private readonly scrapes: readonly Pick<Scrape, 'honorLabels' | 'namespace' | 'monitor'>[];
  private readonly canaries: readonly ManifestObject[];
  private readonly aboutFlagger = new Set<string>();

  public constructor(private readonly world: World) {
    this.canaries = canariesOf(world);
    // Where nothing says how Flagger is scraped, both ways must fail before a rule is called wrong.
    const { scrape } = world;
    this.scrapes = scrape.assuming === undefined || world.options.scrape !== undefined ? [scrape] : [scrape, { ...scrape, honorLabels: !scrape.honorLabels }];
    for (const { record, expr } of world.rules) {
      if (record !== undefined) { this.records.set(record, [...(this.records.get(record) ?? []), expr]); }
    }
    // A recorded series may rest on another one: as many rounds as there are in a chain, and no more than ten.
    for (let round = 0, before = -1; round < 10 && before !== this.aboutFlagger.size; round++) {
      before = this.aboutFlagger.size;
      for (const [record, exprs] of this.records) { if (exprs.some((expr) => this.isAboutCanaries(expr))) { this.aboutFlagger.add(record); } }
    }
  }

  public rules(): CanaryRule[] {
    return this.world.rules.filter(({ alert, expr }) => alert !== undefined && (this.isAboutCanaries(expr) || isAboutFlagger(expr))).map((rule) => this.read(rule));
  }

  public isAboutCanaries(expr: string): boolean {
    return analyse(expr).selectors.some(({ metric, matchers }) => metric?.startsWith('flagger_') === true || (metric !== undefined && this.aboutFlagger.has(metric))
      || matchers.some(({ label, value }) => label === '__name__' && value.includes('flagger_')));
  }

  public answer(rule: RuleSource, event: CanaryEvent, canary: ManifestObject): RuleAnswer {
    const { scrape } = this.world;
    const about = { name: targetName(canary), namespace: canary.namespace };
    const { samples, complete } = outcome(rule.expr, stateOf(event, { ...about, scrape, records: this.records }));
    return {
      truth: samples.some(({ certain }) => certain) ? 'fires' : samples.length === 0 && complete ? 'silent' : 'unknown',
      alerts: samples.map(({ labels }) => alertOf(rule, labels, canary, openLabels(labels, about, scrape, this.world))),
    };
  }

  public groups(expr: string): readonly (readonly ManifestObject[])[] {
    return namesCanaries(expr) ? this.alike(expr, this.canaries.length) : this.canaries.length > 0 ? [this.canaries] : [];
  }

  private read(rule: RuleSource): CanaryRule {
    const named = namesCanaries(rule.expr) && this.canaries.length > 0;
    const stranger = strangerOf(rule.expr);
    const on = new Set<CanaryEvent>();
    const perhapsOn = new Set<CanaryEvent>();
    const events: CanaryEvent[] = ['idle', 'progressing', 'waiting', 'initializing', 'absent'];
    for (const event of events) {
      const happens = this.happens(rule, event, stranger);
      if (happens !== 'silent') { (happens === 'fires' ? on : perhapsOn).add(event); }
    }
    const general = this.onFailure(rule, stranger);
    const misses = new Set<ManifestObject>();
    let failure = general.truth;
    let alerts: CanaryAlert[] = [];
    if (named) {
      for (const alike of this.alike(rule.expr)) {
        const [one] = alike;
        if (one === undefined) { continue; }
        const first = this.onFailure(rule, { name: targetName(one), namespace: one.namespace }, one);
        if (first.truth === 'no') { for (const canary of alike) { misses.add(canary); } } else if (failure !== 'fires') { failure = first.truth; }
        alerts.push(...alike.flatMap((canary) => canary === one ? first.alerts : this.renamed(rule, first.alerts, canary, { name: targetName(one), namespace: one.namespace })));
      }
    } else if (failure === 'no') {
      for (const canary of this.canaries) { misses.add(canary); }
    }
    if (!named && failure !== 'no' && this.canaries.length > 0) {
      alerts = this.canaries.flatMap((canary) => this.renamed(rule, general.alerts, canary));
    }
    if (alerts.length === 0) { alerts = general.alerts.length > 0 ? general.alerts : this.otherAlerts(rule, stranger); }
    // A status that does not exist is never reached: the words, or the comparison with 2 and more, say what was meant.
    const aboutFailure = aboutStatus(rule.expr) || (FAILURE_WORDS.test(rule.alert ?? '') && this.isAboutCanaries(rule.expr) && !on.has('absent'));
    const meant = failure === 'no' && aboutFailure && (saysFailure(rule) || (on.size === 0 && />=?\s*2|==\s*(?:bool\s+)?[3-9]/.test(rule.expr))) && !['idle', 'progressing'].some((event) => on.has(event as CanaryEvent) && !FAILURE_WORDS.test(rule.alert ?? ''));
    return { rule, on, perhapsOn, readsMetrics: this.isAboutCanaries(rule.expr), misses, alerts, failure: meant ? 'meant' : failure };
  }

  private happens(rule: RuleSource, event: CanaryEvent, canary: Stranger): 'fires' | 'silent' | 'unknown' {
    const answers = this.scrapes.map((scrape) => {
      const { samples, complete } = outcome(rule.expr, stateOf(event, { name: canary.name, namespace: canary.namespace, scrape, records: this.records }));
      return samples.some(({ certain }) => certain) ? 'fires' : samples.length === 0 && complete ? 'silent' : 'unknown';
    });
    return answers.includes('fires') ? 'fires' : answers.includes('unknown') ? 'unknown' : 'silent';
  }

  /** What it does when a canary fails, in either way that a canary fails. */
  private onFailure(rule: RuleSource, about: Stranger, canary?: ManifestObject): { readonly truth: 'fires' | 'unknown' | 'no'; readonly alerts: CanaryAlert[] } {
    const events: CanaryEvent[] = ['failed', 'promotion-failed'];
    const truths = events.map((event) => this.happens(rule, event, about));
    const idle = this.happens(rule, 'idle', about);
    // What fires on every healthy canary tells nobody of a failure.
    if (idle === 'fires') { return { truth: 'no', alerts: [] }; }
    // What notices a failed promotion alone, such as the weight on the canary, does not notice a rollback.
    if (truths[0] === 'silent') {
      // A counter misses the first failure and notices the second.
      return { truth: rule.expr.includes(CANARY_FAILURES.name) ? 'unknown' : 'no', alerts: [] };
    }
    const alerts = this.sent(rule, 'failed', about, canary);
    // Where other metrics could still forbid it, it fires as long as they do not.
    return { truth: truths.includes('fires') || (idle === 'silent' && alerts.length > 0) ? 'fires' : 'unknown', alerts };
  }

  private sent(rule: RuleSource, event: CanaryEvent, about: Stranger, canary?: ManifestObject): CanaryAlert[] {
    return this.scrapes.flatMap((scrape) => outcome(rule.expr, stateOf(event, { name: about.name, namespace: about.namespace, scrape, records: this.records })).samples
      .map(({ labels }) => alertOf(rule, labels, canary, openLabels(labels, about, scrape, this.world))));
  }

  private otherAlerts(rule: RuleSource, about: Stranger): CanaryAlert[] {
    const events: CanaryEvent[] = ['progressing', 'idle', 'waiting', 'initializing', 'absent'];
    for (const event of events) {
      const alerts = this.sent(rule, event, about);
      if (alerts.length > 0) { return alerts; }
    }
    // It never fires, or nobody knows: the labels that its expression leaves.
    return [alertWithoutCanary(rule)];
  }

  /** The same alerts about another canary. */
  public renamed(rule: RuleSource, alerts: readonly CanaryAlert[], canary: ManifestObject, from: Stranger = NOBODY_AT_ALL): CanaryAlert[] {
    const name = targetName(canary);
    const other = (label: string, value: string): string => {
      if (value === from.namespace && (label.includes('namespace') || from.name !== from.namespace)) { return canary.namespace; }
      return value === from.name ? name : value === `${from.name}${PRIMARY_SUFFIX}` ? `${name}${PRIMARY_SUFFIX}` : value;
    };
    return alerts.map(({ labels }) => {
      const own = Object.fromEntries(Object.entries(labels).map(([label, value]) => [label, Object.hasOwn(rule.labels, label) && rule.labels[label] === value ? value : other(label, value)]));
      return { rule, canary, labels: own, open: openLabels(own, { ...NOBODY_AT_ALL, isOpen: false }, this.world.scrape, this.world) };
    });
  }

  private named?: readonly (NamedCanary & { readonly canary: ManifestObject })[];

  /** The Canaries in groups that no selector of an expression tells apart. */
  private alike(expr: string, most = MOST_GROUPS): readonly (readonly ManifestObject[])[] {
    this.named ??= this.canaries.map((canary) => ({ canary, name: targetName(canary), namespace: canary.namespace }));
    return alikeCanaries(expr, this.named, this.scrapes).slice(0, most).map((group) => group.map(({ canary }) => canary));
  }
}

/** A canary that the manifests do not show. */
interface Stranger {
  readonly name: string;
  readonly namespace: string;
  readonly isOpen?: boolean;
}

const NOBODY = 'nobody-knows';
const NOBODY_NAMESPACE = `${NOBODY}-where`;
const NOBODY_AT_ALL: Stranger = { name: NOBODY, namespace: NOBODY_NAMESPACE, isOpen: true };

/** The canary that an expression has in mind: the one that it names, or any. */
function strangerOf(expr: string): Stranger {
  let { name, namespace } = NOBODY_AT_ALL;
  for (const { matchers, negated } of analyse(expr).selectors) {
    if (negated) { continue; }
    for (const { label, op, value } of matchers) {
      const sample = op === '=' ? value : op === '=~' ? samplesOf(value)[0] : undefined;
      if (sample === undefined || sample === '') { continue; }
      if (label === 'name' || label === 'workload') { name = sample.replace(/-primary$/, ''); }
      if (label === 'namespace' || label === 'exported_namespace') { namespace = sample; }
    }
  }
  return { name, namespace, isOpen: true };
}

function openLabels(labels: { readonly [label: string]: string }, about: Stranger, scrape: Pick<Scrape, 'monitor'>, world: World): ReadonlySet<string> {
  return new Set(Object.entries(labels).filter(([label, value]) => CLUSTER_LABELS.includes(label)
    || (about.isOpen === true && (value.includes(NOBODY) || value.includes(ANY)))
    // Flagger's own namespace is known where a monitor or an option says it.
    || (label === 'namespace' && scrape.monitor === undefined && world.options.scrape?.namespace === undefined && value === world.scrape.namespace)).map(([label]) => label));
}

function alertOf(rule: RuleSource, series: { readonly [label: string]: string }, canary: ManifestObject | undefined, open: ReadonlySet<string>): CanaryAlert {
  const labels: Record<string, string> = { ...series };
  const unknown = new Set(open);
  delete labels.__name__;
  for (const [label, template] of Object.entries({ ...rule.group.at('labels').texts, ...rule.labels })) {
    const value = template.replace(/\{\{-?\s*(?:\$labels|\.Labels)\.(\w+)\s*-?\}\}/g, (_, name: string) => {
      if (open.has(name)) { unknown.add(label); }
      return series[name] ?? '';
    });
    if (value.includes('{{')) { unknown.add(label); } else if (!/\{\{/.test(template)) { unknown.delete(label); }
    labels[label] = value;
  }
  labels.alertname = rule.alert ?? '';
  unknown.delete('alertname');
  return { rule, canary, labels, open: unknown };
}

/** Whether an expression speaks of some canaries only. */
function namesCanaries(expr: string): boolean {
  return analyse(expr).selectors.some(({ matchers }) => matchers.some(({ label }) => CANARY_LABELS.includes(label)));
}

function aboutStatus(expr: string): boolean {
  return expr.includes(CANARY_STATUS.name);
}

function isAboutFlagger(expr: string): boolean {
  return analyse(expr).selectors.some(({ matchers }) => matchers.some(({ value }) => /flagger/i.test(value)));
}

/** Whether a rule is called a failure, or tells of one and is not called something else. */
function saysFailure({ alert = '', annotations }: RuleSource): boolean {
  return FAILURE_WORDS.test(alert) || (!OTHER_WORDS.test(alert) && FAILURE_WORDS.test(Object.values(annotations).join(' ')));
}
