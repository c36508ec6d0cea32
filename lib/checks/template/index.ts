import { Check } from '../check';
import { common } from './common';
import { field } from './field';
import { groupLabel } from './group-label';
import { label } from './label';
import { namespace } from './namespace';
import { resolved } from './resolved';
import { syntax } from './syntax';
import { undefinedTemplate } from './undefined';

/** The checks of the family `template`. */
export const TEMPLATE: readonly Check[] = [syntax, field, label, namespace, groupLabel, common, resolved, undefinedTemplate];
