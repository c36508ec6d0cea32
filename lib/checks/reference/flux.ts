import { Check, Report } from '../check';
import { Located } from '../located';
import { ManifestObject, World } from '../world';
import { givenNamespace, resolve } from './lookup';
import { reportUnresolved } from './unresolved';

const SOURCES = new Set(['Bucket', 'ExternalArtifact', 'GitRepository', 'HelmChart', 'HelmRepository', 'OCIRepository']);

/** What Flux' Kustomizations and HelmReleases refer to: sources, and one another. */
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
