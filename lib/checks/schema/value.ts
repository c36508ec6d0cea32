import { faultCheck } from './faults';

/** A value of the wrong type, none of the allowed words, or out of its bounds. */
export const value = faultCheck('value');
