import { Check } from '../check';
import { cannotEnd } from './cannot-end';
import { cannotFail } from './cannot-fail';
import { cannotPass } from './cannot-pass';
import { interval } from './interval';
import { noTraffic } from './no-traffic';
import { provider } from './provider';
import { threshold } from './threshold';
import { webhook } from './webhook';

/** The checks of the family `analysis`. */
export const ANALYSIS: readonly Check[] = [cannotFail, cannotPass, cannotEnd, noTraffic, provider, interval, webhook, threshold];
