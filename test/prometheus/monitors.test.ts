import { Duration } from 'cdk8s';
import { prometheus } from '../../lib';
import { chart, manifest } from '../render';

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

