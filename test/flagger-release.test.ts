import { App, Chart, Duration, YamlOutputType } from 'cdk8s';
import { CanaryAlerting, CanaryAlertingProps, Channel, flagger, FlaggerRelease, FlaggerReleaseProps, flux, Hears, PrometheusStack, SecretKey, SecretSource } from '../lib';
import { chart, Manifest, manifests } from './render';
import { validate } from './schema';

const metricsServer = 'http://prometheus-operated.monitoring:9090';
const url = SecretKey.of('slack', 'address');

function made(props: Partial<FlaggerReleaseProps> = {}, id = 'flagger'): FlaggerRelease {
  return new FlaggerRelease(chart('flagger-system'), id, { metricsServer, ...props });
}

function written(props: Partial<FlaggerReleaseProps> = {}, id?: string): Manifest[] {
  const all = manifests(made(props, id).release.apiObject.chart);
  expect(all.flatMap((each) => validate(each) ?? [])).toEqual([]);
  return all;
}

describe('FlaggerRelease', () => {
  test('is upstream\'s chart, verified as upstream says, and a release that keeps the CRDs new', () => {
    expect(written()).toEqual([
      {
        apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'OCIRepository', metadata: { name: 'flagger', namespace: 'flagger-system' },
        spec: {
          url: 'oci://ghcr.io/fluxcd/charts/flagger', interval: '1h', ref: { semver: '1.44.x' },
          layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' },
          verify: {
            provider: 'cosign',
            matchOIDCIdentity: [{
              issuer: '^https://token\\.actions\\.githubusercontent\\.com$',
              subject: '^https://github\\.com/fluxcd/flagger/\\.github/workflows/release\\.yml@refs/tags/v\\d+\\.\\d+\\.\\d+$',
            }],
          },
        },
      },
      {
        apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name: 'flagger', namespace: 'flagger-system' },
        spec: {
          chartRef: { kind: 'OCIRepository', name: 'flagger' }, interval: '1h', releaseName: 'flagger',
          install: { crds: 'CreateReplace', strategy: { name: 'RetryOnFailure', retryInterval: '5m' } },
          upgrade: { crds: 'CreateReplace', remediation: { retries: 3 } },
          values: {
            metricsServer, configTracking: { enabled: true }, leaderElection: { enabled: false, replicaCount: 1 }, podMonitor: { enabled: false }, serviceMonitor: { enabled: false },
          },
        },
      },
    ]);
  });

  test('says what Flagger there will be', () => {
    const { installation, secretKeys } = made({ noCrossNamespaceRefs: true, watchNamespace: 'shop', slack: { channel: 'a', url } }, 'delivery');
    expect(installation).toEqual({
      namespace: 'flagger-system', deployment: 'delivery-flagger', podLabels: { 'app.kubernetes.io/name': 'flagger', 'app.kubernetes.io/instance': 'delivery' },
      noCrossNamespaceRefs: true, watchNamespace: 'shop',
    });
    expect(secretKeys).toEqual([url]);
  });

  test('takes another version, unsigned, or another source', () => {
    const [source] = written({ version: '1.x', verify: false, interval: Duration.minutes(10) });
    expect(source?.['spec']).toMatchObject({ ref: { semver: '1.x' }, interval: '10m' });
    expect(source?.['spec'].verify).toBeUndefined();
    const scope = chart('flagger-system');
    const mirror = flux.OciRepository.fromOciRepositoryName(scope, 'mirror', 'flagger', 'mirrors');
    new FlaggerRelease(scope, 'flagger', { metricsServer, source: mirror });
    expect(manifests(scope).map(({ kind, spec }) => [kind, spec.chartRef])).toEqual([['HelmRelease', { kind: 'OCIRepository', name: 'flagger', namespace: 'mirrors' }]]);
  });

  test.each<[string, Partial<FlaggerReleaseProps>, string]>([
    ['what FlaggerValues refuses', { metricsServer: 'prometheus' }, 'metricsServer is not an HTTP URL'],
    ['no metrics server', { metricsServer: undefined as never }, 'metricsServer is not given'],
    ['an empty version', { version: ' ' }, 'the version is empty'],
    ['a version beside a source', { version: '1.x', source: flux.OciRepository.fromOciRepositoryName(chart(), 'a', 'b') }, 'version is given beside source'],
    ['another name for the Deployment', { values: { fullnameOverride: 'canaries' } }, 'values.fullnameOverride gives Flagger\'s objects another name'],
    ['a name that Helm does not take', { metadata: { name: 'x'.repeat(54) } }, 'the name is longer than Helm takes for a release'],
  ])('refuses %s', (_, props, message) => { expect(() => made(props)).toThrow(message); });

  test('refuses to be nowhere', () => {
    expect(() => new FlaggerRelease(new Chart(new App(), 'nowhere'), 'flagger', { metricsServer })).toThrow('FlaggerRelease flagger: there is no namespace');
  });
});

