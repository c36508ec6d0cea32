import { faultCheck } from './faults';

/** Fields of which exactly one must be there. */
export const exactlyOne = faultCheck('exactly-one');
