import { JsonPatch } from 'cdk8s';
import { parse } from 'yaml';
import { flagger, SecretKey } from '../../lib';
import { chart, manifests } from '../render';

const { FlaggerValues, MeshProvider } = flagger;
const metricsServer = 'http://prometheus-operated.monitoring:9090';
const url = SecretKey.of('slack', 'url');

function made(props: Partial<flagger.FlaggerValuesProps> = {}): flagger.FlaggerValues {
  return new FlaggerValues(chart('flagger-system'), 'flagger-values', { metricsServer, ...props });
}

function values(props: Partial<flagger.FlaggerValuesProps> = {}): unknown {
  const [configMap] = manifests(made(props).apiObject.chart);
  expect(configMap).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'flagger-values', namespace: 'flagger-system' } });
  return parse(configMap?.data['values.yaml'] as string, { version: '1.1' });
}

const plain = {
  metricsServer,
  configTracking: { enabled: true },
  leaderElection: { enabled: false, replicaCount: 1 },
  podMonitor: { enabled: false },
  serviceMonitor: { enabled: false },
};

describe('FlaggerValues', () => {
  test('needs the metrics server alone, and leaves the chart\'s monitors off', () => {
    expect(values()).toEqual(plain);
  });

  test('whole: secrets are read from the environment', () => {
    const slack = { channel: 'deployments', url, token: SecretKey.of('slack', 'token') };
    const given = {
      meshProvider: MeshProvider.KUBERNETES, clusterName: '0x1F', noCrossNamespaceRefs: true, watchNamespace: 'shop', replicas: 2, configTracking: false,
      slack, eventWebhookUrl: SecretKey.of('events', 'url'), values: { resources: { limits: { cpu: 1 } }, slack: { user: 'flagger' } },
    };
    const fromSecret = (name: string, secret: string, key: string): object => ({ name, valueFrom: { secretKeyRef: { name: secret, key } } });
    expect(values(given)).toEqual({
      metricsServer,
      meshProvider: 'kubernetes',
      clusterName: '0x1F',
      noCrossNamespaceRefs: true,
      namespace: 'shop',
      configTracking: { enabled: false },
      leaderElection: { enabled: true, replicaCount: 2 },
      podMonitor: { enabled: false },
      serviceMonitor: { enabled: false },
      slack: { channel: 'deployments', user: 'flagger' },
      env: [fromSecret('SLACK_URL', 'slack', 'url'), fromSecret('SLACK_TOKEN', 'slack', 'token'), fromSecret('EVENT_WEBHOOK_URL', 'events', 'url')],
      resources: { limits: { cpu: 1 } },
    });
    expect(made(given).secretKeys.map(({ secretName, key }) => `${secretName}/${key}`)).toEqual(['slack/url', 'slack/token', 'events/url']);
  });

  test('Teams, and more of the environment', () => {
    const more = { name: 'HTTPS_PROXY', value: 'http://proxy:3128' };
    expect(values({ msTeamsUrl: SecretKey.of('teams', 'url'), values: { env: [more] } })).toEqual({
      ...plain, env: [{ name: 'MSTEAMS_URL', valueFrom: { secretKeyRef: { name: 'teams', key: 'url' } } }, more],
    });
  });

  test('is patched as every object', () => {
    const patched = made();
    patched.addJsonPatch(JsonPatch.add('/immutable', true));
    expect(manifests(patched.apiObject.chart)[0]?.['immutable']).toBe(true);
  });

  test.each<[string, Partial<flagger.FlaggerValuesProps>, string]>([
    ['no metrics server', { metricsServer: undefined as unknown as string }, 'metricsServer is not given'],
    ['a metrics server that is no URL', { metricsServer: 'prometheus:9090' }, 'metricsServer is not an HTTP URL'],
    ['a provider that Flagger takes for Istio', { meshProvider: 'envoy' as flagger.MeshProvider }, 'there is no such provider, and Flagger would take it for Istio'],
    ['no replica', { replicas: 0 }, 'replicas is not a whole number of at least 1'],
    ['Slack without a channel', { slack: { channel: '', url } }, 'slack.channel: the name is empty'],
    ['Slack without an address', { slack: { channel: 'a' } as flagger.FlaggerSlack }, 'url is not given'],
    ['two notifiers, of which one is silent', { slack: { channel: 'a', url }, msTeamsUrl: url }, 'slack and msTeamsUrl are both given'],
    ['an address in clear text', { values: { slack: { url: 'https://hooks.example.com/hunter2' } } }, 'values.slack.url holds an address in clear text'],
    ['an event webhook in clear text', { values: { eventWebhook: 'https://hooks.example.com/hunter2' } }, 'values.eventWebhook holds an address in clear text'],
    ['a second PodMonitor', { values: { podMonitor: { enabled: true } } }, 'values.podMonitor.enabled is given twice, with different values'],
    ['two pods without a leader', { replicas: 2, values: { leaderElection: { enabled: false } } }, 'values.leaderElection.enabled is given twice'],
    ['a namespace that is none', { watchNamespace: 'A' }, 'watchNamespace: this is not the name of a Kubernetes object'],
    ['a cluster\'s name of two lines', { clusterName: 'a\nb' }, 'clusterName: the name is not one line of text'],
  ])('refuses %s', (_, props, message) => {
    expect(() => made(props)).toThrow(message);
    expect(() => made(props)).toThrow('ConfigMap/flagger-system/flagger-values');
    expect(() => made(props)).not.toThrow('hunter2');
  });
});
