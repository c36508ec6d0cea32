import { Check } from '../check';
import { folderOf, Folders, foldersOf, KUSTOMIZE, kustomizeFolders, isBelow } from '../folders';
import { ManifestObject } from '../world';

/** One object twice: kustomize refuses to build a folder with it, and two Kustomizations undo one another's work. */
export const duplicate: Check = {
  id: 'flux/duplicate',
  run: (world, report) => {
    const folders = foldersOf(world);
    const listed = kustomizeFolders(world);
    const seen = new Map<string, ManifestObject[]>();
    for (const object of world.objects) {
      // What a file for kustomize lists, patches and repeats is for kustomize to say.
      if (object.name === '' || /[{}$]/.test(object.name) || (object.document.file !== undefined && isBelow(folderOf(object.document.file), listed))) { continue; }
      const id = `${object.group}/${object.kind}/${object.namespace}/${object.name}`;
      const before = seen.get(id);
      if (before === undefined) { seen.set(id, [object]); continue; }
      const twin = before.map((each) => ({ each, how: together(folders, each, object) })).find(({ how }) => how !== undefined);
      before.push(object);
      if (twin === undefined) { continue; }
      const place = twin.each.document.file === object.document.file ? `${twin.each.at('kind').position === undefined ? '' : `line ${twin.each.at('kind').position?.line ?? ''}`}` : twin.each.document.file ?? '';
      report(object.at('metadata', 'name'), twin.how !== 'two' ? {
        severity: twin.how === 'one' ? 'error' : 'warning', what: `${object.reference} is defined twice`, value: place === '' ? undefined : `first in ${place}`,
        allowed: 'once: kustomize builds no folder with the same object twice ("may not add resource with an already registered id")', fix: 'remove one of them',
        ...(twin.how === 'folder' && { assuming: 'the folder is applied as a whole' }),
      } : {
        severity: 'warning', what: `two Kustomizations apply ${object.reference}`, value: `the other in ${place}`, allowed: 'one owner for each object: they undo one another\'s changes, and pruning by one deletes it for both', fix: 'remove one of them',
      });
    }
  },
};

/** Whether two objects are applied together, by two Kustomizations of one cluster, or not as far as the paths show. */
function together(folders: Folders, one: ManifestObject, other: ManifestObject): 'one' | 'two' | 'folder' | undefined {
  const [first, second] = [one.document.file, other.document.file];
  if (first === undefined || second === undefined || first === second) { return 'one'; }
  const [owners, others] = [folders.ownersOf(first), folders.ownersOf(second)];
  const [owner, another] = [owners[0], others[0]];
  if (owner !== undefined && another !== undefined) {
    if (owner === another) { return 'one'; }
    const remote = [owner, another].some(({ spec }) => spec.at('kubeConfig').exists || spec.at('targetNamespace').exists || spec.at('namePrefix').exists || spec.at('nameSuffix').exists);
    return !remote && owner.is(KUSTOMIZE, 'Kustomization') && folderOf(owner.document.file ?? '') === folderOf(another.document.file ?? '') ? 'two' : undefined;
  }
  // No Kustomization of the manifests says that the folder is applied as one.
  return folderOf(first) === folderOf(second) ? 'folder' : undefined;
}
