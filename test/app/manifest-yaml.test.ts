import { ApiObject, Chart, Testing, Yaml } from 'cdk8s';
import { load as jsYaml } from 'js-yaml';
import { Document, parse, parseDocument } from 'yaml';
import { manifestYaml } from '../../lib/manifest-yaml';
import { KUBERNETES_YAML } from '../../lib/kubernetes-yaml';
import { readPlainYaml } from '../../lib/plain-yaml';
import { nastyTexts, objectWith } from './texts';

/** Go's own reader reads the same of 100,000 texts: e2e/manifest-yaml.real.test.ts. */

const TEXTS = nastyTexts(4000, 1);
const BATCHES = Array.from({ length: TEXTS.length / 40 }, (_, index) => objectWith(TEXTS.slice(index * 40, index * 40 + 40)));

/** Undefined where a reader takes all objects for what they are, else the first text that it does not. */
function misread(read: (text: string) => unknown): unknown {
  const differ = (object: unknown): boolean => {
    try { expect(read(manifestYaml(object, 'x'))).toEqual(object); return false; } catch { return true; }
  };
  const batch = BATCHES.find(differ);
  if (batch === undefined) { return undefined; }
  const text = (batch['items'] as string[]).find((each) => differ(objectWith([each])));
  return { text, written: manifestYaml({ value: text, [text ?? '']: 1 }, 'x') };
}

describe.each<[string, (text: string) => unknown]>([
  ['yaml, version 1.1', (text) => parse(text, { version: '1.1' })],
  ['yaml, version 1.2', (text) => parse(text, { version: '1.2' })],
  ['the checks\' own reader', (text) => parseDocument(text, KUBERNETES_YAML).toJS()],
  ['js-yaml', (text) => jsYaml(text)],
])('%s', (_, read) => {
  test('reads 4,000 nasty texts as they are, as values, items and keys', () => { expect(misread(read)).toBeUndefined(); });
});

test('the reader of plain YAML reads the same, or leaves it to the other one', () => {
  let read = 0;
  for (const text of TEXTS) {
    const object = { value: text, [text]: [text] };
    const values = readPlainYaml(manifestYaml(object, 'x'));
    if (values === undefined) { continue; }
    read++;
    expect([text, values]).toEqual([text, [object]]);
  }
  expect(read).toBeGreaterThan(1500);
});

