import { Duration } from 'cdk8s';
import { flagger } from '../../lib';

const { CloudWatchQuery, DatadogQuery, DynatraceQuery, ExternalMetricQuery, GraphiteQuery, InfluxdbQuery, KeptnQuery, MeshProvider, NewRelicQuery, PrometheusQuery, SplunkQuery, StackdriverQuery, StringMatch } = flagger;
const pods = { pod: StringMatch.regex('{{ target }}-[^-]+-[^-]+'), namespace: StringMatch.exact('{{ namespace }}') };

/** A query of each helper, and what it writes: the language, the query, the text. */
export const QUERY_SAMPLES: readonly (readonly [language: string, query: string, text: string])[] = [
  ['prometheus', PrometheusQuery.errorRate({ counter: 'http_requests_total', labels: pods }),
    '100 - sum(rate(http_requests_total{pod=~"{{ target }}-[^-]+-[^-]+",namespace="{{ namespace }}",code!~"5.."}[{{ interval }}]))'
    + ' / sum(rate(http_requests_total{pod=~"{{ target }}-[^-]+-[^-]+",namespace="{{ namespace }}"}[{{ interval }}])) * 100'],
  ['prometheus', PrometheusQuery.successRate({ counter: 'grpc_total', errors: { result: StringMatch.exact('a "b" \\') } }),
    'sum(rate(grpc_total{result!="a \\"b\\" \\\\"}[{{ interval }}])) / sum(rate(grpc_total{}[{{ interval }}])) * 100'],
  ['prometheus', PrometheusQuery.percentile({ histogram: 'http_duration_seconds', percentile: 99.9, labels: { path: StringMatch.prefix('/api.v1/{{ target }}'), host: StringMatch.suffix('.com') } }),
    'histogram_quantile(0.999, sum(rate(http_duration_seconds_bucket{path=~"/api\\\\.v1/{{ target }}.*",host=~".*\\\\.com"}[{{ interval }}])) by (le))'],
  ['prometheus', PrometheusQuery.meshErrorRate(MeshProvider.LINKERD),
    '100 - sum(rate(response_total{namespace="{{ namespace }}",deployment=~"{{ target }}",direction="inbound",classification!~"failure"}[{{ interval }}]))'
    + ' / sum(rate(response_total{namespace="{{ namespace }}",deployment=~"{{ target }}",direction="inbound"}[{{ interval }}])) * 100'],
  ['prometheus', PrometheusQuery.meshPercentile(MeshProvider.TRAEFIK, 50),
    'histogram_quantile(0.5, sum(rate(traefik_service_request_duration_seconds_bucket{service=~"{{ namespace }}-{{ target }}-canary-[0-9a-zA-Z-]+@kubernetescrd"}[{{ interval }}])) by (le)) * 1000'],
  ['prometheus', PrometheusQuery.meshPercentile(MeshProvider.APISIX),
    'histogram_quantile(0.99, sum(rate(apisix_http_latency_bucket{route=~"{{ namespace }}_{{ route }}-{{ target }}-canary_.+",type=~"request"}[{{ interval }}])) by (le))'],
  ['datadog', DatadogQuery.errorRate({ metric: 'istio.mesh.request.count', errorTag: 'response_code', tags: { destination_workload: '{{ target }}', reporter: 'destination' } }),
    '100 - ( sum:istio.mesh.request.count{destination_workload:{{ target }},reporter:destination,!response_code:5*}.as_count()'
    + ' / sum:istio.mesh.request.count{destination_workload:{{ target }},reporter:destination}.as_count() ) * 100'],
  ['datadog', DatadogQuery.errorRate({ metric: 'requests', errorTag: 'status', errorValue: 'error' }),
    '100 - ( sum:requests{!status:error}.as_count() / sum:requests{*}.as_count() ) * 100'],
  ['datadog', DatadogQuery.metric('p99', 'trace.duration', { service: '{{ target }}' }), 'p99:trace.duration{service:{{ target }}}'],
  ['cloudwatch', CloudWatchQuery.metric({ namespace: 'AWS/ApplicationELB', name: 'TargetResponseTime', statistic: 'p99', dimensions: { TargetGroup: '{{ target }}-canary' } }),
    '[{"Id":"m1","MetricStat":{"Metric":{"Namespace":"AWS/ApplicationELB","MetricName":"TargetResponseTime","Dimensions":[{"Name":"TargetGroup","Value":"{{ target }}-canary"}]},"Period":60,"Stat":"p99"}}]'],
  ['cloudwatch', CloudWatchQuery.expression('100 * errors / requests', {
    errors: { namespace: 'Shop', name: 'Errors', statistic: 'Sum' }, requests: { namespace: 'Shop', name: 'Requests', statistic: 'Sum', period: Duration.seconds(30) },
  }), '[{"Id":"result","Expression":"100 * errors / requests"},'
    + '{"Id":"errors","MetricStat":{"Metric":{"Namespace":"Shop","MetricName":"Errors","Dimensions":[]},"Period":60,"Stat":"Sum"},"ReturnData":false},'
    + '{"Id":"requests","MetricStat":{"Metric":{"Namespace":"Shop","MetricName":"Requests","Dimensions":[]},"Period":30,"Stat":"Sum"},"ReturnData":false}]'],
  ['newrelic', NewRelicQuery.errorRate({ from: 'Transaction', where: { appName: 'Bob\'s {{ name }}' } }),
    'SELECT filter(count(*), WHERE error IS TRUE) / count(*) * 100 FROM Transaction WHERE appName = \'Bob\\\'s {{ name }}\''],
  ['newrelic', NewRelicQuery.average('Transaction', 'duration', { appName: '{{ name }}', host: 'a' }), 'SELECT average(duration) * 1 FROM Transaction WHERE appName = \'{{ name }}\' AND host = \'a\''],
  ['graphite', GraphiteQuery.percentage('stats.{{ target }}.status.{4,5}*.count', 'stats.{{ target }}.status.*.count'),
    'target=summarize(asPercent(sumSeries(stats.{{ target }}.status.{4,5}*.count),sumSeries(stats.{{ target }}.status.*.count)),\'{{ interval }}\',\'avg\')&from=-{{ interval }}&until=now'],
  ['graphite', GraphiteQuery.average('stats.timers.{{ target }}.upper_99'), 'target=summarize(averageSeries(stats.timers.{{ target }}.upper_99),\'{{ interval }}\',\'avg\')&from=-{{ interval }}&until=now'],
  ['influxdb', InfluxdbQuery.mean({ bucket: 'shop', measurement: 'requests', field: 'success', tags: { workload: '{{ target }}"' } }),
    'from(bucket: "shop") |> range(start: -{{ interval }}) |> filter(fn: (r) => r["_measurement"] == "requests" and r["_field"] == "success" and r["workload"] == "{{ target }}\\"")'
    + ' |> toFloat() |> group() |> mean()'],
  ['dynatrace', DynatraceQuery.metric('builtin:service.response.time', 'percentile(95)', { 'dt.entity.service': 'SERVICE-1' }),
    'builtin:service.response.time:filter(eq("dt.entity.service","SERVICE-1")):splitBy():percentile(95)'],
  ['dynatrace', DynatraceQuery.metric('errors', 'sum', { namespace: '{{ namespace }}', workload: '{{ target }}' }),
    'errors:filter(and(eq("namespace","{{ namespace }}"),eq("workload","{{ target }}"))):splitBy():sum'],
  ['stackdriver', StackdriverQuery.percentile({ metric: 'istio.io/service/server/response_latencies', filter: { 'metric.destination_service_name': '{{ service }}-canary' } }),
    'fetch k8s_container | metric \'istio.io/service/server/response_latencies\' | filter (metric.destination_service_name == \'{{ service }}-canary\')'
    + ' | align delta({{ interval }}) | every {{ interval }} | within {{ interval }} | group_by [], [value: percentile(val(), 99)]'],
  ['stackdriver', StackdriverQuery.mean({ resource: 'k8s_pod', metric: 'a/b' }), 'fetch k8s_pod | metric \'a/b\' | align delta({{ interval }}) | every {{ interval }} | within {{ interval }} | group_by [], [value: mean(val())]'],
  ['splunk', SplunkQuery.metric('requests.p99', 'mean', { sf_service: '{{ target }}', sf_error: 'false' }),
    'data(\'requests.p99\', filter=filter(\'sf_service\', \'{{ target }}\') and filter(\'sf_error\', \'false\')).mean().publish()'],
  ['splunk', SplunkQuery.metric('requests', 'sum'), 'data(\'requests\').sum().publish()'],
  ['keptn', KeptnQuery.metric('{{ namespace }}', 'latency'), 'keptnmetric/{{ namespace }}/latency'],
  ['keptn', KeptnQuery.analysis('shop', 'release', { duration: Duration.minutes(5), arguments: { workload: '{{ target }}', stage: 'canary' } }),
    'analysis/shop/release/5m/workload={{ target }};stage=canary'],
  ['externalmetrics', ExternalMetricQuery.metric('shop', 'datadogmetric@shop:errors', { app: '{{ target }}', tier: 'web' }),
    'shop/datadogmetric@shop:errors?labelSelector=app%3D{{ target }}%2Ctier%3Dweb'],
  ['externalmetrics', ExternalMetricQuery.metric('{{ namespace }}', 'queue_length'), '{{ namespace }}/queue_length'],
];
