import { CANARY_FAILURES, CANARY_METRIC_ANALYSIS, CANARY_STATUS, CANARY_SUCCESSES, CANARY_TOTAL, CANARY_WEIGHT, FLAGGER_INFO } from '../../facts/flagger-metrics';
import { compare } from './evaluate';
import { AggregateNode, bare, BinaryNode, CallNode, COMPARISONS, ExprNode } from '../../language/promql/node';

/** The values that an expression can have: some numbers, or a range. */
export interface Domain {
  readonly least: number;
  readonly most: number;
  /** All values, where they can be counted. */
  readonly values?: readonly number[];
  readonly whole: boolean;
  /** The metric that they come from. */
  readonly metric: string;
}

const DOMAINS: ReadonlyMap<string, Omit<Domain, 'metric'>> = new Map<string, Omit<Domain, 'metric'>>([
  [CANARY_STATUS.name, { least: 0, most: 2, values: [0, 1, 2], whole: true }],
  [CANARY_WEIGHT.name, { least: 0, most: 100, whole: true }],
  [CANARY_TOTAL.name, { least: 1, most: Infinity, whole: true }],
  [FLAGGER_INFO.name, { least: 1, most: 1, values: [1], whole: true }],
  [CANARY_SUCCESSES.name, { least: 1, most: Infinity, whole: true }],
  [CANARY_FAILURES.name, { least: 1, most: Infinity, whole: true }],
  [CANARY_METRIC_ANALYSIS.name, { least: -Infinity, most: Infinity, whole: false }],
]);

/** What values an expression can have, where it rests on one metric of Flagger; undefined where that is not known. */
export function domainOf(given: ExprNode): Domain | undefined {
  const node = bare(given);
  switch (node.kind) {
    case 'vector': {
      const known = node.metric === undefined ? undefined : DOMAINS.get(node.metric);
      return known === undefined ? undefined : { ...known, metric: node.metric as string };
    }
    case 'aggregate': return aggregated(node);
    case 'call': return called(node);
    case 'binary': return combined(node);
    default: return undefined;
  }
}

function aggregated(node: AggregateNode): Domain | undefined {
  const inner = domainOf(node.expr);
  if (inner === undefined) { return undefined; }
  switch (node.op) {
    case 'max': case 'min': case 'topk': case 'bottomk': return inner;
    case 'sum': return { metric: inner.metric, least: inner.least >= 0 ? inner.least : -Infinity, most: inner.most <= 0 ? inner.most : Infinity, whole: inner.whole };
    case 'avg': case 'quantile': return { metric: inner.metric, least: inner.least, most: inner.most, whole: false };
    case 'count': return { metric: inner.metric, least: 1, most: Infinity, whole: true };
    case 'group': return { metric: inner.metric, least: 1, most: 1, values: [1], whole: true };
    default: return undefined;
  }
}

function called(node: CallNode): Domain | undefined {
  const vector = node.args.map(bare).find((each) => each.kind !== 'number' && each.kind !== 'string');
  if (vector === undefined) { return undefined; }
  const inner = domainOf(vector.kind === 'matrix' ? vector.vector : vector.kind === 'subquery' ? vector.expr : vector);
  if (inner === undefined) { return undefined; }
  switch (node.name) {
    case 'last_over_time': case 'max_over_time': case 'min_over_time': case 'first_over_time': case 'sort': case 'sort_desc': case 'label_replace': case 'label_join':
      return inner;
    case 'avg_over_time': case 'quantile_over_time': return { metric: inner.metric, least: inner.least, most: inner.most, whole: false };
    case 'changes': case 'resets': return { metric: inner.metric, least: 0, most: Infinity, whole: true };
    case 'count_over_time': return { metric: inner.metric, least: 1, most: Infinity, whole: true };
    default: return undefined;
  }
}

