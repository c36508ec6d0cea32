import { Scenario } from './scenario';
import { Timeline } from './timeline';

/** How a play went, from the best to the worst. */
export const VERDICTS = ['told', 'told-twice', 'too-late', 'told-for-nothing', 'not-told'] as const;

/** How a play went: the worst of what was found. */
export type Verdict = typeof VERDICTS[number];

/** The worst of several; `told` where there is none. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  return [...VERDICTS].reverse().find((each) => verdicts.includes(each)) ?? 'told';
}

/** What was found for one expectation and one channel, or for a message that nobody expected. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The canary by the scenario's name; undefined where it is about Flagger or Alertmanager. */
  readonly canary?: string;
  /** The channel; undefined where none heard. */
  readonly channel?: string;
  /** Seconds from the moment that counts to the first message. */
  readonly seconds?: number;
  /** Seconds that were promised. */
  readonly promised?: number;
  /** In one sentence, for people. */
  readonly what: string;
}

/** A scenario, what was seen, and how it went. */
export interface Play {
  readonly scenario: Scenario;
  readonly timeline: Timeline;
  readonly verdict: Verdict;
  readonly judgements: readonly Judgement[];
  /** The longest that the first message of a failure should take, in seconds, as `check` computes it; undefined where it does not apply to this play. */
  readonly computed?: number;
}

/** Everything that a drill found. */
export interface DrillResult {
  readonly promised: number;
  readonly programs: readonly { readonly name: string; readonly version: string }[];
  /** What the manifests do not say, and what was assumed instead. */
  readonly assumptions: readonly string[];
  readonly plays: readonly Play[];
  /** What could not be played, because a program failed. */
  readonly unplayed: readonly { readonly scenario: string; readonly why: string }[];
  /** The worst of the plays. */
  readonly verdict: Verdict;
}
