import Ajv, { ValidateFunction } from 'ajv';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { KindSchemas } from '../scripts/import/json-schema';

const SCHEMAS = path.resolve(__dirname, '../imports/schemas');

const compiled = new Map<string, ValidateFunction>();

/**
 * What the API server would say of a custom resource against its CRD's schema, defaults and CEL rules apart: one line a
 * fault, none for a good object; undefined for a kind that imports/schemas/ does not have, such as a Secret.
 */
export function validate(manifest: unknown): string[] | undefined {
  const { apiVersion, kind } = manifest as { readonly apiVersion?: string; readonly kind?: string };
  const [group, version] = (apiVersion ?? '').split('/');
  const schemas = knownKinds().includes(`${group}/${kind}`) ? read(group as string, kind as string) : undefined;
  if (schemas === undefined) { return undefined; }
  const schema = schemas.versions[version ?? ''];
  if (schema === undefined) {
    return [`apiVersion: ${apiVersion} is not served, only ${Object.keys(schemas.versions).map((served) => `${group}/${served}`).join(', ')}`];
  }
  const key = `${apiVersion}/${kind}`;
  const check = compiled.get(key) ?? new Ajv({ strict: true, allErrors: true }).compile(schema);
  compiled.set(key, check);
  return check(manifest) ? [] : [...new Set(check.errors?.map(message))];
}

/** The kinds that have a schema, as `group/Kind`. */
export function knownKinds(): string[] {
  if (!existsSync(SCHEMAS)) { return []; }
  return readdirSync(SCHEMAS).flatMap((group) => readdirSync(path.join(SCHEMAS, group)).map((file) => `${group}/${path.basename(file, '.json')}`)).sort();
}

/** The served versions of a known kind and their schemas. */
export function read(group: string, kind: string): KindSchemas {
  return JSON.parse(readFileSync(path.join(SCHEMAS, group, `${kind}.json`), 'utf8')) as KindSchemas;
}

function message(error: { readonly instancePath: string; readonly message?: string; readonly params: object }): string {
  const params = error.params as { readonly additionalProperty?: string; readonly allowedValues?: unknown[] };
  const detail = params.additionalProperty ?? params.allowedValues?.filter((value) => value !== null).join(', ');
  return `${error.instancePath.slice(1).replaceAll('/', '.') || 'object'}: ${error.message}${detail === undefined ? '' : ` (${detail})`}`;
}
