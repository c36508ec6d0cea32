import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { JsonObject, parseCrds } from '../../scripts/import/crd';
import { WANTED } from '../../scripts/import/wanted';
import { moduleFolder } from '../crds';
import { tool } from '../tools';
import { Watched } from './watched';

/**
 * What a release shows to those who use it, as sorted lines, each once: `crd Canary spec.skipAnalysis boolean`,
 * `metric flagger_canary_status{name, namespace}`, `message alert "…"`, `flag --port=8080`, `value podMonitor.enabled=false`.
 *
 * @throws When the release cannot be fetched, or has no longer what is looked for where it is looked for.
 */
export function snapshotOf(watched: Watched, version: string): readonly string[] {
  const key = `${watched.module}@${version}`;
  const known = taken.get(key) ?? take(watched, version);
  taken.set(key, known);
  return known;
}

/** The snapshots that were taken: a release does not change. */
const taken = new Map<string, readonly string[]>();

function take({ module, source, crds, chart }: Watched, version: string): string[] {
  const folder = moduleFolder(`${module}@${version}`);
  return [...new Set([
    ...(crds === undefined ? [] : crdLines(join(folder, crds))),
    ...(chart === undefined ? [] : valueLines(join(folder, chart))),
    ...sourceLines(folder, source),
  ])].sort();
}

function sourceLines(folder: string, source: Watched['source']): string[] {
  const found = JSON.parse(execFileSync(tool('upstream-reader'), [folder], { input: JSON.stringify(source), encoding: 'utf8', maxBuffer: 1 << 26 })) as string[];
  return found.map((line) => line
    // Flagger gives its metrics the name of its controller: pkg/controller/controller.go controllerAgentName.
    .replace('metric <controller>', 'metric flagger')
    .replace(/^message NewFamilyGenerator(?:WithStability)? "(.*)"$/, 'metric $1'));
}

function crdLines(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.yaml')).flatMap((name) => parseCrds(readFileSync(join(folder, name), 'utf8'), name))
    .filter(({ group, kind }) => WANTED.some((each) => each.group === group && each.kinds.includes(kind)))
    .flatMap(({ group, kind, versions }) => versions.flatMap(({ name, schema }) => [
      `kind ${group}/${name} ${kind}`,
      ...fieldLines(schema, `${kind} ${name}`, ''),
    ]));
}

function fieldLines(schema: JsonObject, kind: string, path: string): string[] {
  const properties = (schema['properties'] ?? {}) as { [name: string]: JsonObject };
  const required = (schema['required'] ?? []) as string[];
  const below: [string, JsonObject, boolean][] = Object.entries(properties)
    .filter(([name]) => path !== '' || !/^(apiVersion|kind|metadata|status)$/.test(name))
    .map(([name, node]) => [path === '' ? name : `${path}.${name}`, node, required.includes(name)]);
  if (typeof schema['additionalProperties'] === 'object') { below.push([`${path}.*`, schema['additionalProperties'] as JsonObject, false]); }
  if (schema['items'] !== undefined) { below.push([`${path}[]`, schema['items'] as JsonObject, false]); }
  return below.flatMap(([name, node, isRequired]) => [`crd ${kind} ${name} ${typeOf(node)}${isRequired ? ' required' : ''}`, ...fieldLines(node, kind, name)]);
}

function typeOf(node: JsonObject): string {
  const words = [String(node['x-kubernetes-int-or-string'] === true ? 'int-or-string' : node['type'] ?? 'any')];
  if (Array.isArray(node['enum'])) { words.push(node['enum'].join('|')); }
  for (const limit of ['pattern', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'default']) {
    if (node[limit] !== undefined) { words.push(`${limit}=${typeof node[limit] === 'object' ? JSON.stringify(node[limit]) : String(node[limit])}`); }
  }
  return words.join(' ');
}

function valueLines(file: string): string[] {
  if (!existsSync(file)) { throw new Error(`${file} is not there`); }
  return leaves(parse(readFileSync(file, 'utf8')), '').map((line) => `value ${line}`);
}

function leaves(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.keys(value).length === 0) {
    // A tag is another one with each release; that is no difference of how it is used.
    return [/(^|\.)tag$/.test(path) ? path : `${path}=${JSON.stringify(value)}`];
  }
  return Object.entries(value).flatMap(([key, each]) => leaves(each, path === '' ? key : `${path}.${key}`));
}
