import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { SourceFile } from '../checks/run';
import { Terminal } from './terminal';

/** The name of what stands on standard input. */
export const STDIN = '-';

/** A path that cannot be read. */
export class Unreadable extends Error {}

/**
 * Reads the manifests of folders, of files, and of standard input; each file once, as the first path names it.
 *
 * In folders these are *.yaml, *.yml and *.json; hidden folders, node_modules and the templates of Helm charts are left out, and
 * so is JSON that has nothing to do with Kubernetes.
 */
export async function readInput(paths: readonly string[], terminal: Terminal): Promise<SourceFile[]> {
  const seen = new Set<string>();
  const files: SourceFile[] = [];
  const take = (path: string, isNamed: boolean): void => {
    const real = access(path, () => realpathSync(resolve(terminal.folder, path)));
    if (seen.has(real)) { return; }
    seen.add(real);
    if (access(path, () => statSync(real).isDirectory())) {
      for (const name of access(path, () => readdirSync(real)).sort()) {
        const below = join(path, name);
        if (isWanted(real, name)) { take(below, false); }
      }
      return;
    }
    const text = access(path, () => readFileSync(real, 'utf8'));
    if (isNamed || !/\.json$/i.test(path) || isManifest(text)) { files.push({ path, text }); }
  };
  for (const path of paths) {
    if (path === STDIN) { files.push({ path: '<stdin>', text: await (terminal.stdin?.() ?? Promise.resolve('')) }); } else { take(path, true); }
  }
  return files;
}

function isWanted(folder: string, name: string): boolean {
  const path = join(folder, name);
  // A link that leads nowhere is nothing that anybody applies.
  if (!existsSync(path)) { return false; }
  if (!statSync(path).isDirectory()) { return /\.(?:ya?ml|json)$/i.test(name) && name !== 'construct-metadata.json'; }
  // Templates of a Helm chart are no YAML before Helm has rendered them.
  return !name.startsWith('.') && name !== 'node_modules' && !(name === 'templates' && existsSync(join(folder, 'Chart.yaml')));
}

function isManifest(json: string): boolean {
  return /"apiVersion"\s*:/.test(json);
}

function access<T>(path: string, look: () => T): T {
  try {
    return look();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = { ENOENT: 'there is no such file or folder', EACCES: 'it may not be read', ELOOP: 'its links lead in a circle' };
    throw new Unreadable(`${path === '' ? basename(path) || '""' : path}: ${reasons[code ?? ''] ?? message}`);
  }
}
