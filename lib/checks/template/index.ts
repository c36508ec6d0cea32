import { Check } from '../check';
import { common } from './common';
import { groupLabel } from './group-label';
import { label } from './label';
import { namespace } from './namespace';
import { resolved } from './resolved';
import { syntax } from './syntax';

/** The checks of the family `template`. */
export const TEMPLATE: readonly Check[] = [syntax, label, namespace, groupLabel, common, resolved];
