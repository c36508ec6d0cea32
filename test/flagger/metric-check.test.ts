import { Duration } from 'cdk8s';
import { flagger } from '../../lib';
import { chart } from '../render';
import { Analysis, judged, MetricCheck, spec } from './canary-of';

const { MetricProvider, MetricTemplate } = flagger;
const provider = MetricProvider.prometheus({ address: 'http://prometheus.monitoring:9090' });
const existing = MetricTemplate.fromMetricTemplateName(chart(), 'ref', 'errors', 'monitoring');

function written(metric: flagger.MetricCheck): unknown {
  return spec({ analysis: Analysis.blueGreen({ ...judged, iterations: 2, metrics: [metric] }) }).analysis.metrics[0];
}

describe('MetricCheck', () => {
  test.each([
    ['the success rate', MetricCheck.requestSuccessRate({ min: 99.5 }), { name: 'request-success-rate', interval: '1m', thresholdRange: { min: 99.5 } }],
    ['the duration, in milliseconds', MetricCheck.requestDuration({ max: Duration.seconds(2), interval: Duration.minutes(5) }),
      { name: 'request-duration', interval: '5m', thresholdRange: { max: 2000 } }],
    ['a template, its interval always written', MetricCheck.fromTemplate(existing, { min: 0, max: 1 }),
      { name: 'errors', interval: '1m', thresholdRange: { min: 0, max: 1 }, templateRef: { name: 'errors', namespace: 'monitoring' } }],
    ['a template with a name and variables', MetricCheck.fromTemplate(existing, { name: '404s', max: 5, interval: Duration.seconds(90), variables: { code: '404' } }),
      { name: '404s', interval: '90s', thresholdRange: { max: 5 }, templateRef: { name: 'errors', namespace: 'monitoring' }, templateVariables: { code: '404' } }],
  ])('%s', (_, metric, expected) => {
    expect(written(metric)).toEqual(expected);
  });

  const withVariable = new MetricTemplate(chart(), 'errors', { provider, query: 'rate(errors{code="{{ variables.code }}"}[{{ interval }}])' });
  test.each([
    ['a rate of zero, which everything reaches', () => MetricCheck.requestSuccessRate({ min: 0 }), 'MetricCheck.requestSuccessRate: min is not a percentage'],
    ['a rate above 100', () => MetricCheck.requestSuccessRate({ min: 101 }), 'min is not a percentage'],
    ['a rate that is no number', () => MetricCheck.requestSuccessRate({ min: NaN }), 'min is not a percentage'],
    ['a fraction of a millisecond, which Flagger cuts off', () => MetricCheck.requestDuration({ max: Duration.millis(0.5) }), 'max is not in whole milliseconds\n  value:   0.5'],
    ['no range', () => MetricCheck.fromTemplate(existing, {}), 'MetricCheck errors: neither min nor max is given'],
    ['a range that nothing fits', () => MetricCheck.fromTemplate(existing, { min: 2, max: 1 }), 'min is greater than max'],
    ['a bound that is no number', () => MetricCheck.fromTemplate(existing, { max: Infinity }), 'max is not a number\n  value:   "Infinity"'],
    ['the name of a built-in check', () => MetricCheck.fromTemplate(existing, { name: 'request-duration', max: 1 }), 'the name is that of a built-in check'],
    ['an empty name', () => MetricCheck.fromTemplate(existing, { name: ' ', max: 1 }), 'the name is empty'],
    ['an interval with a fraction', () => MetricCheck.fromTemplate(existing, { max: 1, interval: Duration.millis(1500) }), 'MetricCheck errors: interval is not in whole seconds'],
    ['a variable that the query needs', () => MetricCheck.fromTemplate(withVariable, { max: 1, variables: { cod: '404' } }),
      'MetricCheck errors: the query of MetricTemplate/shop/errors uses variables that are not given\n  value:   ["code"]'],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  const prometheusQuery = (query: string): flagger.IMetricTemplate => new MetricTemplate(chart(), 'errors', { provider, query });
  const influx = new MetricTemplate(chart(), 'errors', { provider: MetricProvider.influxdb({ address: 'http://influx:8086' }), query: 'from(bucket: "a")' });
  test.each([
    ['InfluxDB without rows', influx, { max: 1 }, 'the query of MetricTemplate/shop/errors is 0 then\n  value:   {"max":1}'],
    ['InfluxDB, with 0 as the least value', influx, { min: 0, max: 1 }, 'the check passes without traffic'],
    ['a value of its own', prometheusQuery('sum(a{b=")"}) / sum(c) or vector(0)'), { max: 1 }, 'the query of MetricTemplate/shop/errors is 0 then'],
    ['a good value of its own', prometheusQuery('(a) or on() vector(100)\n'), { min: 99 }, 'the query of MetricTemplate/shop/errors is 100 then'],
  ])('refuses what passes without traffic: %s', (_, template, range, message) => {
    expect(() => MetricCheck.fromTemplate(template, range)).toThrow(message);
  });

  test.each([
    ['InfluxDB with a least value', influx, { min: 99 }],
    ['zero errors of some requests', prometheusQuery('(sum(errors) or vector(0)) / sum(requests)'), { max: 1 }],
    ['a value of its own that fails', prometheusQuery('sum(a) or vector(100)'), { max: 1 }],
  ])('takes what fails without traffic: %s', (_, template, range) => {
    expect(() => MetricCheck.fromTemplate(template, range)).not.toThrow();
  });

  test('knows its template', () => {
    expect([MetricCheck.fromTemplate(existing, { max: 1 }).template, MetricCheck.requestSuccessRate({ min: 99 }).template]).toEqual([existing, undefined]);
  });
});
