import { Chart, Duration } from 'cdk8s';
import fc from 'fast-check';
import { flux } from '../../../lib';
import { oneOf, props } from '../arbitraries';
import { duration, mostly, name } from '../rarely-wrong';
import { swept } from '../sweep';
import { commonMetadata, expressions, ignored, images, kubeConfig, Making, patches, secret, source } from './flux-objects';

const postBuild = mostly<flux.PostBuild>(
  fc.record({
    substitute: fc.dictionary(fc.constantFrom('cluster', '_a1'), fc.constantFrom('', 'production', '${x}'), { minKeys: 1 }),
    substituteFrom: fc.constantFrom(undefined, [flux.SubstitutionSource.configMap('cluster', { optional: true }), flux.SubstitutionSource.secret('pagerduty')]),
    substituteStrategy: fc.constantFrom(undefined, ...Object.values(flux.SubstituteStrategy)),
  }) as fc.Arbitrary<flux.PostBuild>,
  {}, { substitute: { 'a-b': 'c' } }, { substitute: { a: 'b\nc' } },
);

export const kustomization = swept<Making>({
  group: 'kustomize.toolkit.fluxcd.io',
  kind: 'Kustomization',
  props: fc.record({
    id: name,
    source: source('GitRepository', 'OCIRepository', 'Bucket', 'ExternalArtifact'),
    health: fc.constantFrom<Partial<flux.KustomizationProps>>(
      {}, { wait: true }, { healthChecks: [flux.HealthCheck.deployment('a', 'b')] }, { healthChecks: [flux.HealthCheck.canary('a')], healthCheckExprs: [flux.HealthCheckExpression.canary()] },
      { healthChecks: [flux.HealthCheck.helmRelease('a')] }, { healthCheckExprs: [] }, {}, {}, { wait: true, healthChecks: [flux.HealthCheck.deployment('a')] },
    ),
    expressions,
    decryption: fc.option(fc.tuple(secret('age.agekey', 'a.asc', 'sops.vault-token'), fc.boolean()), { nil: undefined }),
    dependencies: fc.array(fc.constantFrom('a', 'shop', 'b'), { maxLength: 2 }),
    ready: fc.option(mostly(fc.constant('dep.status.ok'), ''), { nil: undefined }),
    rest: props<flux.KustomizationProps>({ source: fc.constant(undefined as never), path: mostly(fc.constantFrom('./', './dist/shop'), 'dist', './../a', '/', '') }, {
      interval: duration, prune: fc.boolean(), timeout: mostly(fc.integer({ min: 30, max: 7200 }).map((seconds) => Duration.seconds(seconds)), Duration.seconds(29)), retryInterval: duration, postBuild, serviceAccountName: fc.constant('flux'), deletionPolicy: oneOf(flux.DeletionPolicy),
      force: fc.boolean(), suspend: fc.boolean(), patches, images, commonMetadata, ignore: ignored, buildMetadata: fc.subarray(Object.values(flux.BuildMetadata)), kubeConfig,
      components: fc.array(mostly(fc.constant('../components/tls'), '', '/a', 'https://github.com/a/b'), { minLength: 1, maxLength: 2 }),
    }),
    missing: fc.boolean(),
  }).map(({ id, source, health, expressions, decryption, dependencies, ready, rest, missing }) => (scope: Chart) => {
    const kustomization = new flux.Kustomization(scope, id, {
      ...rest, ...('source' in rest && { source: source(scope, 'source') }), ...health, healthCheckExprs: [...health.healthCheckExprs ?? [], ...expressions],
      ...(rest.components && missing && { ignoreMissingComponents: missing }),
      ...(decryption && { decryption: decryption[1] ? flux.Decryption.sops(decryption[0]) : flux.Decryption.sopsByIdentity('flux') }),
      dependsOn: dependencies.map((each, index) => flux.Kustomization.fromKustomizationName(scope, `dependency-${index}`, each, index === 0 ? undefined : 'other')),
    });
    if (ready !== undefined) { kustomization.addDependencyWhen(flux.Kustomization.fromKustomizationName(scope, 'ready', 'first'), ready); }
  }),
  make: (scope, making) => { making(scope); },
});
