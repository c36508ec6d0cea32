import { SweptKind } from '../sweep';
import { ALERTMANAGER_KINDS } from './alertmanager';
import { EXTERNAL_SECRETS_KINDS } from './externalsecrets';
import { FLAGGER_KINDS } from './flagger';
import { FLUX_KINDS } from './flux';

/** Every kind that this library has a construct for. */
export const KINDS: readonly SweptKind[] = [...ALERTMANAGER_KINDS, ...FLAGGER_KINDS, ...FLUX_KINDS, ...EXTERNAL_SECRETS_KINDS];
