import { Check } from '../check';
import { first } from './first';
import { pending } from './for';
import { second } from './second';

/** The checks of the family `latency`. */
export const LATENCY: readonly Check[] = [first, second, pending];
