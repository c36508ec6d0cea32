import { CANARY_STATUS, CanaryStatus } from '../../facts/flagger-metrics';
import { FAILURE_WORDS } from '../alerts';
import { Check } from '../check';
import { CanaryEvent, partsOf, stateOf, truth } from '../expression';
import { comparisonOf, constantOf } from '../expression/domain';
import { AggregateNode, bare, BinaryNode, CallNode, COMPARISONS, everything, ExprNode } from '../../language/promql/node';
import { together, twice } from '../expression/together';
import { matches } from '../../language/promql/type-check';
import { Problem } from '../finding';
import { World } from '../world';
import { loadableRules, ReadRule, recordsOf } from './rules';
import { addTo } from '../../listed';

/** A sum, a mean or a number of statuses that is compared as if it were the status of one canary. */
export const sum: Check = {
  id: 'promql/sum',
  run: (world, report) => {
    const records = recordsOf(world);
    for (const read of loadableRules(world)) {
      const { analysis, at } = read;
      const told = new Set<ExprNode>();
      for (const part of partsOf(analysis.expr)) {
        if (part.kind !== 'binary' || !COMPARISONS.has(part.op)) { continue; }
        const folded = everything(part).find((each): each is Folded => folds(each, records));
        if (folded === undefined || told.has(folded)) { continue; }
        const problem = folded.kind === 'call' ? overTime(read, part, folded, world) : overCanaries(read, part, folded, world, records);
        if (problem === undefined) { continue; }
        told.add(folded);
        report(at.from(folded.from), { value: analysis.expr.slice(part.from, part.to), ...problem });
      }
    }
  },
};

type Records = ReadonlyMap<string, readonly string[]>;
type Scraping = Pick<World['scrape'], 'honorLabels' | 'namespace' | 'monitor'>;
/** What makes one value of many: an aggregation, a sum over time, or a recorded series of one. */
type Folded = AggregateNode | CallNode | Extract<ExprNode, { kind: 'vector' }>;

interface Identity { readonly name: string; readonly namespace: string }

const WORDS: { readonly [op: string]: string } = { sum: 'adds up statuses', avg: 'takes the mean of statuses', count: 'counts statuses, whichever they are' };
const MEANING = `a status is a name written as a number, ${CanaryStatus.PROGRESSING} while the canary progresses, ${CanaryStatus.FAILED} when it failed, ${CanaryStatus.OTHER} else`;
const FIX = 'count(flagger_canary_status == 2) > 0; or flagger_canary_status == 2, which says which canary it is';

function folds(node: ExprNode, records: Records): boolean {
  switch (node.kind) {
    case 'aggregate': return node.op === 'count' ? isStatus(node.expr) : (node.op === 'sum' || node.op === 'avg') && ofStatuses(node.expr);
    case 'call': return node.name === 'sum_over_time' && node.args.some((each) => each.kind === 'matrix' && each.vector.metric === CANARY_STATUS.name);
    // A record may rest on another one, and on itself: one step is what people write.
    case 'vector': return (records.get(node.metric ?? '') ?? []).some((expr) => partsOf(expr).some((each) => each.kind === 'aggregate' && folds(each, new Map())));
    default: return false;
  }
}

/** The status itself, and not what is left of it after a comparison. */
function isStatus(given: ExprNode): boolean {
  const node = bare(given);
  return node.kind === 'vector' && node.metric === CANARY_STATUS.name;
}

/** Statuses, or some of them; with `bool` they would be truth values, whose sum is a number of canaries. */
function ofStatuses(node: ExprNode): boolean {
  const parts = everything(node);
  return parts.some(isStatus) && !parts.some((each) => (each.kind === 'binary' && each.bool) || each.kind === 'aggregate' || (each.kind === 'call' && each.name !== 'last_over_time' && each.name !== 'label_replace'));
}

function overCanaries({ analysis: { expr }, rule, name }: ReadRule, part: BinaryNode, folded: Folded, world: World, records: Records): Problem | undefined {
  const op = opOf(folded, records);
  // How many canaries there are may be worth an alert; it is none of a failure.
  if (op === 'count' && !([rule.alert ?? '', ...Object.values(rule.annotations)].some((each) => FAILURE_WORDS.test(each)))) { return undefined; }
  const { scrape, options } = world;
  // Where nothing says how Flagger is scraped, both ways must fail before a rule is called wrong.
  const ways: readonly Scraping[] = scrape.assuming === undefined || options.scrape !== undefined ? [scrape] : [scrape, { ...scrape, honorLabels: !scrape.honorLabels }];
  const text = expr.slice(part.from, part.to);
  const words = WORDS[op] ?? 'folds statuses';
  const shown = world.of('flagger.app', 'Canary').length > 1;
  for (const canaries of candidates(part, world)) {
    const found = ways.map((way) => counterexample(text, part, canaries, way, records, op === 'count'));
    const [first] = found;
    if (first === undefined || found.includes(undefined)) { continue; }
    return { severity: shown ? 'error' : 'warning', what: `${name} ${words}: ${first}`, allowed: MEANING, fix: FIX, assuming: shown ? undefined : 'Flagger has more than one canary' };
  }
  if (op === 'count') { return undefined; }
  const [one] = candidates(part, world).flat();
  const doubled = one === undefined ? undefined : ways.map((way) => asTwo(text, one, way, records));
  if (doubled?.[0] === undefined || doubled.includes(undefined)) { return undefined; }
  return {
    severity: 'info', what: `${name} ${words}: where Flagger tells a canary twice, ${doubled[0]}`, allowed: `${MEANING}; max is the same for one series and for two`,
    fix: 'max in place of sum, by the same labels',
    assuming: 'two replicas of Flagger run without leader election (cmd/flagger/main.go), or two monitors scrape one',
  };
}

