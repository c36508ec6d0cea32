import { SPOKEN, typeOf } from '../../language/promql/type-check';
import { Check } from '../check';
import { readRules } from './rules';

/** An expression that Prometheus does not load, or that gives what no rule can be. */
export const syntax: Check = {
  id: 'promql/syntax',
  run: (world, report) => {
    for (const { at, analysis, name } of readRules(world)) {
      const { expr, errors: [first], root } = analysis;
      // What Flux will put there is not known here.
      if (/\$\{/.test(expr)) { continue; }
      if (first !== undefined) {
        report(at.from(first.offset), {
          severity: 'error', what: `${name} has an expression that Prometheus does not read: ${first.message}`, value: shortened(expr),
          allowed: 'PromQL: Prometheus loads no rule of a file with an expression that it cannot read, and the operator leaves the whole object out',
        });
        continue;
      }
      const type = root === undefined ? 'vector' : typeOf(root);
      if (type === 'matrix' || type === 'string') {
        report(at, {
          severity: 'error', what: `${name} has an expression that gives a ${SPOKEN[type]}`, value: shortened(expr),
          allowed: 'an instant vector or a scalar: with anything else each evaluation fails',
          fix: type === 'matrix' ? 'leave the range [...] out, or take a function of it: rate, increase, max_over_time' : undefined,
        });
      }
    }
  },
};

function shortened(expr: string): string {
  return expr.length > 200 ? `${expr.slice(0, 200)}…` : expr;
}
