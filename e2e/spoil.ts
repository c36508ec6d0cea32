import { Random } from '../test/checks/random';
import { CrdSchema, specimen } from './specimen';

/** A place in an object: what holds it, under which name, and what the CRD says of it. */
interface Place {
  readonly parent: Record<string, unknown>;
  readonly key: string;
  readonly schema: CrdSchema;
  readonly holder: CrdSchema;
}

/** Values of every kind, among them those on both sides of what is allowed. */
const STRANGE: readonly unknown[] = [
  null, true, false, 0, 1, -1, 1.5, 8080, 65536, 2147483647, 2147483648, -2147483649, 9007199254740991, 2 ** 63, 1e19, 1e30,
  '', ' ', 'x', '1', '1.5', 'true', 'NO', [], {}, [null], ['a'], [[]], [{}], { a: 1 }, { name: 'x' }, { name: null },
  '1h', '30s', '60', '1mx', '1m 30s', '-1s', '1.5h', '1d', '0s', '5M', '100Mi', '0.5', '1e3',
  'https://x.example/y', 'ftp://x', 'a'.repeat(64), 'a'.repeat(254), 'a'.repeat(3000), 'ä', 'A_b', 'a/b', '\u0000', '\u{1F600}', 'slack', 'error', 'GitRepository', 'aws', 'ldap',
];

const NAMES: readonly unknown[] = [
  '', 'A', 'a_b', 'a.b', 'a..b', '.a', 'a.', '-a', 'a-', 'a b', 'ä', '1', 1, true, null, [],
  'a'.repeat(63), 'a'.repeat(253), 'a'.repeat(254), `${'a'.repeat(100)}.${'b'.repeat(100)}`, 'a/b', '..', '%', 'a\n',
];
const KEYS = [
  'a', 'A', 'a/b', 'x.example/a', 'X.example/a', 'x_y/a', '/a', 'a/', 'a/b/c', '', '-a', 'a-', 'a_b', 'ä', 'a b',
  'a'.repeat(63), 'a'.repeat(64), `${'a'.repeat(253)}/a`, `${'a'.repeat(254)}/a`];
const LABELS: readonly unknown[] = ['', 'a', 'A.b_c', 'a b', '-a', 'a-', 'a/b', 'ä', 'a'.repeat(63), 'a'.repeat(64), 1, true, null, [], {}];

/** What can be wrong with the metadata of an object. */
const METADATA: readonly ((metadata: Record<string, unknown>, random: Random) => void)[] = [
  (metadata, random) => { metadata['name'] = random.pick(NAMES); },
  (metadata) => { Reflect.deleteProperty(metadata, 'name'); },
  (metadata, random) => { metadata['labels'] = { [random.pick(KEYS)]: random.pick(LABELS) }; },
  (metadata, random) => { metadata['annotations'] = { [random.pick(KEYS)]: random.pick(['', 'a b', 'ä', 1, null, true, {}, 'a'.repeat(1000)]) }; },
  (metadata, random) => { metadata['annotations'] = { a: 'a'.repeat(262_142 + random.below(3)) }; },
  (metadata, random) => {
    const name = random.pick(['labels', 'annotations', 'finalizers', 'ownerReferences', 'namespace', 'uid']);
    metadata[name] = random.pick([null, [], {}, 'default', 1, ['x'], [{}], true]);
  },
  (metadata, random) => { metadata['namespace'] = random.pick(['', null, 'default', 'Default', 'a_b', 'a.b', 'a'.repeat(64), '-']); },
  (metadata, random) => { metadata['finalizers'] = [random.pick(['x.example/a', 'a', 'a b', '', 1, null, '/'])]; },
  (metadata, random) => {
    const more = random.pick([{}, { controller: true }, { controller: 'true' }, { block: true }, { name: '' }, { apiVersion: '' }]);
    metadata['ownerReferences'] = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: random.pick(['x', '', null, 1]), ...more }];
  },
  (metadata, random) => { metadata[random.pick(['generation', 'deletionGracePeriodSeconds'])] = random.pick([0, 1, -1, 1.5, '1', null, 1e19]); },
  (metadata, random) => { metadata[random.pick(['creationTimestamp', 'deletionTimestamp'])] = random.pick([null, '', '2024-01-01T00:00:00Z', '2024-01-01', 1, '2024-01-01T00:00:00.5+01:00']); },
  (metadata, random) => { metadata['resourceVersion'] = random.pick(['', '1', 1, null]); },
  (metadata, random) => { metadata[random.pick(['nameSpace', 'label', 'annotation', 'clusterName', 'Name', 'constructor'])] = random.pick(['x', {}, null]); },
  (metadata, random) => { metadata['managedFields'] = random.pick([[], null, [{}], [{ manager: 'x', operation: 'Update', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: {} }]]); },
  (metadata, random) => { metadata['generateName'] = random.pick(['a-', 'A', '', 'a', 1, null, 'a.']); },
];

