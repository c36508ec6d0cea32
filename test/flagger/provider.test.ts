import { flagger } from '../../lib';
import { MESH_PROVIDERS } from '../../lib/facts/mesh-providers';
import { read } from '../schema';

describe('MeshProvider', () => {
  test('has every provider of the CRD, each with its facts', () => {
    const crd = read('flagger.app', 'Canary').versions['v1beta1'] as { properties: { spec: { properties: { provider: { enum: string[] } } } } };
    const known = [...crd.properties.spec.properties.provider.enum].sort();
    expect(Object.values(flagger.MeshProvider).map(String).sort()).toEqual(known);
    expect(Object.keys(MESH_PROVIDERS).sort()).toEqual(known);
  });
});
