import { CANARY_STATUS, CANARY_WEIGHT, CanaryStatus } from '../../facts/flagger-metrics';
import { AggregateNode, bare, BinaryNode, CallNode, COMPARISONS, everything, ExprNode, LabelMatcher, VectorNode } from '../../language/promql/node';
import { parse } from '../../language/promql/parse';
import { CanaryState } from './state';
import { matches, typeOf } from '../../language/promql/type-check';
import { addTo } from '../../listed';

/** A sample of a result. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  /** Undefined where it is not known. */
  readonly value?: number;
  /** Whether it is there in any case. */
  readonly certain: boolean;
}

/** What an expression gives in a state. */
export interface Outcome {
  readonly samples: readonly Sample[];
  /** Whether these are all. */
  readonly complete: boolean;
}

/** A sample on its way through an expression. */
interface Point extends Sample {
  readonly metric?: string;
  /** Whether it has been like this for as long as anybody looks back. */
  readonly steady: boolean;
  /** Whether it is taken to pass a matcher of a label that the cluster decides. */
  readonly assumed?: boolean;
}

interface Vector { readonly points: readonly Point[]; readonly complete: boolean }

/** What is not modelled: any sample may be there. */
const UNKNOWN: Vector = { points: [], complete: false };

/** Evaluates an expression in a state, as far as that is known. */
export function evaluate(root: ExprNode, state: CanaryState): Outcome {
  const { points, complete } = new Evaluation(state).vector(root);
  return { samples: points.map(({ labels, value, certain }) => ({ labels, value, certain })), complete };
}

class Evaluation {
  /** What recorded series are; not known of one that rests on itself, but what `remembering` finds. */
  private readonly recordings = new Map<string, Vector>();

  public constructor(private readonly state: CanaryState) {}

  public vector(node: ExprNode): Vector {
    switch (node.kind) {
      case 'number': return single(node.value);
      case 'paren': return this.vector(node.expr);
      case 'unary': return node.op === '+' ? this.vector(node.expr) : mapped(this.vector(node.expr), (value) => -value);
      case 'vector': return this.selected(node);
      case 'aggregate': return this.aggregated(node);
      case 'binary': return this.combined(node);
      case 'call': return this.called(node);
      default: return UNKNOWN;
    }
  }

  private selected(node: VectorNode): Vector {
    const metric = node.metric ?? node.matchers.find(({ label, op }) => label === '__name__' && op === '=')?.value;
    if (metric === undefined) { return UNKNOWN; }
    const matchers = node.matchers.filter(({ label }) => label !== '__name__');
    const recorded = this.state.records.get(metric);
    if (recorded !== undefined) { return this.recorded(metric, recorded, matchers, node.shift !== undefined); }
    if (!this.state.known(metric)) { return UNKNOWN; }
    const points = this.state.series.filter((each) => each.metric === metric).flatMap(({ labels, value, steady }): Point[] => {
      const failed = matchers.filter((matcher) => !passes(matcher, labels));
      // Who selects by a label of the cluster's own, such as the job or an external label, knows what is there.
      const assumed = failed.length > 0 && failed.every(({ label, op }) => (op === '=' || op === '=~') && this.state.isUndecided(label, Object.hasOwn(labels, label)));
      return failed.length === 0 || assumed ? [{ metric, labels, value, steady, certain: true, assumed }] : [];
    });
    // Of another time only the steady series are known.
    return node.shift === undefined || points.every(({ steady }) => steady) && this.state.event !== 'initializing' && this.state.event !== 'absent' ? { points, complete: true } : UNKNOWN;
  }

  private recorded(metric: string, exprs: readonly string[], matchers: readonly LabelMatcher[], shifted: boolean): Vector {
    if (shifted) { return UNKNOWN; }
    let whole = this.recordings.get(metric);
    if (whole === undefined) {
      this.recordings.set(metric, UNKNOWN);
      // Files that record the same thing in the same way are one.
      const roots = [...new Set(exprs)].map((expr) => parse(expr).root);
      whole = this.recording(roots);
      if (!whole.complete && roots.every((root) => root !== undefined && everything(root).some((each) => each.kind === 'vector' && each.metric === metric))) {
        whole = this.remembering(metric, roots) ?? whole;
      }
      this.recordings.set(metric, whole);
    }
    return { points: whole.points.filter(({ labels }) => matchers.every((matcher) => passes(matcher, labels))).map((each) => ({ ...each, metric })), complete: whole.complete };
  }

