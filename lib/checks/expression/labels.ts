import { FLAGGER_LABELS } from './metrics';
import { BinaryNode, CallNode, ExprNode, VectorNode } from '../../language/promql/node';
import { typeOf } from '../../language/promql/type-check';

/** The labels that a result can have. */
export interface ResultLabels {
  readonly names: ReadonlySet<string>;
  /** Whether there may be others, because a metric is none that is known. */
  readonly open: boolean;
}

/**
 * The labels of the target, which the operator's monitors give each series.
 * Source: prometheus-operator v0.93.0 pkg/prometheus/promcfg.go (generatePodMonitorConfig, generateServiceMonitorConfig).
 */
export const TARGET_LABELS: readonly string[] = ['namespace', 'pod', 'container', 'endpoint', 'job', 'instance', 'service', 'node'];

/** The labels of a metric of Flagger after the scrape; undefined where it is none. */
export function scrapedLabels(metric: string, honorLabels: boolean): ReadonlySet<string> | undefined {
  const own = FLAGGER_LABELS.get(metric);
  return own === undefined ? undefined : new Set([...TARGET_LABELS, ...own, ...(!honorLabels && own.includes('namespace') ? ['exported_namespace'] : [])]);
}

const known = new Map<string, WeakMap<ExprNode, ResultLabels>>();

/** The labels of a node's result, over each way in which Flagger may be scraped. */
export function labelsOfNode(node: ExprNode, honorLabels: readonly boolean[]): ResultLabels {
  const way = honorLabels.join();
  let ofWay = known.get(way);
  if (ofWay === undefined) { known.set(way, ofWay = new WeakMap()); }
  let labels = ofWay.get(node);
  if (labels === undefined) { ofWay.set(node, labels = labelsAnew(node, honorLabels)); }
  return labels;
}

function labelsAnew(node: ExprNode, honorLabels: readonly boolean[]): ResultLabels {
  switch (node.kind) {
    case 'number': case 'string': return NONE;
    case 'vector': return ofVector(node, honorLabels);
    case 'matrix': return labelsOfNode(node.vector, honorLabels);
    case 'subquery': case 'unary': case 'paren': return labelsOfNode(node.expr, honorLabels);
    case 'call': return ofCall(node, honorLabels);
    case 'aggregate': {
      const inner = labelsOfNode(node.expr, honorLabels);
      const named = node.op === 'count_values' && node.param?.kind === 'string' ? [node.param.value] : [];
      if (node.op === 'topk' || node.op === 'bottomk' || node.op === 'limitk' || node.op === 'limit_ratio') { return inner; }
      if (node.without !== undefined) { return with_(without(inner, node.without.map(({ name }) => name)), named); }
      return with_(only(inner, (node.by ?? []).map(({ name }) => name)), named);
    }
    case 'binary': return ofBinary(node, honorLabels);
  }
}

const NONE: ResultLabels = { names: new Set(), open: false };

function ofVector(node: VectorNode, honorLabels: readonly boolean[]): ResultLabels {
  const metric = node.metric ?? node.matchers.find(({ label, op }) => label === '__name__' && op === '=')?.value;
  const sets = metric === undefined ? [] : honorLabels.flatMap((each) => scrapedLabels(metric, each) ?? []);
  if (sets.length === 0) { return { names: new Set(node.matchers.filter(({ op, value }) => op === '=' && value !== '').map(({ label }) => label)), open: true }; }
  // A label that must be empty is not there.
  const gone = new Set(node.matchers.filter(({ op, value }) => op === '=' && value === '').map(({ label }) => label));
  return { names: new Set(sets.flatMap((each) => [...each]).filter((each) => !gone.has(each))), open: false };
}

function ofCall(node: CallNode, honorLabels: readonly boolean[]): ResultLabels {
  const [first, second] = node.args;
  if (first === undefined) { return NONE; }
  if (node.name === 'absent' || node.name === 'absent_over_time') { return ofAbsent(first); }
  if (node.name === 'vector' || node.name === 'scalar' || node.name === 'time' || node.name === 'pi') { return NONE; }
  // These take the vector as another argument than the first.
  const vector = node.args.find((each) => { const type = typeOf(each); return type === 'vector' || type === 'matrix'; });
  const inner = vector === undefined ? NONE : labelsOfNode(vector, honorLabels);
  if (node.name === 'label_replace' || node.name === 'label_join') {
    return second?.kind === 'string' ? with_(inner, [second.value]) : inner;
  }
  return node.name === 'histogram_quantile' || node.name === 'histogram_fraction' ? without(inner, ['le']) : inner;
}

/** The labels that a selector demands by equality, once. Source: prometheus v3.15.0 promql/functions.go (createLabelsForAbsentFunction). */
function ofAbsent(node: ExprNode): ResultLabels {
  let inner = node;
  while (inner.kind === 'paren') { inner = inner.expr; }
  const vector = inner.kind === 'matrix' ? inner.vector : inner;
  if (vector.kind !== 'vector') { return NONE; }
  const counts = new Map<string, number>();
  for (const { label } of vector.matchers) { counts.set(label, (counts.get(label) ?? 0) + 1); }
  return { names: new Set(vector.matchers.filter(({ label, op, value }) => label !== '__name__' && op === '=' && value !== '' && counts.get(label) === 1).map(({ label }) => label)), open: false };
}

function ofBinary(node: BinaryNode, honorLabels: readonly boolean[]): ResultLabels {
  const left = labelsOfNode(node.left, honorLabels);
  const right = labelsOfNode(node.right, honorLabels);
  if (typeOf(node.left) === 'scalar') { return right; }
  if (typeOf(node.right) === 'scalar') { return left; }
  if (node.op === 'or') { return { names: new Set([...left.names, ...right.names]), open: left.open || right.open }; }
  if (node.op === 'and' || node.op === 'unless') { return left; }
  if (node.group !== undefined) {
    const [many, one] = node.group === 'left' ? [left, right] : [right, left];
    const taken = node.include.map(({ name }) => name).filter((name) => one.open || one.names.has(name));
    const kept = without(many, node.include.map(({ name }) => name));
    return with_(kept, taken);
  }
  if (node.on !== undefined) { return only(left, node.on.map(({ name }) => name)); }
  return node.ignoring === undefined ? left : without(left, node.ignoring.map(({ name }) => name));
}

function only(inner: ResultLabels, names: readonly string[]): ResultLabels {
  return { names: new Set(names.filter((name) => inner.open || inner.names.has(name))), open: false };
}

function without(inner: ResultLabels, names: readonly string[]): ResultLabels {
  return { names: new Set([...inner.names].filter((name) => !names.includes(name))), open: inner.open };
}

function with_(inner: ResultLabels, names: readonly string[]): ResultLabels {
  return { names: new Set([...inner.names, ...names]), open: inner.open };
}
