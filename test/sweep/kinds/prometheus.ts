import { Duration, Size } from 'cdk8s';
import fc from 'fast-check';
import { prometheus, SecretKey } from '../../../lib';
import { oneOf, props } from '../arbitraries';
import { duration, mostly, name, text, whole } from '../rarely-wrong';
import { swept } from '../sweep';

const { AlertingRule, ConfigMapKey, LabelExpression, RecordingRule, Relabeling } = prometheus;

/** What may refuse is made where the construct is. */
type Made<T> = () => T;

const labelKey = mostly(fc.constantFrom('app', 'app.kubernetes.io/name', 'release', 'a.b/c-d_e'), '', 'a b', '-a', 'a/b/c', 'x'.repeat(64), 'A.B/c');
const labelValue = mostly(fc.constantFrom('flagger', 'x-y', 'v1.2', ''), 'a b', '(', 'x'.repeat(64));
const labelName = mostly(fc.constantFrom('pod', 'team', '__meta_kubernetes_pod_name', '__address__'), '', 'a.b', 'é', '1a');
const regex = mostly(fc.constantFrom('(.+)', 'a|b', 'go_.*', '(?i)yes', 'x{1,3}'), '', '(', '(?=a)', 'a$(b)', '.*+');
const separator = fc.constantFrom('', ';', '/');
const template = mostly(fc.constantFrom('x', '$1', '${1}_x', 'a_$1'), '', 'a.b', '$(HOME)');
const secret = fc.constantFrom('username', 'password', 'token').map((key) => SecretKey.of('metrics', key));

const choice = props<prometheus.RelabelChoice>({ sourceLabels: mostly(fc.array(labelName, { minLength: 1, maxLength: 2 }), []), regex }, { separator });
const cased = props<prometheus.RelabelCaseOptions>({ sourceLabels: fc.array(labelName, { minLength: 1, maxLength: 2 }), targetLabel: labelName }, { separator });
const equal = props<prometheus.RelabelEqualOptions>({ sourceLabels: fc.array(labelName, { minLength: 1, maxLength: 2 }), targetLabel: labelName });

/** A step of each action. */
export const relabeling: fc.Arbitrary<Made<prometheus.Relabeling>> = fc.oneof(
  props<prometheus.RelabelReplaceOptions>({ targetLabel: template }, { sourceLabels: mostly(fc.array(labelName, { minLength: 1, maxLength: 2 }), []), separator, regex, replacement: fc.constantFrom('', '$1', 'a value', '$(SHARD)') })
    .map((options) => () => Relabeling.replace(options)),
  choice.map((options) => () => Relabeling.keep(options)),
  choice.map((options) => () => Relabeling.drop(options)),
  props<prometheus.RelabelHashOptions>({ sourceLabels: fc.array(labelName, { minLength: 1, maxLength: 2 }), targetLabel: labelName, modulus: whole(1, 100) }, { separator }).map((options) => () => Relabeling.hashMod(options)),
  fc.tuple(regex, fc.option(template, { nil: undefined })).map(([pattern, replacement]) => () => Relabeling.labelMap(pattern, replacement)),
  mostly(fc.constantFrom('tmp_.*', 'go_x'), '__.*', '').map((pattern) => () => Relabeling.labelDrop(pattern)),
  mostly(fc.constantFrom('__.*|app', '.+'), 'app', '(').map((pattern) => () => Relabeling.labelKeep(pattern)),
  cased.map((options) => () => Relabeling.lowercase(options)),
  cased.map((options) => () => Relabeling.uppercase(options)),
  equal.map((options) => () => Relabeling.keepEqual(options)),
  equal.map((options) => () => Relabeling.dropEqual(options)),
);

const expression: fc.Arbitrary<Made<prometheus.LabelExpression>> = fc.oneof(
  fc.tuple(labelKey, mostly(fc.array(labelValue, { minLength: 1, maxLength: 2 }), [])).map(([key, values]) => () => LabelExpression.in(key, ...values)),
  fc.tuple(labelKey, fc.array(labelValue, { minLength: 1, maxLength: 2 })).map(([key, values]) => () => LabelExpression.notIn(key, ...values)),
  labelKey.map((key) => () => LabelExpression.exists(key)),
  labelKey.map((key) => () => LabelExpression.doesNotExist(key)),
);

