import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const lib = resolve(__dirname, '../lib');

/** Objects that nothing refers to by name, or that are referred to otherwise, and how: docs/design.md says it in the same words. */
const OTHERWISE: { readonly [file: string]: string } = {
  'alertmanager/alertmanager-config.ts': 'labels select it',
  'alertmanager/stack-values.ts': 'ValuesReference.configMap',
  'externalsecrets/external-secret.ts': 'SecretKey.of names the Secret that it fills',
  'flagger/flagger-values.ts': 'ValuesReference.configMap',
  'flux/alert.ts': 'nothing refers to it',
  'flux/receiver.ts': 'nothing refers to it',
  'grafana/dashboard.ts': 'nothing refers to it',
  'prometheus/pod-monitor.ts': 'labels select it',
  'prometheus/prometheus-rule.ts': 'labels select it',
  'prometheus/service-monitor.ts': 'labels select it',
};

const kinds = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((file) => file.includes('/') && file.endsWith('.ts') && / extends (?:Resource|LoadTesterBase)\b/.test(readFileSync(join(lib, file), 'utf8')));

test.each(kinds.sort())('%s has a reference to what exists, or needs none', (file) => {
  const [, name] = /export class (\w+) extends (?:Resource|LoadTesterBase)/.exec(readFileSync(join(lib, file), 'utf8')) ?? [];
  const has = new RegExp(`public static from${name ?? '?'}Name\\(`).test(readFileSync(join(lib, file), 'utf8'));
  expect(has).toBe(!(file in OTHERWISE));
});

test('nothing is listed that is not there', () => {
  expect(Object.keys(OTHERWISE).filter((file) => !kinds.includes(file))).toEqual([]);
});
