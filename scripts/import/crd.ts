import { parseAllDocuments } from 'yaml';
import { invalid } from '../../lib/invalid';
import { readableQuotes } from './quotes';

/** Any JSON value of a CRD. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** Any JSON object of a CRD. */
export interface JsonObject { [key: string]: Json }

/** What the generated files depend on; the rest of a CRD (short names, printed columns, conversion) is left behind. */
export interface Crd {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** The served versions, in the CRD's order: `cdk8s import` gives the first one the bare class names. */
  readonly versions: readonly CrdVersion[];
  /** The file or URL that it came from. */
  readonly origin: string;
}

/** A served version and its schema without descriptions. */
export interface CrdVersion {
  readonly name: string;
  readonly schema: JsonObject;
}

/** Every CustomResourceDefinition of a YAML text; other objects are passed over. */
export function parseCrds(text: string, origin: string): Crd[] {
  return documents(text, origin).filter(isCrd).map((document) => readCrd(document, origin));
}

function documents(text: string, origin: string): Json[] {
  const parsed = parse(text);
  if (parsed.error === undefined) { return parsed.values; }
  const mended = parse(readableQuotes(text));
  if (mended.error === undefined) { return mended.values; }
  throw invalid({ at: origin, what: `this is not YAML: ${parsed.error}`, fix: 'name a file of CustomResourceDefinitions' });
}

function parse(text: string): { readonly values: Json[]; readonly error?: string } {
  const all = parseAllDocuments(text);
  const error = all.flatMap((each) => each.errors)[0]?.message.split('\n')[0];
  return error === undefined ? { values: all.map((each) => each.toJS() as Json) } : { values: [], error };
}

function isCrd(document: Json): document is JsonObject {
  return isObject(document) && document.kind === 'CustomResourceDefinition';
}

function readCrd(document: JsonObject, origin: string): Crd {
  const spec = document.spec as JsonObject;
  const names = spec.names as JsonObject;
  const versions = (spec.versions as JsonObject[])
    .filter((version) => version.served === true)
    .map((version) => ({
      name: version.name as string,
      schema: canonical((version.schema as JsonObject).openAPIV3Schema as JsonObject),
    }));
  return {
    group: spec.group as string,
    kind: names.kind as string,
    plural: names.plural as string,
    namespaced: spec.scope === 'Namespaced',
    versions,
    origin,
  };
}

/**
 * The schema with nothing that a release may reword or reorder: no descriptions, keys sorted. AlertmanagerConfig has
 * properties that are called description, so that only a text is one.
 */
function canonical<T extends Json>(value: T): T {
  if (Array.isArray(value)) { return value.map(canonical) as T; }
  if (!isObject(value)) { return value; }
  return Object.fromEntries(
    Object.keys(value)
      .filter((key) => !(key === 'description' && typeof value[key] === 'string'))
      .sort()
      .map((key) => [key, canonical(value[key] as Json)]),
  ) as T;
}

/** Whether a value is a JSON object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
