import { Check } from '../check';
import { exactlyOne } from './exactly-one';
import { field } from './field';
import { required } from './required';
import { rule } from './rule';
import { unknownKind } from './unknown-kind';
import { value } from './value';
import { version } from './version';

/** The checks of the family `schema`. */
export const SCHEMA: readonly Check[] = [version, unknownKind, field, required, value, exactlyOne, rule];
