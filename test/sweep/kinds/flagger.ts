import { SweptKind } from '../sweep';
import { alertProvider } from './alert-provider';
import { canary } from './canary';
import { metricTemplate } from './metric-template';

/** The kinds of the room flagger. */
export const FLAGGER_KINDS: readonly SweptKind[] = [alertProvider, canary, metricTemplate];