const STATUS: readonly unknown[] = [
  {}, null, 'x', { x: 1 }, { phase: 'x' }, { observedGeneration: 'x' }, { observedGeneration: 1.5 },
  { conditions: 'x' }, { conditions: [] }, { conditions: [null] }, { conditions: [{ type: 1 }] },
];

/** Changes one thing in an object that its kind's CRD may refuse, or may not. */
export function spoil(object: Readonly<Record<string, unknown>>, schema: CrdSchema, random: Random): void {
  const root = object as Record<string, unknown>;
  const dice = random.next();
  const apiVersion = String(object['apiVersion']);
  if (dice < 0.02) { root['apiVersion'] = random.pick([apiVersion.replace(/\/.*/, '/v9'), apiVersion.replace(/\/.*/, '/v1alpha9'), null, 1]); return; }
  if (dice < 0.03) { root[random.pick(['metadata', 'spec'])] = random.pick([null, [], 'x', {}, 1]); return; }
  if (dice < 0.05) { root[random.pick(['specs', 'data', 'status', 'constructor'])] = structuredClone(random.pick(STATUS)); return; }
  if (dice < 0.2) {
    const { metadata } = object;
    if (typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata)) { random.pick(METADATA)(metadata as Record<string, unknown>, random); }
    return;
  }
  const places: Place[] = [];
  collect(object['spec'], schema.properties?.['spec'] ?? {}, places);
  if (places.length === 0) { return; }
  const { parent, key, schema: own, holder } = random.pick(places);
  const isList = Array.isArray(parent);
  const known = Object.keys(holder.properties ?? {});
  switch (random.below(13)) {
    case 0: if (isList) { (parent as unknown as unknown[]).splice(Number(key), 1); } else { Reflect.deleteProperty(parent, key); } break;
    case 1: parent[key] = null; break;
    case 2: case 3: parent[key] = structuredClone(random.pick(STRANGE)); break;
    case 4: parent[key] = atTheEdge(own, parent[key], random); break;
    case 5: parent[key] = inOtherWords(parent[key]); break;
    case 6: parent[key] = own.type === 'array' ? [] : own.type === 'object' ? {} : ''; break;
    // A field that the kind has somewhere, or nearly.
    case 7: if (!isList) { define(parent, misspelt(key, random), random.next() < 0.2 ? null : structuredClone(parent[key])); } break;
    case 8: if (!isList) { const kept = parent[key]; Reflect.deleteProperty(parent, key); parent[`${key}s`] = kept; } break;
    // What excludes what is there already.
    case 9: case 10: if (known.length > 0) { const name = random.pick(known); parent[name] = specimen(holder.properties?.[name] as CrdSchema, random, 3); } break;
    // One item twice.
    case 11: {
      const list = isList ? parent as unknown as unknown[] : parent[key];
      if (Array.isArray(list)) { list.push(structuredClone((isList ? parent[key] : list[0]) ?? null)); }
      break;
    }
    default: parent[key] = specimen(own, random, 2);
  }
}

function collect(value: unknown, schema: CrdSchema, places: Place[]): void {
  if (typeof value !== 'object' || value === null) { return; }
  for (const key of Object.keys(value)) {
    const other = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
    const below = Array.isArray(value) ? schema.items : schema.properties?.[key] ?? other;
    if (below === undefined) { continue; }
    places.push({ parent: value as Record<string, unknown>, key, schema: below, holder: schema });
    collect((value as Record<string, unknown>)[key], below, places);
  }
}

/** Just inside or just outside of what the schema allows. */
function atTheEdge(schema: CrdSchema, value: unknown, random: Random): unknown {
  const { minimum, maximum, minLength, maxLength, enum: choices } = schema;
  const edges: unknown[] = [];
  if (minimum !== undefined) { edges.push(minimum, minimum - 1); }
  if (maximum !== undefined) { edges.push(maximum, maximum + 1); }
  if (minLength !== undefined) { edges.push('a'.repeat(minLength), 'a'.repeat(Math.max(0, minLength - 1))); }
  if (maxLength !== undefined) { edges.push('a'.repeat(maxLength), 'a'.repeat(maxLength + 1)); }
  if (choices !== undefined) { edges.push(`${String(choices[0])}x`, String(choices[0]).toUpperCase(), String(choices[0])); }
  if (schema.type === 'number' || schema.type === 'integer') { edges.push(1.5, -1, 0, 1e9); }
  if (typeof value === 'string') { edges.push(`${value} `, `${value}\n`, value.slice(1), `${value}${value}`, value.toUpperCase()); }
  if (typeof value === 'number') { edges.push(value + 0.5, -value); }
  return edges.length === 0 ? structuredClone(random.pick(STRANGE)) : random.pick(edges);
}

/** A number as a text, a text of digits as a number, anything else in a list. */
function inOtherWords(value: unknown): unknown {
  if (typeof value === 'number') { return String(value); }
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : [value];
}

function misspelt(key: string, random: Random): string {
  return random.pick([`${key}x`, key.toUpperCase(), key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), 'namespace', 'constructor', '__proto__']);
}

function define(parent: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}