const versions = mostly<Partial<prometheus.TlsConfig>>(
  fc.constantFrom({ minVersion: prometheus.TlsVersion.TLS12 }, { maxVersion: prometheus.TlsVersion.TLS13 }, { minVersion: prometheus.TlsVersion.TLS10, maxVersion: prometheus.TlsVersion.TLS11 }),
  { minVersion: prometheus.TlsVersion.TLS13, maxVersion: prometheus.TlsVersion.TLS12 },
);
const ca = SecretKey.of('tls', 'ca.crt');
const caConfigMap = ConfigMapKey.of('kube-root-ca.crt', 'ca.crt');
const pair = { cert: SecretKey.of('tls', 'tls.crt'), key: SecretKey.of('tls', 'tls.key') };
const tls: fc.Arbitrary<prometheus.TlsConfig> = fc.tuple(
  mostly<prometheus.TlsConfig>(fc.constantFrom({}, { ca }, { caConfigMap }), { ca, caConfigMap }),
  mostly<prometheus.TlsConfig>(fc.constantFrom({}, pair, { certConfigMap: ConfigMapKey.of('certificates', 'tls.crt'), key: pair.key }), { cert: pair.cert }, { key: pair.key }),
  fc.option(versions, { nil: {} }),
  fc.record({ serverName: mostly(fc.constant('metrics.shop.svc'), '', 'a b'), insecureSkipVerify: fc.boolean() }, { requiredKeys: [] }),
).map((parts) => Object.assign({}, ...parts) as prometheus.TlsConfig);
const files = mostly<prometheus.FileTlsConfig>(
  fc.constantFrom({ caFile: '/etc/ca.crt' }, { certFile: '/etc/tls.crt', keyFile: '/etc/tls.key' }), { caFile: 'ca.crt' }, { caFile: '/a', ca }, { certFile: '/a' },
);

const headers = mostly<{ [header: string]: SecretKey[] }>(secret.map((key) => ({ 'Proxy-Authorization': [key] })), { 'X-A': [] }, { 'a b': [ca] });
const proxy: fc.Arbitrary<prometheus.ProxyConfig> = mostly<prometheus.ProxyConfig>(
  fc.oneof(
    fc.constant({}),
    fc.record({ proxyUrl: mostly(fc.constantFrom('http://proxy.shop:3128', 'socks5://proxy:1080'), 'proxy:3128', 'http://user:password@proxy', ''), noProxy: mostly(fc.constant('localhost,10.0.0.0/8'), ''), proxyConnectHeaders: headers }, { requiredKeys: ['proxyUrl'] }),
    fc.constantFrom({ proxyFromEnvironment: true }, { proxyFromEnvironment: false }),
  ) as fc.Arbitrary<prometheus.ProxyConfig>,
  { noProxy: 'a' }, { proxyFromEnvironment: true, proxyUrl: 'http://proxy' }, { proxyConnectHeaders: { 'X-A': [ca] } }, { proxyFromEnvironment: true, noProxy: 'a' },
);
const oauth2: fc.Arbitrary<prometheus.OAuth2> = fc.tuple(
  props<prometheus.OAuth2>({ clientSecret: secret, tokenUrl: mostly(fc.constantFrom('https://login.example.com/token', 'http://login/token'), '', 'login/token', 'ftp://login') },
    { scopes: fc.constantFrom([], ['read', 'write']), endpointParams: fc.constantFrom<{ [name: string]: string }>({}, { audience: 'metrics' }), tls }),
  mostly<Partial<prometheus.OAuth2>>(fc.constantFrom({ clientId: SecretKey.of('metrics', 'id') }, { clientIdConfigMap: ConfigMapKey.of('clients', 'id') }), {}),
  proxy,
).map((parts) => Object.assign({}, ...parts) as prometheus.OAuth2);
const way: fc.Arbitrary<Partial<prometheus.HttpClientConfig>> = mostly<Partial<prometheus.HttpClientConfig>>(
  fc.oneof(
    fc.constant({}),
    props<prometheus.BasicAuth>({ username: secret, password: secret }).map((basicAuth) => ({ basicAuth })),
    props<prometheus.Authorization>({ credentials: secret }, { type: mostly(fc.constantFrom('Bearer', 'Token'), 'basic', 'a b', '') }).map((authorization) => ({ authorization })),
    oauth2.map((of) => ({ oauth2: of })),
  ),
  { authorization: { credentials: ca }, basicAuth: { username: ca, password: ca } },
);