  private recording(roots: readonly (ExprNode | undefined)[]): Vector {
    const parts = roots.map((root) => root === undefined ? UNKNOWN : this.vector(root));
    return { points: parts.flatMap(({ points }) => points), complete: parts.every(({ complete }) => complete) };
  }

  /**
   * A series that rests on itself, such as one that remembers: it began with what the rest of its expression gives. What it is then, where
   * another evaluation changes nothing and the state has lasted; before a state in which nothing is told it may have been anything.
   */
  private remembering(metric: string, roots: readonly (ExprNode | undefined)[]): Vector | undefined {
    if (this.state.event === 'initializing' || this.state.event === 'absent') { return undefined; }
    this.recordings.set(metric, { points: [], complete: true });
    const first = this.recording(roots);
    this.recordings.set(metric, { ...first, points: first.points.map((each) => ({ ...each, metric })) });
    const second = this.recording(roots);
    return first.complete && second.complete && JSON.stringify(second.points.map(comparable)) === JSON.stringify(first.points.map(comparable)) ? first : undefined;
  }

  private aggregated(node: AggregateNode): Vector {
    const inner = this.vector(node.expr);
    const labelsOf = (labels: Readonly<Record<string, string>>): Record<string, string> => node.without === undefined
      ? pick(labels, (node.by ?? []).map(({ name }) => name)) : omit(labels, node.without.map(({ name }) => name));
    const groups = new Map<string, Point[]>();
    for (const point of inner.points) {
      const key = keyOf(labelsOf(point.labels));
      addTo(groups, key, point);
    }
    const param = node.param === undefined ? undefined : this.vector(node.param).points[0]?.value;
    const points: Point[] = [];
    for (const group of groups.values()) {
      const [first] = group;
      if (first === undefined) { continue; }
      if (node.op === 'topk' || node.op === 'bottomk') {
        if (param === undefined || param < group.length || !inner.complete) { return UNKNOWN; }
        points.push(...group);
        continue;
      }
      const sure = inner.complete && group.every(({ certain }) => certain);
      const value = sure ? aggregate(node.op, group.map((each) => each.value)) : undefined;
      points.push({ labels: labelsOf(first.labels), value, certain: group.some(({ certain }) => certain), steady: group.every(({ steady }) => steady), assumed: group.some(({ assumed }) => assumed === true) });
      if (!FOLDS.has(node.op)) { return UNKNOWN; }
    }
    return { points, complete: inner.complete };
  }

  private combined(node: BinaryNode): Vector {
    const left = this.vector(node.left);
    const right = this.vector(node.right);
    if (node.op === 'and' || node.op === 'unless' || node.op === 'or') { return merged(node, left, right); }
    const leftScalar = typeOf(node.left) === 'scalar';
    const rightScalar = typeOf(node.right) === 'scalar';
    if (leftScalar || rightScalar) {
      const [scalar, vector] = leftScalar ? [left, right] : [right, left];
      const [constant] = scalar.points;
      if (constant === undefined) { return UNKNOWN; }
      return calculatedEach(node, vector, (value) => leftScalar ? [constant.value, value] : [value, constant.value], leftScalar && rightScalar);
    }
    return joined(node, left, right);
  }

