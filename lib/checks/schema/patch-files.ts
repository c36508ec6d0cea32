import * as path from 'node:path';
import { Document } from '../document';
import { Located } from '../located';
import { ManifestObject, World } from '../world';

const patches = new WeakMap<World, (object: ManifestObject) => boolean>();

/** Whether an object is only a part of one: a patch that some kustomization.yaml of the manifests names, or a deletion. */
export function isPatch(world: World, object: ManifestObject): boolean {
  const known = patches.get(world) ?? patchesAmong(world.documents);
  patches.set(world, known);
  return known(object);
}

/** The same, before there is a world. */
export function patchesAmong(documents: readonly Document[]): (object: ManifestObject) => boolean {
  const files = new Set(documents.flatMap((document) => patchesOf(new Located(document, []))));
  return (object) => object.at('$patch').exists || (files.size > 0 && object.document.file !== undefined && files.has(path.posix.normalize(object.document.file)));
}

function patchesOf(root: Located): string[] {
  const { file } = root.document;
  const isKustomization = (root.at('apiVersion').text ?? '').startsWith('kustomize.config.k8s.io/') || /(^|\/)kustomization\.ya?ml$/.test(file ?? '');
  if (file === undefined || !isKustomization) { return []; }
  return [...root.at('patches').items.map((each) => each.at('path')), ...root.at('patchesStrategicMerge').items]
    .flatMap(({ text }) => text === undefined || text.includes('\n') ? [] : [path.posix.join(path.posix.dirname(file), text)]);
}
