import { Metric } from './metric';

/**
 * Series that the rules of this library record and that its alerts rest on, so that one look at every canary is enough for all. The rules
 * are in lib/rules; without them such an alert never fires.
 */

type CanaryLabel = 'namespace' | 'name';
const CANARY: readonly CanaryLabel[] = ['namespace', 'name'];

/** The canaries of which Flagger says now that they failed. */
export const CANARY_FAILING: Metric<CanaryLabel> = { name: 'flagger:canary:failing', labels: CANARY };

/** The canaries that failed, also where a Flagger that restarted has not told their status yet. */
export const CANARY_FAILED: Metric<CanaryLabel> = { name: 'flagger:canary:failed', labels: CANARY };

/** The canaries of which Flagger says now that they are rolled out. */
export const CANARY_PROGRESSING: Metric<CanaryLabel> = { name: 'flagger:canary:progressing', labels: CANARY };

/** The canaries whose rollout has not ended, also where a Flagger that restarted has not told their status yet. */
export const CANARY_UNFINISHED: Metric<CanaryLabel> = { name: 'flagger:canary:unfinished', labels: CANARY };

/** How many canaries of a namespace have a status and are not deleted. */
export const CANARIES_INITIALIZED: Metric<'namespace'> = { name: 'flagger:canary_initialized:count', labels: ['namespace'] };

/** Their names. */
export const RECORDED_BY_US: ReadonlySet<string> = new Set([CANARY_FAILING, CANARY_FAILED, CANARY_PROGRESSING, CANARY_UNFINISHED, CANARIES_INITIALIZED].map(({ name }) => name));