  private called(node: CallNode): Vector {
    const [first] = node.args;
    if (first === undefined) { return node.name === 'pi' ? single(Math.PI) : node.name === 'time' ? { points: [{ labels: {}, certain: true, steady: false }], complete: true } : UNKNOWN; }
    if (node.name === 'vector') { return this.vector(first); }
    if (node.name === 'scalar') {
      const { points, complete } = this.vector(first);
      const [only] = points;
      return { points: [{ labels: {}, certain: true, steady: false, value: complete && points.length === 1 && only?.certain === true ? only.value : complete && points.length === 0 ? NaN : undefined }], complete: true };
    }
    if (node.name === 'absent') { return this.absent(first, this.vector(first)); }
    if (OVER_TIME.has(node.name)) { return this.overTime(node.name, first); }
    if (node.name === 'label_replace') { return relabelled(node, this.vector(first)); }
    if (node.name === 'sort' || node.name === 'sort_desc') { return this.vector(first); }
    const plain = FUNCTIONS_OF_ONE[node.name];
    if (plain !== undefined && node.args.length === 1) { return mapped(this.vector(first), plain); }
    if ((node.name === 'clamp_min' || node.name === 'clamp_max') && node.args[1] !== undefined) {
      const limit = this.vector(node.args[1]).points[0]?.value;
      return mapped(this.vector(first), (value) => limit === undefined ? undefined : node.name === 'clamp_min' ? Math.max(value, limit) : Math.min(value, limit));
    }
    const inner = typeOf(first) === 'vector' ? this.vector(first) : UNKNOWN;
    return node.name === 'timestamp' ? mapped(inner, () => undefined) : UNKNOWN;
  }

  private absent(node: ExprNode, inner: Vector): Vector {
    if (inner.points.some(({ certain }) => certain)) { return { points: [], complete: true }; }
    const selector = bare(node);
    const labels = selector.kind === 'vector' ? Object.fromEntries(selector.matchers.filter(({ label, op, value }) => op === '=' && label !== '__name__' && value !== '').map(({ label, value }) => [label, value])) : {};
    return { points: [{ labels, value: 1, certain: inner.complete && inner.points.length === 0, steady: false }], complete: true };
  }

  /** Over a range that began before the state did: what is steady, and what an extreme value must be. */
  private overTime(name: string, node: ExprNode): Vector {
    const inner = node.kind === 'matrix' ? this.vector(node.vector) : node.kind === 'subquery' && node.shift === undefined ? this.vector(node.expr) : UNKNOWN;
    const isPast = this.state.event === 'absent' || this.state.event === 'initializing';
    // A counter that has just been born has one sample, then samples of the same value: nothing to see in its increase.
    const born = inner.points.every(({ metric, steady }) => steady || metric?.endsWith('_total'));
    if (name === 'absent_over_time' || (isPast && inner.points.length === 0)) { return UNKNOWN; }
    const known = (steady: boolean, value: number | undefined, metric: string | undefined): number | undefined => {
      switch (name) {
        case 'last_over_time': return value;
        case 'present_over_time': return 1;
        case 'max_over_time': return steady || (value !== undefined && value === MOST[metric ?? '']) ? value : undefined;
        case 'min_over_time': return steady || value === 0 ? value : undefined;
        case 'avg_over_time': case 'first_over_time': return steady ? value : undefined;
        case 'rate': case 'increase': case 'delta': case 'irate': case 'idelta': case 'deriv': case 'changes': case 'resets': return steady || (born && name !== 'delta') ? 0 : undefined;
        default: return undefined;
      }
    };
    return {
      points: inner.points.map(({ labels, value, certain, steady, metric }) => ({ labels, certain, steady, metric: name === 'last_over_time' ? metric : undefined, value: known(steady, value, metric) })),
      complete: inner.complete,
    };
  }
}

function comparable({ labels, value, certain }: Point): unknown {
  return [keyOf(labels), value, certain];
}

/** The largest values that there are: nothing was larger before. */
const MOST: Readonly<Record<string, number>> = { [CANARY_STATUS.name]: CanaryStatus.FAILED, [CANARY_WEIGHT.name]: 100 };
const OVER_TIME: ReadonlySet<string> = new Set(['last_over_time', 'present_over_time', 'max_over_time', 'min_over_time', 'avg_over_time', 'first_over_time', 'rate', 'increase', 'delta', 'irate', 'idelta', 'deriv', 'changes', 'resets', 'absent_over_time', 'sum_over_time', 'count_over_time', 'quantile_over_time', 'stddev_over_time', 'stdvar_over_time']);
const FOLDS: ReadonlySet<string> = new Set(['max', 'min', 'sum', 'count', 'avg', 'group']);
const FUNCTIONS_OF_ONE: Readonly<Record<string, (value: number) => number>> = { abs: Math.abs, ceil: Math.ceil, floor: Math.floor, sgn: Math.sign, sqrt: Math.sqrt, exp: Math.exp, ln: Math.log, log2: Math.log2, log10: Math.log10, round: Math.round };