function combined(node: BinaryNode): Domain | undefined {
  if (node.op === 'and' || node.op === 'unless') { return domainOf(node.left); }
  if (node.op === 'or') {
    const left = domainOf(node.left);
    const right = domainOf(node.right);
    return left !== undefined && right !== undefined && left.metric === right.metric && left.least === right.least && left.most === right.most && left.whole === right.whole ? left : undefined;
  }
  const { op } = node;
  const number = constantOf(node.right);
  const inner = domainOf(node.left);
  if (number === undefined || inner === undefined) { return undefined; }
  if (COMPARISONS.has(op)) { return node.bool ? { metric: inner.metric, least: 0, most: 1, values: [0, 1], whole: true } : inner; }
  if (!Number.isFinite(number)) { return undefined; }
  const scaled = (change: (value: number) => number, whole: boolean): Domain => {
    const ends = [change(inner.least), change(inner.most)];
    return { metric: inner.metric, least: Math.min(...ends), most: Math.max(...ends), values: inner.values?.map(change), whole };
  };
  switch (op) {
    case '+': return scaled((value) => value + number, inner.whole && Number.isInteger(number));
    case '-': return scaled((value) => value - number, inner.whole && Number.isInteger(number));
    case '*': return number === 0 ? undefined : scaled((value) => value * number, inner.whole && Number.isInteger(number));
    case '/': return number === 0 ? undefined : scaled((value) => value / number, false);
    default: return undefined;
  }
}

/** A number, or arithmetic with numbers only; undefined for anything else. */
export function constantOf(given: ExprNode): number | undefined {
  const node = bare(given);
  if (node.kind === 'number') { return node.value; }
  if (node.kind === 'unary') { const value = constantOf(node.expr); return value === undefined ? undefined : node.op === '-' ? -value : value; }
  if (node.kind === 'call' && (node.name === 'vector' || node.name === 'scalar')) { return node.args[0] === undefined ? undefined : constantOf(node.args[0]); }
  if (node.kind !== 'binary') { return undefined; }
  const left = constantOf(node.left);
  const right = constantOf(node.right);
  if (left === undefined || right === undefined) { return undefined; }
  switch (node.op) {
    case '+': return left + right;
    case '-': return left - right;
    case '*': return left * right;
    case '/': return left / right;
    case '^': return left ** right;
    default: return undefined;
  }
}

/** A comparison of something of Flagger's with a number. */
export interface Comparison {
  readonly node: BinaryNode;
  readonly of: ExprNode;
  readonly number: number;
  /** Where the number stands. */
  readonly offset: number;
  /** With the number on the right. */
  readonly op: string;
}

const MIRRORED: Readonly<Record<string, string>> = { '>': '<', '<': '>', '>=': '<=', '<=': '>=' };

/** The node as a comparison with a number, on whichever side that stands; undefined where it is none. */
export function comparisonOf(node: ExprNode): Comparison | undefined {
  if (node.kind !== 'binary' || !COMPARISONS.has(node.op)) { return undefined; }
  const right = constantOf(node.right);
  if (right !== undefined) { return constantOf(node.left) === undefined ? { node, of: node.left, number: right, offset: bare(node.right).from, op: node.op } : undefined; }
  const left = constantOf(node.left);
  return left === undefined ? undefined : { node, of: node.right, number: left, offset: bare(node.left).from, op: MIRRORED[node.op] ?? node.op };
}

/** Whether a comparison can hold for any value of a domain. */
export function canHold({ least, most, values, whole }: Domain, op: string, number: number): boolean {
  if (Number.isNaN(number)) { return op === '!='; }
  if (values !== undefined) { return values.some((value) => compare(op, value, number)); }
  switch (op) {
    case '==': return number >= least && number <= most && (!whole || Number.isInteger(number) || !Number.isFinite(number));
    case '!=': return least !== most || least !== number;
    case '>': return most > number;
    case '>=': return most >= number;
    case '<': return least < number;
    default: return least <= number;
  }
}
