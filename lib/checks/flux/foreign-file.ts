import { Check } from '../check';
import { folderOf, foldersOf, isBelow, kustomizeFolders } from '../folders';
import { Located } from '../located';

/** A file that is no Kubernetes object, in a folder that Flux applies: it applies nothing of the folder. */
export const foreignFile: Check = {
  id: 'flux/foreign-file',
  run: (world, report) => {
    const folders = foldersOf(world);
    const listed = kustomizeFolders(world);
    const told = new Set<string>();
    for (const document of world.documents) {
      const { file, value } = document;
      if (file === undefined || !/\.ya?ml$/.test(file) || value === undefined || value === null || document.unreadable.length > 0 || told.has(file)) { continue; }
      // Source-controller leaves these out of the archive by itself; a file for kustomize lists what it wants.
      if (/(?:^|\/)(?:\.github\/|\.circleci\/|\.travis\.yml$|\.gitlab-ci\.yml$|appveyor\.yml$|\.drone\.yml$|cloudbuild\.ya?ml$|codeship-[^/]*\.yml$|\.goreleaser\.yml$|\.sops\.yaml$|\.flux\.yaml$)/.test(file) || isBelow(folderOf(file), listed)) { continue; }
      const root = new Located(document, []);
      if (root.at('kind').text !== undefined && root.at('apiVersion').text !== undefined) { continue; }
      const [owner] = folders.ownersOf(file);
      if (owner === undefined) { continue; }
      const source = world.find('source.toolkit.fluxcd.io', owner.spec.at('sourceRef', 'kind').text ?? '', owner.spec.at('sourceRef', 'namespace').text ?? owner.namespace, owner.spec.at('sourceRef', 'name').text ?? '');
      if (source?.spec.at('ignore').exists === true) { continue; }
      told.add(file);
      report(root, {
        severity: 'error', what: `${file.replace(/^.*\//, '')} is no Kubernetes object, and stands in a folder that ${owner.reference} applies`, value: `path: ${owner.spec.at('path').text ?? ''}`,
        allowed: 'objects with apiVersion, kind and name alone, in every *.yaml and *.yml: Flux applies nothing of the folder otherwise ("missing Resource metadata")', fix: 'move the file out of the folder, or name it in .sourceignore', assuming: 'no .sourceignore leaves it out',
      });
    }
  },
};
