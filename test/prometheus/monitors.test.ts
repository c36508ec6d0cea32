import { Duration } from 'cdk8s';
import { prometheus } from '../../lib';
import { chart, manifest } from '../render';

const selector = { 'app.kubernetes.io/name': 'flagger' };
const endpoint = { port: 'http', interval: Duration.seconds(5) };

describe('PodMonitor', () => {
  test('scrapes by the port\'s name and keeps the labels that the pods export', () => {
    const c = chart('flagger-system');
    const monitor = new prometheus.PodMonitor(c, 'flagger', { metadata: { labels: { release: 'kps' } }, selector, endpoint });
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
      endpoint: { port: 'http', interval: Duration.minutes(1), scrapeTimeout: Duration.seconds(20), path: '/m', honorLabels: false },
    });
    expect(manifest(c).spec).toMatchObject({
      namespaceSelector: { matchNames: ['flagger-system'] },
      podMetricsEndpoints: [{ path: '/m', interval: '1m', scrapeTimeout: '20s', honorLabels: false }],
    });
  });

  test('a scrape is given up after ten seconds at the latest', () => {
    const c = chart();
    new prometheus.PodMonitor(c, 'flagger', { selector, endpoint: { port: 'http', interval: Duration.minutes(1) } });
    expect(manifest(c).spec.podMetricsEndpoints[0].scrapeTimeout).toBe('10s');
  });
});

test('ServiceMonitor scrapes the Services\' endpoints in the same way', () => {
  const c = chart('flagger-system');
  new prometheus.ServiceMonitor(c, 'flagger', { selector, endpoint, namespaces: ['flagger-system'] });
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

test.each<[string, object, string]>([
  ['an empty selector', { selector: {} }, 'the selector is empty'],
  ['a port number', { endpoint: { ...endpoint, port: '8080' } }, 'the port is not a name\n  value:   "8080"'],
  ['an interval under a second', { endpoint: { ...endpoint, interval: Duration.millis(500) } }, 'the scrape interval is under a second'],
  ['a timeout beyond the interval', { endpoint: { ...endpoint, scrapeTimeout: Duration.seconds(6) } }, 'the scrape timeout is longer than the interval\n  value:   "6s"\n  allowed: at most 5s'],
])('both refuse %s', (_, given, message) => {
  const props = { selector, endpoint, ...given };
  expect(() => new prometheus.PodMonitor(chart(), 'm', props)).toThrow(`PodMonitor/shop/m: ${message}`);
  expect(() => new prometheus.ServiceMonitor(chart(), 'm', props)).toThrow(`ServiceMonitor/shop/m: ${message}`);
});
