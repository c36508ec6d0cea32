import { parseCrds } from '../../../scripts/import/crd';
import { crd } from './fixture';

describe('parseCrds', () => {
  test('reads what Flagger publishes: quoted descriptions that go on below their key\'s indentation', () => {
    const [widget] = parseCrds(`
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.example.com
spec:
  group: example.com
  names:
    kind: Widget
    plural: widgets
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            kind:
              description: 'What a widget''s kind is. It goes on
              here: with a colon, and ''quotes'', and ends
              there. More: https://example.com'
              type: string
            spec:
              description: 'ends where it began'
              type: object
`, 'crd.yaml');
    expect(widget?.versions).toEqual([{ name: 'v1', schema: { properties: { kind: { type: 'string' }, spec: { type: 'object' } }, type: 'object' } }]);
  });

  test('drops descriptions, not properties of that name, and sorts keys', () => {
    const [widget] = parseCrds(JSON.stringify(crd({
      type: 'object',
      properties: { spec: { type: 'object', description: 'drops', properties: { zebra: { type: 'string' }, description: { type: 'string', description: 'drops' } } } },
    })), 'crd.json');
    expect(JSON.stringify(widget?.versions[0]?.schema)).toBe(
      '{"properties":{"spec":{"properties":{"description":{"type":"string"},"zebra":{"type":"string"}},"type":"object"}},"type":"object"}',
    );
  });

  test('keeps the served versions', () => {
    const definition = crd({ type: 'object' });
    const [v1] = definition.spec.versions as [typeof definition.spec.versions[number]];
    definition.spec.versions = [{ ...v1, name: 'v1alpha1', served: false }, v1];
    expect(parseCrds(JSON.stringify(definition), 'crd.json')[0]?.versions.map(({ name }) => name)).toEqual(['v1']);
  });

  test('passes other objects and empty documents over', () => {
    expect(parseCrds('---\n---\nkind: Namespace\n', 'x.yaml')).toEqual([]);
  });

  test('refuses what is not YAML', () => {
    expect(() => parseCrds('a: \'b', 'x.yaml')).toThrow('x.yaml: this is not YAML: ');
  });
});
