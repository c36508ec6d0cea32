import * as path from 'node:path';
import { Located } from '../located';
import { ManifestObject, World } from '../world';

const patches = new WeakMap<World, ReadonlySet<string>>();

/** Whether an object is only a part of one: a patch that some kustomization.yaml of the manifests names, or a deletion. */
export function isPatch(world: World, object: ManifestObject): boolean {
  let files = patches.get(world);
  if (files === undefined) {
    files = new Set(world.documents.flatMap((document) => patchesOf(new Located(document, []))));
    patches.set(world, files);
  }
  return object.at('$patch').exists || (object.document.file !== undefined && files.has(path.posix.normalize(object.document.file)));
}

function patchesOf(root: Located): string[] {
  const { file } = root.document;
  const isKustomization = (root.at('apiVersion').text ?? '').startsWith('kustomize.config.k8s.io/') || /(^|\/)kustomization\.ya?ml$/.test(file ?? '');
  if (file === undefined || !isKustomization) { return []; }
  return [...root.at('patches').items.map((each) => each.at('path')), ...root.at('patchesStrategicMerge').items]
    .flatMap(({ text }) => text === undefined || text.includes('\n') ? [] : [path.posix.join(path.posix.dirname(file), text)]);
}
