import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { root } from '../package/packed';

/** Where jsii-pacmak's code of a language is. */
export const generated = (language: string): string => join(process.env['BINDINGS'] as string, language);

/** An example of this repository, for a language. */
export const example = (language: string): string => join(root, 'examples', language);

/** Every object of a folder by its file. */
export function objectsOf(folder: string): { [file: string]: unknown } {
  return Object.fromEntries(readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml')).sort()
    .map((file) => [file, parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map((each) => each.toJS() as unknown)]));
}

/** What main.ts makes. */
export const dist = (): { [file: string]: unknown } => objectsOf(join(root, 'dist'));

/** `describe` where the programs of a language are there; where they are not, one test says that the language was left out. */
export function describeWith(programs: readonly (readonly string[])[], name: string, tests: () => void): void {
  const absent = programs.filter(([file, ...args]) => spawnSync(file as string, args, { stdio: 'ignore' }).status !== 0).map(([file]) => file);
  if (absent.length === 0) { describe(name, tests); } else { test.skip(`${name}: left out, because there is no ${absent.join(' and no ')} here`, () => undefined); }
}

/** What a person needs in order to mend the value, as lib/invalid.ts says it; nothing of the files of jsii or of ours. */
export function expectReadable(said: string): void {
  // Go indents what follows the first line of a panic, Maven says what each line is.
  expect(said.replaceAll(/\n(\t|\[ERROR\] )/g, '\n')).toContain(`CanaryAlerting alerting: notifyWithin is shorter than Prometheus and Alertmanager can keep
  value:   "1s"
  allowed: 5s or more
  fix:     notifyWithin: Duration.seconds(30)`);
  expect(said).not.toMatch(/build\/lib|program\.js/);
}
