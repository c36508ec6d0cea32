import { Check } from '../check';
import { duplicate } from './duplicate';
import { failure } from './failure';
import { flaggerDown } from './flagger-down';
import { global } from './global';
import { heartbeat } from './heartbeat';
import { severity } from './severity';
import { stuck } from './stuck';

/** The checks of the family `coverage`. */
export const COVERAGE: readonly Check[] = [failure, severity, duplicate, global, stuck, flaggerDown, heartbeat];
