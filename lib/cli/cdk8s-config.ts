import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as yaml from 'yaml';
import { invalid } from '../invalid';
import { readPlainYaml } from '../plain-yaml';

/** What the project's cdk8s.yaml says, as far as a synth needs it. */
export interface Cdk8sConfig {
  /** The command that runs the app. */
  readonly app?: string;
  /** The folder of the manifests. */
  readonly output?: string;
  /** Whether it names validation plugins, which only `cdk8s synth` runs. */
  readonly validations: boolean;
}

const FILE = 'cdk8s.yaml';

/** Reads cdk8s.yaml; undefined where there is none. */
export function readCdk8sConfig(folder: string): Cdk8sConfig | undefined {
  let text;
  try {
    text = readFileSync(join(folder, FILE), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') { return undefined; }
    throw error;
  }
  const { app, output, validations, synthConfig } = fields(text);
  if ((synthConfig as { format?: unknown } | null | undefined)?.format === 'helm') {
    throw invalid({ at: FILE, what: 'synthConfig.format is helm', allowed: 'plain: Flux applies the manifests as they are', fix: 'use cdk8s synth for a chart' });
  }
  return { app: command('app', app), output: command('output', output), validations: validations !== undefined && validations !== null };
}

type Fields = { readonly [field: string]: unknown };

function fields(text: string): Fields {
  const plain = plainFields(text);
  if (plain !== undefined) { return plain; }
  let value: unknown;
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- hardly a file needs it, and the app waits while it is loaded
    value = (require('yaml') as typeof yaml).parse(text);
  } catch (error) {
    throw invalid({ at: FILE, what: `it is not YAML: ${(error as Error).message.split('\n')[0]}` });
  }
  if (value === null) { return {}; }
  if (typeof value !== 'object' || Array.isArray(value)) { throw invalid({ at: FILE, what: 'it is not a map', allowed: 'app: …, output: …' }); }
  return value as Fields;
}

/** The fields of a file as most are; undefined where YAML 1.1, which is read here, and 1.2, which cdk8s reads, may see something else in it. */
function plainFields(text: string): Fields | undefined {
  const values = readPlainYaml(text);
  const [value] = values ?? [];
  if (values?.length !== 1 || typeof value !== 'object' || value === null || Array.isArray(value)) { return undefined; }
  const { app, output } = value as Fields;
  // What begins with a letter is a number to nobody.
  return [app, output].every((each) => each === undefined || (typeof each === 'string' && /^[A-Za-z]/.test(each))) ? value as Fields : undefined;
}

function command(field: string, value: unknown): string | undefined {
  if (value === undefined || value === null) { return undefined; }
  if (typeof value === 'string' && value.trim() !== '') { return value; }
  throw invalid({ at: FILE, what: `${field} is not a text`, value });
}