const times = mostly<Partial<prometheus.MetricsEndpoint>>(
  fc.oneof(
    fc.constant({}),
    fc.integer({ min: 1, max: 3600 }).chain((seconds) => fc.record(
      { interval: fc.constant(Duration.seconds(seconds)), scrapeTimeout: fc.integer({ min: 1, max: seconds * 1000 }).map((millis) => Duration.millis(millis)) }, { requiredKeys: ['interval'] },
    )),
  ),
  { scrapeTimeout: Duration.seconds(1) }, { interval: Duration.millis(10) }, { interval: Duration.days(200_000) }, { interval: Duration.seconds(5), scrapeTimeout: Duration.seconds(6) },
  { interval: Duration.seconds(5), scrapeTimeout: Duration.seconds(0) }, { interval: Duration.seconds(Number.NaN) },
);

/** An endpoint whose relabelings are yet to be made. */
interface Endpoint {
  readonly fixed: Partial<prometheus.ServiceMetricsEndpoint & prometheus.PodMetricsEndpoint>;
  readonly relabelings?: readonly Made<prometheus.Relabeling>[];
  readonly metricRelabelings?: readonly Made<prometheus.Relabeling>[];
}

function endpoint<T extends object>(ports: fc.Arbitrary<T>, secured: fc.Arbitrary<prometheus.FileTlsConfig>): fc.Arbitrary<Endpoint> {
  return fc.record({
    fixed: fc.tuple(
      ports, times, way, proxy,
      mostly<Partial<prometheus.ServiceMetricsEndpoint>>(fc.oneof(fc.constant({}), fc.constant({ scheme: prometheus.ScrapeScheme.HTTP }), secured.map((of) => ({ scheme: prometheus.ScrapeScheme.HTTPS, tls: of }))), { tls: { ca } }),
      fc.record({
        path: mostly(fc.constantFrom('/metrics', '/', '/a/b'), 'metrics', '/a?b=c', '', '/$(A)'),
        params: mostly<{ [parameter: string]: string[] }>(fc.constantFrom<{ [parameter: string]: string[] }>({}, { module: ['a', ''], target: ['b'] }), { a: [] }, { '': ['a'] }, { a: ['$(HOME)'] }),
        honorLabels: fc.boolean(), honorTimestamps: fc.boolean(), trackTimestampsStaleness: fc.boolean(), filterRunning: fc.boolean(),
        followRedirects: fc.boolean(), enableHttp2: fc.boolean(),
      }, { requiredKeys: [] }),
    ).map((parts) => Object.assign({}, ...parts) as Endpoint['fixed']),
    relabelings: fc.array(relabeling, { maxLength: 3 }),
    metricRelabelings: fc.array(relabeling, { maxLength: 3 }),
  }, { requiredKeys: ['fixed'] }) as fc.Arbitrary<Endpoint>;
}

function endpointOf({ fixed, relabelings, metricRelabelings }: Endpoint): prometheus.ServiceMetricsEndpoint & prometheus.PodMetricsEndpoint {
  return { ...fixed, ...(relabelings && { relabelings: relabelings.map((make) => make()) }), ...(metricRelabelings && { metricRelabelings: metricRelabelings.map((make) => make()) }) };
}

const podPorts = mostly<Partial<prometheus.PodMetricsEndpoint>>(
  fc.constantFrom({ port: 'http' }, { port: 'http-metrics' }, { portNumber: 8080 }), {}, { port: '8080' }, { port: '(' }, { port: 'a.b' }, { portNumber: 0 }, { port: 'http', portNumber: 8080 },
);
const servicePorts = mostly<Partial<prometheus.ServiceMetricsEndpoint>>(
  fc.constantFrom({ port: 'http' }, { targetPort: 'metrics' }, { targetPortNumber: 9090 }), {}, { port: '(' }, { targetPort: 'x'.repeat(16) }, { targetPortNumber: 70_000 }, { port: 'http', targetPort: 'http' },
);

