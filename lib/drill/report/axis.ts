/** Where a moment stands: milliseconds to the units of whoever draws. */
export interface Axis {
  /** The place of a moment; everything before the beginning stands at one place, left of a gap. */
  readonly x: (at: number) => number;
  /** Moments that are named, in milliseconds, with how they are written. */
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  /** Milliseconds that one unit stands for. */
  readonly perUnit: number;
}

/** What an axis takes. */
export interface AxisOptions {
  /** The last moment, in milliseconds. */
  readonly end: number;
  /** The first unit and the last one. */
  readonly left: number;
  readonly right: number;
  /** How many units stand for what was before the beginning; 0 where nothing was. */
  readonly before: number;
  /** How far two ticks are apart at least, in units. */
  readonly apart: number;
}

const STEPS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400];

/** An axis of seconds: the ticks are numbers that people use. */
export function axis({ end, left, right, before, apart }: AxisOptions): Axis {
  const start = left + before;
  const last = Math.max(1000, end);
  const perUnit = last / Math.max(1, right - start);
  const step = 1000 * (STEPS.find((each) => each * 1000 / perUnit >= apart) ?? Math.ceil(apart * perUnit / 86_400_000) * 86_400);
  const ticks = Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => ({ at: i * step, text: `${i * step / 1000} s` }));
  return { x: (at) => at < 0 ? left + before / 2 : Math.min(right, start + at / perUnit), ticks, perUnit };
}
