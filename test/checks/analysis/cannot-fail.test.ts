import { found } from '../findings';
import { testPage } from '../page';

const canary = (analysis: string, spec: string = ''): string => `apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: a, namespace: n }\nspec:\n  ${spec}\n  analysis: { ${analysis} }\n`;
const template = (query: string, type: string = 'prometheus'): string => `---\napiVersion: flagger.app/v1beta1\nkind: MetricTemplate\nmetadata: { name: t, namespace: n }\nspec:\n  provider: { type: ${type} }\n  query: ${query}\n`;

describe('analysis/cannot-fail', () => {
  test.each([
    ['no metric and no webhook', canary('interval: 1m, threshold: 5, stepWeight: 10'), ['6:13 warning analysis/cannot-fail: the analysis of the canary a cannot fail: it has no metric, and no webhook that can stop it']],
    ['a load test alone', canary('stepWeight: 10, webhooks: [{ name: load, url: http://load/, metadata: { cmd: hey -z 1m http://a } }]'), ['6:13 warning analysis/cannot-fail: the analysis of the canary a cannot fail: it has no metric, and no webhook that can stop it']],
    ['a success rate without a range', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: request-success-rate, interval: 1m }]'), ['6:69 error analysis/cannot-fail: the metric request-success-rate cannot fail: it has no thresholdRange']],
    ['a range without limits', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: t, templateRef: { name: t }, interval: 1m, thresholdRange: {} }]'), ['6:136 error analysis/cannot-fail: the metric t cannot fail: its thresholdRange is empty']],
    ['a fraction for percent', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: request-success-rate, thresholdRange: { min: 0.99 } }]'), ['6:122 error analysis/cannot-fail: the metric request-success-rate cannot fail: min is in percent, and 0.99 is 0.99 %']],
    ['a least share of 0', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: request-success-rate, thresholdRange: { min: 0 } }]'), ['6:122 error analysis/cannot-fail: the metric request-success-rate cannot fail: no share is below 0 %']],
    ['a greatest share of 100', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: request-success-rate, thresholdRange: { max: 100 } }]'), ['6:122 error analysis/cannot-fail: the metric request-success-rate cannot fail: no share is above 100 %']],
    ['a least duration', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: request-duration, thresholdRange: { min: 500 } }]'), ['6:118 error analysis/cannot-fail: the metric request-duration cannot fail: it has a least duration only, and slow requests pass']],
    ['a duration of minutes', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: request-duration, thresholdRange: { max: 500000 } }]'), ['6:118 warning analysis/cannot-fail: the metric request-duration cannot fail: max is in milliseconds, and 500000 is 500 s']],
    ['a query that falls back to a value that passes', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: t, templateRef: { name: t }, interval: 1m, thresholdRange: { max: 1 } }]') + template('(sum(rate(e[1m])) / sum(rate(r[1m]))) or on() vector(0)'), ['13:48 warning analysis/cannot-fail: the query gives 0 when there is nothing to measure, and that passes']],
    ['an aggregation of a fallback', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: t, templateRef: { name: t }, interval: 1m, thresholdRange: { min: 99 } }]') + template('sum(x or vector(100))'), ['13:16 warning analysis/cannot-fail: the query gives 100 when there is nothing to measure, and that passes']],
    ['InfluxDB without a least value', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: t, templateRef: { name: t }, interval: 1m, thresholdRange: { max: 1 } }]') + template('from(x)', 'influxdb'), ['6:136 warning analysis/cannot-fail: the metric t passes when there is nothing to measure: InfluxDB\'s no rows count as 0']],
    ['a test whose answer comes before its end', canary('stepWeight: 10, metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }], webhooks: [{ name: test, type: pre-rollout, url: http://flagger-loadtester.test/, metadata: { type: cmd, cmd: "curl -sf http://a" } }]'), ['6:209 warning analysis/cannot-fail: the test test cannot fail: the load tester answers before its command has ended']],
    ['an analysis that is skipped', canary('stepWeight: 10', 'skipAnalysis: true'), ['5:17 info analysis/cannot-fail: the canary a is not analysed: skipAnalysis promotes every revision whose pods start']],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'analysis/cannot-fail')).toEqual(expected);
  });

  test.each([
    ['a metric', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]')],
    ['a test that waits', canary('iterations: 2, webhooks: [{ name: t, type: pre-rollout, url: http://load/, metadata: { type: bash, cmd: curl -sf http://a } }]')],
    ['a service of one\'s own', canary('iterations: 2, webhooks: [{ name: t, type: rollout, url: http://my-tests.shop/ }]')],
    ['a person who decides', canary('iterations: 2, webhooks: [{ name: t, type: confirm-promotion, url: http://load/gate/check }]')],
    ['a deprecated threshold', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: request-success-rate, threshold: 99 }]')],
    ['a duration', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: request-duration, thresholdRange: { max: 500 } }]')],
    ['a fallback that fails', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: t, templateRef: { name: t }, interval: 1m, thresholdRange: { min: 99 } }]') + template('x or vector(0)')],
    ['a fallback of the errors alone', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: t, templateRef: { name: t }, interval: 1m, thresholdRange: { max: 1 } }]') + template('(sum(rate(e[1m])) or vector(0)) / sum(rate(r[1m]))')],
    ['no analysis at all', 'apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: 7\nspec: []\n'],
  ])('%s is right', (_, text) => {
    expect(found(text, 'analysis/cannot-fail')).toEqual([]);
  });

  testPage('analysis/cannot-fail');
});
