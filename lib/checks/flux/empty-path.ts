import { Check } from '../check';
import { foldersOf, KUSTOMIZE } from '../folders';

/** A Kustomization of a folder in which there is nothing, beside folders in which there is something. */
export const emptyPath: Check = {
  id: 'flux/empty-path',
  run: (world, report) => {
    const folders = foldersOf(world);
    const kustomizations = world.of(KUSTOMIZE, 'Kustomization').map((each) => ({ each, path: folders.pathOf(each) })).filter(({ path }) => path !== '' && !path.includes('..') && !path.includes('${'));
    if (kustomizations.length === 0) { return; }
    // Every folder that holds a file somewhere below it, by each of its ends, with the folders directly in it.
    const children = new Map<string, Set<string>>();
    for (const file of new Set(world.documents.flatMap((document) => document.file ?? []))) {
      const steps = file.replaceAll('\\', '/').split('/').filter((step) => step !== '' && step !== '.').slice(-20, -1);
      for (let begin = 0; begin < steps.length; begin += 1) {
        for (let end = begin + 1; end <= steps.length; end += 1) {
          const folder = steps.slice(begin, end).join('/');
          const below = children.get(folder) ?? new Set();
          if (end < steps.length) { below.add(steps[end] as string); }
          children.set(folder, below);
        }
      }
    }
    for (const { each, path } of kustomizations) {
      const parent = path.includes('/') ? path.replace(/\/[^/]*$/, '') : undefined;
      const siblings = parent === undefined ? undefined : children.get(parent);
      if (children.has(path) || siblings === undefined || siblings.size === 0) { continue; }
      report(each.spec.at('path'), {
        severity: 'warning', what: `${each.reference} applies a folder in which there is nothing`, value: each.spec.at('path').text,
        allowed: `a folder with manifests (beside it: ${[...siblings].sort().slice(0, 10).join(', ')}): where the folder is missing Flux fails, and where it is empty${each.spec.at('prune').value === true ? ' prune deletes all that was applied from it' : ' nothing is applied'}`,
        fix: 'correct the path, or remove the Kustomization', assuming: 'all of the repository was given',
      });
    }
  },
};
