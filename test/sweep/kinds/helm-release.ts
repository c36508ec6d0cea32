import { Chart, Duration } from 'cdk8s';
import fc from 'fast-check';
import { flux, SecretKey } from '../../../lib';
import { oneOf, props } from '../arbitraries';
import { duration, mostly, name, whole } from '../rarely-wrong';
import { swept } from '../sweep';
import { commonMetadata, expressions, ignored, images, kubeConfig, Making, patches, source } from './flux-objects';

const { HelmChart, ValuesReference } = flux;

const flags = { disableWait: fc.boolean(), disableWaitForJobs: fc.boolean(), disableHooks: fc.boolean() };
const action = { ...flags, timeout: duration, crds: oneOf(flux.CrdsPolicy), ignoreTestFailures: fc.boolean(), disableOpenApiValidation: fc.boolean(), disableSchemaValidation: fc.boolean(), disableTakeOwnership: fc.boolean() };
const retrying = fc.oneof(
  { weight: 20, arbitrary: props<flux.HelmActionOptions>({}, { retries: whole(-1, 5), remediateLastFailure: fc.boolean() }) },
  { weight: 10, arbitrary: props<flux.HelmActionOptions>({ retryInterval: duration }) },
  { weight: 1, arbitrary: fc.constant({ retries: 1, retryInterval: Duration.minutes(1) }) },
);
const install = fc.tuple(retrying, props<flux.HelmInstallOptions>({}, { ...action, createNamespace: fc.boolean(), replace: fc.boolean(), serverSideApply: fc.boolean() })).map(([a, b]) => ({ ...b, ...a }));
const applying = fc.constantFrom({}, { force: true }, { force: false, serverSideApply: flux.ServerSideApply.ENABLED }, { force: true, serverSideApply: flux.ServerSideApply.DISABLED }, { serverSideApply: flux.ServerSideApply.AUTO });
const upgrade = fc.tuple(retrying, applying, fc.option(oneOf(flux.UpgradeRemediation), { nil: undefined }), props<flux.HelmUpgradeOptions>({}, { ...action, chartNameChange: oneOf(flux.ChartNameChange), cleanupOnFail: fc.boolean(), preserveValues: fc.boolean() }))
  .map(([a, b, remediation, c]) => ({ ...c, ...a, ...b, ...(a.retryInterval === undefined && { remediation }) }));
const rollback = fc.tuple(applying, props<flux.HelmRollbackOptions>({}, { ...flags, timeout: duration, cleanupOnFail: fc.boolean() })).map(([a, b]) => ({ ...b, ...a }));
const test = props<flux.HelmTestOptions>({}, { timeout: duration, ignoreFailures: fc.boolean(), filters: fc.array(fc.record({ name: mostly(fc.constant('smoke'), ''), exclude: fc.boolean() }), { maxLength: 2 }) });
const uninstall = props<flux.HelmUninstallOptions>({}, { timeout: duration, deletionPropagation: oneOf(flux.DeletionPropagation), disableHooks: fc.boolean(), disableWait: fc.boolean(), keepHistory: fc.boolean() });

const read = { interval: duration, metadata: commonMetadata };
const files = fc.constantFrom<flux.HelmChartOptions>({}, { valuesFiles: ['values.yaml'] }, { valuesFiles: ['values.yaml', 'production.yaml'], ignoreMissingValuesFiles: true });
const path = mostly(fc.constant('./charts/shop'), 'charts', './../a', '');
const chart: fc.Arbitrary<(scope: Chart) => flux.HelmChart> = fc.oneof(
  fc.tuple(source('HelmRepository'), mostly(fc.constant('shop'), 'shop:1', ''), files, props<flux.RepositoryChartOptions>({}, { ...read, version: mostly(fc.constantFrom('1.x', '>=1 <2'), '') }), fc.boolean())
    .map(([repository, chart, named, options, signed]) => (scope: Chart) =>
      HelmChart.fromRepository(repository(scope, 'chart'), chart, { ...options, ...named, ...(signed && { verify: flux.OciVerification.cosign(SecretKey.of('cosign', 'cosign.pub')) }) })),
  fc.tuple(source('GitRepository', 'Bucket'), path, files, props<flux.SourceChartOptions>({}, { ...read, reconcileStrategy: oneOf(flux.ReconcileStrategy) }))
    .map(([repository, path, named, options]) => (scope: Chart) => HelmChart.fromSource(repository(scope, 'chart'), path, { ...options, ...named })),
  source('OCIRepository', 'ExternalArtifact').map((artifact) => (scope: Chart) => HelmChart.fromArtifact(artifact(scope, 'chart'))),
  fc.constantFrom('a', 'b').map((name) => () => HelmChart.fromHelmChartName(name, 'other')),
);

