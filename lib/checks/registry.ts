import { ANALYSIS } from './analysis';
import { Check } from './check';
import { COVERAGE } from './coverage';
import { FLUX } from './flux';
import { LATENCY } from './latency';
import { PROMQL } from './promql';
import { REFERENCE } from './reference';
import { ROUTING } from './routing';
import { SCHEMA } from './schema';
import { SECRET } from './secret';
import { TEMPLATE } from './template';
import { YAML } from './yaml';

/** All checks, family by family. */
export const CHECKS: readonly Check[] = [
  ...YAML, ...SCHEMA, ...PROMQL, ...TEMPLATE, ...REFERENCE, ...ROUTING, ...LATENCY, ...COVERAGE, ...SECRET, ...FLUX, ...ANALYSIS,
];
