import { found } from '../findings';
import { testPage } from '../page';

const canary = (analysis: string, spec: string = ''): string => `apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: a, namespace: n }\nspec:\n  ${spec}\n  analysis: { ${analysis} }\n`;

describe('analysis/no-traffic', () => {
  test.each([
    ['weights and no load test', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]'), ['6:69 info analysis/no-traffic: the canary a is rolled back when nobody asks it: it has no load test']],
    ['Blue/Green, which no user reaches', canary('iterations: 5, metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]', 'provider: kubernetes'), ['6:40 warning analysis/no-traffic: no user\'s request reaches the canary a during its analysis, and nothing else makes any']],
    ['weights that become iterations', canary('stepWeight: 5, metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]', 'provider: kubernetes'), ['6:40 warning analysis/no-traffic: no user\'s request reaches the canary a during its analysis, and nothing else makes any']],
    ['an A/B test', canary('iterations: 5, match: [{ headers: { a: { exact: b } } }], metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]'), ['6:83 info analysis/no-traffic: the canary a is rolled back when nobody asks it: it has no load test']],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'analysis/no-traffic')).toEqual(expected);
  });

  test.each([
    ['a load test', canary('stepWeight: 5, metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }], webhooks: [{ name: load, url: http://l/, timeout: 5s, metadata: { cmd: hey http://a } }]')],
    ['a metric of its own', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: cpu, templateRef: { name: t }, interval: 1m, thresholdRange: { max: 1 } }]')],
    ['no metric', canary('stepWeight: 5')],
    ['a skipped analysis', canary('stepWeight: 5, metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]', 'skipAnalysis: true')],
  ])('%s is right', (_, text) => {
    expect(found(text, 'analysis/no-traffic')).toEqual([]);
  });

  testPage('analysis/no-traffic');
});
