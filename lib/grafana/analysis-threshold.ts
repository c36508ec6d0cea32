/** What the analysis of a canary allows a check's value to be. No metric tells it. */
export interface AnalysisThreshold {
  /** The canary's namespace. */
  readonly namespace: string;

  /** The name of the canary's target, by which Flagger's metrics know it. */
  readonly name: string;

  /** The name of the check: `metrics[].name` in the Canary. */
  readonly metric: string;

  /**
   * The least value that passes, as the Canary says it: `request-success-rate` in percent.
   *
   * @default - no limit
   */
  readonly min?: number;

  /**
   * The greatest value that passes, as the Canary says it: `request-duration` in milliseconds, although its metric is in
   * seconds.
   *
   * @default - no limit
   */
  readonly max?: number;
}
