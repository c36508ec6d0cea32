import { stringify } from 'yaml';
import { Document } from '../lib/checks/document';
import { lookupIn, releaseValues } from '../lib/checks/helm-values';
import { readWorld } from '../lib/checks/read';
import { overDefaults } from '../lib/helm-values';
import { Random } from '../test/checks/random';
import { coalesced } from './helm';
import { run } from './run';

/** The values of a HelmRelease, as the checks put them together and as helm-controller's own package does. */

interface Reference { readonly kind: string; readonly name: string; readonly valuesKey?: string; readonly targetPath?: string; readonly optional?: boolean; readonly literal?: boolean }
type Objects = Record<string, Record<string, string>>;
interface Release { readonly inline: Record<string, unknown>; readonly from: readonly Reference[]; readonly configMaps: Objects; readonly secrets: Objects }

const FIELDS = ['a', 'b', 'c'];
const PATHS = ['a', 'b', 'a.b', 'a.b.c', 'c.a', 'b[0]', 'b[2]', 'a[1].b', 'c[0][1]', 'a\\.b', 'x.y.z', 'b[0].a'];
const TEXTS = ['1', 'true', 'FALSE', 'null', '0', '007', '-3', '+4', '1.5', '', 'x', 'a,b', 'a,', '{x,2}', '{}', '{x', '"12"', '\'true\'', 'a\\,b', 'k=v', 'x,a=7', 'x,a.b=9', '[1]', 'a: {b: 1}', '9223372036854775808', '12345678901', '\\', '"', 'é,ü', 'x\ny'];

class Generator {
  public constructor(private readonly random: Random) {}

  public release(): Release {
    const objects = (): Objects => Object.fromEntries(['one', 'two'].map((name) => [name, { 'values.yaml': this.yaml(), text: this.random.pick(TEXTS) }]));
    return { inline: this.map(3), from: Array.from({ length: this.random.below(5) }, () => this.reference()), configMaps: objects(), secrets: objects() };
  }

  /** A chart's own values have no null. */
  public overDefaults(): { readonly defaults: Record<string, unknown>; readonly values: Record<string, unknown> } {
    return { defaults: withoutNulls(this.map(3)) as Record<string, unknown>, values: this.map(3) };
  }

  private reference(): Reference {
    const atPath = this.random.below(2) === 0;
    return {
      kind: this.random.pick(['ConfigMap', 'Secret']), name: this.random.below(20) === 0 ? 'none' : this.random.pick(['one', 'two']),
      ...(atPath && { targetPath: this.random.pick(PATHS) }), ...((atPath || this.random.below(20) === 0) && { valuesKey: this.random.below(20) === 0 ? 'none' : 'text' }),
      ...(this.random.below(4) === 0 && { optional: true }), ...(this.random.below(4) === 0 && { literal: true }),
    };
  }

  private yaml(): string {
    return this.random.below(15) === 0 ? this.random.pick(['', '# nothing\n', '[]\n', '7\n', 'null\n', '{}\n']) : stringify(this.map(3));
  }

  private map(depth: number): Record<string, unknown> {
    return Object.fromEntries(FIELDS.filter(() => this.random.below(3) > 0).map((field) => [field, this.value(depth)]));
  }

  private value(depth: number): unknown {
    if (depth > 0 && this.random.below(2) === 0) { return this.map(depth - 1); }
    return this.random.below(4) === 0 ? Array.from({ length: this.random.below(3) }, () => this.value(depth - 1)) : this.random.pick([1, 'text', true, null, '']);
  }
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(withoutNulls); }
  if (typeof value !== 'object' || value === null) { return value; }
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null).map(([key, each]) => [key, withoutNulls(each)]));
}

function ours({ inline, from, configMaps, secrets }: Release): { readonly error: boolean; readonly values: unknown } {
  const objects = [
    { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name: 'release', namespace: 'ns' }, spec: { values: inline, valuesFrom: from } },
    ...Object.entries(configMaps).map(([name, data]) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'ns' }, data })),
    ...Object.entries(secrets).map(([name, data]) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'ns' }, data: Object.fromEntries(Object.entries(data).map(([key, text]) => [key, Buffer.from(text).toString('base64')])) })),
  ];
  const world = readWorld(Document.read(objects.map((each) => stringify(each)).join('---\n')), {});
  const [release] = world.of('helm.toolkit.fluxcd.io', 'HelmRelease');
  if (release === undefined) { throw new Error('there is no HelmRelease'); }
  const { values, references } = releaseValues(release, lookupIn((...name) => world.find(...name), release));
  return { error: references.some(({ object, text, document, optional, refused }) => refused !== undefined || (document?.document.unreadable.length ?? 0) > 0 || (!optional && (object === undefined || text === undefined))), values: values?.value ?? {} };
}

test('values are merged as helm-controller merges them, and refused where it refuses them', () => {
  const generator = new Generator(new Random(1));
  const releases = Array.from({ length: 4000 }, () => generator.release());
  const answers = run('flux-oracle', [], { input: releases.map((values) => `${JSON.stringify({ values })}\n`).join('') }).stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as { error?: string; values?: unknown });
  const differ = releases.flatMap((release, index) => {
    const mine = ours(release);
    const theirs = answers[index];
    const same = (theirs?.error !== undefined) === mine.error && (mine.error || JSON.stringify(sorted(mine.values)) === JSON.stringify(sorted(theirs?.values ?? {})));
    return same ? [] : [{ release, theirs, mine }];
  });
  expect(answers.length).toBe(releases.length);
  expect(answers.filter(({ error }) => error !== undefined).length).toBeGreaterThan(400);
  expect(answers.filter(({ error }) => error === undefined).length).toBeGreaterThan(1500);
  expect(differ.slice(0, 3)).toEqual([]);
});

test('values come over the defaults of a chart as Helm has it', () => {
  const generator = new Generator(new Random(2));
  const questions = Array.from({ length: 4000 }, () => generator.overDefaults());
  const answers = coalesced(questions);
  const differ = questions.flatMap((question, index) => {
    const mine = overDefaults(question.defaults, question.values);
    return JSON.stringify(sorted(mine)) === JSON.stringify(sorted(answers[index] ?? {})) ? [] : [{ question, theirs: answers[index], mine }];
  });
  expect(answers).toHaveLength(questions.length);
  expect(differ.slice(0, 3)).toEqual([]);
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(sorted); }
  if (typeof value !== 'object' || value === null) { return value; }
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([key, each]) => [key, sorted(each)]));
}
