import { faultCheck } from './faults';

/** A field that must be there and is not. */
export const required = faultCheck('required');
