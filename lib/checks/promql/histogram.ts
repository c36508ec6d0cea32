import { Check } from '../check';
import { partsOf } from '../expression';
import { comparisonOf } from '../expression/domain';
import { labelsOfNode } from '../expression/labels';
import { DURATION } from '../expression/metrics';
import { everything, ExprNode } from '../../language/promql/node';
import { scrapedAs } from '../expression/scraped';
import { loadableRules } from './rules';

/** flagger_canary_duration_seconds without a suffix, or taken for the length of a rollout. */
export const histogram: Check = {
  id: 'promql/histogram',
  run: (world, report) => {
    const { honorLabels } = scrapedAs(world);
    for (const { at, analysis, name } of loadableRules(world)) {
      for (const { metric, from } of analysis.selectors) {
        if (metric !== DURATION) { continue; }
        report(at.from(from), {
          severity: 'error', what: `${name} asks for ${DURATION}, which is a histogram: there is no series of that name`, value: DURATION,
          allowed: `${DURATION}_bucket, _sum and _count: how long one tick of an analysis takes, not how long a rollout takes`, fix: FIX,
        });
      }
      for (const part of partsOf(analysis.expr)) {
        const comparison = comparisonOf(part);
        // Flagger's buckets end at 10 s, and a tick is not much longer.
        if (comparison !== undefined && comparison.number >= 30 && Number.isFinite(comparison.number) && measuresDuration(comparison.of)) {
          report(at.from(comparison.offset), {
            severity: 'warning', what: `${name} takes ${DURATION} for the length of a rollout: it is how long one tick of an analysis takes`,
            value: analysis.expr.slice(comparison.node.from, comparison.node.to),
            allowed: 'a few seconds: the time of each tick is observed (fluxcd/flagger pkg/controller/scheduler.go, SetDuration)', fix: FIX,
          });
        }
        if (part.kind === 'call' && part.name === 'histogram_quantile' && part.args[1] !== undefined && isBuckets(part.args[1])) {
          const labels = labelsOfNode(part.args[1], [honorLabels]);
          if (!labels.open && !labels.names.has('le')) {
            report(at.from(part.args[1].from), { severity: 'error', what: `${name} takes a quantile of buckets whose label le is gone: it gives nothing`, fix: 'by (le, …)' });
          }
        }
      }
    }
  },
};

const FIX = 'for a rollout that takes too long: flagger_canary_status == 0 with `for`';

/** An average or a quantile of the durations: not their count, nor their rate. */
function measuresDuration(node: ExprNode): boolean {
  const metrics = everything(node).flatMap((each) => each.kind === 'vector' ? each.metric ?? [] : []);
  const isSum = everything(node).some((each) => each.kind === 'binary' && each.op === '/') && metrics.includes(`${DURATION}_sum`) && metrics.includes(`${DURATION}_count`);
  const isQuantile = everything(node).some((each) => each.kind === 'call' && each.name === 'histogram_quantile') && metrics.includes(`${DURATION}_bucket`);
  return (isSum || isQuantile) && metrics.every((each) => each.startsWith(DURATION));
}

function isBuckets(node: ExprNode): boolean {
  return everything(node).some((each) => each.kind === 'vector' && each.metric === `${DURATION}_bucket`);
}
