/**
 * How long inputs of a size may take: what manifests of that size take here and now, and a second. It counts this process' own
 * time, so that a machine with other work makes no test fail.
 */
export class SizeClass {
  private millisecondsPerByte = 0;

  /** Takes a run as the measure, if no earlier one was slower. */
  public learn(bytes: number, run: () => unknown): void {
    this.millisecondsPerByte = Math.max(this.millisecondsPerByte, timed(run).milliseconds / bytes);
  }

  /** Runs. Throws where it takes more than a second longer than others of its size, the best of three times: two threads of one core are slower. */
  public within<T>(bytes: number, run: () => T): T {
    const most = 1000 + 2 * bytes * this.millisecondsPerByte;
    const first = timed(run);
    const { result } = first;
    let { milliseconds } = first;
    for (let again = 0; again < 2 && milliseconds > most; again++) { milliseconds = Math.min(milliseconds, timed(run).milliseconds); }
    if (milliseconds > most) { throw new Error(`it took ${Math.round(milliseconds)} ms for ${bytes} bytes; ${Math.round(most)} ms is the most`); }
    return result;
  }
}

/** Runs, and tells how long this process has worked at it. */
export function timed<T>(run: () => T): { readonly result: T; readonly milliseconds: number } {
  const begun = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(begun);
  return { result, milliseconds: (user + system) / 1000 };
}
