import { Check } from '../check';

/** The checks of the family `template`. */
export const TEMPLATE: readonly Check[] = [];
