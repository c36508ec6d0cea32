import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { invalid } from '../invalid';
import { pathsIn } from './manifest-files';

/** How a synth's files differ from those before. */
export interface Changes {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/**
 * The folder of the manifests and, beside it, the one in which the next ones are made: `dist` and `dist.<owner>-<random>`.
 * Whatever happens in between, the last good manifests are there; the only moment without them lies between two renames,
 * and a synth that is killed right there is put right by the next one.
 */
export class OutputFolder {
  /** Where the next manifests are made; it exists once `prepare` was called. */
  public readonly fresh: string;

  private readonly target: string;

  /**
   * @param path The folder, absolute.
   * @param label As messages name it.
   */
  public constructor(path: string, private readonly label: string) {
    // A link stays one: what it points to is replaced.
    this.target = ifThere(() => realpathSync(path)) ?? path;
    this.fresh = `${this.target}.${process.pid}-${HOST}-${randomBytes(4).toString('hex')}`;
  }

  /**
   * Makes the folder for the next manifests, and clears away what dead synths have left.
   *
   * @param project The project's folder, which must not be replaced.
   */
  public prepare(project: string): void {
    this.refuseToReplace(project);
    mkdirSync(dirname(this.target), { recursive: true });
    this.clearAway();
    mkdirSync(this.fresh);
    LIVE.add(this.fresh);
  }

  /** Puts the new manifests in place of the last ones. A file that is the same as before keeps its time. */
  public swap(): Changes {
    const changes = this.compare();
    // Another synth may put its own folder there in between: then that one is the last one, and is replaced in turn.
    for (let attempt = 1; ; attempt++) {
      const aside = `${this.fresh}.${attempt}${ASIDE}`;
      const moved = rename(this.target, aside, ['ENOENT']);
      try {
        if (rename(this.fresh, this.target, attempt < 10 ? ['ENOTEMPTY', 'EEXIST'] : [])) {
          rmSync(aside, { recursive: true, force: true });
          LIVE.delete(this.fresh);
          return changes;
        }
      } catch (error) {
        if (moved) { renameSync(aside, this.target); }
        throw error;
      }
      rmSync(aside, { recursive: true, force: true });
    }
  }

  /** Removes what was made for the next manifests, if it is still there. */
  public discard(): void {
    rmSync(this.fresh, { recursive: true, force: true, maxRetries: 3 });
    LIVE.delete(this.fresh);
  }

  private refuseToReplace(project: string): void {
    if (!relative(this.target, realpathSync(project)).startsWith('..')) {
      throw invalid({ at: this.label, what: 'the output folder holds the project', allowed: 'a folder of its own: a synth replaces it', fix: '--output dist' });
    }
    const isFolder = ifThere(() => statSync(this.target).isDirectory());
    if (isFolder === false) { throw invalid({ at: this.label, what: 'the output folder is a file' }); }
    const foreign = this.lastPaths().filter((path) => !/\.(?:ya?ml|json)$/i.test(path) && !/(?:^|\/)\.[^/]+$/.test(path));
    if (foreign.length > 0) {
      throw invalid({
        at: `${this.label}/`,
        what: `the output folder holds files that no synth has made: ${foreign.slice(0, 3).join(', ')}${foreign.length > 3 ? ` and ${foreign.length - 3} more` : ''}`,
        allowed: 'manifests only: a synth replaces the whole folder',
        fix: 'move them elsewhere, or choose another folder: --output DIR',
      });
    }
  }

  private clearAway(): void {
    const folder = dirname(this.target);
    const prefix = `${basename(this.target)}.`;
    for (const name of readdirSync(folder)) {
      const [, pid, host, aside] = name.startsWith(prefix) ? LEFT_BEHIND.exec(name.slice(prefix.length)) ?? [] : [];
      const path = join(folder, name);
      if (pid === undefined || host === undefined || isAlive(path, Number(pid), host)) { continue; }
      // Killed between the two renames: these are the last good manifests.
      if (aside === undefined || !rename(path, this.target, ['ENOTEMPTY', 'EEXIST', 'ENOENT'])) {
        rmSync(path, { recursive: true, force: true });
      }
    }
  }

  private lastPaths(): readonly string[] {
    return ifThere(() => pathsIn(this.target)) ?? [];
  }

  private compare(): Changes {
    const before = this.lastPaths();
    const after = pathsIn(this.fresh);
    const known = new Set(before);
    let changed = 0;
    for (const path of after.filter((each) => known.has(each))) {
      const [old, now] = [join(this.target, path), join(this.fresh, path)];
      const content = readFileSync(now);
      const times = ifThere(() => readFileSync(old).equals(content) ? statSync(old) : undefined);
      if (times === undefined) { changed++; continue; }
      utimesSync(now, times.atime, times.mtime);
    }
    const kept = new Set(after);
    return {
      added: after.filter((path) => !known.has(path)).length,
      changed,
      removed: before.filter((path) => !kept.has(path)).length,
    };
  }
}

/** What it gives; undefined where what it looks for is not there: another synth may replace the folder at any moment. */
function ifThere<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') { return undefined; }
    throw error;
  }
}

const ASIDE = '.old';
const LEFT_BEHIND = /^(\d+)-([0-9a-f]{6})-[0-9a-f]{8}(?:\.\d+(\.old))?$/;

/** The folders that this process is making: its own id alone would not tell them from those of a namesake before it. */
const LIVE = new Set<string>();

/** A process id means something on its own host, or in its own container, only. */
const HOST = createHash('sha256').update(hostname()).digest('hex').slice(0, 6);

/** After a day a folder is left behind whatever process has its owner's id by now. */
const DAY_MS = 86_400_000;

function isAlive(path: string, pid: number, host: string): boolean {
  const changed = ifThere(() => statSync(path).ctimeMs);
  if (changed === undefined) { return true; }
  if (Date.now() - changed > DAY_MS) { return false; }
  if (host !== HOST) { return true; }
  if (pid === process.pid) { return LIVE.has(path.replace(/\.\d+\.old$/, '')); }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Renames a folder. Returns false when it fails in one of these ways. */
function rename(from: string, to: string, tolerated: readonly string[]): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (tolerated.includes((error as NodeJS.ErrnoException).code ?? '')) { return false; }
    throw error;
  }
}
