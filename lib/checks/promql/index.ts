import { Check } from '../check';

/** The checks of the family `promql`. */
export const PROMQL: readonly Check[] = [];
