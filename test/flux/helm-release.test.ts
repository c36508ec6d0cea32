import { Chart, Duration, JsonPatch } from 'cdk8s';
import * as flux from '../../lib/flux';
import { SecretKey } from '../../lib/secret-key';
import { chart, manifest, manifests } from '../render';
import { validate } from '../schema';

const { HelmChart, KubeConfig, ValuesReference } = flux;

function stack(c: Chart): flux.HelmChart {
  return HelmChart.fromRepository(flux.HelmRepository.fromHelmRepositoryName(c, 'repository', 'prometheus-community', 'monitoring'), 'kube-prometheus-stack', { version: '88.x' });
}

function findings(c: Chart): string[] {
  return c.node.findAll().flatMap((each) => each.node.validate());
}

describe('HelmRelease', () => {
  test('installs a chart by name', () => {
    const c = chart('monitoring');
    new flux.HelmRelease(c, 'stack', { chart: stack(c), values: { alertmanager: { enabled: true } } });
    expect(manifest(c)).toEqual({
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: 'stack', namespace: 'monitoring' },
      spec: {
        chart: { spec: { chart: 'kube-prometheus-stack', version: '88.x', sourceRef: { kind: 'HelmRepository', name: 'prometheus-community' } } },
        interval: '1h', values: { alertmanager: { enabled: true } },
      },
    });
    expect(validate(manifest(c))).toEqual([]);
  });

  test('says everything else', () => {
    const c = chart('monitoring');
    const before = flux.HelmRelease.fromHelmReleaseName(c, 'before', 'crds', 'flux-system');
    const release = new flux.HelmRelease(c, 'stack', {
      chart: stack(c), interval: Duration.minutes(10), releaseName: 'kps', targetNamespace: 'prometheus', storageNamespace: 'helm', dependsOn: [before], timeout: Duration.minutes(15),
      maxHistory: 3, serviceAccountName: 'helm', persistentClient: false, kubeConfig: KubeConfig.secret(SecretKey.of('edge', 'value')), commonMetadata: { labels: { team: 'ops' } },
      driftDetection: { mode: flux.DriftDetectionMode.ENABLED, ignore: [{ paths: ['/spec/replicas'], target: { kind: 'Deployment' } }] },
      install: { crds: flux.CrdsPolicy.CREATE, createNamespace: true, retries: -1, disableOpenApiValidation: true, serverSideApply: false },
      upgrade: { crds: flux.CrdsPolicy.CREATE_REPLACE, retries: 3, remediation: flux.UpgradeRemediation.ROLLBACK, chartNameChange: flux.ChartNameChange.IN_PLACE_UPDATE, serverSideApply: flux.ServerSideApply.AUTO },
      rollback: { timeout: Duration.minutes(5), cleanupOnFail: true },
      test: { filters: [{ name: 'smoke' }, { name: 'load', exclude: true }] },
      uninstall: { keepHistory: true, deletionPropagation: flux.DeletionPropagation.FOREGROUND },
      valuesFrom: [ValuesReference.configMap('canary-alerting-values', undefined, { optional: true })],
      postRenderers: [{ patches: [{ patch: '- { op: remove, path: /spec/x }', target: { kind: 'Prometheus' } }], images: [{ name: 'quay.io/prometheus/prometheus', newTag: 'v3' }] }],
      postRenderStrategy: flux.PostRenderStrategy.NO_HOOKS, waitStrategy: flux.WaitStrategy.POLLER, healthCheckExprs: [flux.HealthCheckExpression.canary()], suspend: true,
    });
    release.addDependencyWhen(flux.HelmRelease.fromHelmReleaseName(c, 'other', 'operator'), 'dep.status.observedGeneration == dep.metadata.generation');
    release.addValuesFrom(ValuesReference.secret(SecretKey.of('grafana', 'password'), { targetPath: 'grafana.adminPassword', literal: true }));
    expect(manifest(c).spec).toEqual({
      chart: { spec: { chart: 'kube-prometheus-stack', version: '88.x', sourceRef: { kind: 'HelmRepository', name: 'prometheus-community' } } },
      interval: '10m', releaseName: 'kps', targetNamespace: 'prometheus', storageNamespace: 'helm', timeout: '15m', maxHistory: 3, serviceAccountName: 'helm', persistentClient: false,
      dependsOn: [{ name: 'crds', namespace: 'flux-system' }, { name: 'operator', readyExpr: 'dep.status.observedGeneration == dep.metadata.generation' }],
      kubeConfig: { secretRef: { name: 'edge', key: 'value' } }, commonMetadata: { labels: { team: 'ops' } },
      driftDetection: { mode: 'enabled', ignore: [{ paths: ['/spec/replicas'], target: { kind: 'Deployment' } }] },
      install: { crds: 'Create', createNamespace: true, remediation: { retries: -1 }, disableOpenAPIValidation: true, serverSideApply: false },
      upgrade: { crds: 'CreateReplace', remediation: { retries: 3, strategy: 'rollback' }, chartNameChangeStrategy: 'InPlaceUpdate', serverSideApply: 'auto' },
      rollback: { timeout: '5m', cleanupOnFail: true },
      test: { enable: true, filters: [{ name: 'smoke' }, { name: 'load', exclude: true }] },
      uninstall: { keepHistory: true, deletionPropagation: 'foreground' },
      valuesFrom: [
        { kind: 'ConfigMap', name: 'canary-alerting-values', optional: true },
        { kind: 'Secret', name: 'grafana', valuesKey: 'password', targetPath: 'grafana.adminPassword', literal: true },
      ],
      postRenderers: [{ kustomize: { patches: [{ patch: '- { op: remove, path: /spec/x }', target: { kind: 'Prometheus' } }], images: [{ name: 'quay.io/prometheus/prometheus', newTag: 'v3' }] } }],
      postRenderStrategy: 'nohooks', waitStrategy: { name: 'poller' },
      healthCheckExprs: [expect.objectContaining({ kind: 'Canary' })], suspend: true,
    });
    expect(validate(manifest(c))).toEqual([]);
    expect(findings(c)).toEqual([]);
  });

  test('tries again without undoing', () => {
    const c = chart();
    new flux.HelmRelease(c, 'shop', { chart: stack(c), install: { retryInterval: Duration.minutes(2) }, upgrade: { retryInterval: Duration.minutes(3), ignoreTestFailures: true } });
    expect(manifest(c).spec).toMatchObject({
      install: { strategy: { name: 'RetryOnFailure', retryInterval: '2m' } },
      upgrade: { strategy: { name: 'RetryOnFailure', retryInterval: '3m' }, remediation: { ignoreTestFailures: true } },
    });
    expect(validate(manifest(c))).toEqual([]);
  });

  test.each<[string, (c: Chart) => flux.HelmChart, object]>([
    ['a git repository', (c) => HelmChart.fromSource(flux.GitRepository.fromGitRepositoryName(c, 's', 'shop'), './charts/shop', { reconcileStrategy: flux.ReconcileStrategy.REVISION, interval: Duration.minutes(1) }), {
      chart: { spec: { chart: './charts/shop', sourceRef: { kind: 'GitRepository', name: 'shop' }, reconcileStrategy: 'Revision', interval: '1m' } },
    }],
    ['an artifact', (c) => HelmChart.fromArtifact(flux.OciRepository.fromOciRepositoryName(c, 's', 'flagger', 'flux-system')), { chartRef: { kind: 'OCIRepository', name: 'flagger', namespace: 'flux-system' } }],
    ['a HelmChart', () => HelmChart.fromHelmChartName('flagger', 'shop'), { chartRef: { kind: 'HelmChart', name: 'flagger' } }],
    ['a signed chart', (c) => HelmChart.fromRepository(new flux.HelmRepository(c, 'r', { url: 'oci://ghcr.io/fluxcd/charts' }), 'flagger', { verify: flux.OciVerification.cosign(SecretKey.of('cosign', 'cosign.pub')), valuesFiles: ['values.yaml', 'values-prod.yaml'], ignoreMissingValuesFiles: true, metadata: { labels: { a: 'b' } } }), {
      chart: {
        metadata: { labels: { a: 'b' } },
        spec: { chart: 'flagger', sourceRef: { kind: 'HelmRepository', name: 'r' }, valuesFiles: ['values.yaml', 'values-prod.yaml'], ignoreMissingValuesFiles: true, verify: { provider: 'cosign', secretRef: { name: 'cosign' } } },
      },
    }],
  ])('takes the chart from %s', (_, make, expected) => {
    const c = chart();
    new flux.HelmRelease(c, 'shop', { chart: make(c) });
    const release = manifests(c).find(({ kind }) => kind === 'HelmRelease');
    expect(release?.spec).toEqual({ ...expected, interval: '1h' });
    expect(validate(release)).toEqual([]);
  });

  test('JSON Patch writes fields that the CRD does not have yet', () => {
    const c = chart();
    new flux.HelmRelease(c, 'shop', { chart: stack(c) }).addJsonPatch(JsonPatch.add('/spec/newer', { deep: true }));
    expect(manifest(c).spec.newer).toEqual({ deep: true });
  });

  test.each<[string, Partial<flux.HelmReleaseProps>, string]>([
    ['a long name', { releaseName: 'x'.repeat(54) }, 'the release\'s name is none that Helm takes'],
    ['a namespace that is none', { targetNamespace: 'Shop' }, 'targetNamespace is not the name of one'],
    ['no interval', { interval: Duration.seconds(0) }, 'interval is not positive'],
    ['half a revision', { maxHistory: 0.5 }, 'maxHistory is not a whole number of at least 0'],
    ['a value that is none', { values: { a: [1, { b: Number.NaN }] } }, 'values.a.1.b is nothing that JSON has\n  value:   "NaN"'],
    ['two ways to try again', { install: { retryInterval: Duration.minutes(1), retries: 3 } }, 'install has both retryInterval and retries'],
    ['a way back that is not taken', { upgrade: { retryInterval: Duration.minutes(1), remediation: flux.UpgradeRemediation.ROLLBACK } }, 'upgrade has both retryInterval and remediation'],
    ['a number of retries that is none', { upgrade: { retries: -2 } }, 'upgrade.retries is not a whole number of at least -1'],
    ['a force that is not read', { rollback: { force: true, serverSideApply: flux.ServerSideApply.ENABLED } }, 'rollback.force is given with server-side apply'],
    ['no time', { uninstall: { timeout: Duration.seconds(0) } }, 'uninstall.timeout is not positive'],
    ['a test without a name', { test: { filters: [{ name: '' }] } }, 'a test has no name'],
    ['health that nobody asks for', { waitStrategy: flux.WaitStrategy.LEGACY, healthCheckExprs: [flux.HealthCheckExpression.canary()] }, 'healthCheckExprs are given where nobody waits by them'],
    ['a kind twice', { healthCheckExprs: [flux.HealthCheckExpression.canary(), flux.HealthCheckExpression.canary()] }, 'healthCheckExprs speaks of a kind twice'],
    ['a path that is none', { driftDetection: { mode: flux.DriftDetectionMode.WARN, ignore: [{ paths: ['spec.replicas'] }] } }, 'driftDetection has a path that is no JSON Pointer\n  value:   "spec.replicas"'],
    ['exceptions from nothing', { driftDetection: { mode: flux.DriftDetectionMode.DISABLED, ignore: [{ paths: ['/a'] }] } }, 'driftDetection ignores changes, and is disabled'],
    ['a patch for anything', { postRenderers: [{ patches: [{ patch: '[{ op: remove, path: /a }]' }] }] }, 'a list of operations has no target'],
    ['half a patch', { postRenderers: [{ patches: [{ patch: 'spec: { a: b }' }] }] }, 'a patch does not say which object it changes'],
    ['a patch that is none', { postRenderers: [{ patches: [{ patch: 'a: [' }] }] }, 'a patch is no YAML'],
    ['an image with a tag', { postRenderers: [{ images: [{ name: 'nginx:1', newTag: '2' }] }] }, 'an image\'s name has a tag or digest\n  value:   "nginx:1"\n  allowed: the name alone\n  fix:     nginx'],
    ['an image as it is', { postRenderers: [{ images: [{ name: 'nginx' }] }] }, 'the image nginx stays as it is'],
  ])('refuses %s', (_, props, message) => {
    const c = chart();
    expect(() => new flux.HelmRelease(c, 'shop', { chart: stack(c), ...props })).toThrow(`HelmRelease/shop/shop: ${message}`);
  });

  test('refuses a circle', () => {
    const c = chart();
    const [a, b] = ['a', 'b'].map((id) => new flux.HelmRelease(c, id, { chart: HelmChart.fromHelmChartName(id) })) as [flux.HelmRelease, flux.HelmRelease];
    a.addDependency(b);
    b.addDependencyWhen(a, 'true');
    expect(findings(c)).toEqual([expect.stringContaining('"a → b → a"'), expect.stringContaining('"b → a → b"')]);
    expect(() => { a.addDependencyWhen(b, ' '); }).toThrow('HelmRelease/shop/a: readyExpr is empty');
  });

  test.each<[string, (c: Chart) => unknown, string]>([
    ['a chart of what is no repository', (c) => HelmChart.fromRepository(flux.GitRepository.fromGitRepositoryName(c, 's', 'x'), 'a'), 'its repository is of another kind'],
    ['a chart of what is no folder', (c) => HelmChart.fromSource(flux.OciRepository.fromOciRepositoryName(c, 's', 'x'), './a'), 'its source holds no files'],
    ['a chart of a folder of git', (c) => HelmChart.fromArtifact(flux.GitRepository.fromGitRepositoryName(c, 's', 'x')), 'the source is of a kind that holds no chart'],
    ['a bare path', (c) => HelmChart.fromSource(flux.GitRepository.fromGitRepositoryName(c, 's', 'x'), 'charts'), 'the path does not lead to a folder'],
    ['an empty version', (c) => HelmChart.fromRepository(flux.HelmRepository.fromHelmRepositoryName(c, 's', 'x'), 'a', { version: '' }), 'the version is empty'],
    ['a chart\'s name with its version', (c) => HelmChart.fromRepository(flux.HelmRepository.fromHelmRepositoryName(c, 's', 'x'), 'a:1'), 'the chart\'s name is none'],
    ['an index that is verified', (c) => HelmChart.fromRepository(new flux.HelmRepository(c, 's', { url: 'https://charts' }), 'a', { verify: flux.OciVerification.cosign(SecretKey.of('k', 'a.pub')) }), 'verify is given with an index'],
    ['identities that cannot be said', (c) => HelmChart.fromRepository(flux.HelmRepository.fromHelmRepositoryName(c, 's', 'x'), 'a', { verify: flux.OciVerification.cosignKeyless({ issuer: 'a', subject: 'b' }) }), 'verify names identities'],
    ['files that are not named', (c) => HelmChart.fromRepository(flux.HelmRepository.fromHelmRepositoryName(c, 's', 'x'), 'a', { ignoreMissingValuesFiles: true }), 'ignoreMissingValuesFiles is given without valuesFiles'],
    ['literal at the root', () => ValuesReference.configMap('a', 'b', { literal: true }), 'ValuesReference ConfigMap a: literal is given without targetPath'],
    ['a path of values that is none', () => ValuesReference.configMap('a', 'b', { targetPath: 'a b' }), 'targetPath is not a path of values'],
    ['a key that is none', () => ValuesReference.configMap('a', 'b/c'), 'the key is not one'],
    ['a ConfigMap that is none', () => ValuesReference.configMap('A'), 'the name is not that of an object'],
  ])('refuses %s', (_, make, message) => {
    expect(() => make(chart())).toThrow(message);
  });
});

