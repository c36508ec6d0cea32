import { Check } from '../check';
import { partsOf } from '../expression';
import { labelsOfNode, ResultLabels } from '../expression/labels';
import { FLAGGER_LABELS } from '../expression/metrics';
import { BinaryNode, everything, ExprNode } from '../../language/promql/node';
import { scrapedAs } from '../expression/scraped';
import { typeOf } from '../../language/promql/type-check';
import { loadableRules } from './rules';

/** Two sides that are matched by a label that one of them does not have: they never meet. */
export const join: Check = {
  id: 'promql/join',
  run: (world, report) => {
    const { honorLabels } = scrapedAs(world);
    for (const { at, analysis, name } of loadableRules(world)) {
      for (const part of partsOf(analysis.expr)) {
        if (part.kind !== 'binary' || part.op === 'or' || typeOf(part.left) !== 'vector' || typeOf(part.right) !== 'vector') { continue; }
        const missing = missingIn(part, honorLabels);
        if (missing === undefined) { continue; }
        const { label, has, lacks, offset } = missing;
        report(at.from(offset), {
          severity: 'error',
          what: `${name} matches ${has} with ${lacks} by the label ${label}, which ${lacks} does not have: ${part.op === 'unless' ? 'nothing is ever taken away' : 'they never meet'}`,
          value: analysis.expr.slice(part.opOffset, part.right.from).trim(),
          allowed: 'labels that both sides have',
          fix: fix(label, part, honorLabels),
        });
      }
    }
  },
};

interface Missing { readonly label: string; readonly has: string; readonly lacks: string; readonly offset: number }

function missingIn(node: BinaryNode, honorLabels: boolean): Missing | undefined {
  const sides = [node.left, node.right].map((each) => ({ text: spoken(each), labels: labelsOfNode(each, [honorLabels]), own: ownLabels(each, honorLabels) }));
  const [left, right] = sides;
  if (left === undefined || right === undefined) { return undefined; }
  const ignored = new Set((node.ignoring ?? []).map(({ name }) => name));
  const candidates = node.on ?? [...new Set([...left.own, ...right.own])].filter((name) => !ignored.has(name)).map((name) => ({ name, offset: node.opOffset }));
  for (const { name, offset } of candidates) {
    for (const [one, other] of [[left, right], [right, left]] as const) {
      if (one.own.has(name) && cannotHave(other.labels, name)) { return { label: name, has: one.text, lacks: other.text, offset }; }
    }
  }
  return undefined;
}

function cannotHave({ names, open }: ResultLabels, label: string): boolean {
  return !open && !names.has(label);
}

const known = { honored: new WeakMap<ExprNode, ReadonlySet<string>>(), exported: new WeakMap<ExprNode, ReadonlySet<string>>() };

/** The labels that every sample of a side has, because Flagger gives them. */
function ownLabels(node: ExprNode, honorLabels: boolean): ReadonlySet<string> {
  const ofWay = honorLabels ? known.honored : known.exported;
  let own = ofWay.get(node);
  if (own === undefined) { ofWay.set(node, own = ownLabelsAnew(node, honorLabels)); }
  return own;
}

function ownLabelsAnew(node: ExprNode, honorLabels: boolean): ReadonlySet<string> {
  const result = labelsOfNode(node, [honorLabels]);
  switch (node.kind) {
    case 'vector': {
      const own = FLAGGER_LABELS.get(node.metric ?? '') ?? [];
      return new Set([...own, ...(!honorLabels && own.includes('namespace') ? ['exported_namespace'] : [])].filter((each) => result.names.has(each)));
    }
    case 'matrix': return ownLabels(node.vector, honorLabels);
    case 'paren': case 'unary': case 'subquery': return ownLabels(node.expr, honorLabels);
    case 'aggregate': return kept(ownLabels(node.expr, honorLabels), result);
    case 'call': {
      if (node.name === 'label_replace' || node.name === 'label_join' || node.name === 'absent' || node.name === 'absent_over_time') {
        const [vector, to] = node.args;
        if (vector === undefined || to?.kind !== 'string' || node.name.startsWith('absent')) { return new Set(); }
        return new Set([...ownLabels(vector, honorLabels)].filter((each) => each !== to.value));
      }
      const vector = node.args.find((each) => typeOf(each) === 'vector' || typeOf(each) === 'matrix');
      return vector === undefined ? new Set() : kept(ownLabels(vector, honorLabels), result);
    }
    case 'binary': {
      const left = typeOf(node.left) === 'scalar' ? new Set<string>() : ownLabels(node.left, honorLabels);
      const right = typeOf(node.right) === 'scalar' ? new Set<string>() : ownLabels(node.right, honorLabels);
      if (typeOf(node.left) === 'scalar') { return right; }
      if (node.op === 'or') { return new Set([...left].filter((each) => right.has(each))); }
      return kept(left, result);
    }
    default: return new Set();
  }
}

function kept(own: ReadonlySet<string>, { names }: ResultLabels): ReadonlySet<string> {
  return new Set([...own].filter((each) => names.has(each)));
}

function spoken(node: ExprNode): string {
  const metrics = [...new Set(everything(node).flatMap((each) => each.kind === 'vector' ? each.metric ?? [] : []))];
  return metrics.length === 0 ? 'the other side' : metrics.join(' or ');
}

function fix(label: string, node: BinaryNode, honorLabels: boolean): string | undefined {
  const namespace = honorLabels ? 'namespace' : 'exported_namespace';
  const isWeight = (each: ExprNode): boolean => everything(each).some((inner) => inner.kind === 'vector' && inner.metric === 'flagger_canary_weight');
  if ((label === 'name' || label === 'workload') && (isWeight(node.left) || isWeight(node.right))) {
    return `on (${namespace}, name) with label_replace(flagger_canary_weight, "name", "$1", "workload", "(.+)")`;
  }
  return undefined;
}
