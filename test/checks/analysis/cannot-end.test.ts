import { found } from '../findings';
import { testPage } from '../page';

const canary = (analysis: string, spec: string = ''): string => `apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: a, namespace: n }\nspec:\n  ${spec}\n  analysis: { ${analysis} }\n`;

describe('analysis/cannot-end', () => {
  test.each([
    ['weights that fall', canary('stepWeights: [10, 30, 20]'), ['6:37 error analysis/cannot-end: the analysis of the canary a never ends: the weight after 30 is not greater']],
    ['a weight twice', canary('stepWeights: [10, 10]'), ['6:33 error analysis/cannot-end: the analysis of the canary a never ends: the weight after 10 is not greater']],
    ['a first weight of 0', canary('stepWeights: [0, 10]'), ['6:29 error analysis/cannot-end: the analysis of the canary a never ends: its first weight is not above 0']],
    ['more than all', canary('stepWeight: 10, maxWeight: 150'), ['6:42 error analysis/cannot-end: the analysis of the canary a never ends: it stays at 100 %, which is below its maxWeight']],
    ['no weight', canary('stepWeights: []'), ['6:28 error analysis/cannot-end: the analysis of the canary a never ends: it has no step']],
    ['a step of 0', canary('stepWeight: 0, maxWeight: 50'), ['6:27 error analysis/cannot-end: the analysis of the canary a never ends: its step of weight is not above 0']],
    ['a step of less', canary('stepWeight: -5'), ['6:27 error analysis/cannot-end: the analysis of the canary a never ends: its step of weight is not above 0']],
    ['no iteration', canary('iterations: 0'), ['6:27 error analysis/cannot-end: the analysis of the canary a never ends: it has no iteration']],
    ['mirroring that the provider does not know', canary('stepWeight: 10, mirror: true', 'provider: linkerd'), ['6:39 error analysis/cannot-end: the analysis of the canary a never ends: the provider linkerd cannot mirror traffic while it shifts weight']],
    ['mirroring while weight shifts', canary('stepWeight: 10, mirror: true', 'provider: gatewayapi:v1'), ['6:39 error analysis/cannot-end: the analysis of the canary a never ends: the provider gatewayapi:v1 cannot mirror traffic while it shifts weight']],
    ['weights without a mesh', canary('stepWeight: 10', 'provider: kubernetes'), ['6:27 warning analysis/cannot-end: the provider kubernetes cannot shift traffic by weight: Flagger takes 10 iterations instead']],
    ['weights without a mesh, by the chart', canary('stepWeights: [1, 5]') + '---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: f }\nspec: { chart: { spec: { chart: flagger } }, values: { meshProvider: kubernetes } }\n', ['6:28 warning analysis/cannot-end: the provider kubernetes cannot shift traffic by weight: Flagger takes 10 iterations instead']],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'analysis/cannot-end')).toEqual(expected);
  });

  test.each([
    ['rising weights', canary('stepWeights: [1, 5, 50, 100]')],
    ['a last weight above 100, which counts as 100', canary('stepWeights: [50, 120], maxWeight: 150')],
    ['what comes after all of the traffic', canary('stepWeights: [50, 120, 110]')],
    ['a step', canary('stepWeight: 10, maxWeight: 50')],
    ['all of the traffic', canary('stepWeight: 10, maxWeight: 100')],
    ['mirroring with Istio', canary('stepWeight: 10, mirror: true', 'provider: istio')],
    ['mirroring where the provider is not shown', canary('stepWeight: 10, mirror: true')],
    ['iterations without a mesh', canary('iterations: 10', 'provider: kubernetes')],
    ['mirroring with iterations', canary('iterations: 5, mirror: true', 'provider: gatewayapi:v1')],
    ['an analysis without a strategy, which the schema refuses', canary('interval: 1m, threshold: 1')],
    ['texts for numbers', canary('stepWeight: many, stepWeights: [a]')],
  ])('%s is right', (_, text) => {
    expect(found(text, 'analysis/cannot-end')).toEqual([]);
  });

  testPage('analysis/cannot-end');
});
