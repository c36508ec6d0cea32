import { parseDocument } from 'yaml';
import { invalid } from '../invalid';
import { KUBERNETES_YAML } from '../kubernetes-yaml';
import { ImageOverride, KustomizePatch } from './patch';

/** Refuses patches at which kustomize fails, which would keep everything else back. */
export function checkPatches(at: string, patches: readonly KustomizePatch[], images: readonly ImageOverride[]): void {
  for (const { patch, target } of patches) {
    const document = parseDocument(patch, KUBERNETES_YAML);
    const [error] = document.errors;
    if (error !== undefined) { throw invalid({ at, what: `a patch is no YAML: ${error.message.split('\n')[0]}`, value: patch.slice(0, 80) }); }
    const value = document.toJS() as { readonly kind?: unknown; readonly metadata?: { readonly name?: unknown } } | unknown[] | null;
    if (typeof value !== 'object' || value === null) {
      throw invalid({ at, what: 'a patch is neither part of an object nor a list of operations', value: patch.slice(0, 80), allowed: 'YAML with a map, or with a list of { op, path, value }' });
    }
    if (!Array.isArray(value) && target === undefined && (typeof value.kind !== 'string' || typeof value.metadata?.name !== 'string')) {
      throw invalid({ at, what: 'a patch does not say which object it changes', value: patch.slice(0, 80), allowed: 'apiVersion, kind and metadata.name in the patch, or a target', fix: 'target: { kind: \'Deployment\', name: \'…\' }' });
    }
    if (Array.isArray(value) && target === undefined) {
      throw invalid({ at, what: 'a list of operations has no target', value: patch.slice(0, 80), allowed: 'a target: the operations do not say which object they change', fix: 'target: { kind: \'Deployment\', name: \'…\' }' });
    }
  }
  for (const { name, newName, newTag, digest } of images) {
    const own = { name, newName: newName ?? name, newTag, digest };
    if (name.trim() === '' || newName === '') { throw invalid({ at, what: 'an image has no name', value: own, fix: 'name: \'ghcr.io/owner/name\'' }); }
    if (/@|:[^/]*$/.test(name)) { throw invalid({ at, what: 'an image\'s name has a tag or digest', value: name, allowed: 'the name alone', fix: name.replace(/@.*|:[^/]*$/, '') }); }
    if (newTag !== undefined && digest !== undefined) { throw invalid({ at, what: `the image ${name} has both newTag and digest`, allowed: 'one of them: with a digest the tag is not read', fix: 'leave one out' }); }
    if (newName === undefined && newTag === undefined && digest === undefined) { throw invalid({ at, what: `the image ${name} stays as it is`, allowed: 'newName, newTag or digest', fix: 'leave it out' }); }
  }
}
