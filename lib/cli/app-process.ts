import { ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What an app process takes. */
export interface AppProcessOptions {
  /** Where it runs. */
  readonly folder: string;
  /** Where it writes: cdk8s' App reads CDK8S_OUTDIR. */
  readonly outdir: string;
  /** Takes what it prints. */
  readonly out: (text: string) => void;
  /** Takes its warnings and errors. */
  readonly err: (text: string) => void;
}

/** How an app ended. */
export interface AppEnd {
  /** The exit code; null where a signal ended it. */
  readonly code: number | null;
  /** The signal that ended it. */
  readonly signal: NodeJS.Signals | null;
}

/** How long an app that was told to end may take to do so. */
const PATIENCE_MS = 3000;

/** How long output is waited for once the app has ended: something that it left behind may hold the pipe for ever. */
const LAST_WORDS_MS = 1000;

/** The app, in a process of its own: a shell command, and whatever that starts. */
export class AppProcess {
  /** How it ended, once all that it said has been taken. */
  public readonly ended: Promise<AppEnd>;

  private readonly child: ChildProcess;

  public constructor(command: string, options: AppProcessOptions) {
    this.child = spawn(direct(command, options.folder), {
      cwd: options.folder,
      env: { ...process.env, CDK8S_OUTDIR: options.outdir, PATH: [join(options.folder, BIN), process.env.PATH ?? ''].join(delimiter) },
      shell: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, so that what the shell has started ends with it.
      detached: GROUPS,
    });
    this.child.stdout?.setEncoding('utf8').on('data', options.out);
    this.child.stderr?.setEncoding('utf8').on('data', options.err);
    this.ended = new Promise((resolve, reject) => {
      this.child.on('error', reject);
      let deaf: NodeJS.Timeout | undefined;
      this.child.on('exit', () => {
        // Whoever still holds the pipes shall not hold this process.
        deaf = setTimeout(() => { this.child.stdout?.destroy(); this.child.stderr?.destroy(); }, LAST_WORDS_MS);
      });
      this.child.on('close', (code, signal) => { clearTimeout(deaf); resolve({ code, signal }); });
    });
  }

  /** Ends the app and all that it has started. */
  public async end(signal: NodeJS.Signals): Promise<void> {
    this.kill(signal);
    const impatient = setTimeout(() => { this.kill('SIGKILL'); }, PATIENCE_MS);
    await this.ended.catch(() => undefined);
    clearTimeout(impatient);
    this.kill('SIGKILL');
  }

  /** Ends it at once. */
  public kill(signal: NodeJS.Signals): void {
    const { pid } = this.child;
    if (pid === undefined) { return; }
    try {
      if (GROUPS) { process.kill(-pid, signal); } else { this.child.kill(signal); }
    } catch {
      // It has ended already.
    }
  }
}

const GROUPS = process.platform !== 'win32';

const BIN = join('node_modules', '.bin');

/** `npx tsx main.ts` runs the project's own tsx, and takes a quarter of a second to find it: say so at once. */
function direct(command: string, folder: string): string {
  const [, program, rest] = /^\s*npx\s+([\w][\w.-]*)((?:\s.*)?)$/s.exec(command) ?? [];
  return program !== undefined && existsSync(join(folder, BIN, program)) ? `${program}${rest}` : command;
}
