import { Check } from '../check';
import { always } from './always';
import { counter } from './counter';
import { histogram } from './histogram';
import { join } from './join';
import { label } from './label';
import { metric } from './metric';
import { phase } from './phase';
import { query } from './query';
import { singleValue } from './single-value';
import { sum } from './sum';
import { syntax } from './syntax';
import { value } from './value';

/** The checks of the family `promql`. */
export const PROMQL: readonly Check[] = [syntax, metric, label, value, sum, always, phase, histogram, counter, join, query, singleValue];
