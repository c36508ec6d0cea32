import { CANARY_FAILURES, CANARY_SUCCESSES } from '../../facts/flagger-metrics';
import { Check } from '../check';
import { partsOf, stateOf, truth } from '../expression';
import { canHold, comparisonOf, domainOf } from '../expression/domain';
import { bare, everything, ExprNode } from '../../language/promql/node';
import { loadableRules, ReadRule, recordsOf } from './rules';

/** An alert on a counter that begins with 1 and begins anew with Flagger. */
export const counter: Check = {
  id: 'promql/counter',
  run: (world, report) => {
    const records = recordsOf(world);
    for (const read of loadableRules(world)) {
      const { rule, at, analysis, name } = read;
      if (rule.alert === undefined || !analysis.selectors.some(({ metric }) => isCounter(metric)) || isCompared(analysis.expr)) { continue; }
      // Another part of the expression may notice what the counter misses.
      if (truth(analysis.expr, stateOf('failed', { scrape: world.scrape, records })) === 'fires' && !onlyCounters(read)) { continue; }
      for (const part of partsOf(analysis.expr)) {
        if (part.kind === 'call' && INCREASES.has(part.name)) {
          const vector = part.args.map(bare).flatMap((each) => each.kind === 'matrix' ? [each.vector] : [])[0];
          if (vector === undefined || !isCounter(vector.metric) || isNegated(read, vector.from)) { continue; }
          report(at.from(part.from), {
            severity: 'error',
            what: `${name} misses the first ${vector.metric === CANARY_FAILURES.name ? 'failure' : 'success'} of each canary: ${part.name}() of ${vector.metric} is 0 there`,
            value: analysis.expr.slice(part.from, part.to),
            allowed: 'the counter is born with the value 1, without a 0 before it, and begins anew when Flagger restarts',
            fix: 'flagger_canary_status == 2',
          });
        }
        const [where, counted] = comparedCounter(part);
        if (where !== undefined && counted !== undefined && !isNegated(read, counted.from)) {
          report(at.from(where), neverEnds(name, counted.metric, analysis.expr));
        }
      }
      const root = counterOf(analysis.root);
      if (root !== undefined) { report(at.from(root.from), neverEnds(name, root.metric, analysis.expr)); }
    }
  },
};

const INCREASES: ReadonlySet<string> = new Set(['increase', 'rate', 'irate', 'delta', 'idelta', 'changes', 'deriv']);

function neverEnds(name: string, metric: string, value: string): { severity: 'warning'; what: string; value: string; allowed: string; fix: string } {
  return {
    severity: 'warning', what: `${name} goes on until Flagger restarts: ${metric} never gets smaller`, value,
    allowed: 'a counter: a canary that is well again keeps the failures that it had', fix: 'flagger_canary_status == 2, which ends with the next rollout',
  };
}

function isCounter(metric: string | undefined): metric is string {
  return metric === CANARY_FAILURES.name || metric === CANARY_SUCCESSES.name;
}

/** Whether the expression sets the counter against its own past, which sees the first one too. */
function isCompared(expr: string): boolean {
  return partsOf(expr).some((part) => part.kind === 'vector' && isCounter(part.metric) && part.shift?.offset !== undefined);
}

function onlyCounters({ analysis }: ReadRule): boolean {
  return analysis.selectors.every(({ metric }) => isCounter(metric));
}

function isNegated({ analysis }: ReadRule, from: number): boolean {
  return analysis.selectors.some((each) => each.from === from && (each.negated || each.filter));
}

/** The counter itself, or the largest or the sum of it. */
function counterOf(node: ExprNode | undefined): { readonly metric: string; readonly from: number } | undefined {
  const inner = node === undefined ? undefined : bare(node);
  if (inner?.kind === 'vector') { return isCounter(inner.metric) ? { metric: inner.metric, from: inner.from } : undefined; }
  if (inner?.kind === 'aggregate') { return inner.op === 'count' || inner.op === 'group' ? undefined : counterOf(inner.expr); }
  if (inner?.kind === 'call' && inner.name === 'last_over_time') { return counterOf(everything(inner).find(({ kind }) => kind === 'vector')); }
  return undefined;
}

function comparedCounter(part: ExprNode): [number, { readonly metric: string; readonly from: number }] | [] {
  const comparison = comparisonOf(part);
  if (comparison === undefined || (comparison.op !== '>' && comparison.op !== '>=' && comparison.op !== '!=')) { return []; }
  const domain = domainOf(comparison.of);
  const counted = counterOf(comparison.of);
  return counted !== undefined && domain !== undefined && canHold(domain, comparison.op, comparison.number) ? [comparison.offset, counted] : [];
}
