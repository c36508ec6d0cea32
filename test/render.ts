import { App, Chart, Testing } from 'cdk8s';

/** A chart in a namespace, as a user's main.ts would have one. */
export function chart(namespace = 'shop'): Chart {
  return new Chart(new App(), 'chart', { namespace });
}

/** The manifests that a chart renders, after Lazy and JsonPatch. */
export function manifests(of: Chart): Manifest[] {
  return Testing.synth(of) as Manifest[];
}

/** The one manifest of a chart. */
export function manifest(of: Chart): Manifest {
  const all = manifests(of);
  if (all.length !== 1) { throw new Error(`expected one manifest, found ${all.map((each) => each.kind).join(', ')}`); }
  return all[0] as Manifest;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into any kind of object
export type Manifest = Record<string, any>;
