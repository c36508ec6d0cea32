import { App, Chart, Duration } from 'cdk8s';
import { parse } from 'yaml';
import { alertmanager, CanaryAlerting, Channel, Hears, PrometheusStack, SecretKey, SelectedNamespaces } from '../../lib';
import { Manifest } from '../operator';
import { Cluster } from './cluster';
import { Loader } from './loader';

const { MatcherStrategy } = alertmanager;
const onCall = Channel.slack('#on-call', { webhook: SecretKey.of('on-call', 'address'), hears: Hears.FAILURES });

interface Synthesized { readonly alerting: CanaryAlerting; readonly objects: readonly Manifest[] }

function synthesized(prometheus: PrometheusStack): Synthesized {
  const app = new App();
  const alerting = new CanaryAlerting(app, 'alerting', { notifyWithin: Duration.seconds(30), channels: [onCall], prometheus });
  return { alerting, objects: app.charts.flatMap((chart) => chart.toJson() as Manifest[]).filter(({ kind }) => ['PodMonitor', 'PrometheusRule', 'Secret'].includes(String(kind))) };
}

function metadataOf(object: Manifest): { readonly namespace: string; readonly name: string } {
  return object['metadata'] as { readonly namespace: string; readonly name: string };
}

/** The same objects under other names and without labels, which no selector takes. */
function unlabeled(objects: readonly Manifest[]): Manifest[] {
  return objects.filter(({ kind }) => kind !== 'Secret').map((object) => {
    const { namespace, name } = metadataOf(object);
    return { ...object, metadata: { namespace, name: `${name}-unlabeled` } };
  });
}

describe('the real operator', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await Cluster.start();
    for (const name of ['ops', 'tenant']) { await cluster.server.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: name === 'tenant' ? { tenant: 'yes' } : {} } }); }
  });
  afterAll(() => cluster?.stop());

  test('without the chart selects what PrometheusStack.operator labels, where it looks, and reads the Secret by the Alertmanager\'s name', async () => {
    const { objects } = synthesized(PrometheusStack.operator({
      namespace: 'ops', alertmanager: 'main', ruleLabels: { rules: 'on' }, podMonitorLabels: { scrape: 'on' }, ruleNamespaces: SelectedNamespaces.named('ops'), podMonitorNamespaces: SelectedNamespaces.own(),
    }));
    for (const object of [...objects, ...unlabeled(objects)]) { await cluster.server.apply(object); }
    const loader = new Loader(cluster, { namespace: 'ops', prometheus: 'bare', alertmanager: 'main' });
    await loader.installAs({
      ruleSelector: { matchLabels: { rules: 'on' } }, ruleNamespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['ops'] }] },
      podMonitorSelector: { matchLabels: { scrape: 'on' } },
    }, { secrets: ['on-call'] });
    const { scrape_configs: jobs } = await loader.prometheus(({ scrape_configs: all }) => all.length > 0);
    expect(jobs.map((job) => [job.job_name, (job.kubernetes_sd_configs?.[0] as { namespaces: { names: string[] } }).namespaces.names])).toEqual([['podMonitor/ops/flagger/0', ['flagger-system']]]);
    expect((await loader.rules()).flatMap(({ groups }) => (groups as { name: string }[]).map(({ name }) => name))).toEqual(expect.arrayContaining(['canary-failure']));
    expect(await loader.rules()).toHaveLength(1);
    expect(parse((await loader.alertmanager((text) => text.includes('canary-alerting'))).config).receivers.map(({ name }: { name: string }) => name)).toContain(onCall.name);
  });

  test('and nothing of it where the Prometheus has selectors that our labels do not fulfil', async () => {
    const { objects } = synthesized(PrometheusStack.operator({ namespace: 'ops', alertmanager: 'second', selectorLabels: { scrape: 'off', rules: 'off' } }));
    for (const object of objects) { await cluster.server.apply({ ...object, metadata: { ...metadataOf(object), name: `${metadataOf(object).name}-off` } }); }
    const loader = new Loader(cluster, { namespace: 'ops', prometheus: 'second', alertmanager: 'second' });
    await loader.installAs({ ruleSelector: { matchLabels: { rules: 'other' } }, podMonitorSelector: { matchLabels: { scrape: 'other' } } }, {});
    expect((await loader.prometheus()).scrape_configs).toEqual([]);
  });

  test('with the chart takes the AlertmanagerConfigs that StackValues selects, and adds no namespace where they say so', async () => {
    const { alerting, objects } = synthesized(PrometheusStack.helm({ release: 'kube-prometheus-stack', namespace: 'monitoring' }));
    alerting.stackValues?.selectAlertmanagerConfigs({ labels: { alerts: 'team' }, namespaceLabels: { tenant: 'yes' }, matcherStrategy: MatcherStrategy.NONE });
    const chart = new Chart(new App(), 'configs');
    const config = (namespace: string, name: string, labels?: { [label: string]: string }): alertmanager.AlertmanagerConfig => new alertmanager.AlertmanagerConfig(chart, `${namespace}-${name}`, {
      metadata: { namespace, name, labels }, route: new alertmanager.Route({ receiver: alertmanager.Receiver.none('nobody'), matchers: [alertmanager.Matcher.equal('severity', 'critical')] }),
    });
    config('tenant', 'taken', { alerts: 'team' });
    config('tenant', 'without-label');
    config('ops', 'elsewhere', { alerts: 'team' });
    for (const object of [...objects, ...chart.toJson() as Manifest[]]) { await cluster.server.apply(object); }
    const values = (alerting.stackValues?.apiObject.toJson() as { data: { 'values.yaml': string } }).data['values.yaml'];
    const loader = new Loader(cluster);
    await loader.install((parse(values) as { alertmanager: { alertmanagerSpec: Manifest } }).alertmanager.alertmanagerSpec);
    const { config: written } = await loader.alertmanager((text) => text.includes('tenant/taken'));
    const { route } = parse(written) as { route: { routes: { receiver: string; matchers: string[]; continue?: boolean }[] } };
    expect(route.routes[0]).toEqual({ receiver: 'tenant/taken/nobody', matchers: ['severity="critical"'], continue: true });
    expect(written).not.toContain('without-label');
    expect(written).not.toContain('elsewhere');
  });
});
