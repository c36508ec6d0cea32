import { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { leashed } from './leash';
import { scratchFolder } from './scratch';

/** A program to start. */
export interface ServerOptions {
  /** Its path. */
  readonly program: string;

  /** Writes its files into its folder, and gives its arguments. */
  readonly args: (folder: string, port: number) => readonly string[];

  /**
   * Does what takes a while in its folder, before it starts.
   *
   * @default - nothing
   */
  readonly prepare?: (folder: string) => Promise<void> | undefined;

  /** The path that answers 200 once it serves; for a program that speaks something else than plain HTTP, who asks it instead. */
  readonly ready: string | ((folder: string, port: number) => Promise<boolean>);

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

  /**
   * The folder and the port of one that was halted: it starts again on what that one left.
   *
   * @default - a new folder and a free port
   */
  readonly again?: { readonly folder: string; readonly port: number };
}

/** A real program that serves on loopback, with a folder of its own. */
export class Server {
  /**
   * Starts a program on a free port, and waits until it is ready.
   *
   * @throws With the end of its log, when it ends instead or is not ready in 30 s.
   */
  public static async start(options: ServerOptions): Promise<Server> {
    for (let attempt = 1; ; attempt++) {
      const folder = options.again?.folder ?? scratchFolder(basename(options.program));
      await options.prepare?.(folder);
      const server = new Server(options, folder, options.again?.port ?? await freePort());
      try {
        await server.waitUntilReady();
        return server;
      } catch (error) {
        const log = server.log();
        await server.stop();
        // Between the search for a free port and its use another process can take it.
        if (attempt < 3 && options.again === undefined && log.includes('address already in use')) { continue; }
        throw new Error((error as Error).message + server.logEnd());
      }
    }
  }

  /** Where it serves, without a slash at the end. */
  public readonly url: string;

  /** The port of loopback on which it serves. */
  public readonly port: number;

  private readonly leash: ChildProcess;
  private readonly ended: Promise<void>;
  private readonly lifetime: NodeJS.Timeout;
  private lastLog = '';

  private constructor(private readonly options: ServerOptions, public readonly folder: string, port: number) {
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    // What it writes elsewhere for a while is its own too: kustomize-controller, when it starts, empties the folder of such things.
    this.leash = leashed({ program: options.program, args: options.args(folder, port), folder, log: 'log', env: { TMPDIR: folder, ...options.env } });
    this.ended = new Promise((resolve) => { this.leash.once('exit', () => { resolve(); }); });
    this.lifetime = setTimeout(() => void this.stop(), (options.life ?? 600) * 1000).unref();
  }

  /** What it is called. */
  private get name(): string {
    return basename(this.options.program);
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
      throw this.isRunning() ? error : new Error(`${this.name} has ended${this.logEnd()}`);
    });
    const body = await response.text();
    if (!response.ok) { throw new Error(`${this.name} ${path}: ${response.status} ${body}`); }
    return body === '' ? undefined : JSON.parse(body) as unknown;
  }

  /** Ends it and keeps its folder, for one that starts again there. */
  public halt(): Promise<void> {
    return this.end('stop');
  }

  /** The same by SIGKILL: it can put nothing in order. */
  public kill(): Promise<void> {
    return this.end('kill');
  }

  /** Ends it and removes its folder. */
  public async stop(): Promise<void> {
    await this.halt();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async end(how: 'stop' | 'kill'): Promise<void> {
    clearTimeout(this.lifetime);
    if (this.isRunning()) { this.leash.stdin?.write(`${how}\n`); }
    await this.ended;
    this.leash.stdin?.destroy();
    this.lastLog = this.log();
  }

  private logEnd(): string {
    return `; its log ends with\n${this.log().trimEnd().split('\n').slice(-20).join('\n')}`;
  }

  private isRunning(): boolean {
    return this.leash.exitCode === null && this.leash.signalCode === null;
  }

  private async waitUntilReady(): Promise<void> {
    const deadline = Date.now() + 30_000;
    while (this.isRunning()) {
      const isReady = await this.isReady();
      // A taken port answers too: with another program that is ready.
      if (isReady && this.isRunning()) { return; }
      if (Date.now() > deadline) { throw new Error(`${this.name} is not ready after 30 s`); }
      await sleep(50);
    }
    throw new Error(`${this.name} ended with exit code ${this.leash.exitCode}`);
  }

  private async isReady(): Promise<boolean> {
    const { ready } = this.options;
    if (typeof ready !== 'string') { return ready(this.folder, this.port).catch(() => false); }
    const response = await fetch(this.url + ready).catch(() => undefined);
    await response?.body?.cancel();
    return response?.ok === true;
  }
}

/** A port that nothing listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => { resolve(typeof address === 'object' && address !== null ? address.port : 0); });
    });
  });
}