describe('what people review', () => {
  test.each<[string, unknown, string]>([
    ['ordinary texts stand as they are', { image: 'ghcr.io/a/b:1.2.3', at: '10.0.0.1', wait: '30s', days: '10d', arg: '-port=8080', path: './x', expr: 'max by (a) (b{c="d"}) > 0', re: '^(a|b)$', address: 'http://a:80/b?c=d#e' },
      'image: ghcr.io/a/b:1.2.3\nat: 10.0.0.1\nwait: 30s\ndays: 10d\narg: -port=8080\npath: ./x\nexpr: max by (a) (b{c="d"}) > 0\nre: ^(a|b)$\naddress: http://a:80/b?c=d#e\n'],
    ['several lines are a block, with or without a line break at the end', { a: 'x\n  y\n\n\tz\n', b: ['x\ny'], c: 'x\n\n', d: '\nx\ny', e: '  x\ny\n' }, 'a: |\n  x\n    y\n\n  \tz\nb:\n  - |-\n    x\n    y\nc: |+\n  x\n\nd: |-\n\n  x\n  y\ne: |2\n    x\n  y\n'],
    ['single quotes around double ones', { a: '{{ "b" }}' }, 'a: \'{{ "b" }}\'\n'],
    ['double quotes where it could be something else', { a: '1', b: 'on', n: '1e3', c: '0o7', d: '12:30', e: '2026-01-01', f: '~', g: '- a', h: 'a: b', i: 'a #b', j: '' }, 'a: "1"\nb: "on"\n"n": "1e3"\nc: "0o7"\nd: "12:30"\ne: "2026-01-01"\nf: "~"\ng: "- a"\nh: "a: b"\ni: "a #b"\nj: ""\n'],
    ['what cannot be seen is escaped', { a: 'x\u200by', b: 'x\u202ey', c: 'x\u0085y', d: '\ufeff', e: 'x\u2028\ny' }, 'a: "x\\u200by"\nb: "x\\u202ey"\nc: "x\\u0085y"\nd: "\\ufeff"\ne: "x\\u2028\\ny"\n'],
    ['letters of all languages, and pictures', { é: '온콜', b: '🚨 paged', c: '👨‍👩‍👧' }, 'é: 온콜\nb: 🚨 paged\nc: 👨‍👩‍👧\n'],
    ['numbers, booleans and nothing', { a: 1, b: -0.5, c: 1e21, d: 1.5e-9, e: true, f: null, g: {}, h: [], i: -0 }, 'a: 1\nb: -0.5\nc: 1.0e+21\nd: 1.5e-9\ne: true\nf: null\ng: {}\nh: []\ni: 0\n'],
    ['lists of lists, and of maps', [[1, [2]], { a: [{ b: 1, c: 2 }] }], '- - 1\n  - - 2\n- a:\n    - b: 1\n      c: 2\n'],
  ])('%s', (_, object, text) => { expect(manifestYaml(object, 'x')).toBe(text); });

  test('nothing else than cdk8s writes, where cdk8s is right', () => {
    const object = { apiVersion: 'v1', kind: 'ConfigMap', data: { 'a.yaml': 'a:\n  - b\n', 'b.json': '{ "a": 1 }', c: 'x: y', d: 'it\'s', e: '"', f: '%a', 'n': 'no' }, list: [{ a: [1, 'x'], b: {} }, []] };
    expect(manifestYaml(object, 'x')).toBe(Yaml.stringify(object));
  });

  test('a key that is longer than readers look ahead', () => {
    const object = { ['k'.repeat(1100)]: { a: 1, b: [2] }, ['l'.repeat(2000)]: 'x\ny\n', ['m'.repeat(1500)]: [1, 2] };
    expect(parse(manifestYaml(object, 'x'))).toEqual(object);
    expect(manifestYaml(object, 'x')).toMatch(/^\? kkk/);
  });

  test('the same map twice is written twice', () => {
    const same = { a: ['x'] };
    expect(manifestYaml({ one: same, two: same }, 'x')).toBe('one:\n  a:\n    - x\ntwo:\n  a:\n    - x\n');
  });

  test('a document of the package yaml keeps its own text', () => {
    const document = new Document({ b: 1, a: 2 });
    document.comment = ' kept';
    expect(manifestYaml(document, 'x')).toBe(document.toString());
  });
});

describe('refuses, and says where', () => {
  test.each<[string, unknown, string]>([
    ['half of a surrogate pair', { spec: { list: ['a', { text: 'x\ud83d' }] } }, 'Secret/a/b: spec.list[1].text cannot be written as YAML\n  value:   "\\"x\\\\ud83d\\""'],
    ['such a key', { spec: { 'a\udc00': 1 } }, 'spec cannot be written'],
    ['no number', { spec: { weight: Number.NaN } }, 'spec.weight cannot be written as YAML\n  value:   "NaN"'],
    ['an infinite number', { spec: [Number.POSITIVE_INFINITY] }, 'spec[0] cannot be written as YAML\n  value:   "Infinity"'],
    ['a function', { spec: { make: () => 1 } }, 'spec.make cannot be written as YAML\n  value:   "function"'],
    ['an instance', { spec: { when: new Map() } }, 'spec.when cannot be written as YAML\n  value:   "an instance of Map"'],
  ])('%s', (_, object, message) => { expect(() => manifestYaml(object, 'Secret/a/b')).toThrow(message); });

  test('also where the text is long and has several lines', () => {
    expect(() => manifestYaml({ data: { text: `${'line\n'.repeat(1000)}\ud800` } }, 'x')).toThrow('data.text cannot be written');
  });
});

test('writes what cdk8s makes of an object', () => {
  const chart = new Chart(Testing.app(), 'chart');
  const object = new ApiObject(chart, 'a', { apiVersion: 'v1', kind: 'ConfigMap', data: { b: '0o7', a: 'x\n' } } as never);
  expect(manifestYaml(object.toJson(), 'x')).toBe('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: chart-a-c882e114\ndata:\n  a: |\n    x\n  b: "0o7"\n');
});
