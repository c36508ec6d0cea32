import { canariesOf, targetName } from '../../checks/alerts';
import { isPatch } from '../../checks/schema/patch-files';
import { ManifestObject, World } from '../../checks/world';
import { invalid } from '../../invalid';
import { nearest } from '../../nearest';
import { some } from '../columns';
import { placeOf } from './place';

/** So many canaries are named in a message, at most. */
const MOST_NAMED = 20;

/**
 * The Canary that is meant: by `namespace/name`, or by its name alone where one has it; else by its target's name, as Prometheus
 * calls it. Throws what is wrong where it is none, or one of several.
 */
export function findCanary(meant: string, world: World): ManifestObject {
  const written = canariesOf(world);
  // A patch of a Canary is none, where the Canary is there.
  const whole = written.filter((each) => !isPatch(world, each));
  const all = whole.length > 0 ? whole : written;
  if (all.length === 0) { throw invalid({ at: meant, what: 'there is no Canary among the manifests', allowed: 'files or folders that hold the Canary (flagger.app), beside the rules and Alertmanager\'s configuration', fix: `canary-alerting explain ${meant} PATH…` }); }
  const byName = all.filter((each) => isMeant(meant, each, each.name));
  const found = byName.length > 0 ? byName : all.filter((each) => isMeant(meant, each, targetName(each)));
  const [one, ...others] = found;
  if (one !== undefined && others.length === 0) { return one; }
  const names = [...new Set((one === undefined ? all : found).map(nameOf))].sort();
  if (one === undefined) {
    const near = nearest(meant, meant.includes('/') ? names : all.map(({ name }) => name));
    throw invalid({ at: meant, what: 'there is no such Canary among the manifests', allowed: some(names, MOST_NAMED), fix: near === undefined ? undefined : near.includes('/') ? near : names.find((each) => each.endsWith(`/${near}`)) ?? near });
  }
  if (names.length > 1) { throw invalid({ at: meant, what: 'several Canaries have this name', allowed: some(names, MOST_NAMED), fix: `canary-alerting explain ${names[0] ?? ''}` }); }
  const places = found.map((each) => placeOf(each.at('metadata', 'name')) ?? 'an object').sort();
  throw invalid({ at: meant, what: `this Canary is there ${found.length} times: ${places.join(', ')}`, allowed: 'one: which of them is applied is not known', fix: 'name the folder of one as PATH' });
}

function isMeant(meant: string, canary: ManifestObject, name: string): boolean {
  return meant === name || meant === `${canary.namespace}/${name}`;
}

function nameOf({ namespace, name }: ManifestObject): string {
  return `${namespace}/${name}`;
}
