import { found } from '../findings';
import { testPage } from '../page';

const canary = (analysis: string, spec: string = ''): string => `apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: a, namespace: n }\nspec:\n  ${spec}\n  analysis: { ${analysis} }\n`;
const template = (query: string, type: string = 'prometheus'): string => `---\napiVersion: flagger.app/v1beta1\nkind: MetricTemplate\nmetadata: { name: t, namespace: n }\nspec:\n  provider: { type: ${type} }\n  query: ${query}\n`;

describe('analysis/interval', () => {
  test.each([
    ['less than 10 s', canary('interval: 5s, stepWeight: 5'), ['6:25 warning analysis/interval: the interval of the canary a counts as 10 s']],
    ['a query that uses it', canary('interval: 1m, stepWeight: 5, metrics: [{ name: t, templateRef: { name: t }, thresholdRange: { max: 1 } }]') + template('"rate(x[{{ interval }}])"'), ['6:54 error analysis/interval: the metric t has no interval, and its template gets none']],
    ['a provider that needs it', canary('interval: 1m, stepWeight: 5, metrics: [{ name: t, templateRef: { name: t }, thresholdRange: { max: 1 } }]') + template('x', 'datadog'), ['6:54 error analysis/interval: the metric t has no interval, and its template gets none']],
    ['a template that is elsewhere', canary('interval: 1m, stepWeight: 5, metrics: [{ name: t, templateRef: { name: t, namespace: other }, thresholdRange: { max: 1 } }]'), ['6:54 info analysis/interval: the metric t has no interval, and its template gets none']],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'analysis/interval')).toEqual(expected);
  });

  test.each([
    ['10 s', canary('interval: 10s, stepWeight: 5')],
    ['minutes and seconds', canary('interval: 1m30s, stepWeight: 5')],
    ['an interval', canary('interval: 1m, stepWeight: 5, metrics: [{ name: t, interval: 1m, templateRef: { name: t }, thresholdRange: { max: 1 } }]') + template('"rate(x[{{ interval }}])"')],
    ['a query that has its own', canary('interval: 1m, stepWeight: 5, metrics: [{ name: t, templateRef: { name: t }, thresholdRange: { max: 1 } }]') + template('rate(x[1m])')],
    ['a built-in metric', canary('interval: 1m, stepWeight: 5, metrics: [{ name: request-duration, thresholdRange: { max: 1 } }]')],
    ['what the schema refuses', canary('interval: soon, stepWeight: 5')],
    ['what schema/rule tells', canary('interval: 30sec, stepWeight: 5')],
  ])('%s is right', (_, text) => {
    expect(found(text, 'analysis/interval')).toEqual([]);
  });

  testPage('analysis/interval');
});
