import { Check } from '../check';

/** The checks of the family `reference`. */
export const REFERENCE: readonly Check[] = [];
