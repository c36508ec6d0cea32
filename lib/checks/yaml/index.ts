import { Check } from '../check';
import { parse } from './parse';

/** The checks of the family `yaml`. */
export const YAML: readonly Check[] = [parse];
