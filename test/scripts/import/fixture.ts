import { Json } from '../../../scripts/import/crd';
import { WANTED } from '../../../scripts/import/wanted';

/** A CustomResourceDefinition with one served version. */
export function crd(schema: Json, { group = 'example.com', kind = 'Widget' } = {}) {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${kind.toLowerCase()}s.${group}` },
    spec: {
      group,
      names: { kind, plural: `${kind.toLowerCase()}s` },
      scope: 'Namespaced',
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }],
    },
  };
}

/** A small definition of every kind that the import wants. */
export function everyCrd(): ReturnType<typeof crd>[] {
  return WANTED.flatMap(({ group, kinds }) => kinds.map((kind) => crd({ type: 'object', properties: { spec: { type: 'object', properties: { name: { type: 'string' } } } } }, { group, kind })));
}
