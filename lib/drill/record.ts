import { DrillResult, Play } from './verdict';

/** What was measured beside what was computed, for one scenario. */
export interface Measurement {
  readonly scenario: string;
  /** The longest that the first message of a failure took, in seconds. */
  readonly measured: number;
  /** What `check` computes for it, in seconds. */
  readonly computed: number;
}

/** The scenarios for which both are known, by name. */
export function measurementsOf({ plays }: DrillResult): Measurement[] {
  return plays.flatMap((play) => {
    const measured = longestOf(play);
    return measured === undefined || play.computed === undefined ? [] : [{ scenario: play.scenario.name, measured: tenths(measured), computed: tenths(play.computed) }];
  }).sort((a, b) => a.scenario < b.scenario ? -1 : 1);
}

/** Where reality was slower than the computation: the formula, or the machine, is wrong. */
export function underestimated(measurements: readonly Measurement[]): readonly Measurement[] {
  return measurements.filter(({ measured, computed }) => measured > computed);
}

/** The least, the middle and the most of the seconds that failures took to be told. */
export function spreadOf({ plays }: DrillResult): { readonly least: number; readonly middle: number; readonly most: number; readonly count: number } | undefined {
  const seconds = plays.flatMap((play) => longestOf(play) ?? []).sort((a, b) => a - b);
  const [least] = seconds;
  return least === undefined ? undefined : { least, middle: seconds[Math.floor(seconds.length / 2)] as number, most: seconds.at(-1) as number, count: seconds.length };
}

function longestOf({ judgements }: Play): number | undefined {
  const seconds = judgements.flatMap(({ seconds: each }) => each ?? []);
  return seconds.length === 0 ? undefined : Math.max(...seconds);
}

function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
