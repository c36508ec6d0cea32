import { Check } from '../check';

/** The checks of the family `latency`. */
export const LATENCY: readonly Check[] = [];
