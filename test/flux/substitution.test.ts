import { withoutSubstitution } from '../../lib/flux/substitution';

test.each([
  [undefined, { annotations: { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' } }],
  [{ name: 'x', annotations: { a: 'b' } }, { name: 'x', annotations: { a: 'b', 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' } }],
])('%j is applied as it is written', (metadata, expected) => {
  expect(withoutSubstitution(metadata)).toEqual(expected);
});
