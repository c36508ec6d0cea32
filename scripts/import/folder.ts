import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import * as path from 'node:path';

/** Puts a folder in another's place. The old one is moved aside first and deleted last, so that one of them is always whole. */
export function swap(made: string, target: string): void {
  const old = `${made}.old`;
  if (existsSync(target)) { renameSync(target, old); }
  try {
    renameSync(made, target);
  } catch (error) {
    if (existsSync(old)) { renameSync(old, target); }
    throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

/** How two folders differ, a line a file: `missing`, `stale` or `differs`, then its path. Empty where they are the same. */
export function differences(wanted: string, actual: string): string[] {
  const [want, have] = [files(wanted), files(actual)];
  return [...new Set([...want, ...have])].sort().flatMap((file) => {
    if (!have.includes(file)) { return [`missing ${file}`]; }
    if (!want.includes(file)) { return [`stale   ${file}`]; }
    return readFileSync(path.join(wanted, file)).equals(readFileSync(path.join(actual, file))) ? [] : [`differs ${file}`];
  });
}

/** Every file below a folder, by its path from there; none where the folder is absent. */
export function files(folder: string): string[] {
  if (!existsSync(folder)) { return []; }
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}
