import { setTimeout as sleep } from 'node:timers/promises';

/** Does something again and again until it is stopped: what the stand-ins for programs of a cluster do. */
export class Loop {
  private readonly ended = new AbortController();
  private readonly running: Promise<void>;

  /** Begins. What fails is tried again: the API server may be away for a moment. */
  public constructor(private readonly step: () => Promise<void>, private readonly milliseconds = 250) {
    this.running = this.run();
  }

  /** Ends it; no step runs afterwards. */
  public async stop(): Promise<void> {
    this.ended.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.ended.signal.aborted) {
      await this.step().catch(() => undefined);
      await sleep(this.milliseconds, undefined, { signal: this.ended.signal }).catch(() => undefined);
    }
  }
}