function single(value: number): Vector {
  return { points: [{ labels: {}, value, certain: true, steady: true }], complete: true };
}

function mapped(inner: Vector, change: (value: number) => number | undefined): Vector {
  return { points: inner.points.map((each) => ({ ...each, metric: undefined, value: each.value === undefined ? undefined : change(each.value) })), complete: inner.complete };
}

function aggregate(op: string, values: readonly (number | undefined)[]): number | undefined {
  if (op === 'count') { return values.length; }
  if (op === 'group') { return 1; }
  const known = values.filter((each) => each !== undefined);
  if (known.length < values.length || known.length === 0) { return undefined; }
  const sum = known.reduce((a, b) => a + b, 0);
  switch (op) {
    case 'max': return Math.max(...known);
    case 'min': return Math.min(...known);
    case 'sum': return sum;
    case 'avg': return sum / known.length;
    default: return undefined;
  }
}

function calculatedEach(node: BinaryNode, vector: Vector, sides: (value: number | undefined) => readonly [number | undefined, number | undefined], scalars: boolean): Vector {
  const points = vector.points.flatMap((each) => {
    const [a, b] = sides(each.value);
    return outcomeOf(node, each, a, b, each.value, scalars);
  });
  return { points, complete: vector.complete };
}

/** A comparison keeps, drops, or with `bool` answers; arithmetic gives a new value. */
function outcomeOf(node: BinaryNode, base: Point, a: number | undefined, b: number | undefined, kept: number | undefined, scalars: boolean): Point[] {
  if (!COMPARISONS.has(node.op)) {
    return [{ ...base, metric: undefined, value: a === undefined || b === undefined ? undefined : arithmetic(node.op, a, b) }];
  }
  const holds = a === undefined || b === undefined ? undefined : compare(node.op, a, b);
  if (node.bool || scalars) { return [{ ...base, metric: undefined, value: holds === undefined ? undefined : Number(holds) }]; }
  if (holds === false) { return []; }
  return [{ ...base, value: kept, certain: base.certain && holds === true }];
}

function arithmetic(op: string, a: number, b: number): number | undefined {
  switch (op) {
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b;
    case '/': return a / b;
    case '%': return a % b;
    case '^': return a ** b;
    case 'atan2': return Math.atan2(a, b);
    default: return undefined;
  }
}

/** Whether a comparison holds. */
export function compare(op: string, a: number, b: number): boolean {
  switch (op) {
    case '==': return a === b;
    case '!=': return a !== b;
    case '>': return a > b;
    case '<': return a < b;
    case '>=': return a >= b;
    default: return a <= b;
  }
}

function matchKey(node: BinaryNode, labels: Readonly<Record<string, string>>): string {
  return keyOf(node.on === undefined ? omit(labels, (node.ignoring ?? []).map(({ name }) => name)) : pick(labels, node.on.map(({ name }) => name)));
}

function merged(node: BinaryNode, left: Vector, right: Vector): Vector {
  // A rule with a selector for each team has one that takes something, and hundreds that do not.
  if (node.op === 'or' && right.points.length === 0) { return { points: left.points, complete: left.complete && right.complete }; }
  const byKey = (points: readonly Point[]): Map<string, Point[]> => {
    const map = new Map<string, Point[]>();
    for (const each of points) {
      const key = matchKey(node, each.labels);
      addTo(map, key, each);
    }
    return map;
  };
  if (node.op === 'or') {
    const taken = byKey(left.points);
    const added = right.points.flatMap((each): Point[] => {
      const before = taken.get(matchKey(node, each.labels)) ?? [];
      return before.some(({ certain }) => certain) ? [] : [{ ...each, certain: each.certain && before.length === 0 && left.complete }];
    });
    // Where the left side may have more samples, one of them may stand in the right one's place: something is there in any case.
    const sure = added.map((each) => ({ ...each, certain: each.certain || (right.points.some((point) => point.certain && point.labels === each.labels) && !left.complete) }));
    return { points: [...left.points, ...sure], complete: left.complete && right.complete };
  }
  const others = byKey(right.points);
  const points = left.points.flatMap((each): Point[] => {
    const partners = others.get(matchKey(node, each.labels)) ?? [];
    // What is only taken to be there takes nothing away.
    const sure = partners.some(({ certain, assumed }) => certain && (node.op === 'and' || assumed !== true));
    const none = partners.length === 0 && right.complete;
    const stays = node.op === 'and' ? sure : none;
    const goes = node.op === 'and' ? none : sure;
    return goes ? [] : [{ ...each, certain: each.certain && stays }];
  });
  // With on () every sample of the left side meets every one of the right.
  const allGone = node.op === 'unless' && node.on?.length === 0 && right.points.some(({ certain }) => certain);
  const empty = allGone || (node.op === 'and' && right.complete && right.points.length === 0);
  return { points, complete: left.complete || empty };
}

