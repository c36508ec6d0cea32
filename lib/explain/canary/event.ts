import { CanaryEvent } from '../../checks/expression';
import { EventName } from './canary-explanation';

/** What Flagger's own notifier calls an event. Source: fluxcd/flagger v1.44.0 pkg/controller/scheduler.go, scheduler_hooks.go (alert). */
export type FlaggerSeverity = 'info' | 'warn' | 'error';

/** Something that happens to a canary, and how it shows. */
export interface CanaryHappening {
  readonly event: EventName;
  readonly what: string;
  /** The state of the metrics while it lasts; undefined where no metric shows it. */
  readonly state?: CanaryEvent;
  /** How that state shows in the metrics, for the sentence that no rule fires on it. */
  readonly shows: string;
  /** How Flagger posts it; undefined where it posts nothing. */
  readonly severity?: FlaggerSeverity;
  /** Whether Flagger tells it to a webhook of type `event`. */
  readonly hooked: boolean;
}

const FAILED = 'flagger_canary_status 2';

/** What happens to a canary: the table "Which program tells what" of docs/design.md. */
export const HAPPENINGS: readonly CanaryHappening[] = [
  { event: 'failed-checks', what: 'failed checks reach the threshold', state: 'failed', shows: FAILED, severity: 'error', hooked: true },
  // Silent since Flagger 1.36.1, whatever the severity.
  { event: 'never-ready', what: 'it never becomes ready', state: 'failed', shows: FAILED, hooked: true },
  { event: 'promotion-failed', what: 'the promotion fails', state: 'promotion-failed', shows: FAILED, severity: 'error', hooked: true },
  { event: 'rolled-back', what: 'somebody rolls back by webhook', state: 'failed', shows: FAILED, severity: 'warn', hooked: true },
  { event: 'waiting', what: 'it waits for approval', state: 'waiting', shows: 'a canary that waits: its status is 1, as of one that is done', severity: 'warn', hooked: true },
  { event: 'started', what: 'a rollout starts', state: 'progressing', shows: 'flagger_canary_status 0 alone', severity: 'info', hooked: true },
  { event: 'promoted', what: 'it is promoted', shows: 'a promotion', severity: 'info', hooked: true },
  { event: 'stuck', what: 'it is stuck in progress', state: 'stuck', shows: 'flagger_canary_status 0 for too long', hooked: false },
  { event: 'initializing', what: 'it never gets going', state: 'initializing', shows: 'a canary without flagger_canary_status', hooked: false },
  { event: 'overweight', what: 'it gets too much traffic', state: 'overweight', shows: 'its flagger_canary_weight', hooked: false },
];