const limit = whole(0, 100_000);
const selectors = mostly<{ readonly selector?: { [label: string]: string }; readonly conditions?: readonly Made<prometheus.LabelExpression>[] }>(
  fc.oneof(
    fc.tuple(labelKey, labelValue).map(([key, value]) => ({ selector: { [key]: value } })),
    fc.array(expression, { minLength: 1, maxLength: 2 }).map((conditions) => ({ conditions })),
    fc.array(expression, { maxLength: 2 }).map((conditions) => ({ selector: { app: 'flagger' }, conditions })),
  ),
  {}, { selector: {} },
);
const namespaces = mostly<Partial<prometheus.MonitorProps>>(
  fc.constantFrom({}, { namespaces: ['shop', 'flagger-system'] }, { anyNamespace: true }, { anyNamespace: false }, { anyNamespace: false, namespaces: ['shop'] }), { namespaces: [] }, { namespaces: ['Shop'] }, { anyNamespace: true, namespaces: ['shop'] },
);

const common: fc.Arbitrary<Partial<prometheus.MonitorProps>> = fc.tuple(namespaces, fc.record({
  selectorMechanism: oneOf(prometheus.SelectorMechanism),
  jobLabel: labelKey,
  podTargetLabels: mostly(fc.array(labelKey, { minLength: 1, maxLength: 2 }), []),
  attachNodeMetadata: fc.boolean(),
  scrapeClass: mostly(fc.constant('gold'), '', ' '),
  scrapeProtocols: mostly(fc.shuffledSubarray(Object.values(prometheus.ScrapeProtocol), { minLength: 1 }), [], [prometheus.ScrapeProtocol.PROMETHEUS_PROTO, prometheus.ScrapeProtocol.PROMETHEUS_PROTO]),
  fallbackScrapeProtocol: oneOf(prometheus.ScrapeProtocol),
  bodySizeLimit: mostly(fc.constantFrom(Size.mebibytes(10), Size.kibibytes(1.5), Size.gibibytes(3)), Size.kibibytes(0), Size.kibibytes(Number.NaN)),
  sampleLimit: limit, targetLimit: limit, labelLimit: limit, labelNameLengthLimit: limit, labelValueLengthLimit: limit, keepDroppedTargets: limit,
  scrapeNativeHistograms: fc.boolean(), scrapeClassicHistograms: fc.boolean(), convertClassicHistogramsToNhcb: fc.boolean(),
  nativeHistogramBucketLimit: limit,
  nativeHistogramMinBucketFactor: mostly(fc.double({ min: 1, max: 65536, noNaN: true }), 0, 0.5, Number.NaN, 1e9),
}, { requiredKeys: [] })).map((parts) => Object.assign({}, ...parts) as Partial<prometheus.MonitorProps>);

/** What only the Service's kind has. */
const ofServices = fc.record({ targetLabels: mostly(fc.array(labelKey, { minLength: 1, maxLength: 2 }), []), serviceDiscoveryRole: oneOf(prometheus.ServiceDiscoveryRole) }, { requiredKeys: [] });

export const podMonitor = swept({
  group: 'monitoring.coreos.com',
  kind: 'PodMonitor',
  props: fc.record({ id: name, selectors, common, endpoints: mostly(fc.array(endpoint(podPorts, tls), { minLength: 1, maxLength: 2 }), []) }),
  make: (scope, { id, selectors: { selector, conditions }, common: more, endpoints }) => {
    new prometheus.PodMonitor(scope, id, {
      ...more, ...(selector && { selector }), ...(conditions && { selectorExpressions: conditions.map((make) => make()) }), endpoints: endpoints.map(endpointOf),
    });
  },
});

export const serviceMonitor = swept({
  group: 'monitoring.coreos.com',
  kind: 'ServiceMonitor',
  props: fc.record({ id: name, selectors, common, more: ofServices, endpoints: mostly(fc.array(endpoint(servicePorts, fc.oneof(tls, files)), { minLength: 1, maxLength: 2 }), []) }),
  make: (scope, { id, selectors: { selector, conditions }, common: fixed, more, endpoints }) => {
    new prometheus.ServiceMonitor(scope, id, {
      ...fixed, ...more as Partial<prometheus.ServiceMonitorProps>, ...(selector && { selector }), ...(conditions && { selectorExpressions: conditions.map((make) => make()) }), endpoints: endpoints.map(endpointOf),
    });
  },
});

