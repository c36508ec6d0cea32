import { Check } from '../check';

/** The checks of the family `schema`. */
export const SCHEMA: readonly Check[] = [];
