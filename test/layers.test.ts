import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/**
 * Arrows point one way (docs/design.md). A room is a folder of lib/; what stands in lib/ itself is `base`, but for the
 * composite.
 */
const ROOMS = ['flagger', 'prometheus', 'alertmanager', 'flux', 'grafana', 'externalsecrets'];
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  imports: [],
  base: [],
  facts: ['base'],
  app: ['base'],
  language: ['base', 'facts'],
  ...Object.fromEntries(ROOMS.map((room) => [room, ['base', 'facts', 'imports', 'language']])),
  rules: ['base', 'facts', 'prometheus'],
  checks: ['base', 'facts', 'imports', 'alertmanager', 'language'],
  explain: ['base', 'facts', 'alertmanager', 'checks'],
  report: ['base', 'facts', 'checks'],
  jest: ['base', 'checks', 'report'],
  validation: ['base', 'checks', 'report'],
  drill: ['base', 'facts', 'alertmanager', 'explain', 'checks', 'report', 'language'],
  cli: ['base', 'facts', 'explain', 'checks', 'report', 'drill'],
  composite: ['app', 'base', 'facts', 'rules', 'checks', 'report', ...ROOMS],
  index: ['app', 'base', 'composite', 'rules', ...ROOMS],
};
const COMPOSITE = /^(canary-alerting|channel|checks|flagger-release|flux-delivery|heartbeat|team)\.ts$|^composite\//;

const lib = resolve(__dirname, '../lib');

function roomOf(file: string): string {
  const path = relative(lib, file);
  if (path.startsWith('..')) { return path.startsWith('../imports') ? 'imports' : path; }
  // What is exported, to TypeScript and to other languages.
  if (path === 'index.ts' || path === 'jsii.ts') { return 'index'; }
  if (COMPOSITE.test(path)) { return 'composite'; }
  return path.includes('/') ? (path.split('/')[0] as string) : 'base';
}

const files = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => join(lib, file));

test.each(files.map((file) => [relative(lib, file), file]))('%s imports only what its room may', (_, file) => {
  const room = roomOf(file);
  const targets = [...readFileSync(file, 'utf8').matchAll(/(?:from|import|require)\s*\(?\s*'(\.[^']+)'/g)].map(([, target]) => {
    const path = resolve(dirname(file), target as string);
    return [`${path}.ts`, join(path, 'index.ts'), path].find((each) => existsSync(each) && each.includes('.')) ?? path;
  });
  const strange = targets.filter((target) => roomOf(target) !== room && !(ALLOWED[room] ?? []).includes(roomOf(target)));
  expect(strange.map((target) => relative(lib, target))).toEqual([]);
});

test('every folder of lib is a room', () => {
  expect(readdirSync(lib, { withFileTypes: true }).filter((each) => each.isDirectory() && each.name !== 'composite' && !(each.name in ALLOWED)).map((each) => each.name)).toEqual([]);
});

test('what is public is exported in base.ts or jsii.ts: jsii, and with it every other language, does not read index.ts', () => {
  expect(readFileSync(join(lib, 'index.ts'), 'utf8').split('\n').filter((line) => line !== '')).toEqual(['export * from \'./base\';', 'export * from \'./jsii\';']);
});
