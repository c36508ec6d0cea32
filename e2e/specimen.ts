import { javascriptPattern } from '../scripts/import/pattern';
import { Random } from '../test/checks/random';

/** A node of a CRD's schema. */
export interface CrdSchema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly properties?: Readonly<Record<string, CrdSchema>>;
  readonly additionalProperties?: boolean | CrdSchema;
  readonly required?: readonly string[];
  readonly items?: CrdSchema;
  readonly oneOf?: readonly CrdSchema[];
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
}

/** Texts of every form that a pattern of these CRDs asks for. */
const WORDS = [
  'a', 'name', 'shop', 'x.example', 'v1', 'apps/v1', 'Deployment', 'main', '*', '.*', './a', '/metrics', 'a/b', 'A_b', '1.2.x', 'slack', 'http',
  '1m', '30s', '60s', '1h', '5m30s', '100ms', '1d', '1w2d', '10', '0', '2024-01-01T00:00:00Z', '1MB', '512KB', '09:00', '24:00',
  'monday', 'monday:friday', '1:15', 'january', '2020:2030', '2024',
  'https://x.example/y', 'http://x.example', 'oci://x.example/y', 'ssh://git@x.example/y', 's3://x', `sha256:${'a'.repeat(64)}`, `main@sha1:${'a'.repeat(40)}`, 'refs/heads/main',
  'latest', 'up == 1', '{{ .name }}', '', 'HTTP-Header', 'true', 'UTC', '1', 'x-y',
];

/** A value that a schema allows, but for what its CEL rules say: with all that is required, and some of the rest. */
export function specimen(schema: CrdSchema, random: Random, depth = 0): unknown {
  if (schema.enum !== undefined) { return random.pick(schema.enum); }
  if (schema['x-kubernetes-int-or-string'] === true) { return random.next() < 0.5 ? random.below(100) : text(schema, random); }
  switch (schema.type) {
    case 'object': return object(schema, random, depth);
    case 'array': return list(schema, random, depth);
    case 'integer': case 'number': return Math.max(schema.minimum ?? 0, Math.min(schema.maximum ?? 100, random.below(60)));
    case 'boolean': return random.next() < 0.5;
    case 'string': return text(schema, random);
    default: return { a: 1 };
  }
}

function list({ items, minItems = 0 }: CrdSchema, random: Random, depth: number): unknown[] {
  if (items === undefined) { return []; }
  return Array.from({ length: Math.max(minItems, depth > 5 ? 0 : random.below(3)) }, () => specimen(items, random, depth + 1));
}

function object(schema: CrdSchema, random: Random, depth: number): unknown {
  const { properties } = schema;
  if (properties === undefined) {
    const below = schema.additionalProperties;
    const keys = Array.from({ length: Math.max(schema.minProperties ?? 0, random.below(2)) }, (_, index) => `key${index}`);
    return Object.fromEntries(keys.map((key) => [key, typeof below === 'object' ? specimen(below, random, depth + 1) : 'x']));
  }
  const branches = (schema.oneOf ?? []).map(({ required = [] }) => required);
  const branch = branches.length === 0 ? [] : random.pick(branches);
  const excluded = branches.flat().filter((name) => !branch.includes(name));
  const most = schema.maxProperties ?? Infinity;
  const chosen = Object.keys(properties).filter((name) => schema.required?.includes(name) === true || branch.includes(name)
    || (!excluded.includes(name) && most === Infinity && random.next() < 0.8 / (depth + 1) / Math.sqrt(Object.keys(properties).length / 4)));
  if (chosen.length === 0 && (schema.minProperties ?? 0) > 0) { chosen.push(random.pick(Object.keys(properties))); }
  return Object.fromEntries(chosen.map((name) => [name, specimen(properties[name] as CrdSchema, random, depth + 1)]));
}

function text({ pattern, format, minLength = 0, maxLength = Infinity }: CrdSchema, random: Random): string {
  if (format === 'date-time') { return '2024-01-01T00:00:00Z'; }
  const form = pattern === undefined ? undefined : new RegExp(javascriptPattern(pattern), 'u');
  const fitting = WORDS.filter((each) => each.length >= minLength && each.length <= maxLength && form?.test(each) !== false);
  return fitting.length === 0 ? 'a'.repeat(Math.max(1, minLength)) : random.pick(fitting);
}
