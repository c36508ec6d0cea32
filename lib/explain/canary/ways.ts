import { Way } from './canary-explanation';

/** The ways of an event by one program, and what is to say where there is none. */
export interface Ways {
  readonly ways: readonly Way[];
  /** Why this program tells nobody; empty where it tells somebody. */
  readonly reasons: readonly string[];
}
