import { MESH_PROVIDERS, MeshProviderFacts } from '../facts/mesh-providers';
import { MeshProvider } from './provider';

/** What a provider can do. */
export function factsOf(provider: MeshProvider): MeshProviderFacts {
  const facts = MESH_PROVIDERS[provider];
  if (facts === undefined) { throw new Error(`no facts about the provider ${provider}`); }
  return facts;
}

/** The providers of which something is true, as messages list them. */
export function providersWith(can: (facts: MeshProviderFacts) => boolean): string {
  return Object.entries(MESH_PROVIDERS).filter(([, facts]) => can(facts)).map(([name]) => name).join(', ');
}
