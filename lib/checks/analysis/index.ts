import { Check } from '../check';

/** The checks of the family `analysis`. */
export const ANALYSIS: readonly Check[] = [];
