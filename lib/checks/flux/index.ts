import { Check } from '../check';
import { alertSource } from './alert-source';
import { deprecated } from './deprecated';
import { duplicate } from './duplicate';
import { emptyPath } from './empty-path';
import { foreignFile } from './foreign-file';
import { healthCheck } from './health-check';
import { order } from './order';
import { provider } from './provider';
import { substitution } from './substitution';
import { targetNamespace } from './target-namespace';

/** The checks of the family `flux`. */
export const FLUX: readonly Check[] = [substitution, order, duplicate, foreignFile, emptyPath, targetNamespace, alertSource, healthCheck, deprecated, provider];
