import { Check } from '../check';

/** The checks of the family `coverage`. */
export const COVERAGE: readonly Check[] = [];
