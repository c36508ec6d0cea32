import { SweptKind } from '../sweep';
import { ALERTMANAGER_KINDS } from './alertmanager';
import { EXTERNAL_SECRETS_KINDS } from './externalsecrets';
import { FLAGGER_KINDS } from './flagger';
import { flaggerRelease } from './flagger-release';
import { FLUX_KINDS } from './flux';
import { PROMETHEUS_KINDS } from './prometheus';

/** Every kind that this library has a construct for. */
export const KINDS: readonly SweptKind[] = [...ALERTMANAGER_KINDS, ...PROMETHEUS_KINDS, ...FLAGGER_KINDS, ...FLUX_KINDS, ...EXTERNAL_SECRETS_KINDS];

/** What makes objects of several kinds, by its name: swept like them, and no kind of its own. */
export const COMPOSITES: readonly (readonly [name: string, swept: SweptKind])[] = [['FlaggerRelease', flaggerRelease]];
