import { Listener } from '../../lib/drill/process/listener';

/** A stand-in for the service that Flagger's webhooks ask: a gate is closed until it is opened. */
export class Gates {
  /** Begins to serve. */
  public static async start(): Promise<Gates> {
    const gates: Gates = new Gates(await Listener.start((request, _, response) => {
      response.writeHead(gates.open.has((request.url ?? '/').slice(1)) ? 200 : 403).end();
    }));
    return gates;
  }

  private readonly open = new Set<string>();

  private constructor(private readonly listener: Listener) {}

  /** Where a gate is. */
  public url(name: string): string {
    return `http://${this.listener.address}/${name}`;
  }

  /** Opens or closes one. */
  public set(name: string, isOpen: boolean): void {
    if (isOpen) { this.open.add(name); } else { this.open.delete(name); }
  }

  /** Ends it. */
  public stop(): Promise<void> {
    return this.listener.stop();
  }
}