function joined(node: BinaryNode, left: Vector, right: Vector): Vector {
  // With one side empty nothing is left.
  if ((left.complete && left.points.length === 0) || (right.complete && right.points.length === 0)) { return { points: [], complete: true }; }
  const [many, one] = node.group === 'right' ? [right, left] : [left, right];
  const partners = new Map<string, Point[]>();
  for (const each of one.points) {
    const key = matchKey(node, each.labels);
    addTo(partners, key, each);
  }
  const seen = new Set<string>();
  const points: Point[] = [];
  for (const each of many.points) {
    const key = matchKey(node, each.labels);
    const [partner, second] = partners.get(key) ?? [];
    if (partner === undefined) {
      if (!one.complete) { return UNKNOWN; }
      continue;
    }
    // Several partners, or several of the many without group_left, are an error when it is evaluated.
    if (second !== undefined || (node.group === undefined && seen.has(key))) { return UNKNOWN; }
    seen.add(key);
    const labels = node.group !== undefined ? { ...each.labels, ...pick(partner.labels, node.include.map(({ name }) => name)) }
      : node.on !== undefined ? pick(each.labels, node.on.map(({ name }) => name)) : omit(each.labels, (node.ignoring ?? []).map(({ name }) => name));
    const [a, b] = node.group === 'right' ? [partner.value, each.value] : [each.value, partner.value];
    const base: Point = { labels, metric: each.metric, certain: each.certain && partner.certain, steady: each.steady && partner.steady };
    points.push(...outcomeOf(node, base, a, b, a, false));
  }
  return { points, complete: many.complete && one.complete };
}

function relabelled(node: CallNode, inner: Vector): Vector {
  const [, to, replacement, from, pattern] = node.args.map((each) => each.kind === 'string' ? each.value : undefined);
  if (to === undefined || replacement === undefined || from === undefined || pattern === undefined || /\$(?!\d|\{\d+\})|\(\?[P<]/.test(`${replacement}${pattern}`)) { return UNKNOWN; }
  const groups = capturing(pattern);
  if (groups === undefined) { return UNKNOWN; }
  return {
    complete: inner.complete,
    points: inner.points.map((each) => {
      const match = groups.exec(each.labels[from] ?? '');
      if (match === null) { return each; }
      const value = replacement.replace(/\$(?:(\d+)|\{(\d+)\})/g, (_, plain: string | undefined, braced: string | undefined) => match[Number(plain ?? braced)] ?? '');
      return { ...each, labels: value === '' ? omit(each.labels, [to]) : { ...each.labels, [to]: value } };
    }),
  };
}

/** The plain patterns of which RE2 and JavaScript think alike. */
function capturing(pattern: string): RegExp | undefined {
  if (!/^(?:[\w\s:/@-]|\\[.\-dwsDWS]|[.+*?|()^$]|\[[\w^.-]+\])*$/.test(pattern)) { return undefined; }
  try {
    return new RegExp(`^(?:${pattern})$`, 's');
  } catch {
    return undefined;
  }
}

function passes({ label, op, value }: LabelMatcher, labels: Readonly<Record<string, string>>): boolean {
  return matches(op, value, labels[label] ?? '') === true;
}

function pick(labels: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => labels[name] === undefined ? [] : [[name, labels[name]]]));
}

function omit(labels: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)));
}

function keyOf(labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => a < b ? -1 : 1));
}