const expr = mostly(
  fc.constantFrom('up == 0', ' flagger_canary_status == 2\n', 'sum by (name) (rate(flagger_canary_total[5m])) > 1', 'absent(up)', '1', 'vector(1)', 'histogram_quantile(0.9, sum by (le) (rate(x_bucket[1m])))', 'up{"a.b"="c"}'),
  '', ' ', 'up ==', 'up[5m]', '"text"', 'rate(up)', 'limitk(1, up)', 'up{a=~"("}', 'sum(up',
);
const templated = mostly(fc.constantFrom('a text', '{{ $labels.name | title }}', '{{ $value | humanize }} %', '{{ if gt $value 1.0 }}many{{ end }}', '{{ with query "up" }}{{ . | first | value }}{{ end }}', ''), '{{ $labels.name', '{{ shout }}', '{{ end }}', '{{ $nothing }}');
const labels = mostly<{ [label: string]: string }>(fc.dictionary(fc.constantFrom('team', 'component', 'a_b'), fc.oneof(text, templated), { maxKeys: 2 }), { alertname: 'A' }, { 'a.b': 'c' }, { __name__: 'x' }, { '': 'x' });
const plainLabels = mostly<{ [label: string]: string }>(fc.dictionary(fc.constantFrom('team', 'component'), text, { maxKeys: 2 }), { __name__: 'x' }, { 'a-b': 'c' });
const time = fc.oneof({ weight: 60, arbitrary: duration }, { weight: 1, arbitrary: fc.constantFrom(Duration.days(200_000), Duration.seconds(Number.NaN)) });

const alertingRule: fc.Arbitrary<Made<prometheus.AlertingRule>> = props<prometheus.AlertingRuleProps>(
  { alert: mostly(fc.constantFrom('CanaryFailed', 'CanaryStuck', 'A', 'B_1'), '', 'canary failed', '1A'), expr, severity: oneOf(prometheus.RuleSeverity) },
  { for: time, keepFiringFor: time, labels, annotations: mostly<{ [annotation: string]: string }>(fc.dictionary(fc.constantFrom('summary', 'description', 'runbook_url'), templated, { maxKeys: 3 }), { 'a-b': 'c' }) },
).map((of) => () => new AlertingRule(of));
const recordingRule: fc.Arbitrary<Made<prometheus.RecordingRule>> = props<prometheus.RecordingRuleProps>(
  { record: mostly(fc.constantFrom('canary:status', 'a:b:c', 'x'), '', 'a-b', 'sum(up)'), expr }, { labels: plainLabels },
).map((of) => () => new RecordingRule(of));

interface Group { readonly fixed: Partial<prometheus.RuleGroupProps>; readonly alerts: readonly Made<prometheus.AlertingRule>[]; readonly records: readonly Made<prometheus.RecordingRule>[] }
const group: fc.Arbitrary<Group> = fc.record({
  fixed: fc.record({
    interval: time, queryOffset: time, limit: whole(1, 100), labels: plainLabels, partialResponseStrategy: oneOf(prometheus.PartialResponseStrategy),
  }, { requiredKeys: [] }) as fc.Arbitrary<Partial<prometheus.RuleGroupProps>>,
  alerts: mostly(fc.array(alertingRule, { minLength: 1, maxLength: 2 }), []),
  records: fc.array(recordingRule, { maxLength: 2 }),
});

export const prometheusRule = swept({
  group: 'monitoring.coreos.com',
  kind: 'PrometheusRule',
  props: fc.record({ id: name, groups: mostly(fc.array(group, { minLength: 1, maxLength: 2 }), []), names: mostly<string[]>(fc.constant(['canaries', 'a group: of two']), ['a', 'a'], ['', 'b']) }),
  make: (scope, { id, groups, names }) => {
    new prometheus.PrometheusRule(scope, id, {
      groups: groups.map(({ fixed, alerts, records }, index) => ({
        ...fixed, name: names[index] as string, alertingRules: alerts.map((make) => make()), recordingRules: records.map((make) => make()),
      })),
    });
  },
});

export const PROMETHEUS_KINDS = [podMonitor, serviceMonitor, prometheusRule];
