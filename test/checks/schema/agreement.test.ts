import Ajv, { ValidateFunction } from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { Document } from '../../../lib/checks/document';
import { Located } from '../../../lib/checks/located';
import { checkObjects } from '../../../lib/checks/run';
import { schemasOf } from '../../../lib/checks/schema/schemas';
import { walk } from '../../../lib/checks/schema/walk';
import { knownKinds } from '../../schema';

const DIST = path.resolve(__dirname, '../../../dist');
const MUTATIONS = 300;

/** What the walk must find for itself: what ajv says of the same object. */
describe('the walk through a schema finds a fault exactly where ajv refuses the object', () => {
  const seeds = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml')).sort()
    .flatMap((file) => Document.read(readFileSync(path.join(DIST, file), 'utf8')).map(({ value }) => value as Manifest))
    .filter(({ apiVersion, kind }) => knownKinds().includes(`${apiVersion.split('/')[0]}/${kind}`));
  const kinds = [...new Set(seeds.map(({ kind }) => kind))].sort();

  test('there is something to mutate', () => { expect(kinds.length).toBeGreaterThan(8); });

  test.each(kinds)('%s', (kind) => {
    const own = seeds.filter((each) => each.kind === kind);
    const [group = '', version = ''] = (own[0] as Manifest).apiVersion.split('/');
    const schema = schemasOf(group, kind)?.versions[version] ?? {};
    const ajv: ValidateFunction = new Ajv({ strict: true }).compile(schema);
    const random = generator(kind.length * 7919);
    const words = wordsOf(schema);
    let refused = 0;
    for (let count = 0; count < MUTATIONS; count++) {
      const object = structuredClone(own[count % own.length]);
      for (let times = 1 + random(2); times > 0; times--) { mutate(object, random, words); }
      const valid = ajv(object);
      const faults = walk(kind, schema, new Located(Document.of(object), []));
      if (!valid) { refused++; }
      if (valid !== (faults.length === 0)) {
        throw new Error(`${JSON.stringify(object)}\najv: ${JSON.stringify(ajv.errors)}\nwalk: ${JSON.stringify(faults.map(({ problem }) => problem))}`);
      }
    }
    expect(refused).toBeGreaterThan(MUTATIONS / 10);
  });

  test('an object as it was made has no finding', () => {
    expect(checkObjects(seeds, { only: ['schema'] })).toEqual([]);
  });
});

interface Manifest { readonly apiVersion: string; readonly kind: string }

const STRANGE = [null, '', 'x', '1h', '30s', '1mx', 0, -1, 1.5, 99999999999, true, [], {}, ['a'], { a: 1 }, [null], 'https://x.example/y', 'slack', 'error', { name: 'x' }];

/** Takes away, adds, renames or replaces something somewhere below spec. */
function mutate(object: unknown, random: (below: number) => number, words: readonly string[]): void {
  const places: { readonly parent: Record<string, unknown> | unknown[]; readonly key: string | number }[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) { return; }
    for (const key of Object.keys(value)) {
      const index = Array.isArray(value) ? Number(key) : key;
      places.push({ parent: value as Record<string, unknown>, key: index });
      visit((value as Record<string, unknown>)[key]);
    }
  };
  visit((object as { spec?: unknown }).spec);
  const place = places[random(places.length)];
  if (place === undefined) { return; }
  const parent = place.parent as Record<string | number, unknown>;
  const value = STRANGE[random(STRANGE.length)];
  switch (random(5)) {
    case 0: if (Array.isArray(parent)) { parent.splice(Number(place.key), 1); } else { Reflect.deleteProperty(parent, place.key); } break;
    case 1: parent[place.key] = structuredClone(value); break;
    case 2: if (!Array.isArray(parent)) { parent[words[random(words.length)] as string] = structuredClone(value); } break;
    case 3: if (!Array.isArray(parent)) { const kept = parent[place.key]; Reflect.deleteProperty(parent, place.key); parent[`${place.key}x`] = kept; } break;
    default: if (!Array.isArray(parent)) { parent[words[random(words.length)] as string] = structuredClone(parent[place.key]); }
  }
}

function wordsOf(schema: object): string[] {
  return [...new Set([...JSON.stringify(schema).matchAll(/"([a-zA-Z]+)":\{/g)].flatMap(([, word]) => word === undefined ? [] : [word]))].slice(0, 60);
}

/** Numbers that are the same in every run (mulberry32). */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6D2B79F5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}