describe('HelmRepository', () => {
  test('reads an index every hour', () => {
    const c = chart('monitoring');
    new flux.HelmRepository(c, 'prometheus-community', { url: 'https://prometheus-community.github.io/helm-charts' });
    expect(manifest(c)).toEqual({
      apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'HelmRepository', metadata: { name: 'prometheus-community', namespace: 'monitoring' },
      spec: { url: 'https://prometheus-community.github.io/helm-charts', interval: '1h' },
    });
    expect(validate(manifest(c))).toEqual([]);
  });

  test('says everything else', () => {
    const c = chart();
    new flux.HelmRepository(c, 'a', {
      url: 'https://charts.example.com', interval: Duration.minutes(5), secret: SecretKey.of('charts', 'username'), certificates: SecretKey.of('ca', 'ca.crt'), passCredentials: true, timeout: Duration.hours(1), suspend: true,
    }).addJsonPatch(JsonPatch.add('/spec/newer', 1));
    expect(manifest(c).spec).toEqual({
      url: 'https://charts.example.com', interval: '5m', secretRef: { name: 'charts' }, certSecretRef: { name: 'ca' }, passCredentials: true, timeout: '60m', suspend: true, newer: 1,
    });
  });

  test('is a registry by its url', () => {
    const c = chart();
    new flux.HelmRepository(c, 'a', { url: 'oci://ghcr.io/fluxcd/charts', provider: flux.OciProvider.AWS, insecure: false, secret: SecretKey.of('pull', '.dockerconfigjson') });
    expect(manifest(c).spec).toEqual({ url: 'oci://ghcr.io/fluxcd/charts', type: 'oci', provider: 'aws', insecure: false, secretRef: { name: 'pull' } });
    expect(validate(manifest(c))).toEqual([]);
  });

  test.each<[string, flux.HelmRepositoryProps, string]>([
    ['a folder', { url: './charts' }, 'the url is not one that Flux can fetch'],
    ['a password in the url', { url: 'https://a:b@charts' }, 'the url holds a credential'],
    ['an interval that is not read', { url: 'oci://ghcr.io/a', interval: Duration.minutes(1) }, 'interval is not read with a registry'],
    ['a cloud that is not read', { url: 'https://charts', provider: flux.OciProvider.GCP }, 'provider is not read with an index'],
    ['a key that is not read', { url: 'https://charts', secret: SecretKey.of('a', 'token') }, 'the Secret\'s key is not one that Flux reads'],
    ['certificates by another key', { url: 'https://charts', certificates: SecretKey.of('a', 'caFile') }, 'the Secret of certificates has another key'],
    ['nothing to pass', { url: 'https://charts', passCredentials: true }, 'passCredentials is given without a Secret'],
    ['no interval', { url: 'https://charts', interval: Duration.seconds(0) }, 'the interval is not positive'],
  ])('refuses %s', (_, props, message) => {
    expect(() => new flux.HelmRepository(chart(), 'r', props)).toThrow(`HelmRepository/shop/r: ${message}`);
  });
});
