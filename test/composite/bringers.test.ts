import { ApiObject, App, Chart, Duration, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { App as FastApp, CanaryAlerting, CanaryAlertingProps, Channel, externalsecrets, flagger, flux, FluxDelivery, Hears, prometheus, PrometheusStack, SecretKey, SecretSource } from '../../lib';
import { checkFiles } from '../../lib/checks/run';
import { Manifest } from '../render';

type Made = { readonly app: App; readonly alerting: CanaryAlerting };

/** An App with a team, Flux, and what installs the programs. */
function made(delivery: (existing: (name: string) => flux.IKustomization) => FluxDelivery, props: Partial<CanaryAlertingProps> = {}, app = new App({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE })): Made {
  const existing = (name: string): flux.IKustomization => flux.Kustomization.fromKustomizationName(app, `existing-${name}`, name, 'flux-system');
  const alerting = new CanaryAlerting(app, 'alerting', {
    notifyWithin: Duration.seconds(30), channels: [Channel.slack('#on-call', { webhook: SecretKey.of('on-call', 'address'), hears: Hears.FAILURES })],
    prometheus: PrometheusStack.helm({ release: 'kps', namespace: 'monitoring' }), flux: delivery(existing), ...props,
  });
  alerting.addTeam('shop').addCanary('podinfo', {
    target: flagger.Target.deployment('podinfo'), provider: flagger.MeshProvider.ISTIO, service: { port: 80 },
    analysis: flagger.Analysis.progressive({ interval: Duration.seconds(30), threshold: 5, maxWeight: 50, stepWeight: 10, metrics: [flagger.MetricCheck.requestSuccessRate({ min: 99 })] }),
  });
  return { app, alerting };
}

const all = (existing: (name: string) => flux.IKustomization): FluxDelivery => ({ flagger: existing('flagger'), prometheus: existing('kps'), externalSecrets: existing('eso') });

/** What the Kustomization of a folder waits for, as it is written. */
function waits({ app }: Made, folder: string): string[] {
  const entry = app.charts.find(({ node: { id } }) => id === 'flux-system') as Chart;
  const written = (entry.toJson() as Manifest[]).find(({ metadata }) => metadata.name === `canary-alerting-${folder}`);
  return (written?.['spec'].dependsOn ?? []).map((each: { name: string }) => each.name);
}

const monitor = (scope: Construct): unknown => new prometheus.ServiceMonitor(scope, 'own', { selector: { app: 'shop' }, endpoints: [{ port: 'http' }] });
const vault = (scope: Construct): unknown => new externalsecrets.ExternalSecret(scope, 'own', { keys: [SecretKey.of('db', 'password', { filledBy: SecretSource.externalSecret({ store: 'vault', remoteKey: 'db' }) })] });
const any = (apiVersion: string, kind: string) => (scope: Construct): unknown => new ApiObject(scope, 'any', { apiVersion, kind, metadata: { name: 'any' } });

describe('the folder of a team waits for what brings the kinds of a user\'s own objects', () => {
  test.each<[string, (scope: Construct) => unknown, string[]]>([
    ['none', () => undefined, ['flagger']],
    ['a ServiceMonitor', monitor, ['flagger', 'kps']],
    ['an ExternalSecret', vault, ['flagger', 'eso']],
    ['both', (scope) => { monitor(scope); vault(new Construct(scope, 'inner')); }, ['flagger', 'kps', 'eso']],
    ['one of Flagger\'s', any('flagger.app/v1beta1', 'MetricTemplate'), ['flagger']],
    ['a PrometheusRule in plain fields', any('monitoring.coreos.com/v1', 'PrometheusRule'), ['flagger', 'kps']],
    ['a generator of External Secrets', any('generators.external-secrets.io/v1alpha1', 'Password'), ['flagger', 'eso']],
    ['one of Kubernetes\' own', any('v1', 'ConfigMap'), ['flagger']],
    ['a dashboard in Prometheus\' namespace', (scope) => new ApiObject(scope, 'any', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'any', namespace: 'monitoring' } }), ['flagger', 'kps']],
    ['one of Flux\', which is there', any('source.toolkit.fluxcd.io/v1', 'GitRepository'), ['flagger']],
    ['one of a Chart in the Chart, which is another folder', (scope) => monitor(new Chart(scope, 'inner')), ['flagger']],
  ])('%s', (_, add, expected) => {
    const { app, alerting } = made(all);
    add(alerting.teams[0]?.chart as Chart);
    expect(waits({ app, alerting }, 'shop')).toEqual(expected);
    expect(app.node.findAll().flatMap((each) => each.node.validate())).toEqual([]);
  });

  test('and with Flagger installed here, for its release as before, and for nothing where all is there', () => {
    const release = made((existing) => ({ prometheus: existing('kps') }), { installFlagger: {} });
    monitor(release.alerting.teams[0]?.chart as Chart);
    expect(waits(release, 'shop')).toEqual(['canary-alerting-flagger-release', 'kps']);
    const there = made(() => ({}));
    monitor(there.alerting.teams[0]?.chart as Chart);
    expect(waits(there, 'shop')).toEqual([]);
  });
});

