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

  test('what else the chart takes', () => {
    expect(values({
      selectorLabels: ['app', 'app.kubernetes.io/name'], includeLabelPrefix: ['team', 'app.kubernetes.io/'], threadiness: 4, kubeconfigQps: 1_000_000, kubeconfigBurst: 300,
      ingressAnnotationsPrefix: 'custom.ingress.kubernetes.io', ingressClass: 'contour', controlPlane: SecretKey.of('mesh', 'config'), linkerdVizNamespace: 'linkerd-viz',
      logLevel: flagger.FlaggerLogLevel.DEBUG, image: { repository: 'registry:5000/flagger', pullSecret: 'registry' }, serviceAccount: { name: 'flagger', existing: true },
      resources: { limits: { memory: '1Gi' } }, securityContext: false, nodeSelector: { pool: 'system' }, tolerations: [{ operator: 'Exists' }], priorityClassName: 'system-cluster-critical',
      podLabels: { team: 'a' }, podAnnotations: { 'b/c': 'd' }, deploymentLabels: { e: 'f' }, deploymentAnnotations: { g: 'h' }, replicas: 3, minAvailable: 2,
    })).toEqual({
      ...plain, leaderElection: { enabled: true, replicaCount: 3 }, podDisruptionBudget: { enabled: true, minAvailable: 2 },
      selectorLabels: 'app,app.kubernetes.io/name', includeLabelPrefix: 'team,app.kubernetes.io/', threadiness: '4', kubeconfigQPS: '1000000', kubeconfigBurst: '300',
      ingressAnnotationsPrefix: 'custom.ingress.kubernetes.io', ingressClass: 'contour', controlplane: { kubeconfig: { secretName: 'mesh', key: 'config' } },
      linkerdAuthPolicy: { create: true, namespace: 'linkerd-viz' }, logLevel: 'debug', image: { repository: 'registry:5000/flagger', pullSecret: 'registry' },
      serviceAccount: { name: 'flagger', create: false }, resources: { limits: { memory: '1Gi' } }, securityContext: { enabled: false }, nodeSelector: { pool: 'system' },
      tolerations: [{ operator: 'Exists' }], podPriorityClassName: 'system-cluster-critical', podLabels: { team: 'a' }, podAnnotations: { 'b/c': 'd' }, deploymentLabels: { e: 'f' }, annotations: { g: 'h' },
    });
    expect(made({ controlPlane: SecretKey.of('mesh', 'config') }).secretKeys).toEqual([SecretKey.of('mesh', 'config')]);
  });

  test('proxies may hold a password, and are read from Secrets, too', () => {
    const proxy = SecretKey.of('proxy', 'url');
    const names = (props: Partial<flagger.FlaggerValuesProps>): string[] => (values(props) as { env: { name: string }[] }).env.map(({ name }) => name);
    expect(names({ slack: { channel: 'a', url, proxy } })).toEqual(['SLACK_URL', 'SLACK_PROXY_URL']);
    expect(names({ msTeamsUrl: url, msTeamsProxy: proxy })).toEqual(['MSTEAMS_URL', 'MSTEAMS_PROXY_URL']);
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
    ['a proxy in clear text', { values: { msteams: { proxyUrl: 'http://hunter2@proxy' } } }, 'values.msteams.proxyUrl holds an address in clear text'],
    ['a proxy for nobody', { msTeamsProxy: url }, 'msTeamsProxy is given without msTeamsUrl'],
    ['one pod that must stay', { minAvailable: 1 }, 'minAvailable is given with one pod'],
    ['all pods that must stay', { replicas: 2, minAvailable: 2 }, 'minAvailable is not less than replicas'],
    ['half a worker', { threadiness: 0.5 }, 'threadiness is not a whole number from 1'],
    ['no request', { kubeconfigQps: 0 }, 'kubeconfigQps is not a whole number from 1'],
    ['no label to select by', { selectorLabels: [] }, 'selectorLabels is empty'],
    ['two labels in one text', { selectorLabels: ['app,name'] }, 'selectorLabels has what is no name of a label'],
    ['labels that begin with nothing', { includeLabelPrefix: [''] }, 'includeLabelPrefix has what no label begins with'],
    ['a prefix with its slash', { ingressAnnotationsPrefix: 'a.b/' }, 'ingressAnnotationsPrefix is not what annotations begin with'],
    ['a log level of its own', { logLevel: 'trace' as flagger.FlaggerLogLevel }, 'there is no such log level'],
    ['an image with a tag', { image: { repository: 'registry:5000/flagger:1.44.0' } }, 'image.repository has a tag in it'],
    ['an image pulled at times', { image: { pullPolicy: 'sometimes' } }, 'image.pullPolicy is none of Kubernetes\''],
    ['an account without a name', { serviceAccount: { existing: true } }, 'serviceAccount exists, and has no name'],
    ['an account of somebody else with annotations', { serviceAccount: { existing: true, name: 'a', annotations: {} } }, 'serviceAccount exists, and is given annotations'],
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
