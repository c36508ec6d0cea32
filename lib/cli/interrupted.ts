import { constants } from 'node:os';

/** Somebody has ended the command by a signal; what was begun is undone. */
export class Interrupted extends Error {
  public constructor(private readonly signal: NodeJS.Signals) {
    super(signal);
  }

  /** Whether somebody has pressed Ctrl-C. */
  public get isByHand(): boolean {
    return this.signal === 'SIGINT';
  }

  /** As shells spell a death by a signal. */
  public get exitCode(): number {
    return 128 + constants.signals[this.signal];
  }
}

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Keeps signals from ending the process at any moment, for as long as it is open. */
export class SignalWatch {
  /** The first signal. */
  public readonly first: Promise<NodeJS.Signals>;

  private take: (signal: NodeJS.Signals) => void = () => undefined;

  public constructor() {
    this.first = new Promise((resolve) => { this.take = resolve; });
    for (const signal of SIGNALS) { process.on(signal, this.take); }
  }

  public close(): void {
    for (const signal of SIGNALS) { process.off(signal, this.take); }
  }
}
