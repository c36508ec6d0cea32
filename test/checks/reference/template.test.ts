import { foundIn, object } from './manifests';

const canary = (ref: string): string => object('Canary', 'shop/cart', `spec: {analysis: {metrics: [{name: m, templateRef: ${ref}}]}}`);
const AT = 'Canary/shop/cart spec.analysis.metrics[0].templateRef.name';

describe('reference/template', () => {
  test.each([
    ['a template in another namespace', [canary('{name: errors}'), object('MetricTemplate', 'ops/errors')], [`error ${AT}: MetricTemplate errors is in ops, but canary cart looks for it in shop: every check of the metric fails`]],
    ['a misspelt name', [canary('{name: error-rate, namespace: ops}'), object('MetricTemplate', 'ops/errors-rate')], [`warning ${AT}: canary cart names MetricTemplate error-rate, and the manifests have errors-rate`]],
  ])('%s', (_, objects, expected) => { expect(foundIn('reference/template', objects)).toEqual(expected); });

  test.each([
    ['the template where it is looked for', [canary('{name: errors, namespace: ops}'), object('MetricTemplate', 'ops/errors')]],
    ['a template that is made elsewhere', [canary('{name: errors}')]],
    ['a metric without a template', [object('Canary', 'shop/cart', 'spec: {analysis: {metrics: [{name: request-duration}]}}'), object('MetricTemplate', 'ops/errors')]],
  ])('nothing about %s', (_, objects) => { expect(foundIn('reference/template', objects)).toEqual([]); });
});
