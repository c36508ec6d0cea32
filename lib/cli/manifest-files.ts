import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as yaml from 'yaml';
import { invalid } from '../invalid';
import { KUBERNETES_YAML } from '../kubernetes-yaml';
import { readPlainYaml } from '../plain-yaml';

/** A Kubernetes object as it stands in a file. */
export interface ManifestObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** A file of manifests. */
export interface ManifestFile {
  /** The path within the folder, with `/`. */
  readonly path: string;
  /** The objects, in order. */
  readonly objects: readonly ManifestObject[];
}

/**
 * Reads the manifests of a folder, sorted by path. Refuses what would harm when Flux applies it: no manifest at all (prune
 * would delete everything), a file that is no YAML, an object without a type or name, one object twice.
 *
 * @param folder The folder.
 * @param outdir As messages name it.
 */
export function readManifests(folder: string, outdir: string): ManifestFile[] {
  const paths = pathsIn(folder).filter((path) => /\.(?:ya?ml|json)$/i.test(path) && !/(?:^|\/)construct-metadata\.json$/.test(path));
  const files = paths.map((path) => ({ path, objects: objectsIn(readFileSync(join(folder, path), 'utf8'), `${outdir}/${path}`) }));
  if (!files.some((file) => file.objects.length > 0)) {
    throw invalid({
      at: `${outdir}/`,
      what: 'the app has written no manifest',
      allowed: 'at least one object: Flux would delete everything that the folder held before',
      fix: 'call app.synth(), and leave outdir out of new App({ … }), so that CDK8S_OUTDIR counts',
    });
  }
  refuseCaseTwins(paths, outdir);
  refuseTwice(files, outdir);
  return files;
}

/** The paths of all files below a folder, sorted, with `/`. */
export function pathsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => entry.isDirectory() ? pathsIn(join(folder, entry.name)).map((path) => `${entry.name}/${path}`) : [entry.name])
    .sort();
}

function objectsIn(text: string, at: string): ManifestObject[] {
  const plain = readPlainYaml(text);
  if (plain !== undefined) { return plain.flatMap((value) => expanded(value, at)); }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- what programs write is plain, and this takes long to load
  const { parseAllDocuments } = require('yaml') as typeof yaml;
  const documents = parseAllDocuments(text, KUBERNETES_YAML);
  if (!Array.isArray(documents)) { return []; }
  return documents.flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) { throw invalid({ at, what: `it is not YAML: ${error.message.split('\n')[0]?.replace(/:$/, '')}` }); }
    return expanded(document.toJS({ maxAliasCount: -1 }) as unknown, at);
  });
}

function expanded(value: unknown, at: string): ManifestObject[] {
  if (value === null || value === undefined) { return []; }
  if (!isMap(value)) { throw invalid({ at, what: 'a document is not an object', allowed: 'a map with apiVersion, kind and metadata.name' }); }
  const { apiVersion, kind, metadata, items } = value;
  // A file for kustomize itself, which is not an object of the cluster and has no name.
  if (kind === 'Kustomization' && typeof apiVersion === 'string' && apiVersion.startsWith('kustomize.config.k8s.io/')) { return []; }
  if (kind === 'List' && Array.isArray(items)) { return items.flatMap((item) => expanded(item, at)); }
  for (const [field, content] of Object.entries({ apiVersion, kind, 'metadata.name': isMap(metadata) ? metadata.name : undefined })) {
    if (typeof content === 'string' && content !== '') { continue; }
    throw invalid({ at, what: `${typeof kind === 'string' ? `an object of kind ${kind}` : 'an object'} has no ${field}`, allowed: 'a text: the API server refuses the object' });
  }
  return [value as ManifestObject];
}

function isMap(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuseCaseTwins(paths: readonly string[], outdir: string): void {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const twin = seen.get(path.toLowerCase());
    if (twin !== undefined) {
      throw invalid({ at: `${outdir}/${path}`, what: `its name differs from ${twin} by upper and lower case only`, allowed: 'names that differ on every file system: one file of the two is lost in a checkout on macOS or Windows' });
    }
    seen.set(path.toLowerCase(), path);
  }
}

function refuseTwice(files: readonly ManifestFile[], outdir: string): void {
  const seen = new Map<string, string>();
  for (const { path, objects } of files) {
    for (const { apiVersion, kind, metadata } of objects) {
      const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
      const key = [group, kind, metadata.namespace, metadata.name].join(' ');
      const first = seen.get(key);
      if (first !== undefined) {
        throw invalid({
          at: [kind, ...(metadata.namespace === undefined ? [] : [metadata.namespace]), metadata.name].join('/'),
          what: first === path ? `it is twice in ${outdir}/${path}` : `it is in ${outdir}/${first} and in ${outdir}/${path}`,
          allowed: 'each object once: of two, whichever is applied last wins',
          fix: 'another metadata.name, or one synth for each cluster: --app … --output …',
        });
      }
      seen.set(key, path);
    }
  }
}
