import { nearest } from '../../nearest';
import { Check, Report } from '../check';
import { DecodedText, HELM, lookupIn, releaseValues, ValuesReference } from '../helm-values';
import { ManifestObject, World } from '../world';
import { givenNamespace, isFilledIn, places, resolve } from './lookup';
import { secretNames } from './secrets';
import { reportUnresolved } from './unresolved';

/** Values of a HelmRelease that are not there, or that no chart can be given. */
export const valuesFrom: Check = {
  id: 'reference/values-from',
  run: (world, report) => {
    const generated = generatedNames(world);
    for (const release of world.of(HELM, 'HelmRelease')) {
      for (const reference of releaseValues(release, lookupIn((...name) => world.find(...name), release)).references) {
        if (isFilledIn(reference.name) || generated.has(`${reference.kind}/${reference.name}`)) { continue; }
        if (reference.object === undefined) { absent(world, release, reference, report); continue; }
        if (reference.text === undefined) { withoutKey(release, reference, [...KEYS.flatMap((field) => reference.object?.at(field).entries ?? [])].map(([key]) => key), report); continue; }
        if (reference.refused !== undefined) { refused(release, reference, reference.refused, report); }
      }
    }
  },
};

const NOTHING = 'helm-controller neither installs nor upgrades the release';

function absent(world: World, release: ManifestObject, reference: ValuesReference, report: Report): void {
  const { at, kind, name, optional } = reference;
  const namespace = givenNamespace(release);
  const resolution = resolve(world, '', kind, namespace, name);
  if (resolution.found.length > 0) { return; }
  if (kind === 'Secret') { absentSecret(world, release, reference, report); return; }
  const isTold = reportUnresolved({
    at: at.at('name'), kind, by: `HelmRelease ${release.name}`, namespace, consequence: optional ? 'its values are left out' : NOTHING,
    where: { allowed: 'the namespace of the HelmRelease: valuesFrom has none of its own', fix: (other) => `move one of the two, or copy the ${kind} of ${other}` },
  }, resolution, report);
  // Optional values may come later.
  if (isTold || optional || kind !== 'ConfigMap') { return; }
  report(at.at('name'), {
    severity: 'warning', what: `ConfigMap ${name}, from which HelmRelease ${release.name} takes values, is not among the manifests`, value: name,
    allowed: `a ConfigMap in ${namespace ?? 'the namespace of the HelmRelease'}: without it ${NOTHING}`, fix: 'add it, or optional: true', assuming: `nothing else makes a ConfigMap ${name}`,
  });
}

/** What makes a Secret is as good as the Secret; one that the manifests do not hold at all is made elsewhere, as it should be. */
function absentSecret(world: World, release: ManifestObject, reference: ValuesReference, report: Report): void {
  const { at, name, optional } = reference;
  const namespace = givenNamespace(release);
  const made = secretNames(world).in(namespace, name);
  const [only] = made;
  if (made.length === 1 && only?.keys !== undefined && !only.keys.has(reference.key)) { withoutKey(release, reference, [...only.keys.keys()], report); }
  const elsewhere = made.length > 0 ? [] : secretNames(world).all(name);
  if (elsewhere.length === 0 || optional) { return; }
  report(at.at('name'), {
    severity: 'error', what: `the Secret ${name} is in ${places(elsewhere)}, but HelmRelease ${release.name} looks for it in ${namespace ?? 'default'}: ${NOTHING}`, value: name,
    allowed: 'the namespace of the HelmRelease: valuesFrom has none of its own', fix: 'make the Secret there',
  });
}

const KEYS = ['data', 'stringData', 'binaryData'];

function withoutKey(release: ManifestObject, { at, kind, name, key, optional }: ValuesReference, all: readonly string[], report: Report): void {
  const keys = [...new Set(all)].sort();
  // An empty one is filled by somebody else, and what is filled in shows nothing.
  if (optional || keys.length === 0 || keys.some(isFilledIn) || keys.includes(key)) { return; }
  const place = at.at('valuesKey');
  const meant = keys.length === 1 ? keys[0] : nearest(key, keys);
  report(place.exists ? place : at, {
    severity: 'error', what: `${kind} ${name} has no key ${key}, from which HelmRelease ${release.name} takes values: ${NOTHING}`, value: key,
    allowed: `${keys.slice(0, 8).join(', ')}; without valuesKey it is values.yaml`, fix: meant === undefined ? 'a valuesKey that is there, or optional: true' : `valuesKey: ${meant}`,
  });
}

function refused(release: ManifestObject, { at, kind, name, key, targetPath, text }: ValuesReference, why: string, report: Report): void {
  const isSecret = kind === 'Secret' || text instanceof DecodedText;
  report(targetPath === undefined ? at : at.at('targetPath'), {
    severity: 'error',
    what: `what HelmRelease ${release.name} takes from ${key} of ${kind} ${name} cannot be a value${targetPath === undefined ? ` of its chart: ${why}` : ` at ${targetPath}: ${isSecret ? 'helm refuses it' : why}`}`,
    value: targetPath, allowed: targetPath === undefined ? `a map of values: otherwise ${NOTHING}` : 'what `helm --set` takes: a comma begins another field, {…} is a list, "\\" takes the next character as it is',
    fix: targetPath === undefined ? 'targetPath, where it is one value' : 'literal: true, which takes the text as it is (Flux 2.9)',
  });
}

/** What kustomize makes of files. */
function generatedNames({ documents }: World): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { value } of documents) {
    const file = typeof value === 'object' && value !== null ? value as { readonly [field: string]: unknown } : {};
    for (const [field, kind] of [['configMapGenerator', 'ConfigMap'], ['secretGenerator', 'Secret']] as const) {
      const list = Array.isArray(file[field]) ? file[field] as unknown[] : [];
      for (const each of list) {
        const name = typeof each === 'object' && each !== null ? (each as { readonly name?: unknown }).name : undefined;
        if (typeof name === 'string') { found.add(`${kind}/${name}`); }
      }
    }
  }
  return found;
}
