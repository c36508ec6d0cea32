import { createHash } from 'node:crypto';
import { existsSync, FSWatcher, readdirSync, readFileSync, statSync, watch } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** Folders in which nobody edits what an app reads; and all those whose names begin with a dot. */
const FOREIGN = new Set(['node_modules']);

/** Changes that come at once are one: editors write a file in several steps. */
const PAUSE_MS = 50;

/** A file that is larger is looked at by its time and length only. */
const LARGE = 4_000_000;

/**
 * Watches the files of a project: a change is one of their content, not of their time. Watched are the project's folders, but for what is
 * installed or hidden there and for the output; and files elsewhere that the app imports by a relative path.
 */
export class FolderWatch {
  private readonly watchers = new Map<string, FSWatcher>();
  private readonly contents = new Map<string, string>();
  private readonly changed = new Set<string>();
  private timer?: NodeJS.Timeout;
  private wake: () => void = () => undefined;

  /**
   * @param project The project's folder.
   * @param output The output folder: it, and what is made beside it, are not watched.
   * @param app The command that runs the app.
   */
  public constructor(private readonly project: string, private readonly output: string, private readonly app: string) {
    this.addFolder(project, false);
    this.addImports();
  }

  /** Waits until something has changed since the last call. Gives the paths as seen from the project. */
  public async next(): Promise<string[]> {
    if (this.changed.size === 0 || this.timer !== undefined) { await new Promise<void>((done) => { this.wake = done; }); }
    const paths = [...this.changed].map((path) => relative(this.project, path)).sort();
    this.changed.clear();
    this.addImports();
    return paths;
  }

  /** Ends it. Nothing that was waited for comes any more. */
  public close(): void {
    clearTimeout(this.timer);
    for (const watcher of this.watchers.values()) { watcher.close(); }
    this.watchers.clear();
  }

  private addFolder(folder: string, isNew: boolean): void {
    if (this.watchers.has(folder)) { return; }
    const watcher = watch(folder, (_, name) => { if (name !== null) { this.look(join(folder, name)); } });
    // A folder that is removed ends its watcher.
    watcher.on('error', () => { this.removeFolder(folder); });
    this.watchers.set(folder, watcher);
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (this.isForeign(path, entry.name)) { continue; }
      if (entry.isDirectory()) { this.addFolder(path, isNew); } else if (isNew) { this.look(path); } else { this.contents.set(path, contentOf(path)); }
    }
  }

  private removeFolder(folder: string): void {
    this.watchers.get(folder)?.close();
    this.watchers.delete(folder);
  }

  private isForeign(path: string, name: string): boolean {
    return name.startsWith('.') || FOREIGN.has(name) || path === this.output || path.startsWith(`${this.output}.`);
  }

  private look(path: string): void {
    if (this.isForeign(path, path.slice(path.lastIndexOf('/') + 1))) { return; }
    if (!path.startsWith(`${this.project}/`) && !this.contents.has(path)) { return; }
    if (isFolder(path)) { this.addFolder(path, true); return; }
    if (!existsSync(path)) { this.removeFolder(path); }
    const content = contentOf(path);
    if (this.contents.get(path) === content) { return; }
    this.contents.set(path, content);
    this.changed.add(path);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.timer = undefined; this.wake(); }, PAUSE_MS);
  }

  /** Files outside the project that the app imports, and those that they import. */
  private addImports(): void {
    const entries = this.app.split(/\s+/).filter((word) => /\.[cm]?[jt]s$/.test(word)).map((word) => resolve(this.project, word));
    const seen = new Set<string>();
    for (let file = entries.pop(); file !== undefined; file = entries.pop()) {
      if (seen.has(file)) { continue; }
      seen.add(file);
      if (!file.startsWith(`${this.project}/`) && !this.contents.has(file)) {
        this.contents.set(file, contentOf(file));
        const folder = dirname(file);
        if (!this.watchers.has(folder)) { this.watchers.set(folder, watch(folder, (_, name) => { if (name !== null) { this.look(join(folder, name)); } })); }
      }
      entries.push(...importsIn(file));
    }
  }
}

/** The files that a module imports by a relative path. */
function importsIn(file: string): string[] {
  if (file.includes('/node_modules/')) { return []; }
  const text = readIfThere(file)?.toString('utf8') ?? '';
  return [...text.matchAll(/(?:from|import|require)\s*\(?\s*['"](\.[^'"\n]*)['"]/g)].flatMap(([, request = '']) => {
    const path = resolve(dirname(file), request);
    const candidates = [path, ...['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json'].flatMap((extension) => [`${path}.${extension}`, join(path, `index.${extension}`)]), path.replace(/\.([cm]?)js$/, '.$1ts')];
    return candidates.filter((each) => existsSync(each) && !isFolder(each)).slice(0, 1);
  });
}

function entriesOf(folder: string): import('node:fs').Dirent[] {
  try { return readdirSync(folder, { withFileTypes: true }); } catch { return []; }
}

function isFolder(path: string): boolean {
  try { return statSync(path).isDirectory(); } catch { return false; }
}

function readIfThere(path: string): Buffer | undefined {
  try { return readFileSync(path); } catch { return undefined; }
}

/** What tells one content from another; empty where there is no file. */
function contentOf(path: string): string {
  try {
    const { size, mtimeMs } = statSync(path);
    if (size > LARGE) { return `${size} ${mtimeMs}`; }
  } catch { return ''; }
  const content = readIfThere(path);
  return content === undefined ? '' : createHash('sha256').update(content).digest('base64');
}