test('any other folder does, too', () => {
  const installed = made((existing) => ({ prometheus: existing('kps') }), { installFlagger: {} });
  const { alerting } = installed;
  any('flagger.app/v1beta1', 'MetricTemplate')(Chart.of(alerting.prometheusRule));
  monitor(Chart.of(alerting.configSecret));
  expect(waits(installed, 'monitoring')).toEqual(['kps', 'canary-alerting-namespaces', 'canary-alerting-flagger-release']);
  expect(waits(installed, 'alertmanager')).toEqual(['kps']);
});

test('the check of the order agrees: a release of the stack is waited for by the team that needs its kinds', () => {
  const { app, alerting } = made(all);
  monitor(alerting.teams[0]?.chart as Chart);
  const infrastructure = [
    { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata: { name: 'kps', namespace: 'flux-system' }, spec: { interval: '10m', prune: true, path: './infrastructure/kps', sourceRef: { kind: 'GitRepository', name: 'flux-system' } } },
    { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name: 'kps', namespace: 'monitoring' }, spec: { interval: '1h', chart: { spec: { chart: 'kube-prometheus-stack', sourceRef: { kind: 'HelmRepository', name: 'charts' } } } } },
  ];
  const files = [
    ...app.charts.flatMap((chart) => (chart.toJson() as Manifest[]).map((manifest) => ({ path: `dist/${chart.node.id}/${String(manifest['kind'])}.${manifest.metadata.name}.yaml`, text: JSON.stringify(manifest) }))),
    ...infrastructure.map((manifest, index) => ({ path: `infrastructure/${index === 0 ? 'kustomization-kps' : 'kps/release'}.yaml`, text: JSON.stringify(manifest) })),
  ];
  const order = (changed: typeof files): string[] => checkFiles(changed).filter(({ check }) => check === 'flux/order').map(({ what }) => what);
  expect(order(files)).toEqual([]);
  // What it was like before.
  expect(order(files.map(({ path, text }) => ({ path, text: path.includes('canary-alerting-shop') ? text.replace(',{"name":"kps"}', '') : text }))))
    .toEqual(['Kustomization/flux-system/canary-alerting-shop does not wait for Kustomization/flux-system/kps, which brings the kind ServiceMonitor']);
});

test('Flux\' own namespace is there, whoever else is in it: who tells of a commit that does not apply waits for nobody', () => {
  expect(waits(made(all, { flagger: { namespace: 'flux-system' } }), 'notifications')).toEqual([]);
});

test('one Kustomization that installs several programs is waited for once', () => {
  const one = made((existing) => { const infrastructure = existing('infrastructure'); return { flagger: infrastructure, prometheus: infrastructure, externalSecrets: infrastructure }; });
  monitor(one.alerting.teams[0]?.chart as Chart);
  vault(new Construct(one.alerting.teams[0]?.chart as Chart, 'inner'));
  expect([waits(one, 'shop'), waits(one, 'monitoring')]).toEqual([['infrastructure'], ['infrastructure']]);
});

test('an object that would have to be there before what brings its kind is refused, and not waited for in a circle', () => {
  const circle = made(() => ({}), { installFlagger: {} });
  any('flagger.app/v1beta1', 'MetricTemplate')(Chart.of(circle.alerting.flaggerRelease as Construct));
  expect(circle.app.node.findAll().flatMap((each) => each.node.validate()).join('\n')).toContain('Kustomization/flux-system/canary-alerting-flagger-release: it depends on itself');
});

test('an object that is added after the team was made is seen, by our own App as well', () => {
  const late = made(all, {}, new FastApp({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE }));
  expect(waits(late, 'shop')).toEqual(['flagger']);
  monitor(late.alerting.teams[0]?.chart as Chart);
  expect(late.app.synthYaml()).toMatch(/name: canary-alerting-shop\n(.*\n)*?.*dependsOn:\n\s+- name: flagger\n\s+- name: kps\n/);
});
