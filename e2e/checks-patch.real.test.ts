import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { Document } from '../lib/checks/document';
import { Located } from '../lib/checks/located';
import { applyPatch, isFor } from '../lib/checks/patch';
import { Random } from '../test/checks/random';
import { run } from './run';
import { inScratchFolder } from './scratch';

/** What the checks make of an inline patch, beside what kustomize makes of it. */

type Fields = Record<string, unknown>;

function object(random: Random, kind: string, name: string): Fields {
  const group = kind === 'ConfigMap' ? 'v1' : kind === 'Canary' ? 'flagger.app/v1beta1' : 'monitoring.coreos.com/v1';
  return { apiVersion: group, kind, metadata: { name, namespace: random.pick(['shop', 'ops']), ...(random.below(2) === 0 && { labels: { team: 'shop' } }) }, [kind === 'ConfigMap' ? 'data' : 'spec']: fields(random, 3) };
}

function fields(random: Random, depth: number): Fields {
  return Object.fromEntries(['a', 'b', 'c'].slice(0, 1 + random.below(3)).map((name) => [name, value(random, depth)]));
}

function value(random: Random, depth: number): unknown {
  switch (depth === 0 ? 0 : random.below(4)) {
    case 1: return fields(random, depth - 1);
    case 2: {
      const isOfMaps = random.below(2) === 0;
      return Array.from({ length: 1 + random.below(2) }, () => isOfMaps ? fields(random, 0) : random.pick(['x', 'z']));
    }
    default: return random.pick(['x', 'z', 'a b', '5s']);
  }
}

function patchOf(random: Random, { apiVersion, kind, metadata, ...rest }: Fields): unknown {
  const [top] = Object.keys(rest);
  if (random.below(2) === 0) {
    const change = random.below(6) === 0 ? { $patch: 'delete' } : { [top as string]: withNulls(random, fields(random, 2)), ...(random.below(3) === 0 && { metadata: { labels: { tier: 'x' } } }) };
    const { name, namespace } = metadata as Fields;
    return { apiVersion, kind, ...change, metadata: { ...(change as { metadata?: Fields }).metadata, name: random.below(6) === 0 ? 'other' : name, ...(random.below(8) > 0 && { namespace }) } };
  }
  return Array.from({ length: 1 + random.below(2) }, () => {
    const path = `/${top}/${random.pick(['a', 'b', 'c', 'a/a', 'a/0', 'b/-', 'b/1', 'c/a/b', 'a~1b'])}`;
    const op = random.pick(['add', 'add', 'replace', 'remove']);
    return { op, path, ...(op !== 'remove' && { value: value(random, 1) }) };
  });
}

function withNulls(random: Random, given: Fields): Fields {
  return Object.fromEntries(Object.entries(given).map(([name, each]) => [name, random.below(4) === 0 ? null : each]));
}

test('an object is after its patch what kustomize leaves', () => {
  const random = new Random(13);
  const tally = { same: 0, deleted: 0, open: 0, refused: 0, untouched: 0 };
  for (let round = 0; round < 500; round += 1) {
    const one = object(random, random.pick(['Canary', 'PodMonitor', 'ConfigMap']), random.pick(['flagger', 'flagger-main']));
    const patch = patchOf(random, one);
    const isList = Array.isArray(patch);
    const target = isList || random.below(2) === 0 ? { kind: random.pick([one['kind'], '.*', 'Canary|PodMonitor', 'Service', 'Can']), ...(random.below(2) === 0 && { name: random.pick(['flagger', 'flagger.*', '.*-main', 'flag']) }), ...(random.below(3) === 0 && { namespace: random.pick(['shop', 'ops|shop']) }), ...(random.below(4) === 0 && { version: random.pick(['v1', 'v1.*']) }) } : undefined;
    const kustomization = { resources: ['one.yaml'], patches: [{ patch: stringify(patch), ...(target !== undefined && { target }) }] };
    const { ok, stdout } = inScratchFolder('kustomize', (folder) => {
      writeFileSync(join(folder, 'one.yaml'), stringify(one));
      writeFileSync(join(folder, 'kustomization.yaml'), stringify(kustomization));
      return run('kustomize', ['build', '.'], { cwd: folder });
    });
    const { name, namespace } = one['metadata'] as { name: string; namespace: string };
    const [version, group = ''] = String(one['apiVersion']).split('/').reverse();
    const entry = new Located(Document.of(kustomization.patches[0]), []);
    const taken = isFor(entry, patch, { group, version: version as string, kind: one['kind'] as string, name, namespace });
    const seen = JSON.stringify({ one, patch, target });
    if (taken === false) {
      // A patch that is for nothing, and names no target, is refused.
      expect({ seen, left: ok ? parse(stdout) as unknown : one }).toEqual({ seen, left: one });
      tally.untouched += 1;
      continue;
    }
    expect({ seen, taken }).toEqual({ seen, taken: true });
    const patched = applyPatch(one, patch);
    if (patched.value === undefined && !patched.isDeleted) {
      tally[ok ? 'open' : 'refused'] += 1;
      continue;
    }
    expect({ seen, ok, value: ok ? parse(stdout) as unknown : undefined }).toEqual({ seen, ok: true, value: patched.isDeleted ? null : patched.value });
    tally[patched.isDeleted ? 'deleted' : 'same'] += 1;
  }
  expect(tally.same).toBeGreaterThan(50);
  expect(tally.deleted).toBeGreaterThan(2);
  expect(tally.refused).toBeGreaterThan(20);
  expect(tally.untouched).toBeGreaterThan(20);
  // What nobody but kustomize understands is the exception.
  expect(tally.open).toBeLessThan(40);
});