describe('CanaryAlerting that installs Flagger', () => {
  const vault = SecretSource.externalSecret({ store: 'vault', remoteKey: 'slack' });
  const onCall = Channel.slack('#on-call', { webhook: SecretKey.of('on-call', 'address', { filledBy: vault }), hears: Hears.FAILURES });
  const news = Channel.slack('#news', { webhook: SecretKey.of('news', 'address'), hears: Hears.PROGRESS });

  function alertingOf(props: Partial<CanaryAlertingProps> = {}): CanaryAlerting {
    const app = new App({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
    return new CanaryAlerting(app, 'alerting', {
      notifyWithin: Duration.seconds(30), channels: [onCall, news], prometheus: PrometheusStack.helm({ release: 'kps', namespace: 'monitoring' }), flux: {}, installFlagger: {}, ...props,
    });
  }

  const canary: flagger.CanaryProps = {
    target: flagger.Target.deployment('podinfo'), provider: flagger.MeshProvider.ISTIO, service: { port: 80 },
    analysis: flagger.Analysis.progressive({ interval: Duration.seconds(30), threshold: 5, maxWeight: 50, stepWeight: 10, metrics: [flagger.MetricCheck.requestSuccessRate({ min: 99 })] }),
  };
  const folder = (alerting: CanaryAlerting, name: string): Manifest[] => (alerting.node.scope as App).charts.find(({ node: { id } }) => id === name)?.toJson() as Manifest[] ?? [];
  const names = (alerting: CanaryAlerting, name: string): string[] => folder(alerting, name).map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? '-'}/${metadata.name}`);
  const orders = (alerting: CanaryAlerting): { [folder: string]: string[] } => Object.fromEntries(folder(alerting, 'flux-system').filter(({ kind }) => kind === 'Kustomization')
    .map(({ metadata, spec }): [string, string[]] => [metadata.name.replace('canary-alerting-', ''), (spec.dependsOn ?? []).map(({ name }: Manifest) => (name as string).replace('canary-alerting-', ''))]));
  const problems = (alerting: CanaryAlerting): string => alerting.node.validate().join('\n');

  test('installs it before what needs its CRDs, after its namespace and its Secrets; the rules do not wait for it', () => {
    const alerting = alertingOf({ installFlagger: { slack: { channel: 'all', url: SecretKey.of('slack', 'address', { filledBy: vault }) } } });
    alerting.addTeam('shop').addCanary('podinfo', canary);
    expect(names(alerting, 'flagger-release')).toEqual(['OCIRepository flagger-system/flagger', 'HelmRelease flagger-system/flagger']);
    expect(names(alerting, 'namespaces')).toEqual(['Namespace -/flagger-system']);
    expect(orders(alerting)).toEqual({
      'canary-alerting': [], 'namespaces': [], 'secrets': ['namespaces'], 'flagger-release': ['secrets', 'namespaces'], 'flagger': ['flagger-release'],
      'shop': ['flagger-release', 'flagger'], 'monitoring': ['namespaces'], 'alertmanager': ['secrets'], 'notifications': [],
    });
    expect(folder(alerting, 'flux-system').find(({ metadata }) => metadata.name === 'canary-alerting-flagger-release')?.['spec'].wait).toBe(true);
    expect(folder(alerting, 'secrets').map(({ metadata }) => metadata.name)).toEqual(expect.arrayContaining(['flagger-system-slack', 'monitoring-on-call']));
    expect(problems(alerting)).toBe('');
  });

  test('asks the stack\'s Prometheus, and is watched by its own labels', () => {
    const alerting = alertingOf({ flagger: { namespace: 'delivery' } });
    expect(folder(alerting, 'flagger-release')[1]?.['spec'].values.metricsServer).toBe('http://prometheus-operated.monitoring:9090');
    expect(folder(alerting, 'monitoring').find(({ kind }) => kind === 'PodMonitor')?.['spec']).toMatchObject({ selector: { matchLabels: { 'app.kubernetes.io/name': 'flagger', 'app.kubernetes.io/instance': 'flagger' } } });
    expect(names(alerting, 'namespaces')).toEqual(['Namespace -/delivery']);
    expect(alerting.flaggerRelease?.installation.namespace).toBe('delivery');
  });

  test('leaves a namespace alone that is there', () => {
    const alerting = alertingOf({ installFlagger: { createNamespace: false } });
    expect(names(alerting, 'namespaces')).toEqual([]);
    expect(orders(alerting)['flagger-release']).toEqual([]);
  });

  test('a team in Flagger\'s own namespace shares it', () => {
    const alerting = alertingOf();
    alerting.addTeam('flagger-system', { createNamespace: true }).addCanary('podinfo', canary);
    expect(names(alerting, 'namespaces')).toEqual(['Namespace -/flagger-system']);
  });

  test.each<[string, Partial<CanaryAlertingProps>]>([
    ['forbids references across namespaces', { installFlagger: { noCrossNamespaceRefs: true } }],
    ['watches one namespace', { installFlagger: { watchNamespace: 'shop' } }],
    ['is there, and watches one namespace', { installFlagger: undefined, flagger: { watchNamespace: 'shop' } }],
  ])('where Flagger %s, the AlertProviders are beside the canaries', (_, props) => {
    const alerting = alertingOf(props);
    const team = alerting.addTeam('shop');
    const podinfo = team.addCanary('podinfo', canary);
    expect(names(alerting, 'shop')).toEqual(['Canary shop/podinfo', 'AlertProvider shop/slack-news']);
    expect(() => alerting.addMetricTemplate('errors', { provider: flagger.MetricProvider.prometheus({ address: metricsServer }), query: 'up' })).toThrow('one in the namespace of the canary');
    expect(problems(alerting)).toBe('');
    podinfo.addAlert({ provider: flagger.AlertProvider.fromAlertProviderName(team.chart, 'other', 'other', 'elsewhere'), severity: flagger.AlertSeverity.INFO });
    expect(problems(alerting)).toMatch(/^Canary\/shop\/podinfo: it refers to the AlertProvider other in another namespace, and Flagger (runs with -no-cross-namespace-refs|watches shop alone)\n/);
  });

  test('a reference to a MetricTemplate or an upstream elsewhere is one of those', () => {
    const alerting = alertingOf({ installFlagger: { noCrossNamespaceRefs: true } });
    const team = alerting.addTeam('shop');
    const metrics = [flagger.MetricCheck.fromTemplate(flagger.MetricTemplate.fromMetricTemplateName(team.chart, 'errors', 'errors', 'elsewhere'), { max: 1, interval: Duration.minutes(1) })];
    team.addCanary('podinfo', {
      ...canary, provider: flagger.MeshProvider.GLOO, route: flagger.RouteRef.glooUpstream('podinfo', 'gloo-system'),
      analysis: flagger.Analysis.progressive({ interval: Duration.seconds(30), threshold: 5, maxWeight: 50, stepWeight: 10, metrics }),
    });
    expect(problems(alerting)).toContain('it refers to the MetricTemplate errors in another namespace');
    expect(problems(alerting)).toContain('it refers to the upstream podinfo in another namespace');
  });

  test.each<[string, Partial<CanaryAlertingProps>, string]>([
    ['without Flux', { flux: undefined }, 'installFlagger is given, and nothing is delivered by Flux'],
    ['beside another installation', { flux: { flagger: flux.Kustomization.fromKustomizationName(chart(), 'a', 'flagger') } }, 'flux.flagger names the Kustomization that installs Flagger'],
    ['beside what it decides', { flagger: { noCrossNamespaceRefs: true } }, 'flagger.noCrossNamespaceRefs is given beside installFlagger'],
  ])('is refused %s', (_, props, message) => { expect(() => alertingOf(props)).toThrow(message); });

  test('a team that Flagger does not watch is refused', () => {
    expect(() => alertingOf({ installFlagger: { watchNamespace: 'shop' } }).addTeam('search')).toThrow('Flagger does not watch its namespace');
  });
});
