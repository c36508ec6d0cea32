import { App, Duration, YamlOutputType } from 'cdk8s';
import { CanaryAlerting, Channel, Hears, PrometheusStack, SecretKey } from '../lib';
import { Alertmanager, SentAlert } from './alertmanager';
import { checkConfig, routesTest } from './amtool';
import { Chat } from './chat';
import { alertmanagerConfig } from './operator';

/** What `otherAlerts` writes, as the programs read it. */

const slack = (name: string): Channel => Channel.slack(`#${name}`, { webhook: SecretKey.of(name, 'address'), hears: Hears.FAILURES });
const { configSecret } = new CanaryAlerting(new App({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE }), 'alerting', {
  notifyWithin: Duration.seconds(5), channels: [slack('on-call')], otherAlerts: slack('cluster'),
  prometheus: PrometheusStack.helm({ release: 'kube-prometheus-stack', namespace: 'monitoring' }),
});
const { 'alertmanager.yaml': config, ...templates } = configSecret._toManifest()['stringData'] as { readonly [file: string]: string } & { readonly 'alertmanager.yaml': string };

test('amtool and the operator accept it', () => {
  expect(checkConfig({ config, templates })).toMatchObject({ ok: true });
  expect(alertmanagerConfig({ raw: config }).errors).toEqual([]);
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['Watchdog', { alertname: 'Watchdog', severity: 'none' }, 'nobody'],
  ['InfoInhibitor', { alertname: 'InfoInhibitor', severity: 'none', namespace: 'shop' }, 'nobody'],
  ['an alert of the cluster', { alertname: 'KubePodCrashLooping', severity: 'warning', namespace: 'shop' }, 'slack-cluster'],
  ['one about a canary', { alertname: 'CanaryFailed', severity: 'critical', component: 'canary-alerting', namespace: 'shop' }, 'slack-on-call'],
])('amtool sends %s where it belongs', (_, labels, receiver) => { expect(routesTest({ config, templates }, labels)).toEqual([receiver]); });

test('Alertmanager mutes what the chart mutes, and none of ours', async () => {
  const chat = await Chat.start();
  let alertmanager: Alertmanager | undefined;
  try {
    alertmanager = await Alertmanager.start({ config, templates }, chat);
    const alert = (alertname: string, severity: string, namespace = 'shop', component?: string): SentAlert => ({ labels: { alertname, severity, namespace, ...(component !== undefined && { component, name: 'podinfo' }) } });
    await alertmanager.send(
      alert('KubeletDown', 'critical'), alert('KubeletDown', 'warning'), alert('KubeletDown', 'warning', 'bank'), alert('InfoInhibitor', 'none'), alert('CPUThrottlingHigh', 'info'), alert('CPUThrottlingHigh', 'info', 'bank'),
      alert('CanaryStuck', 'critical'), alert('CanaryStuck', 'warning', 'shop', 'canary-alerting'), alert('CanaryStuck', 'info', 'shop', 'canary-alerting'), alert('GitRepositoryFailed', 'info', 'shop', 'canary-alerting-flux'),
    );
    const told = await chat.hear(({ path }) => path === '/on-call/address');
    expect(JSON.stringify(told.body)).toContain('podinfo');
    const all = async (): Promise<Awaited<ReturnType<Alertmanager['alerts']>>> => (alertmanager as Alertmanager).alerts();
    for (const end = Date.now() + 20_000; Date.now() < end && (await all()).some(({ status }) => status.state === 'unprocessed');) { await new Promise((resolve) => { setTimeout(resolve, 200); }); }
    expect((await all()).filter(({ status }) => status.state === 'suppressed').map(({ labels }) => [labels['alertname'], labels['severity'], labels['namespace']].join(' ')).sort())
      .toEqual(['CPUThrottlingHigh info shop', 'KubeletDown warning shop']);
  } finally {
    await alertmanager?.stop();
    await chat.stop();
  }
}, 60_000);
