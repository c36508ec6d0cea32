import { ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { scratchFolder } from './scratch';
import { tool } from './tools';

/** A program to start. */
export interface ServerOptions {
  /** Its name among the real programs. */
  readonly program: string;

  /** Writes its files into its folder, and gives its arguments. */
  readonly args: (folder: string, port: number) => readonly string[];

  /** The path that answers 200 once it serves. */
  readonly ready: string;

  /**
   * What it has in its environment beside this process' own.
   *
   * @default - nothing
   */
  readonly env?: Readonly<Record<string, string>>;

  /**
   * After how many seconds it is stopped, whatever happens.
   *
   * @default 600
   */
  readonly life?: number;
}

/**
 * The shell that a program runs under. It ends the program when its standard input does, which happens when the process
 * that started it is gone, SIGKILL included; then it removes the program's folder too.
 */
const LEASH = `
folder=$1; shift
exec 3<&0
"$@" </dev/null 3<&- >"$folder/log" 2>&1 &
program=$!
(
  read -r _ <&3 || : >"$folder/orphaned"
  kill "$program"
  n=0; while kill -0 "$program" && [ $n -lt 50 ]; do sleep 0.1; n=$((n+1)); done
  kill -9 "$program"
) 2>/dev/null &
watcher=$!
exec 3<&-
wait "$program"; code=$?
kill "$watcher" 2>/dev/null
if [ -e "$folder/orphaned" ]; then rm -rf "$folder"; rmdir "$(dirname "$folder")" 2>/dev/null; fi
exit $code
`;

/** A real program that serves on loopback, with a folder of its own. */
export class Server {
  /**
   * Starts a program on a free port, and waits until it is ready.
   *
   * @throws With the end of its log, when it ends instead or is not ready in 30 s.
   */
  public static async start(options: ServerOptions): Promise<Server> {
    for (let attempt = 1; ; attempt++) {
      const server = new Server(options, scratchFolder(options.program), await freePort());
      try {
        await server.waitUntilReady(options.ready);
        return server;
      } catch (error) {
        const log = server.log();
        await server.stop();
        // Between the search for a free port and its use another process can take it.
        if (attempt < 3 && log.includes('address already in use')) { continue; }
        throw new Error((error as Error).message + server.logEnd());
      }
    }
  }

  /** Where it serves, without a slash at the end. */
  public readonly url: string;

  private readonly leash: ChildProcess;
  private readonly ended: Promise<void>;
  private readonly lifetime: NodeJS.Timeout;
  private lastLog = '';

  private constructor(private readonly options: ServerOptions, public readonly folder: string, port: number) {
    this.url = `http://127.0.0.1:${port}`;
    this.leash = spawn('sh', ['-c', LEASH, 'leash', folder, tool(options.program), ...options.args(folder, port)], {
      // A session of its own: Ctrl-C reaches this process alone, and the leash ends the program in order.
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { ...process.env, ...options.env },
    });
    this.leash.stdin?.on('error', () => undefined);
    this.ended = new Promise((resolve) => { this.leash.once('exit', () => { resolve(); }); });
    this.lifetime = setTimeout(() => void this.stop(), (options.life ?? 600) * 1000).unref();
  }

  /** The process that it runs under: alive as long as the program is. */
  public get pid(): number {
    return this.leash.pid ?? 0;
  }

  /** What it has printed until now, or had when it was stopped. */
  public log(): string {
    const file = join(this.folder, 'log');
    return existsSync(file) ? readFileSync(file, 'utf8') : this.lastLog;
  }

  /** What it answers to a request. */
  public async json(path: string, init?: RequestInit): Promise<unknown> {
    const response = await fetch(this.url + path, init).catch((error: Error) => {
      throw this.isRunning() ? error : new Error(`${this.options.program} has ended${this.logEnd()}`);
    });
    const body = await response.text();
    if (!response.ok) { throw new Error(`${this.options.program} ${path}: ${response.status} ${body}`); }
    return body === '' ? undefined : JSON.parse(body) as unknown;
  }

  /** Ends it and removes its folder. */
  public async stop(): Promise<void> {
    clearTimeout(this.lifetime);
    if (this.isRunning()) { this.leash.stdin?.write('stop\n'); }
    await this.ended;
    this.leash.stdin?.destroy();
    this.lastLog = this.log();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private logEnd(): string {
    return `; its log ends with\n${this.log().trimEnd().split('\n').slice(-20).join('\n')}`;
  }

  private isRunning(): boolean {
    return this.leash.exitCode === null && this.leash.signalCode === null;
  }

  private async waitUntilReady(path: string): Promise<void> {
    const deadline = Date.now() + 30_000;
    while (this.isRunning()) {
      const response = await fetch(this.url + path).catch(() => undefined);
      await response?.body?.cancel();
      // A taken port answers too: with another program that is ready.
      if (response?.ok === true && this.isRunning()) { return; }
      if (Date.now() > deadline) { throw new Error(`${this.options.program} is not ready after 30 s`); }
      await sleep(50);
    }
    throw new Error(`${this.options.program} ended with exit code ${this.leash.exitCode}`);
  }
}

/** A port that nothing listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => { resolve(typeof address === 'object' && address !== null ? address.port : 0); });
    });
  });
}