function opOf(folded: Folded, records: Records): string {
  if (folded.kind === 'aggregate') { return folded.op; }
  const recorded = folded.kind === 'vector' ? records.get(folded.metric ?? '') ?? [] : [];
  return recorded.flatMap((expr) => partsOf(expr)).find((each): each is AggregateNode => each.kind === 'aggregate' && folds(each, new Map()))?.op ?? 'sum';
}

/** What shows that the comparison means nothing; undefined where nothing does. */
function counterexample(text: string, part: BinaryNode, canaries: readonly Identity[], scrape: Scraping, records: Records, isCount: boolean): string | undefined {
  const of = (...events: readonly CanaryEvent[]): ReturnType<typeof truth> => truth(text, together(events.map((event, index) => stateOf(event, { ...(canaries[index] as Identity), scrape, records }))));
  if (of('idle') === 'silent') {
    const limit = constantOf(part.right) ?? constantOf(part.left) ?? 2;
    const counts = [2, 3, Math.ceil(limit), Math.floor(limit) + 1].filter((each) => each > 1 && each <= canaries.length).sort((a, b) => a - b);
    const count = counts.find((each) => of(...Array.from({ length: each }, (): CanaryEvent => 'idle')) === 'fires');
    if (count !== undefined) { return `it fires for ${count} canaries of which each is healthy`; }
  }
  if (isCount || canaries.length < 2) { return undefined; }
  for (const [event, happens] of EVENTS) {
    if (of(event) !== 'fires' || of('idle') === 'fires') { continue; }
    const other = OTHERS.find(([beside]) => of(event, beside) === 'silent');
    if (other !== undefined) { return `it does not fire for a canary that ${happens} while another one ${other[1]}`; }
  }
  return undefined;
}

const EVENTS: readonly (readonly [event: CanaryEvent, words: string])[] = [['failed', 'failed'], ['progressing', 'progresses']];
const OTHERS: readonly (readonly [event: CanaryEvent, words: string])[] = [['idle', 'is healthy'], ['progressing', 'progresses'], ['failed', 'failed']];

/** What goes wrong when one canary has two series. */
function asTwo(text: string, canary: Identity, scrape: Scraping, records: Records): string | undefined {
  const state = (event: CanaryEvent): ReturnType<typeof stateOf> => stateOf(event, { ...canary, scrape, records });
  if (truth(text, state('idle')) === 'silent' && truth(text, twice(state('idle'))) === 'fires') { return 'it fires while the canary is healthy'; }
  return EVENTS.filter(([event]) => truth(text, state(event)) === 'fires' && truth(text, twice(state(event))) === 'silent').map(([, words]) => `it does not fire when the canary ${words}`)[0];
}

/** So many canaries are put beside one another at most. */
const MOST = 200;

/** Canaries that the comparison may be about, each list in the order in which they are put beside one another. */
function candidates(part: BinaryNode, world: World): readonly (readonly Identity[])[] {
  const matchers = everything(part).flatMap((each) => each.kind === 'vector' ? each.matchers : []);
  const named = (labels: readonly string[], one: string): string[] => {
    const asked = matchers.filter(({ label, op }) => labels.includes(label) && (op === '=' || op === '=~'));
    const words = asked.flatMap(({ op, value }) => op === '=' ? [value] : value.split('|').flatMap((each) => SIMPLE.test(each) ? Array.from({ length: 20 }, (_, index) => each.replace(/\.[*+]/g, `${one}${index}`)) : []));
    return words.length === 0 && asked.length === 0 ? [] : [...new Set(words)].filter((each) => asked.every(({ op, value }) => matches(op, value, each) === true));
  };
  const names = named(['name'], 'x');
  const [namespace = 'default'] = named(['namespace', 'exported_namespace'], 'x');
  const isNamed = matchers.some(({ label, op }) => label === 'name' && (op === '=' || op === '=~'));
  const own = (isNamed ? names : Array.from({ length: MOST }, (_, index) => `podinfo${index === 0 ? '' : `-${index}`}`)).map((name): Identity => ({ name, namespace }));
  // Canaries of one name in several namespaces are one where only the name is looked at.
  const known = world.of('flagger.app', 'Canary').map((each): Identity => ({ name: each.spec.at('targetRef', 'name').text ?? each.name, namespace: each.namespace }));
  const alike = new Map<string, Identity[]>();
  for (const each of known) { addTo(alike, each.name, each); }
  return [own, ...[...alike.values()].filter((each) => new Set(each.map((one) => one.namespace)).size > 1).slice(0, 3)];
}

const SIMPLE = /^(?:[\w-]|\.[*+])+$/;

/** A sum over time grows with each scrape of a healthy canary. */
function overTime({ analysis: { expr }, name }: ReadRule, part: BinaryNode, folded: CallNode, { scrape }: World): Problem | undefined {
  const comparison = comparisonOf(part);
  const [matrix] = folded.args;
  if (comparison === undefined || matrix?.kind !== 'matrix' || bare(comparison.of) !== folded || (comparison.op !== '>' && comparison.op !== '>=' && comparison.op !== '==')) { return undefined; }
  const samples = Math.floor(matrix.seconds / scrape.intervalSeconds);
  if (comparison.op === '==' ? comparison.number <= 2 || samples !== comparison.number : comparison.op === '>' ? samples <= comparison.number : samples < comparison.number) { return undefined; }
  return {
    severity: 'error', what: `${name} adds up statuses over time: a canary that is healthy has ${samples} times ${CanaryStatus.OTHER} there`, value: expr.slice(part.from, part.to),
    allowed: MEANING, fix: 'max_over_time(flagger_canary_status[…]) == 2', assuming: scrape.assuming,
  };
}
