import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

/** A node of a JSON Schema, as far as imports/schemas/ uses the language. */
export interface Schema {
  readonly type?: string;
  readonly nullable?: boolean;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly properties?: { readonly [name: string]: Schema };
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly not?: Schema;
}

/** The schemas of a kind. */
export interface KindSchemas {
  readonly group: string;
  readonly kind: string;
  readonly versions: { readonly [version: string]: Schema };
}

const read = new Map<string, KindSchemas | undefined>();

/** The schemas of a kind, read when it is first asked for; undefined for a kind without one. */
export function schemasOf(group: string, kind: string): KindSchemas | undefined {
  const key = `${group}/${kind}`;
  if (!read.has(key)) { read.set(key, load(group, kind)); }
  return read.get(key);
}

/** A property that the object itself has: manifests name fields `constructor` and `__proto__`, too. */
export function ownValue<T>(object: { readonly [name: string]: T } | undefined, name: string): T | undefined {
  return object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
}

function load(group: string, kind: string): KindSchemas | undefined {
  // The names come from a manifest, and become a path.
  if (!/^[a-z0-9.-]+$/.test(group) || group.includes('..') || !/^[A-Za-z0-9]+$/.test(kind) || folder() === undefined) { return undefined; }
  const file = path.join(folder() as string, group, `${kind}.json`);
  if (!existsSync(file)) { return undefined; }
  const schemas = JSON.parse(readFileSync(file, 'utf8')) as KindSchemas;
  // A file system that does not tell letters by their case finds `canary.json`, too.
  return schemas.kind === kind && schemas.group === group ? schemas : undefined;
}

let found: string | undefined;

/** imports/schemas of the package, from its sources (lib/checks/schema) and from what is compiled (build/lib/checks/schema). */
function folder(): string | undefined {
  for (let above = __dirname; found === undefined && above !== path.dirname(above); above = path.dirname(above)) {
    const schemas = path.join(above, 'imports', 'schemas');
    if (existsSync(path.join(schemas, 'flagger.app', 'Canary.json'))) { found = schemas; }
  }
  return found;
}
