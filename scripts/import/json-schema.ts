import { Crd, isObject, JsonObject } from './crd';
import { javascriptPattern } from './pattern';

/** What one file of imports/schemas/ holds. */
export interface KindSchemas {
  readonly group: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** The schema of a whole object, by served version. */
  readonly versions: { readonly [version: string]: JsonObject };
}

/** JSON Schemas (draft 7, ajv's strict mode, no plugin) that say of an object what the API server would say. */
export function kindSchemas(crd: Crd): KindSchemas {
  return {
    group: crd.group,
    kind: crd.kind,
    namespaced: crd.namespaced,
    versions: Object.fromEntries(crd.versions.map(({ name, schema }) => [name, objectSchema(crd, name, schema)])),
  };
}

function objectSchema(crd: Crd, version: string, schema: JsonObject): JsonObject {
  const whole = structural(schema);
  return {
    ...whole,
    properties: {
      ...whole.properties as JsonObject,
      apiVersion: { const: `${crd.group}/${version}` },
      kind: { const: crd.kind },
      // The API server has rules of its own for metadata, whatever the CRD says.
      metadata: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
    },
    required: [...new Set(['apiVersion', 'kind', 'metadata', ...(whole.required as string[] | undefined ?? [])])],
  };
}

/**
 * A node of the structural schema. An object with properties is closed, which is what finds a misspelt field: the API
 * server drops or refuses (strict validation, server-side apply) a field that the schema does not have.
 */
function structural(node: JsonObject): JsonObject {
  const result = values(node);
  if (isObject(node.properties)) {
    const open = node['x-kubernetes-preserve-unknown-fields'] === true || node['x-kubernetes-embedded-resource'] === true;
    result.properties = mapObject(node.properties, (below) => structural(nullFilledIn(below)));
    if (!open) { result.additionalProperties = false; }
  } else if (isObject(node.additionalProperties)) {
    result.additionalProperties = structural(node.additionalProperties);
  }
  if (isObject(node.items)) { result.items = structural(node.items); }
  setRequired(result, node);
  return node['x-kubernetes-int-or-string'] === true ? intOrString(result) : result;
}

/** A null in the place of a value is filled in where there is a default, and refused where there is none. */
function nullFilledIn(node: JsonObject): JsonObject {
  return node.default === undefined ? node : { ...node, nullable: true };
}

const EXCLUSIVE = [['exclusiveMinimum', 'minimum'], ['exclusiveMaximum', 'maximum']] as const;
const COPIED = ['type', 'enum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties', 'multipleOf', 'uniqueItems'];

/** What a node says of its value alone; the nodes below anyOf, oneOf, allOf and not are of this kind throughout. */
function values(node: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const keyword of COPIED) { copy(result, node, keyword); }
  for (const [exclusive, bound] of EXCLUSIVE) {
    // OpenAPI 3.0 says with a boolean what JSON Schema says with a number.
    copy(result, node, bound, node[exclusive] === true ? exclusive : bound);
  }
  if (typeof node.pattern === 'string') { result.pattern = javascriptPattern(node.pattern); }
  setFormat(result, node);
  if (node.nullable === true) {
    result.nullable = true;
    if (Array.isArray(node.enum)) { result.enum = [...node.enum, null]; }
  }
  for (const combinator of ['anyOf', 'oneOf', 'allOf']) {
    const branches = node[combinator];
    if (Array.isArray(branches)) { result[combinator] = branches.map((branch) => branchOf(node, branch as JsonObject)); }
  }
  if (isObject(node.not)) { result.not = branchOf(node, node.not); }
  return result;
}

/** A branch repeats its parent's type, and names the properties that it requires: ajv's strict mode asks for both. */
function branchOf(parent: JsonObject, branch: JsonObject): JsonObject {
  const result = values(branch);
  if (result.type === undefined && typeof parent.type === 'string') { result.type = parent.type; }
  const properties = isObject(branch.properties)
    ? mapObject(branch.properties, (below, name) => branchOf(propertyOf(parent, name), below))
    : {};
  for (const name of branch.required as string[] | undefined ?? []) { properties[name] ??= {}; }
  if (Object.keys(properties).length > 0) { result.properties = properties; }
  copy(result, branch, 'required');
  if (isObject(branch.items)) { result.items = branchOf(isObject(parent.items) ? parent.items : {}, branch.items); }
  return result;
}

function propertyOf(parent: JsonObject, name: string): JsonObject {
  const property = isObject(parent.properties) ? parent.properties[name] : undefined;
  return isObject(property) ? property : {};
}

/**
 * What has a default is filled in before the API server looks for what is required. On anything but an object the keyword
 * says nothing, as in Flagger's `mirror`, which is a list.
 */
function setRequired(result: JsonObject, node: JsonObject): void {
  if (node.type !== 'object') { return; }
  const required = (node.required as string[] | undefined ?? []).filter((name) => propertyOf(node, name).default === undefined);
  if (required.length > 0) { result.required = required; }
}

/** ajv knows no format without a plugin, the API server only some: date-time and the sizes of integers are said otherwise. */
function setFormat(result: JsonObject, node: JsonObject): void {
  if (node.format === 'int32') {
    result.minimum = Math.max(-2147483648, node.minimum as number | undefined ?? -Infinity);
    result.maximum = Math.min(2147483647, node.maximum as number | undefined ?? Infinity);
  }
  if (node.format === 'date-time' && result.pattern === undefined) {
    result.pattern = '^\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?([Zz]|[+-]\\d{2}:\\d{2})$';
  }
}

/** ajv's strict mode wants one type a node: what holds of either type stays with it in a branch of its own. */
function intOrString(node: JsonObject): JsonObject {
  const { enum: choices, nullable } = node;
  const integer = only(['minimum', 'maximum', 'multipleOf'], node);
  const text = only(['pattern', 'minLength', 'maxLength'], node);
  return {
    anyOf: [{ type: 'integer', ...integer }, { type: 'string', ...text }, ...(nullable === true ? [{ type: 'null' }] : [])],
    ...(choices !== undefined && { enum: choices }),
  };
}

function only(keys: readonly string[], from: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const key of keys) { copy(result, from, key); }
  return result;
}

function copy(to: JsonObject, from: JsonObject, key: string, as = key): void {
  const value = from[key];
  if (value !== undefined) { to[as] = value; }
}

function mapObject(object: JsonObject, change: (value: JsonObject, key: string) => JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value as JsonObject, key)]));
}
