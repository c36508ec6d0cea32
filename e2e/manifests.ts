import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Manifest } from './operator';

/** Every object in the YAML files of a folder and of the folders in it, in the order of their paths. */
export function readManifests(folder: string): Manifest[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .sort()
    // YAML 1.1 is what cdk8s writes.
    .flatMap((path) => [...parseAllDocuments(readFileSync(join(folder, path), 'utf8'), { version: '1.1' })])
    .map((document) => document.toJS() as Manifest | null)
    .filter((manifest) => manifest !== null);
}
