import { Check } from '../check';

/** The checks of the family `flux`. */
export const FLUX: readonly Check[] = [];
