import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let root: string | undefined;

/** A new folder for files of a moment. It is removed when this process ends, however that happens. */
export function scratchFolder(name: string): string {
  root ??= rootFolder();
  return mkdtempSync(join(root, `${name}-`));
}

/** Gives a new folder to a function, and removes it afterwards. */
export function inScratchFolder<T>(name: string, use: (folder: string) => T): T {
  const folder = scratchFolder(name);
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Jest gives tests a copy of `process` whose events never happen, and nobody can handle a SIGKILL: a shell outside of this
 * process' session waits until its standard input ends, which it does when this process is gone.
 */
function rootFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'canary-alerting-'));
  const script = 'read _; n=0; until rm -rf "$0" || [ $n -ge 50 ]; do n=$((n+1)); sleep 0.1; done';
  const janitor = spawn('sh', ['-c', script, folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  janitor.unref();
  (janitor.stdin as unknown as { unref(): void }).unref();
  return folder;
}
