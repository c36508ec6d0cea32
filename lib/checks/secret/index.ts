import { Check } from '../check';

/** The checks of the family `secret`. */
export const SECRET: readonly Check[] = [];
