import { stringify } from 'yaml';
import { Manifest } from './operator';
import { Replay, ReplayOptions } from './replay';

const monitor: Manifest = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PodMonitor',
  metadata: { name: 'flagger', namespace: 'flagger-system' },
  spec: {
    selector: { matchLabels: { 'app.kubernetes.io/name': 'flagger' } },
    podMetricsEndpoints: [{ port: 'http', interval: '5s', honorLabels: true }],
  },
};

const rule: Manifest = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  metadata: { name: 'canaries', namespace: 'monitoring' },
  spec: {
    groups: [{
      name: 'canaries',
      interval: '5s',
      rules: [{
        alert: 'CanaryFailed',
        expr: 'max by (namespace, name) (flagger_canary_status) == 2',
        labels: { severity: 'critical' },
        annotations: { summary: 'The canary {{ $labels.namespace }}/{{ $labels.name }} failed.' },
      }],
    }],
  },
};

const config = {
  route: { receiver: 'nobody', routes: [{ receiver: 'on-call', matchers: ['severity="critical"'], group_by: ['namespace', 'name'], group_wait: '1s' }] },
  receivers: [
    { name: 'nobody' },
    {
      name: 'on-call',
      slack_configs: [{
        channel: '#deployments-alert',
        api_url_file: '/etc/alertmanager/secrets/slack-on-call/address',
        title: '{{ template "canary.title" . }}',
      }],
    },
  ],
  templates: ['/etc/alertmanager/config/*.tmpl'],
};

const template = '{{ define "canary.title" }}{{ .CommonAnnotations.summary }}{{ end }}';

const secret: Manifest = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'alertmanager-main', namespace: 'monitoring' },
  stringData: { 'alertmanager.yaml': stringify(config) },
  data: { 'canary.tmpl': Buffer.from(template).toString('base64') },
};

async function replaying(options: ReplayOptions, use: (replay: Replay) => Promise<void>): Promise<void> {
  const replay = await Replay.start(options);
  try {
    await use(replay);
  } finally {
    await replay.stop();
  }
}

test('a failed canary is heard within 12 s, on the channel of its secret, in the words of its template', async () => {
  await replaying({
    manifests: [monitor, rule, secret],
    extra: (alertmanager) => [{ job: 'alertmanager', address: alertmanager, labels: { namespace: 'monitoring' }, interval: '1s' }],
  }, async ({ flagger, chat, prometheus }) => {
    flagger.setStatus('shop', 'podinfo', 0);
    expect(await prometheus.query('flagger_info')).toEqual([{
      labels: {
        __name__: 'flagger_info', version: '1.44.0', mesh_provider: 'istio',
        job: 'flagger-system/flagger', namespace: 'flagger-system', pod: 'flagger-5d8f7c9b6d-x2x7k', container: 'flagger', endpoint: 'http',
        instance: flagger.address,
      },
      value: 1,
    }]);
    expect(await prometheus.query('alertmanager_build_info')).toMatchObject([{ labels: { job: 'alertmanager', namespace: 'monitoring' } }]);

    const failedAt = Date.now();
    flagger.fail('shop', 'podinfo');
    const message = await chat.hear(() => true, 20_000);
    expect(message.at - failedAt).toBeLessThan(12_000);
    expect(message).toMatchObject({
      path: '/slack-on-call/address',
      body: { channel: '#deployments-alert', attachments: [{ title: 'The canary shop/podinfo failed.' }] },
    });
    expect(chat.messages).toHaveLength(1);
  });
});

test('a team hears by its AlertmanagerConfig, at the address of its own Secret', async () => {
  const team: Manifest = {
    apiVersion: 'monitoring.coreos.com/v1alpha1',
    kind: 'AlertmanagerConfig',
    metadata: { name: 'team', namespace: 'shop' },
    spec: {
      route: { receiver: 'chat', groupWait: '1s' },
      receivers: [{ name: 'chat', slackConfigs: [{ channel: '#shop', apiURL: { name: 'slack-shop', key: 'address' } }] }],
    },
  };
  await replaying({ manifests: [monitor, rule, secret, team] }, async ({ flagger, chat }) => {
    flagger.fail('shop', 'podinfo');
    const paths = [await chat.hear(({ path }) => path === '/slack-shop/address'), await chat.hear(({ path }) => path === '/slack-on-call/address')];
    expect(paths).toHaveLength(2);
  });
});

test('a monitor that does not select the pod scrapes nothing', async () => {
  await replaying({ manifests: [monitor, rule, secret], flaggerPod: { labels: { app: 'flagger' } } }, async ({ prometheus }) => {
    expect(await prometheus.targets()).toEqual([]);
  });
});

test('a ServiceMonitor finds the pod behind its Service, and leaves the label of the target where it does not honour Flagger\'s', async () => {
  const labels = { 'app.kubernetes.io/name': 'flagger' };
  const serviceMonitor: Manifest = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name: 'flagger', namespace: 'flagger-system' },
    spec: { selector: { matchLabels: labels }, endpoints: [{ port: 'http', interval: '1s' }] },
  };
  await replaying({
    manifests: [serviceMonitor, secret],
    flaggerPod: { service: { name: 'flagger', labels, portName: 'http' } },
  }, async ({ flagger, prometheus }) => {
    flagger.setStatus('shop', 'podinfo', 1);
    await new Promise((resolve) => { setTimeout(resolve, 2500); });
    expect(await prometheus.query('flagger_canary_status')).toMatchObject([
      { labels: { job: 'flagger', service: 'flagger', namespace: 'flagger-system', exported_namespace: 'shop', name: 'podinfo' }, value: 1 },
    ]);
  });
});

test.each([
  ['a rule that the operator leaves out', [monitor, { ...rule, spec: { groups: [{ name: 'g', rules: [{ alert: 'A', expr: '(' }] }] } }, secret], 'PrometheusRule/monitoring/canaries: '],
  ['a configuration that the operator refuses', [monitor, { ...secret, stringData: { 'alertmanager.yaml': 'route: {receiver: x}' } }], 'undefined receiver "x"'],
  ['no configuration at all', [monitor, rule], 'expected one Secret with the key alertmanager.yaml, found 0'],
])('refuses %s', async (_, manifests, message) => {
  await expect(Replay.start({ manifests })).rejects.toThrow(message);
});
