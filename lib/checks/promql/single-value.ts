import { Check, Report } from '../check';
import { analyse, ExprNode, ExpressionAnalysis } from '../expression';
import { COMPARISONS } from '../../language/promql/node';
import { typeOf } from '../../language/promql/type-check';
import { MetricQuery, metricQueries, RenderedQuery, renderings } from '../metric-query';

/** A query whose answer is not one number at all times: several series, or none where there should be a zero. */
export const singleValue: Check = {
  id: 'promql/single-value',
  run: (world, report) => {
    for (const each of metricQueries(world)) {
      if (!each.isPromql) { continue; }
      for (const rendered of renderings(each)) {
        const analysis = rendered.text.includes('${') ? undefined : analyse(rendered.text);
        if (analysis?.root === undefined || analysis.errors.length > 0 || typeOf(analysis.root) !== 'vector') { continue; }
        if (check(each, rendered, analysis, analysis.root, report)) { break; }
      }
    }
  },
};

const NO_VALUE = 'Flagger counts a query without a value as a failed check (pkg/controller/scheduler_metrics.go, ErrNoValuesFound)';

function check({ at, name }: MetricQuery, { offsetOf, text }: RenderedQuery, { labels }: ExpressionAnalysis, root: ExprNode, report: Report): boolean {
  const place = (node: ExprNode): typeof at => at.from(offsetOf(node.from));
  const value = (node: ExprNode): string => { const part = text.slice(node.from, node.to); return part.length > 120 ? `${part.slice(0, 120)}…` : part; };
  const outer = bare(root);
  if (outer.kind === 'binary' && COMPARISONS.has(outer.op) && !outer.bool) {
    report(place(root), {
      severity: 'error', what: `${name} has a query that compares: where the comparison does not hold, it gives no value, and the check fails`, value: value(root),
      allowed: `the value itself, and its limits in thresholdRange: ${NO_VALUE}`, fix: `${value(outer.left)}, with thresholdRange: { ${outer.op.startsWith('>') ? 'min' : 'max'}: … }`,
    });
    return true;
  }
  if (labels.open || labels.names.size > 0) {
    const names = [...labels.names].sort();
    report(place(root), {
      severity: 'warning', what: `${name} has a query that may give several series, of which Flagger takes the last`, value: value(root),
      allowed: `one value: Flagger reads all series and keeps the last, whichever it is${labels.open ? '' : `; these differ by ${names.join(', ')}`} (pkg/metrics/providers/prometheus.go)`, fix: 'sum(…), max(…) or another aggregation without by',
    });
    return true;
  }
  const errors = outer.kind === 'binary' && outer.op !== 'or' ? errorsOnly(outer) : undefined;
  if (errors !== undefined) {
    report(place(errors), {
      severity: 'warning', what: `${name} has a query that gives no value as long as there is no error: then the check fails`, value: value(errors),
      allowed: `a numerator that is there without errors, too: ${NO_VALUE}`, fix: `(${value(errors)} or vector(0))`,
      assuming: 'a series of errors begins with the first error, as with most programs',
    });
    return true;
  }
  const guarded = outer.kind === 'binary' && outer.op === 'or' ? bare(outer.left) : undefined;
  if (guarded?.kind === 'binary' && guarded.op === '/' && typeOf(guarded.right) === 'vector') {
    report(place(root), {
      severity: 'info', what: `${name} has a query whose \`or\` does not help without traffic: 0 / 0 is a value, NaN`, value: value(root),
      allowed: `\`or\` stands in for a series that is not there; NaN is there, and Flagger takes it for no value: the check fails`, fix: '(… / (… > 0)) or …, which leaves the division by zero out',
    });
    return true;
  }
  return false;
}

function bare(node: ExprNode): ExprNode {
  return node.kind === 'paren' ? bare(node.expr) : node;
}

const ERRORS = /^(?:\^?\(?(?:5|"?5)(?:\.|\d|x|\[)|.*(?:error|fail|unavailable|internal))/i;
const STATUS_LABEL = /status|code|outcome|result|^le?vel$/i;

/** The part of a sum, product or quotient that counts errors alone, and makes the whole disappear with it. */
function errorsOnly(node: ExprNode): ExprNode | undefined {
  const part = bare(node);
  if (part.kind === 'binary') {
    if (part.op === 'or' || COMPARISONS.has(part.op)) { return undefined; }
    return [part.left, part.right].map((each) => errorsOnly(each)).find((each) => each !== undefined);
  }
  return part.kind === 'aggregate' || part.kind === 'call' ? countsErrors(part) ? part : undefined : undefined;
}

function countsErrors(node: ExprNode): boolean {
  const part = bare(node);
  switch (part.kind) {
    case 'aggregate': return countsErrors(part.expr);
    case 'call': return part.name !== 'absent' && part.name !== 'vector' && part.args.length > 0 && part.args.some(countsErrors);
    case 'matrix': return countsErrors(part.vector);
    case 'vector': return part.matchers.some(({ label, op, value }) => (op === '=' || op === '=~') && STATUS_LABEL.test(label) && ERRORS.test(value));
    default: return false;
  }
}
