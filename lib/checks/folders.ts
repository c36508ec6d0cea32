import { ManifestObject, World } from './world';

/** Flux' group of Kustomizations. */
export const KUSTOMIZE = 'kustomize.toolkit.fluxcd.io';

/** What a Kustomization of the manifests applies, as far as the files' paths show it. */
export interface Folders {
  /** The Kustomizations with the longest path that a file is in; none where the paths do not show it. */
  ownersOf(file: string | undefined): readonly ManifestObject[];
  /** The path of a Kustomization, without "./" and slashes at its ends. */
  pathOf(kustomization: ManifestObject): string;
}

/** Reads the paths of the Kustomizations. The root of a repository is nobody's: whose files are meant is not shown. */
export function foldersOf(world: World): Folders {
  const pathOf = (kustomization: ManifestObject): string => (kustomization.spec.at('path').text ?? '').split('/').filter((step) => step !== '' && step !== '.').join('/');
  const byPath = new Map<string, ManifestObject[]>();
  for (const kustomization of world.of(KUSTOMIZE, 'Kustomization')) {
    const path = pathOf(kustomization);
    if (path === '' || path.includes('..') || path.includes('${')) { continue; }
    const same = byPath.get(path);
    if (same === undefined) { byPath.set(path, [kustomization]); } else { same.push(kustomization); }
  }
  const known = new Map<string, readonly ManifestObject[]>();
  const search = (folder: string): readonly ManifestObject[] => {
    const steps = folder.split('/').filter((step) => step !== '' && step !== '.').slice(-20);
    for (let end = steps.length; end > 0; end -= 1) {
      // The longest path wins: a Kustomization of a folder below is another one.
      for (let begin = 0; begin < end; begin += 1) {
        const owners = byPath.get(steps.slice(begin, end).join('/'));
        if (owners !== undefined) { return owners; }
      }
    }
    return [];
  };
  return {
    pathOf,
    ownersOf: (file) => {
      if (file === undefined) { return []; }
      const folder = file.replaceAll('\\', '/').replace(/[^/]*$/, '');
      const owners = known.get(folder) ?? search(folder);
      known.set(folder, owners);
      return owners;
    },
  };
}

/** The folders that have a file for kustomize itself: what it lists is applied, and nothing else of the folder. */
export function kustomizeFolders(world: World): ReadonlySet<string> {
  return new Set(world.documents.flatMap(({ file, value }) => {
    if (file === undefined) { return []; }
    const named = /(?:^|\/)[Kk]ustomization(?:\.ya?ml)?$/.test(file);
    const apiVersion = typeof value === 'object' && value !== null ? (value as { apiVersion?: unknown }).apiVersion : undefined;
    return named || (typeof apiVersion === 'string' && apiVersion.startsWith('kustomize.config.k8s.io/')) ? [folderOf(file)] : [];
  }));
}

/** The folder of a file. */
export function folderOf(file: string): string {
  return file.replaceAll('\\', '/').replace(/\/?[^/]*$/, '');
}

/** Whether a folder or one above it is among some. */
export function isBelow(folder: string, folders: ReadonlySet<string>): boolean {
  const steps = folder.split('/');
  return steps.some((_, index) => folders.has(steps.slice(0, steps.length - index).join('/'))) || folders.has('');
}
