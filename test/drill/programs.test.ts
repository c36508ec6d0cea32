import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findPrograms } from '../../lib/drill/programs';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'programs-test-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

function program(path: string, says: string, mtime?: number): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${says.startsWith('exit') ? says : `echo '${says}'`}\n`);
  chmodSync(file, 0o755);
  if (mtime !== undefined) { utimesSync(file, mtime, mtime); }
  return file;
}

const env = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({ PATH: `${join(folder, 'bin')}:/bin:/usr/bin`, CANARY_ALERTING_TOOLS: folder, HOME: folder, ...more });

function all(): void {
  for (const name of ['prometheus', 'promtool', 'alertmanager']) { program(`bin/${name}`, `${name}, version 3.1.4 (branch: HEAD)`); }
}

test('finds them in PATH, with their versions', () => {
  all();
  expect(findPrograms({}, env()).prometheus).toEqual({ name: 'prometheus', path: join(folder, 'bin/prometheus'), version: '3.1.4' });
});

test('what is named comes first, then the environment, then PATH', () => {
  all();
  const named = program('named', 'prometheus, version 1.0.0');
  const other = program('other', 'prometheus, version 2.0.0');
  expect(findPrograms({ prometheus: named }, env({ PROMETHEUS: other })).prometheus.version).toBe('1.0.0');
  expect(findPrograms({}, env({ PROMETHEUS: other })).prometheus.version).toBe('2.0.0');
});

test('finds Debian\'s Alertmanager', () => {
  all();
  rmSync(join(folder, 'bin/alertmanager'));
  program('bin/prometheus-alertmanager', 'alertmanager, version 0.28.1');
  expect(findPrograms({}, env()).alertmanager).toMatchObject({ name: 'alertmanager', version: '0.28.1' });
});

test('takes the newest that npm run tools has built, whose folder says its version', () => {
  const silent = (name: string): string => `${name}, version  (branch: , revision: unknown)`;
  program('tools/prometheus-v0.313.1-aaa/prometheus', silent('prometheus'), 1000);
  program('tools/prometheus-v0.315.0-bbb/prometheus', silent('prometheus'), 2000);
  program('tools/prometheus-operator-v0.93.0-ccc/prometheus', silent('prometheus'), 3000);
  program('tools/promtool-v0.315.0-bbb/promtool', silent('promtool'));
  program('tools/alertmanager-v0.28.1-bbb/alertmanager', silent('alertmanager'));
  const { prometheus, promtool, alertmanager } = findPrograms({}, env());
  expect([prometheus.version, promtool.version, alertmanager.version]).toEqual(['3.15.0', '3.15.0', '0.28.1']);
});

test('says which are absent, and how to install them', () => {
  program('bin/prometheus', 'prometheus, version 3.1.4');
  expect(() => findPrograms({}, env())).toThrow(/alertmanager and promtool are not on this machine\n.*--alertmanager PATH --promtool PATH\n.*prometheus-alertmanager.*npm run tools/);
});

test.each([
  ['a path without a program', 'nowhere', 'prometheus is no program'],
  ['a folder', '.', 'prometheus is no program'],
])('refuses %s', (_, path, message) => {
  all();
  expect(() => findPrograms({ prometheus: join(folder, path) }, env())).toThrow(message);
});

test('refuses another program, and one that does not say what it is', () => {
  all();
  expect(() => findPrograms({ prometheus: join(folder, 'bin/promtool') }, env())).toThrow('this is promtool, not prometheus');
  expect(() => findPrograms({ prometheus: program('x', 'hello') }, env())).toThrow(/this is not prometheus.*hello/s);
  expect(() => findPrograms({ prometheus: program('y', 'exit 3') }, env())).toThrow('prometheus does not say its version');
});
