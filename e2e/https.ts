import { Agent, request as httpsRequest } from 'node:https';

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** What to ask. */
export interface Question {
  /** @default GET */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks one server whose certificate is signed by itself, over a few connections that stay open. */
export class HttpsClient {
  private readonly agent: Agent;

  /**
   * @param origin Such as `https://127.0.0.1:6443`.
   * @param ca The certificate to trust: node's fetch takes none, short of one for the whole process.
   */
  public constructor(private readonly origin: string, ca: string) {
    this.agent = new Agent({ keepAlive: true, maxSockets: 16, ca });
  }

  public ask(path: string, { method = 'GET', headers, body }: Question = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = httpsRequest(new URL(path, this.origin), { method, headers, agent: this.agent, timeout: 30_000 }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => { chunks.push(chunk); });
        response.once('error', reject);
        response.once('end', () => { resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }); });
      });
      request.once('timeout', () => { request.destroy(new Error(`${method} ${path}: no answer within 30 s`)); });
      request.once('error', reject);
      request.end(body);
    });
  }

  /** Closes what is open. */
  public close(): void {
    this.agent.destroy();
  }
}
