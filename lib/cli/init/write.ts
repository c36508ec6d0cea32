import { existsSync, linkSync, lstatSync, mkdirSync, mkdtempSync, rmdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { invalid } from '../../invalid';
import { NewFile } from './files';

/**
 * Writes all files or none: they are written beside, and get their names when they are complete. A name that is taken is refused,
 * also when somebody takes it just then.
 */
export function writeNew(folder: string, files: readonly NewFile[]): void {
  const taken = files.filter(({ path }) => isTaken(join(folder, path)));
  if (taken.length > 0) { throw refusal(taken.map(({ path }) => path)); }
  const made: string[] = [];
  const placed: string[] = [];
  let beside: string | undefined;
  try {
    makeFolder(folder, made);
    beside = mkdtempSync(join(folder, '.canary-alerting-init-'));
    const staged = beside;
    files.forEach(({ content }, index) => { writeFileSync(join(staged, String(index)), content); });
    files.forEach(({ path }, index) => {
      const target = join(folder, path);
      makeFolder(dirname(target), made);
      // A link, unlike a rename, does not replace what is there.
      linkSync(join(staged, String(index)), target);
      placed.push(target);
    });
  } catch (error) {
    for (const path of placed) { unlinkSync(path); }
    if (beside !== undefined) { rmSync(beside, { recursive: true, force: true }); beside = undefined; }
    for (const path of made.reverse()) { try { rmdirSync(path); } catch { /* somebody has put something into it */ } }
    const { code, dest } = error as NodeJS.ErrnoException & { readonly dest?: string };
    throw code === 'EEXIST' && dest !== undefined ? refusal([relative(folder, dest)]) : error;
  } finally {
    if (beside !== undefined) { rmSync(beside, { recursive: true, force: true }); }
  }
}

function refusal(paths: readonly string[]): Error {
  return invalid({
    at: 'init', what: `${paths.length === 1 ? 'a file is' : 'files are'} there already: ${paths.join(', ')}`,
    allowed: 'a folder in which none of the files is that init writes; nothing was written',
    fix: paths.every((path) => /\.ya?ml$/.test(path) && !path.includes('bootstrap') && !path.includes('cdk8s')) ? '--ci none' : 'canary-alerting init another-folder',
  });
}

/** A link that leads nowhere takes a name, too. */
function isTaken(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') { return false; }
    if (code === 'ENOTDIR') { throw invalid({ at: path, what: 'a part of this path is a file', allowed: 'a folder', fix: 'canary-alerting init another-folder' }); }
    throw error;
  }
}

function makeFolder(path: string, made: string[]): void {
  if (existsSync(path)) { return; }
  makeFolder(dirname(path), made);
  mkdirSync(path);
  made.push(path);
}
