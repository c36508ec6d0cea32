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
    if (access(path, () => statSync(real).isDirectory())) { takeFolder(path, real); } else { takeFile(path, real, isNamed); }
  };
  const takeFolder = (path: string, real: string): void => {
    if (seen.has(real)) { return; }
    seen.add(real);
    const entries = access(path, () => readdirSync(real, { withFileTypes: true })).sort((a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
    for (const entry of entries) {
      const [below, belowReal] = [join(path, entry.name), join(real, entry.name)];
      // What is a file or a folder itself is where it seems to be; only a link must be asked, and what the file system does not tell.
      if (entry.isFile()) {
        if (isManifestName(entry.name)) { takeFile(below, belowReal, false); }
      } else if (entry.isDirectory()) {
        if (isWantedFolder(real, entry.name)) { takeFolder(below, belowReal); }
      } else if (isWanted(real, entry.name)) {
        take(below, false);
      }
    }
  };
  const takeFile = (path: string, real: string, isNamed: boolean): void => {
    if (seen.has(real)) { return; }
    seen.add(real);
    if (isNamed) { refuseProgram(path); }
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
  return statSync(path).isDirectory() ? isWantedFolder(folder, name) : isManifestName(name);
}

function isManifestName(name: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(name) && name !== 'construct-metadata.json';
}

function isWantedFolder(folder: string, name: string): boolean {
  // Templates of a Helm chart are no YAML before Helm has rendered them.
  return !name.startsWith('.') && name !== 'node_modules' && !(name === 'templates' && existsSync(join(folder, 'Chart.yaml')));
}

/** A program makes manifests, and is none; some even are YAML by accident. */
function refuseProgram(path: string): void {
  const [, language] = PROGRAMS.find(([suffix]) => suffix.test(path)) ?? [];
  if (language === undefined) { return; }
  throw new Unreadable(`${path}: it is a file of ${language}, and no manifest\n  fix:     canary-alerting synth, and then check what it writes`);
}

const PROGRAMS: readonly (readonly [RegExp, string])[] = [
  [/\.[cm]?tsx?$/i, 'TypeScript'], [/\.[cm]?jsx?$/i, 'JavaScript'], [/\.py$/i, 'Python'], [/\.go$/i, 'Go'], [/\.java$/i, 'Java'], [/\.cs$/i, 'C#'],
];

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
