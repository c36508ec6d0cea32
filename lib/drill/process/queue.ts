interface Waiting {
  readonly weight: number;
  readonly enter: () => void;
}

/** Lets in as many as there is room for; of those that wait, the one that takes longest first. */
export class Queue {
  private readonly waiting: Waiting[] = [];
  private inside = 0;

  public constructor(private readonly room: number) {}

  /**
   * Waits for a place.
   *
   * @param weight How long whoever enters takes; the longest enters first.
   * @param signal Ends the waiting.
   * @returns What gives the place back; a second call does nothing.
   */
  public async enter(weight: number, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.inside >= this.room) { await this.turn(weight, signal); } else { this.inside += 1; }
    let isInside = true;
    return () => {
      if (!isInside) { return; }
      isInside = false;
      this.leave();
    };
  }

  private turn(weight: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { weight, enter: () => { signal.removeEventListener('abort', give); resolve(); } };
      const give = (): void => {
        const index = this.waiting.indexOf(waiting);
        if (index >= 0) { this.waiting.splice(index, 1); }
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', give, { once: true });
      this.waiting.push(waiting);
      this.waiting.sort((a, b) => b.weight - a.weight);
    });
  }

  /** The place goes to the next, or is free. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) { this.inside -= 1; } else { next.enter(); }
  }
}
