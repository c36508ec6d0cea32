import { found } from '../findings';
import { testPage } from '../page';

const canary = (analysis: string, spec: string = ''): string => `apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: a, namespace: n }\nspec:\n  ${spec}\n  analysis: { ${analysis} }\n`;

describe('analysis/cannot-pass', () => {
  test.each([
    ['a name that is none', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: request-success-rates, thresholdRange: { min: 99 } }]'), ['6:77 error analysis/cannot-pass: the metric request-success-rates never passes: it is no built-in metric, and has no template']],
    ['a duration without a range', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: request-duration, interval: 1m }]'), ['6:69 error analysis/cannot-pass: the metric request-duration never passes: it has no thresholdRange, and every value above 0 fails']],
    ['a template without a range', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: t, templateRef: { name: t }, interval: 1m }]'), ['6:69 error analysis/cannot-pass: the metric t never passes: it has no thresholdRange, and every value above 0 fails']],
    ['min above max', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: t, templateRef: { name: t }, thresholdRange: { min: 5, max: 1 } }]'), ['6:122 error analysis/cannot-pass: the metric t never passes: min is greater than max']],
    ['more than all', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: request-success-rate, thresholdRange: { min: 990 } }]'), ['6:122 error analysis/cannot-pass: the metric request-success-rate never passes: no share is above 100 %']],
    ['max for min', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: request-success-rate, thresholdRange: { max: 99 } }]'), ['6:122 error analysis/cannot-pass: the metric request-success-rate never passes: a share of more than 99 % fails, which is what healthy canaries have']],
    ['seconds for milliseconds', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: request-duration, thresholdRange: { max: 0.5 } }]'), ['6:118 error analysis/cannot-pass: the metric request-duration never passes: max is in whole milliseconds, and Flagger cuts the fraction off']],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'analysis/cannot-pass')).toEqual(expected);
  });

  test.each([
    ['a rate', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]')],
    ['a duration', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: request-duration, thresholdRange: { max: 500 } }]')],
    ['a query in place', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: x, query: up, threshold: 3 }]')],
    ['a template', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: x, templateRef: { name: t }, thresholdRange: { max: 1 } }]')],
    ['a template by the name of a built-in metric', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: request-duration, templateRef: { name: t }, thresholdRange: { max: 0.5 } }]')],
    ['metrics that are none', canary('stepWeight: 1, metrics: [7, null, [], { name: [] }]')],
  ])('%s is right', (_, text) => {
    expect(found(text, 'analysis/cannot-pass')).toEqual([]);
  });

  testPage('analysis/cannot-pass');
});
