import { isDeepStrictEqual } from 'node:util';
import { Yaml } from 'cdk8s';
import { manifestYaml } from '../lib/manifest-yaml';
import { nastyTexts, objectWith } from '../test/app/texts';
import { run } from './run';

/** What the App writes, read by the package with which kubectl, Flux and the API server read. */

interface Answer { readonly error?: string; readonly value?: unknown }

function readByGo(texts: readonly string[]): Answer[] {
  return run('yaml-oracle', [], { input: texts.map((text) => `${JSON.stringify(text)}\n`).join('') }).stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Answer);
}

/** The texts that are read as something else when they are written like this. */
function misread(texts: readonly string[], write: (object: unknown) => string): string[] {
  const objects = texts.map((text) => objectWith([text]));
  const answers = readByGo(objects.map(write));
  return texts.filter((_, index) => !isDeepStrictEqual(answers[index]?.value, objects[index]));
}

const TEXTS = nastyTexts(100_000, 7);

test('Go reads 100,000 texts as they are, as values, items and keys', () => {
  const wrong: unknown[] = [];
  for (let from = 0; from < TEXTS.length; from += 10_000) { wrong.push(...misread(TEXTS.slice(from, from + 10_000), (object) => manifestYaml(object, 'x'))); }
  expect(wrong.slice(0, 10)).toEqual([]);
}, 120_000);

test('it would not read all that cdk8s writes: the texts are nasty enough', () => {
  expect(misread(TEXTS.slice(0, 5000), (object) => Yaml.stringify(object)).length).toBeGreaterThan(100);
}, 60_000);