const target = mostly<flux.ValuesReferenceOptions>(fc.constantFrom({}, { optional: true }, { targetPath: 'a.b[0].c\\.d', literal: true }, { targetPath: 'a' }), { literal: true }, { targetPath: 'a b' }, { targetPath: '' });
const valuesFrom = fc.array(fc.record({ name: mostly(fc.constant('values'), 'A'), key: fc.option(fc.constant('values-prod.yaml'), { nil: undefined }), target, secret: fc.boolean() }), { maxLength: 2 });

export const helmRelease = swept<Making>({
  group: 'helm.toolkit.fluxcd.io',
  kind: 'HelmRelease',
  props: fc.record({
    id: name,
    chart,
    valuesFrom,
    dependencies: fc.array(fc.constantFrom('a', 'shop', 'b'), { maxLength: 2 }),
    ready: fc.option(mostly(fc.constant('dep.status.ok'), ''), { nil: undefined }),
    driftDetection: fc.option(fc.record({ mode: mostly(fc.constantFrom(flux.DriftDetectionMode.ENABLED, flux.DriftDetectionMode.WARN), flux.DriftDetectionMode.DISABLED), ignore: ignored }), { nil: undefined }),
    rest: props<flux.HelmReleaseProps>({ chart: fc.constant(undefined as never) }, {
      interval: duration, values: mostly<{ [name: string]: unknown }>(fc.constantFrom({ a: { b: [1, 'x', null, true] } }, {}), { a: Number.NaN }, { a: () => 1 }), releaseName: mostly(fc.constantFrom('shop', 'a.b'), 'Shop', 'x'.repeat(54), ''),
      targetNamespace: mostly(fc.constant('other'), 'Other', ''), storageNamespace: fc.constant('helm'), timeout: duration, maxHistory: whole(0, 20), serviceAccountName: mostly(fc.constant('flux'), '', 'A'), persistentClient: fc.boolean(), kubeConfig, commonMetadata,
      install, upgrade, rollback, test, uninstall, suspend: fc.boolean(), postRenderStrategy: oneOf(flux.PostRenderStrategy), waitStrategy: oneOf(flux.WaitStrategy), healthCheckExprs: expressions,
      postRenderers: fc.array(props<flux.PostRenderer>({}, { patches, images }), { maxLength: 2 }),
    }),
  }).map(({ id, chart, valuesFrom, dependencies, ready, driftDetection, rest }) => (scope: Chart) => {
    const release = new flux.HelmRelease(scope, id, {
      ...rest, driftDetection, ...('chart' in rest && { chart: chart(scope) }),
      valuesFrom: valuesFrom.map(({ name, key, target, secret }) => secret ? ValuesReference.secret(SecretKey.of('values', 'key'), target) : ValuesReference.configMap(name, key, target)),
      dependsOn: dependencies.map((each, index) => flux.HelmRelease.fromHelmReleaseName(scope, `dependency-${index}`, each, index === 0 ? undefined : 'other')),
    });
    if (ready !== undefined) { release.addDependencyWhen(flux.HelmRelease.fromHelmReleaseName(scope, 'ready', 'first'), ready); }
  }),
  make: (scope, making) => { making(scope); },
});
