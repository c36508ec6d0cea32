import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { KUBERNETES_YAML } from '../lib/kubernetes-yaml';
import { readPlainYaml } from '../lib/plain-yaml';
import { MANIFESTS } from './checks/manifests';
import { mutatedText, mutatedValue, written } from './checks/mutation';
import { Random } from './checks/random';

/** What the whole reader says; undefined where it finds a mistake. */
function whole(text: string): unknown[] | undefined {
  const documents = parseAllDocuments(text, KUBERNETES_YAML);
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) { return undefined; }
  return documents.map((each) => each.toJS() as unknown);
}

describe('reads as the whole reader does', () => {
  test.each([
    ['maps and lists', 'a:\n  b: 1\n  c:\n    - x\n    - u: z\n      w: v\n'],
    ['a list at the column of its field', 'a:\n- 1\n-   b: 2\n    c: 3\n'],
    ['lists in lists', '- - 1\n  - 2\n-\n  - 3\n- - - x: y\n'],
    ['several documents', '---\na: 1\n---\nb: 2\n'],
    ['nothing behind a field', 'a:\nb:\n- \nc: ~\n'],
    ['comments', '# first\na: 1 # one\n\n  # another\nb: "#x" # y\nc: x#y\n'],
    ['words and numbers', 'a: [] \nb: {}\nc: yes\nd: "yes"\ne: 1.50\nf: -7\ng: 30s\nh: 1:30\ni: 10.0.0.1\nj: v1\nk: Null\nl: off\nm: --flag\nn1: 0x1F\no: 0o17\np: 12345678901234567890\nq: -0\nr: 1_000\ns: 1e400\n'],
    ['quotes', 'a: "x \\"y\\" \\u00e9\\n"\nb: \'it\'\'s\'\n"c": \'\'\n\'d e\': ""\n'],
    ['quotes over several lines', 'a: "x y\n  z\n\n  w"\nb: \'it\'\'s\n    so\'\nc:\n  - "1\n    2"\n'],
    ['a text over several lines', 'a: x y\n  z w\n   v\nb: 1\n'],
    ['block texts', 'a: |\n  x\n    y\n\n  z\n\nb: |-\n  x\nc: >\n  x\n  y\n\n  z\nd: >-\n  x\ne:\n  - |\n    x: y\n  - 1\n'],
    ['colons and dashes inside', 'a: http://x:8080/\nb: x-y\nc:d: 1\ne: a - b\n'],
  ])('%s', (_, text) => {
    expect(readPlainYaml(text)).toEqual(whole(text));
    expect(readPlainYaml(text)).toBeDefined();
  });
});

test.each([
  ['a flow collection', 'a: [1]\n'], ['an anchor', 'a: &x 1\n'], ['an alias', 'a: *x\n'], ['a tag', 'a: !!str 1\n'], ['a tab', 'a:\t1\n'], ['CRLF', 'a: 1\r\n'], ['a field twice', 'a: 1\na: 2\n'],
  ['a field of every object', 'constructor: 1\n'], ['a merge', '<<: 1\n'], ['a name that is a truth value', 'on: 1\n'], ['a name that is a number', '1.0: x\n'], ['no name', ': x\n'],
  ['infinity', 'a: .inf\n'], ['an escape that JSON does not have', 'a: "\\x41"\n'], ['a quote that is not closed', 'a: "x\n'], ['a text after a quote', 'a: "x" y\n'],
  ['a field in a text', 'a: b: c\n'], ['a wrong indentation', 'a:\n    b: 1\n  c: 2\n'], ['a list in a map', 'a: 1\n- b\n'], ['an indentation that is told', 'a: |2\n    x\n'], ['kept line breaks', 'a: |+\n  x\n\n'],
  ['lines that are not folded', 'a: >\n  x\n    y\n'], ['the end of a document', 'a: 1\n...\n'], ['a directive', '%YAML 1.1\n---\na: 1\n'], ['a text alone', 'x\n'], ['nothing', ''], ['no line break at the end', 'a: 1'],
  ['an empty document', 'a: 1\n---\n'], ['NUL', 'a: \0\n'], ['half a character', 'a: \uD800\n'], ['a mark of byte order', 'a: \uFEFFx\n'], ['a comment in a text', 'a: x\n  # y\n  z\n'], ['brackets in brackets', `${'- '.repeat(5000)}x\n`],
])('leaves %s to it', (_, text) => {
  expect(readPlainYaml(text)).toBeUndefined();
});

test('most of what we write is plain', () => {
  const dist = resolve(__dirname, '../dist');
  const texts = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml')).map((path) => readFileSync(join(dist, path), 'utf8'));
  expect(texts.filter((text) => readPlainYaml(text) === undefined).length).toBeLessThan(texts.length / 10);
});

/** FUZZ_RUNS=100000 tries more of them, FUZZ_SEED begins elsewhere. */
test('mutated manifests: it reads what the whole reader reads, or leaves it to it', () => {
  const runs = Number(process.env['FUZZ_RUNS'] ?? 3000);
  const first = Number(process.env['FUZZ_SEED'] ?? 1);
  const dist = resolve(__dirname, '../dist');
  const texts = [...MANIFESTS, ...readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml')).sort().map((path) => readFileSync(join(dist, path), 'utf8')).filter(({ length }) => length < 20_000)];
  const objects = texts.flatMap((text) => parseAllDocuments(text, KUBERNETES_YAML).map((each) => JSON.stringify(each.toJS())));
  let plain = 0;
  for (let seed = first; seed < first + runs; seed++) {
    const random = new Random(seed);
    let text = random.pick(texts);
    if (random.next() < 0.4) {
      let value = JSON.parse(random.pick(objects)) as unknown;
      for (let times = random.below(3); times > 0; times--) { value = mutatedValue(value, random); }
      text = written(value, random);
    }
    for (let times = random.below(4); times > 0; times--) { text = mutatedText(text, random); }
    const values = readPlainYaml(text);
    if (values === undefined) { continue; }
    plain++;
    try {
      expect(values).toEqual(whole(text));
    } catch (error) {
      throw new Error(`seed ${seed}: ${(error as Error).message}\n\n${text.slice(0, 3000)}`);
    }
  }
  expect(plain).toBeGreaterThan(runs / 10);
}, 60_000 + Number(process.env['FUZZ_RUNS'] ?? 3000) * 20);
