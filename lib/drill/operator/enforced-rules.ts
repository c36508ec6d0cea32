import { analyse, ExprNode } from '../../checks/expression';
import { everything } from '../../language/promql/node';
import { asText } from '../../checks/as-text';
import { fields, Fields, list } from './fields';

/**
 * The groups as a Prometheus with `enforcedNamespaceLabel` runs them: each rule has the label, and each selector looks into the
 * object's own namespace only.
 * Source: prometheus-operator v0.93.0 pkg/namespacelabeler/labeler.go (EnforceNamespaceLabel), which writes the expression anew;
 * here it stays as it is, but for the matcher.
 */
export function enforcedGroups(groups: readonly Fields[], label: string, namespace: string): Fields[] {
  return groups.map((group) => ({
    ...group,
    rules: list(group.rules).map((each) => {
      const rule = fields(each);
      return { ...rule, labels: { ...fields(rule.labels), [label]: namespace }, expr: enforcedExpression(asText(rule.expr ?? ''), label, namespace) };
    }),
  }));
}

function enforcedExpression(expr: string, label: string, namespace: string): string {
  const { root } = analyse(expr);
  if (root === undefined) { return expr; }
  const vectors = everything(root).filter((node): node is ExprNode & { kind: 'vector' } => node.kind === 'vector');
  // From the end, so that what stands before stays where it is.
  return vectors.sort((a, b) => b.from - a.from).reduce((text, vector) => {
    const { from, to } = vector;
    return `${text.slice(0, from)}${selector(text.slice(from, to), vector, label, namespace)}${text.slice(to)}`;
  }, expr);
}

function selector(text: string, vector: ExprNode & { kind: 'vector' }, label: string, namespace: string): string {
  const kept = vector.matchers.filter((each) => each.label !== label).map((each) => `${nameOf(each.label)}${each.op}${JSON.stringify(each.value)}`);
  const metric = /^[^{]*/.exec(text)?.[0].trim() ?? '';
  return `${metric}{${[...kept, `${nameOf(label)}="${namespace}"`].join(',')}}`;
}

function nameOf(label: string): string {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label) ? label : JSON.stringify(label);
}
