import { Duration, JsonPatch, Size } from 'cdk8s';
import { prometheus, SecretKey } from '../../lib';
import { chart, manifest } from '../render';
import { validate } from '../schema';
import { ENDPOINT_REFUSALS, MONITOR_REFUSALS, POD_ENDPOINT_REFUSALS, Refusal, SERVICE_ENDPOINT_REFUSALS } from './refusals';

const selector = { 'app.kubernetes.io/name': 'flagger' };
const endpoint = { port: 'http', interval: Duration.seconds(5) };

describe('PodMonitor', () => {
  test('scrapes by the port\'s name and keeps the labels that the pods export', () => {
    const c = chart('flagger-system');
    const monitor = new prometheus.PodMonitor(c, 'flagger', { metadata: { labels: { release: 'kps' } }, selector, endpoints: [endpoint] });
    expect(manifest(c)).toEqual({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: 'flagger', namespace: 'flagger-system', labels: { release: 'kps' } },
      spec: {
        selector: { matchLabels: { 'app.kubernetes.io/name': 'flagger' } },
        podMetricsEndpoints: [{ port: 'http', path: '/metrics', interval: '5s', scrapeTimeout: '5s', honorLabels: true }],
      },
    });
    expect(monitor.job).toBe('flagger-system/flagger');
  });

  test('says everything that it is told', () => {
    const c = chart('monitoring');
    new prometheus.PodMonitor(c, 'flagger', {
      selector,
      namespaces: ['flagger-system'],
      endpoints: [{ port: 'http', interval: Duration.minutes(1), scrapeTimeout: Duration.seconds(20), path: '/m', honorLabels: false }],
    });
    expect(manifest(c).spec).toMatchObject({
      namespaceSelector: { matchNames: ['flagger-system'] },
      podMetricsEndpoints: [{ path: '/m', interval: '1m', scrapeTimeout: '20s', honorLabels: false }],
    });
  });

  test('a scrape is given up after ten seconds at the latest', () => {
    const c = chart();
    new prometheus.PodMonitor(c, 'flagger', { selector, endpoints: [{ port: 'http', interval: Duration.minutes(1) }] });
    expect(manifest(c).spec.podMetricsEndpoints[0].scrapeTimeout).toBe('10s');
  });
});

test('ServiceMonitor scrapes the Services\' endpoints in the same way', () => {
  const c = chart('flagger-system');
  new prometheus.ServiceMonitor(c, 'flagger', { selector, endpoints: [endpoint], namespaces: ['flagger-system'] });
  expect(manifest(c)).toEqual({
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name: 'flagger', namespace: 'flagger-system' },
    spec: {
      selector: { matchLabels: { 'app.kubernetes.io/name': 'flagger' } },
      namespaceSelector: { matchNames: ['flagger-system'] },
      endpoints: [{ port: 'http', path: '/metrics', interval: '5s', scrapeTimeout: '5s', honorLabels: true }],
    },
  });
});


const KINDS = [
  { kind: 'PodMonitor', list: 'podMetricsEndpoints', Monitor: prometheus.PodMonitor, own: POD_ENDPOINT_REFUSALS },
  { kind: 'ServiceMonitor', list: 'endpoints', Monitor: prometheus.ServiceMonitor, own: SERVICE_ENDPOINT_REFUSALS },
] as const;

