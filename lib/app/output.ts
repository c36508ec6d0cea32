import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** What a synth writes: folders, which may be empty, and files, by their path in the output folder. */
export interface Output {
  readonly folders: readonly string[];
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Writes the files of a synth. All are written beside the folder first and then put in place, so that a disk that is full leaves
 * the last ones as they were; what is the same as before is not touched. What else the folder holds stays, as with cdk8s: another App may have written it.
 */
export function writeOutput(outdir: string, output: Output): void {
  const before = namesIn(outdir);
  // A link stays one: what it points to is written.
  const target = before === undefined ? resolve(outdir) : realpathSync(outdir);
  // Nobody reads what has just been made for this synth, as `canary-alerting synth` does.
  if (before?.length === 0) { writeAll(target, output); return; }
  const beside = `${target}.${process.pid}-${HOST}-${randomBytes(4).toString('hex')}`;
  try {
    if (before === undefined) {
      mkdirSync(beside, { recursive: true });
      writeAll(beside, output);
      renameSync(beside, target);
      return;
    }
    const changed = new Map([...output.files].filter(([path, text]) => !isSame(join(target, path), text)));
    if (changed.size > 0) { writeAll(beside, { folders: [], files: changed }); }
    for (const folder of foldersOf(output)) { mkdirSync(join(target, folder), { recursive: true }); }
    for (const path of changed.keys()) { move(join(beside, path), join(target, path)); }
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

/** The next `canary-alerting synth` clears away what is called like this and has no living owner (lib/cli/output-folder.ts). */
const HOST = createHash('sha256').update(hostname()).digest('hex').slice(0, 6);

function writeAll(folder: string, output: Output): void {
  for (const each of foldersOf(output)) { mkdirSync(join(folder, each), { recursive: true }); }
  for (const [path, text] of output.files) { writeFileSync(join(folder, path), text); }
}

/** Puts a file in its place; the output folder may be mounted from elsewhere. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') { throw error; }
    copyFileSync(from, to);
  }
}

function foldersOf({ folders, files }: Output): Set<string> {
  return new Set([...folders, ...[...files.keys()].map((path) => dirname(path))]);
}

function isSame(path: string, text: string): boolean {
  try {
    return readFileSync(path).equals(Buffer.from(text));
  } catch {
    return false;
  }
}

function namesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') { return undefined; }
    throw error;
  }
}
