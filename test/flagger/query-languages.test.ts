import { Duration } from 'cdk8s';
import { stringify } from 'yaml';
import { flagger } from '../../lib';
import { checkFiles } from '../../lib/checks/run';
import { METRIC_PROVIDERS } from '../../lib/facts/flagger-metric-providers';
import { REQUEST_METRICS } from '../../lib/facts/mesh-request-metrics';
import { readQuery } from '../../lib/flagger/query-template';
import { QUERY_SAMPLES } from './query-samples';

const { CloudWatchQuery, DatadogQuery, DynatraceQuery, ExternalMetricQuery, GraphiteQuery, InfluxdbQuery, KeptnQuery, MeshProvider, NewRelicQuery, PrometheusQuery, SplunkQuery, StackdriverQuery, StringMatch } = flagger;

/** What the checks find in a query of Prometheus, as a canary asks it. */
function findings(query: string): string[] {
  const objects = [
    { apiVersion: 'flagger.app/v1beta1', kind: 'MetricTemplate', metadata: { name: 'm', namespace: 'shop' }, spec: { provider: { type: 'prometheus', address: 'http://p:9090' }, query } },
    {
      apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name: 'podinfo', namespace: 'shop' },
      spec: { targetRef: { name: 'podinfo' }, analysis: { metrics: [{ name: 'm', interval: '1m', thresholdRange: { max: 1 }, templateRef: { name: 'm' } }] } },
    },
  ];
  return checkFiles([{ path: 'a.yaml', text: objects.map((each) => stringify(each)).join('---\n') }], { only: ['promql/query'] }).map(({ what }) => what);
}

describe('the helpers of query languages', () => {
  test.each(QUERY_SAMPLES)('%s: %s', (_, query, text) => {
    expect(query).toBe(text);
    expect(readQuery('MetricTemplate/shop/m', query).variables).toEqual([]);
  });

  test('there is one for each of Flagger\'s providers', () => {
    expect([...new Set(QUERY_SAMPLES.map(([language]) => language))].sort()).toEqual(Object.keys(METRIC_PROVIDERS).sort());
  });

  test('PromQL is PromQL, of each mesh as well', () => {
    const meshes = Object.keys(REQUEST_METRICS).flatMap((provider) => [PrometheusQuery.meshErrorRate(provider as flagger.MeshProvider), PrometheusQuery.meshPercentile(provider as flagger.MeshProvider)]);
    const queries = [...QUERY_SAMPLES.filter(([language]) => language === 'prometheus').map(([, query]) => query), ...meshes];
    expect(queries.length).toBeGreaterThan(20);
    expect(queries.flatMap(findings)).toEqual([]);
    expect(findings('sum(rate(a{b="c"}[{{ interval }}])')).not.toEqual([]);
  });

  test.each([
    ['a counter with a selector', () => PrometheusQuery.errorRate({ counter: 'a{b="c"}' }), 'PrometheusQuery.errorRate: counter is not a name in this language'],
    ['nothing that is an error', () => PrometheusQuery.errorRate({ counter: 'a', errors: {} }), 'an error must be told by one label'],
    ['two labels of an error, whose negation is another', () => PrometheusQuery.errorRate({ counter: 'a', errors: { b: StringMatch.exact('c'), d: StringMatch.exact('e') } }), 'an error must be told by one label'],
    ['a label of two lines', () => PrometheusQuery.errorRate({ counter: 'a', labels: { b: StringMatch.exact('c\nd') } }), 'a text of the query has a line break'],
    ['a series instead of a histogram', () => PrometheusQuery.percentile({ histogram: 'a_bucket' }), 'the histogram is named by one of its series'],
    ['the 100th percentile', () => PrometheusQuery.percentile({ histogram: 'a', percentile: 100 }), 'the percentile is not between 0 and 100'],
    ['a mesh without a histogram', () => PrometheusQuery.meshPercentile(MeshProvider.NGINX), 'Flagger knows no histogram of requests of nginx'],
    ['a tag that ends the scope', () => DatadogQuery.metric('avg', 'a', { b: 'c}' }), 'the value of b is not a name in this language'],
    ['an aggregation that Datadog does not have', () => DatadogQuery.metric('mean', 'a'), 'aggregation is not a name in this language'],
    ['a period that CloudWatch does not know', () => CloudWatchQuery.metric({ namespace: 'a', name: 'b', statistic: 'Sum', period: Duration.seconds(45) }), 'CloudWatch knows no such period'],
    ['a metric that the expression leaves out', () => CloudWatchQuery.expression('a', { a: { namespace: 'n', name: 'a', statistic: 'Sum' }, b: { namespace: 'n', name: 'b', statistic: 'Sum' } }), 'the expression does not use b'],
    ['a metric\'s name in capitals', () => CloudWatchQuery.expression('A', { A: { namespace: 'n', name: 'a', statistic: 'Sum' } }), 'this cannot name a metric in an expression'],
    ['a second SINCE', () => NewRelicQuery.errorRate({ from: 'Transaction', errors: 'error SINCE 1 day ago' }), 'the condition ends the query'],
    ['an open parenthesis', () => NewRelicQuery.errorRate({ from: 'Transaction', errors: 'a) OR (b' }), 'the condition has an open parenthesis'],
    ['an event type with a space', () => NewRelicQuery.average('a b', 'c'), 'from is not a name in this language'],
    ['a path that adds a parameter', () => GraphiteQuery.average('a&from=-1d'), 'path is not a name in this language'],
    ['a measurement of two lines', () => InfluxdbQuery.mean({ bucket: 'a', measurement: 'b\nc', field: 'd' }), 'a text of the query has a line break'],
    ['a value that ends its quotes', () => DynatraceQuery.metric('a', 'avg', { b: 'c"' }), 'the value of b is not a name in this language'],
    ['a label with a quote', () => StackdriverQuery.mean({ metric: 'a', filter: { 'b\'': 'c' } }), 'label is not a name in this language'],
    ['a fraction of a percentile', () => StackdriverQuery.percentile({ metric: 'a' }, 99.5), 'percentile is not a name in this language'],
    ['an aggregation that SignalFlow does not have', () => SplunkQuery.metric('a', 'p99'), 'aggregation is not a name in this language'],
    ['a name with a slash', () => KeptnQuery.metric('shop', 'a/b'), 'name is not a name in this language'],
    ['an argument that would be left out', () => KeptnQuery.analysis('shop', 'a', { arguments: { b: 'c=d' } }), 'the argument would be split'],
    ['a metric with a selector', () => ExternalMetricQuery.metric('shop', 'a?b'), 'name is not a name in this language'],
    ['a label with a comma', () => ExternalMetricQuery.metric('shop', 'a', { b: 'c,d' }), 'this is not a label'],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