describe.each(KINDS)('$kind', ({ kind, list, Monitor, own }) => {
  const yaml = (spec: object, given: object = {}): object => JSON.parse(JSON.stringify({
    apiVersion: 'monitoring.coreos.com/v1', kind, metadata: { name: 'm', namespace: 'shop' }, spec: { selector: { matchLabels: selector }, [list]: [{ port: 'http', interval: '5s', ...given }], ...spec },
  })) as object;
  const isRefused = (refused: Refusal<never>['refused'], object: object): void => {
    // Whether the operator, or Prometheus, refuses it is asked of them in e2e/prometheus-room.real.test.ts.
    expect((validate(object) ?? []).length > 0).toBe('by' in refused && refused.by === 'schema');
  };

  test.each([...ENDPOINT_REFUSALS, ...own] as readonly Refusal<prometheus.PodMetricsEndpoint>[])('refuses $name', ({ props, says, yaml: given, refused }) => {
    expect(() => new Monitor(chart(), 'm', { selector, endpoints: [{ ...endpoint, ...props() }] })).toThrow(says);
    if (given !== undefined) { isRefused(refused, yaml({}, given)); }
  });

  test.each(MONITOR_REFUSALS)('refuses $name', ({ props, says, yaml: spec, refused }) => {
    expect(() => new Monitor(chart(), 'm', { selector, endpoints: [endpoint], ...props() })).toThrow(says);
    // An API server refuses a list that is a set and has a value twice; the schema of here does not ask.
    if (spec !== undefined) { isRefused(refused, yaml('endpoints' in spec ? { [list]: [] } : spec)); }
  });

  test('says where a mistake is', () => {
    expect(() => new Monitor(chart(), 'm', { selector, endpoints: [endpoint, { ...endpoint, path: 'x' }] })).toThrow(`${kind}/shop/m endpoints[1]: the path is none`);
  });

  test('a JsonPatch sets a field that the CRD does not have yet', () => {
    const c = chart();
    new Monitor(c, 'm', { selector, endpoints: [endpoint] }).addJsonPatch(
      JsonPatch.add(`/spec/${list}/0/compression`, 'zstd'), JsonPatch.add('/spec/tomorrow', { a: 1 }), JsonPatch.replace(`/spec/${list}/0/port`, 'other'), JsonPatch.remove(`/spec/${list}/0/path`),
    );
    expect(manifest(c).spec).toMatchObject({ tomorrow: { a: 1 }, [list]: [{ compression: 'zstd', port: 'other' }] });
    expect(manifest(c).spec[list][0].path).toBeUndefined();
  });

  test('writes what it is told of the way to a target', () => {
    const c = chart();
    const key = (name: string): SecretKey => SecretKey.of('metrics', name);
    new Monitor(c, 'm', {
      selectorExpressions: [prometheus.LabelExpression.in('app', 'a', 'b'), prometheus.LabelExpression.doesNotExist('canary')],
      bodySizeLimit: Size.mebibytes(10), nativeHistogramMinBucketFactor: 1.1,
      endpoints: [{
        ...endpoint, scheme: prometheus.ScrapeScheme.HTTPS, tls: { caConfigMap: prometheus.ConfigMapKey.of('kube-root-ca.crt', 'ca.crt'), cert: key('tls.crt'), key: key('tls.key'), serverName: 'a.shop.svc' },
        oauth2: { clientId: key('id'), clientSecret: key('secret'), tokenUrl: 'https://login.example.com/token', scopes: ['read'] },
        proxyUrl: 'http://proxy:3128', proxyConnectHeaders: { 'X-A': [key('a')] },
        relabelings: [prometheus.Relabeling.replace({ targetLabel: 'zone', sourceLabels: ['__meta_kubernetes_pod_node_name'], regex: '(.+)-.*', replacement: '${1}' }), prometheus.Relabeling.labelDrop('tmp_.*')],
        metricRelabelings: [prometheus.Relabeling.drop({ sourceLabels: ['__name__'], regex: 'go_.*' })],
      }],
    });
    expect(manifest(c).spec).toMatchObject({
      selector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }, { key: 'canary', operator: 'DoesNotExist' }] },
      bodySizeLimit: '10485760B', nativeHistogramMinBucketFactor: '1.1',
      [list]: [{
        scheme: 'https',
        tlsConfig: { ca: { configMap: { name: 'kube-root-ca.crt', key: 'ca.crt' } }, cert: { secret: { name: 'metrics', key: 'tls.crt' } }, keySecret: { name: 'metrics', key: 'tls.key' }, serverName: 'a.shop.svc' },
        oauth2: { clientId: { secret: { name: 'metrics', key: 'id' } }, clientSecret: { name: 'metrics', key: 'secret' }, tokenUrl: 'https://login.example.com/token', scopes: ['read'] },
        proxyUrl: 'http://proxy:3128', proxyConnectHeader: { 'X-A': [{ name: 'metrics', key: 'a' }] },
        relabelings: [
          { action: 'replace', sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: 'zone', regex: '(.+)-.*', replacement: '${1}' }, { action: 'labeldrop', regex: 'tmp_.*' },
        ],
        metricRelabelings: [{ action: 'drop', sourceLabels: ['__name__'], regex: 'go_.*' }],
      }],
    });
  });

  test('without an interval nothing is said of the timeout', () => {
    const c = chart();
    new Monitor(c, 'm', { selector, endpoints: [{ port: 'http' }] });
    expect(manifest(c).spec[list]).toEqual([{ port: 'http', path: '/metrics', honorLabels: true }]);
  });
});

test('a ConfigMapKey is a reference', () => {
  expect(() => prometheus.ConfigMapKey.of('A b', 'ca.crt')).toThrow('ConfigMapKey.of: the first argument is not the name of a ConfigMap');
  expect(() => prometheus.ConfigMapKey.of('a', 'a/b')).toThrow('ConfigMapKey.of: the second argument is not a key of a ConfigMap');
});

test('files are a ServiceMonitor\'s', () => {
  const c = chart();
  new prometheus.ServiceMonitor(c, 'm', {
    selector, targetLabels: ['team'], serviceDiscoveryRole: prometheus.ServiceDiscoveryRole.ENDPOINT_SLICE,
    endpoints: [{ targetPortNumber: 8443, scheme: prometheus.ScrapeScheme.HTTPS, tls: { caFile: '/ca', certFile: '/crt', keyFile: '/key' } }],
  });
  expect(manifest(c).spec).toMatchObject({ targetLabels: ['team'], serviceDiscoveryRole: 'EndpointSlice', endpoints: [{ targetPort: 8443, tlsConfig: { caFile: '/ca', certFile: '/crt', keyFile: '/key' } }] });
});
