import { BuiltinCheck } from '../../facts/flagger-metrics';
import { analysesOf } from '../canary-analysis';
import { Check, Report } from '../check';
import { Located } from '../located';

/** A metric that no healthy canary passes: every revision is rolled back. */
export const cannotPass: Check = {
  id: 'analysis/cannot-pass',
  run: (world, report) => {
    for (const { metrics } of analysesOf(world)) {
      for (const metric of metrics) { checkMetric(metric, report); }
    }
  },
};

function checkMetric(metric: Located, report: Report): void {
  const name = metric.at('name').text;
  if (name === undefined) { return; }
  const range = metric.at('thresholdRange');
  const [min, max] = [range.at('min').number, range.at('max').number];
  const isBuiltin = name === BuiltinCheck.SUCCESS_RATE || name === BuiltinCheck.DURATION;
  const refuse = (at: Located, why: string, value: string | undefined, allowed: string, fix?: string): void => {
    report(at, { severity: 'error', what: `the metric ${name} never passes: ${why}`, value, allowed, fix });
  };
  if (!isBuiltin && !metric.at('templateRef').exists && !metric.at('query').exists) {
    const meant = /succ/i.test(name) ? BuiltinCheck.SUCCESS_RATE : /dur|lat/i.test(name) ? BuiltinCheck.DURATION : undefined;
    refuse(metric.at('name'), 'it is no built-in metric, and has no template', name, `${BuiltinCheck.SUCCESS_RATE}, ${BuiltinCheck.DURATION}, or a templateRef: Flagger fails the check ("no usable metrics template and query")`, meant === undefined ? 'templateRef: { name: …, namespace: … }' : `name: ${meant}`);
    return;
  }
  const isRate = name === BuiltinCheck.SUCCESS_RATE && !metric.at('templateRef').exists;
  const isDuration = name === BuiltinCheck.DURATION && !metric.at('templateRef').exists;
  if (!range.exists) {
    if (!isRate && (metric.at('threshold').number ?? 0) <= 0) { refuse(metric, 'it has no thresholdRange, and every value above 0 fails', undefined, 'a range: without one Flagger compares with the deprecated threshold, which is 0 (pkg/controller/scheduler_metrics.go)', isDuration ? 'thresholdRange: { max: 500 }' : 'thresholdRange: { max: … }'); }
    return;
  }
  if (min !== undefined && max !== undefined && min > max) {
    refuse(range, 'min is greater than max', `min ${min}, max ${max}`, 'min at most max', `thresholdRange: { min: ${max}, max: ${min} }`);
  } else if (isRate && min !== undefined && min > 100) {
    refuse(range.at('min'), 'no share is above 100 %', String(min), 'a percentage', 'min: 99');
  } else if (isRate && max !== undefined && max < 100) {
    refuse(range.at('max'), `a share of more than ${max} % fails, which is what healthy canaries have`, String(max), 'min: the least share that passes', `min: ${max}`);
  } else if (isDuration && max !== undefined && max < 1) {
    refuse(range.at('max'), 'max is in whole milliseconds, and Flagger cuts the fraction off', String(max), 'at least 1', `max: ${max > 0 ? max * 1000 : 500}`);
  }
}
