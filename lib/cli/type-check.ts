import { ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/** How long a compiler that was told to end may take to do so. */
const PATIENCE_MS = 2000;

/**
 * The project's own TypeScript, which looks at the types beside the app: the app is run without a look at them, so that nobody waits for it. It tells what it
 * finds when it finds something else than before, and that there is nothing any more.
 */
export class TypeCheck {
  /**
   * Begins, where the project has a tsconfig.json and TypeScript.
   *
   * @param folder The project's folder.
   * @param err Takes what it finds.
   */
  public static begin(folder: string, err: (text: string) => void): TypeCheck | undefined {
    const compiler = existsSync(join(folder, 'tsconfig.json')) ? compilerOf(folder) : undefined;
    return compiler === undefined ? undefined : new TypeCheck(compiler, folder, err);
  }

  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private lines: string[] = [];
  private rest = '';
  private told = '';

  private constructor(compiler: string, folder: string, private readonly err: (text: string) => void) {
    this.child = spawn(process.execPath, [compiler, '--noEmit', '--watch', '--preserveWatchOutput', '--pretty', 'false', '--locale', 'en', '-p', 'tsconfig.json'], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => { this.take(text); });
    this.ended = new Promise((done) => {
      // Without it the manifests are made all the same.
      this.child.on('error', () => { done(); });
      this.child.on('close', () => { done(); });
    });
  }

  /** Ends it. */
  public async close(): Promise<void> {
    this.child.kill();
    const impatient = setTimeout(() => { this.child.kill('SIGKILL'); }, PATIENCE_MS);
    await this.ended;
    clearTimeout(impatient);
  }

  private take(text: string): void {
    const lines = `${this.rest}${text}`.split(/\r?\n/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      if (/ - (?:Starting|File change detected)/.test(line)) { this.lines = []; continue; }
      const count = / - Found (\d+) errors?\b/.exec(line)?.[1];
      if (count !== undefined) { this.tell(Number(count)); } else if (line.trim() !== '') { this.lines.push(line); }
    }
  }

  private tell(count: number): void {
    const found = count === 0 ? '' : this.lines.map((line) => `${line}\n`).join('');
    if (found === this.told) { return; }
    this.told = found;
    this.err(count === 0 ? 'The types are right again.\n' : `${found}${count === 1 ? 'A mistake' : `${count} mistakes`} in the types; the manifests are made all the same.\n`);
  }
}

/** The compiler of the TypeScript that the project finds; undefined where it finds none. */
function compilerOf(folder: string): string | undefined {
  try {
    const file = createRequire(join(folder, 'package.json')).resolve('typescript/package.json');
    const { bin } = JSON.parse(readFileSync(file, 'utf8')) as { readonly bin?: { readonly tsc?: string } };
    return bin?.tsc === undefined ? undefined : resolve(dirname(file), bin.tsc);
  } catch {
    return undefined;
  }
}
