import { Check } from '../check';
import { config } from './config';
import { dead } from './dead';
import { deprecated } from './deprecated';
import { inhibited } from './inhibited';
import { muted } from './muted';
import { namespace } from './namespace';
import { nested } from './nested';
import { receiver } from './receiver';
import { replaced } from './replaced';
import { rocketchatAction } from './rocketchat-action';
import { unreached } from './unreached';

/** The checks of the family `routing`. */
export const ROUTING: readonly Check[] = [config, receiver, unreached, dead, deprecated, inhibited, replaced, namespace, nested, muted, rocketchatAction];
