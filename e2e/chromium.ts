import { ChildProcess, spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { scratchFolder } from './scratch';

/** The browser of the machine; undefined where there is none. `CHROMIUM` names one that is not in PATH. */
export function chromiumPath(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
  return process.env['CHROMIUM'] ?? names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** How a page is looked at. */
export interface Window {
  readonly width: number;
  readonly height?: number;
  readonly dark: boolean;
}

/** What a page did while it was opened. */
export interface Opened {
  /** Addresses that it asked for, its own file aside. */
  readonly requests: readonly string[];
  /** What the console said: warnings and errors of the page and of the browser. */
  readonly complaints: readonly string[];
}

interface Reply {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly [name: string]: unknown };
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** A headless Chromium, spoken to over a pipe; it ends with this process, too. */
export class Chromium {
  public static async start(path: string): Promise<Chromium> {
    const folder = scratchFolder('chromium');
    const child = spawn(path, [
      '--headless=new', '--remote-debugging-pipe', `--user-data-dir=${folder}`, '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--hide-scrollbars',
      // Nothing of the browser's own asks the network: what is seen is the page's.
      '--disable-background-networking', '--disable-component-update', '--disable-sync', '--proxy-server=127.0.0.1:9', 'about:blank',
    ], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    const chromium = new Chromium(child, folder);
    try {
      const { targetInfos } = await chromium.send('Target.getTargets') as { targetInfos: readonly { readonly type: string; readonly targetId: string }[] };
      const { sessionId } = await chromium.send('Target.attachToTarget', { targetId: targetInfos.find(({ type }) => type === 'page')?.targetId, flatten: true }) as { sessionId: string };
      chromium.session = sessionId;
      for (const domain of ['Page', 'Network', 'Log', 'Runtime']) { await chromium.send(`${domain}.enable`); }
      return chromium;
    } catch (error) {
      await chromium.stop();
      throw error;
    }
  }

  private session: string | undefined;
  private last = 0;
  private buffer = '';
  private readonly replies = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  private readonly ears = new Set<(event: Reply) => void>();
  private readonly ended: Promise<void>;

  private constructor(private readonly child: ChildProcess, private readonly folder: string) {
    this.ended = new Promise((resolve) => {
      const end = (why: Error): void => {
        for (const { reject } of this.replies.values()) { reject(why); }
        resolve();
      };
      child.on('error', end);
      child.on('exit', (code) => { end(new Error(`Chromium has ended with ${code}`)); });
    });
    (child.stdio[3] as Writable).on('error', () => undefined);
    (child.stdio[4] as Readable).setEncoding('utf8').on('data', (text: string) => { this.take(text); }).on('error', () => undefined);
  }

  /** Opens a file and waits until it is loaded and painted. */
  public async open(file: string, window: Window): Promise<Opened> {
    const address = pathToFileURL(file).href;
    const requests: string[] = [];
    const complaints: string[] = [];
    let loaded: () => void = () => undefined;
    const load = new Promise<void>((resolve) => { loaded = resolve; });
    const ear = ({ method, params }: Reply): void => {
      const { request, entry, type, args, exceptionDetails } = (params ?? {}) as { request?: { url: string }; entry?: { text: string; level: string }; type?: string; args?: unknown; exceptionDetails?: { text: string } };
      if (method === 'Page.loadEventFired') { loaded(); }
      if (method === 'Network.requestWillBeSent' && request !== undefined && request.url !== address && !request.url.startsWith('data:')) { requests.push(request.url); }
      if (method === 'Log.entryAdded' && entry !== undefined) { complaints.push(`${entry.level}: ${entry.text}`); }
      if (method === 'Runtime.consoleAPICalled') { complaints.push(`${type}: ${JSON.stringify(args)}`); }
      if (method === 'Runtime.exceptionThrown') { complaints.push(exceptionDetails?.text ?? 'exception'); }
      if (method === 'Page.javascriptDialogOpening') { complaints.push('a dialog opened'); void this.send('Page.handleJavaScriptDialog', { accept: true }); }
    };
    this.ears.add(ear);
    try {
      await this.send('Emulation.setDeviceMetricsOverride', { width: window.width, height: window.height ?? 900, deviceScaleFactor: 1, mobile: false });
      await this.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: window.dark ? 'dark' : 'light' }] });
      await this.send('Page.navigate', { url: address });
      await load;
      await this.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))');
      return { requests, complaints };
    } finally {
      this.ears.delete(ear);
    }
  }

  /** The value of an expression in the page, which may be a promise. */
  public async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true }) as {
      result: { value: T }; exceptionDetails?: { text: string; exception?: { description?: string } };
    };
    if (exceptionDetails !== undefined) { throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text); }
    return result.value;
  }

  /** A picture of the whole page, as PNG. */
  public async screenshot(): Promise<Buffer> {
    const { data } = await this.send('Page.captureScreenshot', { format: 'png', captureBeyondViewport: true }) as { data: string };
    return Buffer.from(data, 'base64');
  }

  public async stop(): Promise<void> {
    const impatient = setTimeout(() => this.child.kill('SIGKILL'), 3000);
    // By closing the browser its renderers end with it.
    this.session = undefined;
    void this.send('Browser.close').catch(() => undefined);
    await this.ended;
    clearTimeout(impatient);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private send(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.replies.set(id, { resolve, reject });
      (this.child.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId: this.session })}\0`);
    });
  }

  private take(text: string): void {
    const messages = (this.buffer + text).split('\0');
    this.buffer = messages.pop() ?? '';
    for (const message of messages) {
      const reply = JSON.parse(message) as Reply;
      if (reply.id === undefined) {
        for (const ear of [...this.ears]) { ear(reply); }
      } else {
        const waiting = this.replies.get(reply.id);
        this.replies.delete(reply.id);
        if (reply.error === undefined) { waiting?.resolve(reply.result); } else { waiting?.reject(new Error(reply.error.message)); }
      }
    }
  }
}
