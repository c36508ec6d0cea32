import { Chart, Duration, JsonPatch } from 'cdk8s';
import * as flux from '../../lib/flux';
import { SecretKey } from '../../lib/secret-key';
import { chart, manifest, manifests } from '../render';
import { validate } from '../schema';

const { HealthCheck, HealthCheckExpression } = flux;

function source(c: Chart): flux.ISource {
  return flux.GitRepository.fromGitRepositoryName(c, 'source', 'flux-system', 'flux-system');
}

function findings(c: Chart): string[] {
  return c.node.findAll().flatMap((each) => each.node.validate());
}

describe('Kustomization', () => {
  test('applies a folder of a source every ten minutes, and prunes', () => {
    const c = chart('flux-system');
    new flux.Kustomization(c, 'flagger', { source: source(c), path: './dist/flagger' });
    expect(manifest(c)).toEqual({
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: 'flagger', namespace: 'flux-system' },
      spec: { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: './dist/flagger', interval: '10m', prune: true },
    });
  });

  test('says everything else', () => {
    const c = chart('apps');
    const before = flux.Kustomization.fromKustomizationName(c, 'before', 'flagger', 'flux-system');
    const kustomization = new flux.Kustomization(c, 'shop', {
      source: source(c),
      path: './dist/shop',
      interval: Duration.hours(1),
      prune: false,
      timeout: Duration.seconds(90),
      retryInterval: Duration.minutes(2),
      dependsOn: [before],
      healthChecks: [HealthCheck.canary('podinfo', 'shop')],
      healthCheckExprs: [HealthCheckExpression.canary()],
      decryption: flux.Decryption.sops(SecretKey.of('sops', 'age.agekey')),
      postBuild: {
        substitute: { cluster_name: 'production' },
        substituteFrom: [flux.SubstitutionSource.secret('pagerduty'), flux.SubstitutionSource.configMap('cluster', { optional: true })],
      },
      serviceAccountName: 'shop',
      deletionPolicy: flux.DeletionPolicy.ORPHAN,
      force: false,
      suspend: true,
    });
    kustomization.addDependency(new flux.Kustomization(c, 'crds', { source: source(chart()), path: './dist/crds' }));
    kustomization.addHealthCheck(HealthCheck.deployment('podinfo-primary', 'shop'));
    const rendered = manifests(c).find(({ metadata }) => metadata.name === 'shop');
    expect(rendered?.spec).toEqual({
      sourceRef: { kind: 'GitRepository', name: 'flux-system', namespace: 'flux-system' },
      path: './dist/shop',
      interval: '1h',
      prune: false,
      timeout: '1m30s',
      retryInterval: '2m',
      dependsOn: [{ name: 'flagger', namespace: 'flux-system' }, { name: 'crds' }],
      healthChecks: [
        { apiVersion: 'flagger.app/v1beta1', kind: 'Canary', name: 'podinfo', namespace: 'shop' },
        { apiVersion: 'apps/v1', kind: 'Deployment', name: 'podinfo-primary', namespace: 'shop' },
      ],
      healthCheckExprs: [{
        apiVersion: 'flagger.app/v1beta1',
        kind: 'Canary',
        failed: 'status.phase == \'Failed\'',
        current: 'status.phase in [\'Initialized\', \'Succeeded\']',
      }],
      decryption: { provider: 'sops', secretRef: { name: 'sops' } },
      postBuild: {
        substitute: { cluster_name: 'production' },
        substituteFrom: [{ kind: 'Secret', name: 'pagerduty' }, { kind: 'ConfigMap', name: 'cluster', optional: true }],
      },
      serviceAccountName: 'shop',
      deletionPolicy: 'Orphan',
      force: false,
      suspend: true,
    });
    expect(manifests(c).map(validate)).toEqual([[], []]);
    expect(findings(c)).toEqual([]);
  });

  test('changes what it applies', () => {
    const c = chart('apps');
    const kustomization = new flux.Kustomization(c, 'shop', {
      source: source(c), path: './dist/shop', patches: [{ patch: 'apiVersion: v1\nkind: Service\nmetadata: { name: shop }\nspec: { type: NodePort }' }],
      images: [{ name: 'shop', newName: 'registry.local/shop', digest: 'sha256:00' }], components: ['../components/tls'], ignoreMissingComponents: true,
      commonMetadata: { labels: { team: 'shop' }, annotations: { a: 'b' } }, ignore: [{ paths: ['/spec/replicas'], target: { group: 'apps', kind: 'Deployment' } }],
      buildMetadata: [flux.BuildMetadata.ORIGIN_ANNOTATIONS], kubeConfig: flux.KubeConfig.configMap('edge'), postBuild: { substituteStrategy: flux.SubstituteStrategy.ALWAYS },
    });
    kustomization.addDependencyWhen(flux.Kustomization.fromKustomizationName(c, 'before', 'crds'), 'dep.status.ok');
    kustomization.addJsonPatch(JsonPatch.add('/spec/newer', { deep: true }));
    expect(manifest(c).spec).toEqual({
      sourceRef: { kind: 'GitRepository', name: 'flux-system', namespace: 'flux-system' }, path: './dist/shop', interval: '10m', prune: true,
      patches: [{ patch: 'apiVersion: v1\nkind: Service\nmetadata: { name: shop }\nspec: { type: NodePort }' }],
      images: [{ name: 'shop', newName: 'registry.local/shop', digest: 'sha256:00' }], components: ['../components/tls'], ignoreMissingComponents: true,
      commonMetadata: { labels: { team: 'shop' }, annotations: { a: 'b' } }, ignore: [{ paths: ['/spec/replicas'], target: { group: 'apps', kind: 'Deployment' } }],
      buildMetadata: ['originAnnotations'], kubeConfig: { configMapRef: { name: 'edge' } }, postBuild: { substituteStrategy: 'Always' },
      dependsOn: [{ name: 'crds', readyExpr: 'dep.status.ok' }], newer: { deep: true },
    });
  });

  test.each<[string, Partial<flux.KustomizationProps>, string]>([
    ['a list of operations for anything', { patches: [{ patch: '[{ op: remove, path: /a }]' }] }, 'a list of operations has no target'],
    ['two versions of an image', { images: [{ name: 'a', newTag: '1', digest: 'sha256:00' }] }, 'the image a has both newTag and digest'],
    ['a component from elsewhere', { components: ['https://github.com/a/b'] }, 'a component is not a folder of the source'],
    ['components that are not named', { ignoreMissingComponents: true }, 'ignoreMissingComponents is given without components'],
    ['a rule without paths', { ignore: [{ paths: [] }] }, 'ignore has a rule without paths'],
    ['no source', { source: undefined }, 'source is not given'],
    ['a path out of the source', { path: './../other' }, 'the path does not lead to a folder of the source\n  value:   "./../other"'],
    ['a bare path', { path: 'dist' }, 'the path does not lead to a folder of the source\n  value:   "dist"\n  allowed: a path from the source\'s root, beginning with ./ and without ..\n  fix:     ./dist'],
    ['a short timeout', { timeout: Duration.seconds(29) }, 'the timeout is shorter than 30 seconds'],
    ['no interval', { interval: Duration.seconds(0) }, 'interval is not positive'],
    ['no retry', { retryInterval: Duration.seconds(0) }, 'retryInterval is not positive'],
    ['two expressions for a kind', { healthCheckExprs: [HealthCheckExpression.canary(), HealthCheckExpression.canary()] }, 'healthCheckExprs speaks of a kind twice\n  value:   "Canary.flagger.app"'],
    ['a variable with a dash', { postBuild: { substitute: { 'cluster-name': 'x' } } }, 'postBuild substitutes a name that is none'],
    ['two lines', { postBuild: { substitute: { name: 'a\nb' } } }, 'postBuild\'s name has more than one line'],
    ['variables without any', { postBuild: {} }, 'postBuild substitutes nothing'],
  ])('refuses %s', (_, props, message) => {
    const c = chart();
    expect(() => new flux.Kustomization(c, 'k', { source: source(c), path: './dist', ...props })).toThrow(`Kustomization/shop/k: ${message}`);
  });

  test('refuses a source that is none', () => {
    const c = chart();
    const other = flux.Kustomization.fromKustomizationName(c, 'other', 'apps');
    expect(() => new flux.Kustomization(c, 'k', { source: other, path: './dist' })).toThrow('Kustomization/shop/k: the source is of a kind that holds no manifests\n  value:   "Kustomization/apps"');
  });

  test('refuses a circle, in each of its members', () => {
    const c = chart();
    const [a, b, d] = ['a', 'b', 'd'].map((id) => new flux.Kustomization(c, id, { source: source(chart()), path: './dist' })) as [flux.Kustomization, flux.Kustomization, flux.Kustomization];
    a.addDependency(b);
    b.addDependency(d);
    expect(findings(c)).toEqual([]);
    d.addDependency(b);
    expect(findings(c).map((message) => message.split('\n').slice(0, 2))).toEqual([
      ['Kustomization/shop/b: it depends on itself, so that neither is ever applied', '  value:   "b → d → b"'],
      ['Kustomization/shop/d: it depends on itself, so that neither is ever applied', '  value:   "d → b → d"'],
    ]);
  });

  test('refuses a circle by name', () => {
    const c = chart();
    const a = new flux.Kustomization(c, 'a', { source: source(c), path: './dist' });
    a.addDependency(flux.Kustomization.fromKustomizationName(c, 'ref', 'a'));
    expect(findings(c)).toEqual([expect.stringContaining('"a → a"')]);
  });

  test.each<[string, Partial<flux.KustomizationProps>, string]>([
    ['wait and a list', { wait: true, healthChecks: [HealthCheck.deployment('x')] }, 'both wait and healthChecks are given'],
    ['a Canary without an expression', { healthChecks: [HealthCheck.canary('podinfo')] }, 'a Canary\'s health is waited for without an expression'],
  ])('refuses %s when it is complete', (_, props, message) => {
    const c = chart();
    new flux.Kustomization(c, 'k', { source: source(c), path: './dist', ...props });
    expect(findings(c)).toEqual([expect.stringContaining(`Kustomization/shop/k: ${message}`)]);
  });
});

test('HealthCheckExpression refuses self', () => {
  expect(() => HealthCheckExpression.of({ apiVersion: 'v1', kind: 'X', current: 'self.status.phase == \'Ok\'' }))
    .toThrow('the expression speaks of self\n  value:   "self.status.phase == \'Ok\'"\n  allowed: the object\'s top-level fields: there is no self, and the Kustomization would stall\n  fix:     status.phase == \'Ok\'');
});

test('HealthCheck names an object of ours', () => {
  const c = chart('flux-system');
  const repository = new flux.GitRepository(c, 'repo', { url: 'https://github.com/o/r' });
  expect(HealthCheck.of(repository).target).toEqual({ apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'GitRepository', name: 'repo', namespace: 'flux-system' });
});

test('Decryption refuses a key that Flux does not read', () => {
  expect(() => flux.Decryption.sops(SecretKey.of('sops', 'key'))).toThrow('the key of the Secret is none that Flux reads\n  value:   "key"');
});
