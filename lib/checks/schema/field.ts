import { faultCheck } from './faults';

/** A field that the kind does not have: the API server drops it, or Flux refuses the object. */
export const field = faultCheck('field');
