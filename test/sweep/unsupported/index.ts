import { ALERTMANAGER_UNSUPPORTED } from './alertmanager';
import { EXTERNAL_SECRETS_UNSUPPORTED } from './externalsecrets';
import { FLAGGER_UNSUPPORTED } from './flagger';
import { FLUX_UNSUPPORTED } from './flux';
import { PROMETHEUS_UNSUPPORTED } from './prometheus';

/** Fields that the constructs do not write, each with its reason; what stands below a field goes with it. `addJsonPatch` can write all of them. */
export interface Unsupported {
  readonly why: 'refused' | 'deprecated';
  /** As a sentence, with what to do instead where there is something. */
  readonly reason: string;
}

/** By `group/Kind`, then by the way to the field. */
export interface UnsupportedFields { readonly [kind: string]: { readonly [path: string]: Unsupported } }

/** Each room has a file beside this one. */
export const UNSUPPORTED: UnsupportedFields = { ...ALERTMANAGER_UNSUPPORTED, ...PROMETHEUS_UNSUPPORTED, ...FLAGGER_UNSUPPORTED, ...FLUX_UNSUPPORTED, ...EXTERNAL_SECRETS_UNSUPPORTED };
