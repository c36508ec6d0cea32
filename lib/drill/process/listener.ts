import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';

/** What a stand-in answers to a request. */
export type Answer = (request: IncomingMessage, body: string, response: ServerResponse) => void;

/** An HTTP server of this process, on loopback and a free port: what the stand-ins are made of. */
export class Listener {
  /** Begins to listen. */
  public static async start(answer: Answer): Promise<Listener> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => { answer(request, Buffer.concat(chunks).toString(), response); });
    });
    // Node closes what has been idle for 5 s, the very moment at which a Prometheus that scrapes every 5 s asks again: its scrape would fail.
    server.keepAliveTimeout = 0;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return new Listener(server);
  }

  private constructor(private readonly server: Server) {}

  /** Host and port. */
  public get address(): string {
    const address = this.server.address();
    return typeof address === 'object' && address !== null ? `127.0.0.1:${address.port}` : '';
  }

  /** Ends it, open connections included. */
  public stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => { resolve(); });
      this.server.closeAllConnections();
    });
  }
}
