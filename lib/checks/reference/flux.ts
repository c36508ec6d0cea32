import { nearest } from '../../nearest';
import { Check, Report } from '../check';
import { Located } from '../located';
import { KeyPlace } from '../schema/key-place';
import { ManifestObject, World } from '../world';
import { givenNamespace, isFilledIn, places, resolve } from './lookup';
import { secretNames } from './secrets';
import { reportUnresolved } from './unresolved';

const SOURCES = new Set(['Bucket', 'ExternalArtifact', 'GitRepository', 'HelmChart', 'HelmRepository', 'OCIRepository']);

/** What Flux' Kustomizations and HelmReleases refer to: sources, one another, and values. */
export const flux: Check = {
  id: 'reference/flux',
  run: (world, report) => {
    for (const object of world.of('kustomize.toolkit.fluxcd.io', 'Kustomization')) {
      source(world, object, object.spec.at('sourceRef'), report);
      dependencies(world, object, report);
    }
    for (const object of world.of('helm.toolkit.fluxcd.io', 'HelmRelease')) {
      source(world, object, object.spec.at('chart', 'spec', 'sourceRef'), report);
      source(world, object, object.spec.at('chartRef'), report);
      dependencies(world, object, report);
      for (const each of object.spec.at('valuesFrom').items) { values(world, object, each, report); }
    }
  },
};

function source(world: World, object: ManifestObject, ref: Located, report: Report): void {
  const { text: kind } = ref.at('kind');
  if (kind === undefined || !SOURCES.has(kind)) { return; }
  named(world, object, ref, ['source.toolkit.fluxcd.io', kind], 'nothing is applied', report);
}

function dependencies(world: World, object: ManifestObject, report: Report): void {
  for (const each of object.spec.at('dependsOn').items) { named(world, object, each, [object.group, object.kind], 'it waits forever', report); }
}

function named(world: World, object: ManifestObject, ref: Located, [group, kind]: readonly [string, string], consequence: string, report: Report): void {
  const given = ref.at('namespace').text;
  const namespace = given ?? givenNamespace(object);
  reportUnresolved({
    at: ref.at('name'), kind, by: `${object.kind} ${object.name}`, namespace, consequence,
    where: { allowed: `the namespace that is given beside the name, or else that of the ${object.kind}`, fix: (other) => given === undefined ? `add namespace: ${other}` : `write namespace: ${other}` },
  }, resolve(world, group, kind, namespace, ref.at('name').text), report);
}

function values(world: World, release: ManifestObject, ref: Located, report: Report): void {
  const { text: kind } = ref.at('kind');
  const { text: name } = ref.at('name');
  const own = givenNamespace(release);
  const key = ref.at('valuesKey').exists ? ref.at('valuesKey').text : 'values.yaml';
  if (name === undefined || key === undefined || ref.at('optional').value === true || isFilledIn(`${name}${key}`)) { return; }
  const all = kind === 'ConfigMap' ? resolve(world, '', 'ConfigMap', own, name) : undefined;
  const secrets = kind === 'Secret' ? secretNames(world) : undefined;
  const found = all?.found ?? [];
  if (all !== undefined) {
    reportUnresolved({
      at: ref.at('name'), kind: 'ConfigMap', by: `HelmRelease ${release.name}`, namespace: own, consequence: 'it is not installed',
      where: { allowed: 'a ConfigMap in the HelmRelease\'s own namespace', fix: (other) => `put the ConfigMap into ${own ?? 'the namespace of the HelmRelease'}, not ${other}` },
    }, all, report);
  }
  const here = secrets?.in(own, name) ?? [];
  const elsewhere = here.length > 0 ? [] : secrets?.all(name) ?? [];
  if (elsewhere.length > 0) {
    report(ref.at('name'), { severity: 'error', what: `the Secret ${name} is in ${places(elsewhere)}, but HelmRelease ${release.name} looks for it in ${own ?? 'default'}: it is not installed`, value: name, allowed: 'a Secret in the HelmRelease\'s own namespace', fix: 'put the Secret there' });
  }
  const keys = found.length === 1 && found[0] !== undefined ? [...found[0].at('data').entries, ...found[0].at('binaryData').entries] : here.length === 1 ? [...(here[0]?.keys ?? [])] : [];
  if (keys.length === 0 || keys.some(([each]) => each === key || isFilledIn(each))) { return; }
  const names = keys.map(([each]) => each);
  const fix = names.length === 1 ? names[0] : nearest(key, names);
  report(ref.at('valuesKey').exists ? ref.at('valuesKey') : new KeyPlace(ref.at('name')), {
    severity: 'error', what: `the ${kind ?? ''} ${name} has no key ${key}, which HelmRelease ${release.name} reads: it is not installed`,
    value: key, allowed: names.join(', '), fix: fix === undefined ? undefined : `write valuesKey: ${fix}, or call the key ${key}`,
  });
}
