import { Check } from '../check';

/** The checks of the family `routing`. */
export const ROUTING: readonly Check[] = [];
