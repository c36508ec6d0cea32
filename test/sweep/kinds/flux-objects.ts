import { Chart } from 'cdk8s';
import fc from 'fast-check';
import { flux, SecretKey } from '../../../lib';
import { props } from '../arbitraries';
import { duration, mostly, name, text } from '../rarely-wrong';

/** What makes an object in a Chart: factories refuse too, so that they are called where the sweep listens. */
export type Making = (scope: Chart) => void;

export function secret(...keys: readonly string[]): fc.Arbitrary<SecretKey> {
  return mostly(fc.constantFrom(...keys), 'other').map((key) => SecretKey.of('secret', key));
}

export const certificates = secret('ca.crt', 'tls.crt', 'tls.key');
export const proxy = secret('address');
export const timeout = duration;

export const selector = props<flux.ObjectSelector>({}, {
  group: fc.constant('apps'), version: fc.constant('v1'), kind: fc.constant('Deployment'), name: text, namespace: name, labelSelector: fc.constant('app in (shop)'), annotationSelector: fc.constant('a=b'),
});

export const patches = fc.array(mostly<flux.KustomizePatch>(
  fc.record({ patch: fc.constantFrom('- { op: remove, path: /spec/x }', 'spec: { replicas: 2 }'), target: selector }) as fc.Arbitrary<flux.KustomizePatch>,
  { patch: 'a: [' }, { patch: 'text' }, { patch: '[]' }, { patch: '' }, { patch: 'a: 1\n---\nb: 2', target: {} },
), { maxLength: 2 });

export const images = fc.array(mostly<flux.ImageOverride>(
  fc.constantFrom({ name: 'nginx', newTag: '2' }, { name: 'nginx', newName: 'registry.local:5000/nginx' }, { name: 'registry.local:5000/nginx', digest: 'sha256:00' }),
  { name: '' }, { name: 'nginx:1', newTag: '2' }, { name: 'nginx', newTag: '1', digest: 'sha256:00' }, { name: 'nginx' },
), { maxLength: 2 });

export const ignored = fc.array(mostly<flux.IgnoredFields>(
  fc.record({ paths: fc.constantFrom(['/spec/replicas'], ['/metadata/annotations/a~1b', '/x']), target: selector }),
  { paths: [] }, { paths: ['spec'] }, { paths: ['/a~2'] },
), { maxLength: 2 });

const pairs = fc.dictionary(fc.constantFrom('team', 'example.com/a'), text, { maxKeys: 2 });
export const commonMetadata = props<flux.CommonMetadata>({}, { labels: pairs, annotations: pairs });

export const kubeConfig = fc.oneof(secret('value', 'value.yaml').map((key) => flux.KubeConfig.secret(key)), fc.constant(flux.KubeConfig.configMap('edge')));

export const expressions = fc.constantFrom(
  [flux.HealthCheckExpression.canary()],
  [flux.HealthCheckExpression.canary(), flux.HealthCheckExpression.of({ apiVersion: 'v1', kind: 'X', current: 'status.ok', failed: 'status.failed', inProgress: 'status.going' })],
  ...Array.from({ length: 10 }, () => []),
);

/** A source of a kind; wrong ones are for others to hold. */
export function source(...kinds: readonly string[]): fc.Arbitrary<(scope: Chart, id: string) => flux.ISource> {
  const make: { readonly [kind: string]: (scope: Chart, id: string) => flux.ISource } = {
    GitRepository: (scope, id) => flux.GitRepository.fromGitRepositoryName(scope, id, 'source', 'flux-system'),
    OCIRepository: (scope, id) => flux.OciRepository.fromOciRepositoryName(scope, id, 'source'),
    Bucket: (scope, id) => flux.Source.fromBucketName(scope, id, 'source', 'shop'),
    ExternalArtifact: (scope, id) => flux.Source.fromExternalArtifactName(scope, id, 'source'),
    HelmRepository: (scope, id) => flux.HelmRepository.fromHelmRepositoryName(scope, id, 'source'),
  };
  const all = Object.keys(make);
  return fc.oneof({ weight: 60, arbitrary: fc.constantFrom(...kinds) }, { weight: 1, arbitrary: fc.constantFrom(...all) }).map((kind) => make[kind] as (scope: Chart, id: string) => flux.ISource);
}
