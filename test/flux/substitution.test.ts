import { ApiObject, ApiObjectMetadata, JsonPatch } from 'cdk8s';
import { protectFromSubstitution, withoutSubstitution } from '../../lib/flux/substitution';
import { chart, manifest } from '../render';

test.each([
  [undefined, { annotations: { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' } }],
  [{ name: 'x', annotations: { a: 'b' } }, { name: 'x', annotations: { a: 'b', 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' } }],
])('%j is applied as it is written', (metadata, expected) => {
  expect(withoutSubstitution(metadata)).toEqual(expected);
});

const ANNOTATION = 'kustomize.toolkit.fluxcd.io/substitute';

test.each<[string, string, ApiObjectMetadata, object | undefined]>([
  ['a variable', 'hey -H "X: ${USER}"', {}, { [ANNOTATION]: 'disabled' }],
  ['two dollars', 'echo $$', {}, { [ANNOTATION]: 'disabled' }],
  ['what Flux does not read', 'echo $USER {{ $labels.name }} $1', {}, undefined],
  ['a variable that the author wants', '${cluster}', { annotations: { [ANNOTATION]: 'enabled' } }, { [ANNOTATION]: 'enabled' }],
  ['a variable that the author has thought of', '${cluster}', { labels: { [ANNOTATION]: 'disabled' } }, undefined],
  ['a variable beside an annotation', '${cluster}', { annotations: { a: 'b' } }, { a: 'b', [ANNOTATION]: 'disabled' }],
])('an object with %s', (_, cmd, metadata, annotations) => {
  const c = chart();
  const object = new ApiObject(c, 'object', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { cmd } });
  protectFromSubstitution(object);
  expect(manifest(c).metadata.annotations).toEqual(annotations);
  expect(manifest(c)['data']).toEqual({ cmd });
});

test('what is patched into an object later is protected, too', () => {
  const c = chart();
  const object = new ApiObject(c, 'object', { apiVersion: 'v1', kind: 'ConfigMap', data: {} });
  protectFromSubstitution(object);
  object.addJsonPatch(JsonPatch.add('/data', { cmd: '${x}' }));
  expect(manifest(c).metadata.annotations).toEqual({ [ANNOTATION]: 'disabled' });
});
