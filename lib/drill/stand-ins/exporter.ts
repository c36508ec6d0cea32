import { Listener } from '../process/listener';

/** A stand-in for a program that Prometheus scrapes. */
export class Exporter {
  /**
   * Begins to serve.
   *
   * @param text The metrics at the moment; undefined where the program is down, and every scrape fails.
   */
  public static async start(text: () => string | undefined): Promise<Exporter> {
    return new Exporter(await Listener.start((_request, _body, response) => {
      const metrics = text();
      response.writeHead(metrics === undefined ? 503 : 200, { 'content-type': 'text/plain; version=0.0.4' });
      response.end(metrics);
    }));
  }

  private constructor(private readonly listener: Listener) {}

  /** Host and port. */
  public get address(): string {
    return this.listener.address;
  }

  /** Ends it. */
  public stop(): Promise<void> {
    return this.listener.stop();
  }
}
