import { CANARY_FAILURES, CANARY_STATUS, CANARY_SUCCESSES, CANARY_WEIGHT } from '../../facts/flagger-metrics';
import { Check } from '../check';
import { partsOf } from '../expression';
import { canHold, comparisonOf, Domain, domainOf } from '../expression/domain';
import { matches } from '../../language/promql/type-check';
import { loadableRules } from './rules';

/** A comparison that no value of the metric passes, or a matcher that no value of the label passes. */
export const value: Check = {
  id: 'promql/value',
  run: (world, report) => {
    for (const { at, analysis, name } of loadableRules(world)) {
      for (const part of partsOf(analysis.expr)) {
        const comparison = comparisonOf(part);
        const domain = comparison === undefined ? undefined : domainOf(comparison.of);
        if (comparison === undefined || domain === undefined || canHold(domain, comparison.op, comparison.number)) { continue; }
        report(at.from(comparison.offset), {
          severity: 'error',
          what: `${name} asks whether ${domain.metric} is ${comparison.op} ${comparison.number}, which it never is`,
          value: analysis.expr.slice(comparison.node.from, comparison.node.to),
          allowed: allowed(domain),
          fix: fix(domain),
        });
      }
      for (const { metric = '', matchers } of analysis.selectors) {
        for (const { label, op, value: wanted, valueOffset } of matchers) {
          const possible = LABEL_VALUES[metric]?.[label];
          if (possible === undefined || op === '!=' || op === '!~' || matches(op, wanted, '') !== false || possible.some((each) => matches(op, wanted, each) === true)) { continue; }
          report(at.from(valueOffset), {
            severity: 'error',
            what: `${name} selects ${metric} whose ${label} is ${JSON.stringify(wanted)}, which it never is`,
            value: wanted,
            allowed: `${possible.join(', ')} (fluxcd/flagger pkg/metrics/recorder.go)`,
            fix: label === 'analysis_status' ? `${metric} alone says how it ended: leave ${label} out` : undefined,
          });
        }
      }
    }
  },
};

/** Source: fluxcd/flagger v1.44.0 pkg/metrics/recorder.go, pkg/controller/scheduler.go (recordAnalysisResult). */
const STRATEGIES = ['canary', 'blue-green', 'ab-testing'];
const LABEL_VALUES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  [CANARY_FAILURES.name]: { deployment_strategy: STRATEGIES, analysis_status: ['completed'] },
  [CANARY_SUCCESSES.name]: { deployment_strategy: STRATEGIES, analysis_status: ['completed', 'skipped'] },
};

function allowed(domain: Domain): string {
  if (domain.metric === CANARY_STATUS.name && domain.values !== undefined && domain.most === 2) { return 'flagger_canary_status is 0 while the canary progresses, 2 when it failed, and 1 in every other phase'; }
  if (domain.values !== undefined) { return `${domain.values.join(', ')}`; }
  const range = `${Number.isFinite(domain.least) ? `from ${domain.least}` : ''}${Number.isFinite(domain.most) ? ` to ${domain.most}` : Number.isFinite(domain.least) ? ' up' : ''}`;
  return `${domain.whole ? 'whole numbers ' : 'numbers '}${range}${domain.metric === CANARY_WEIGHT.name ? ': the weight is a percentage' : ''}`;
}

function fix({ metric }: Domain): string | undefined {
  return metric === CANARY_STATUS.name ? 'flagger_canary_status == 2 for a failure, == 0 for a canary that progresses' : undefined;
}
