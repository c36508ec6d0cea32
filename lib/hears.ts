/** What a channel hears of. */
export enum Hears {
  /**
   * What somebody must act on, each thing once: a canary that failed, in whatever way, that is stuck, or that never gets going;
   * Flagger, Prometheus or Alertmanager in trouble; a commit that Flux cannot apply. It is told by Alertmanager, and by Flux
   * where the commit is at fault, within the promise.
   */
  FAILURES = 'failures',

  /**
   * What goes on, in Flagger's own words: a canary is initialized, a new revision is analysed, waits for approval, is promoted
   * or rolled back. A canary that never becomes ready is not among it: Flagger posts nothing of that
   * (fluxcd/flagger#1663, #1816).
   */
  PROGRESS = 'progress',
}
