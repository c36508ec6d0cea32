import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Document } from '../../lib/checks/document';
import { Located } from '../../lib/checks/located';
import { readWorld } from '../../lib/checks/read';
import { checkFiles, checkObjects, SourceFile, surveyFiles } from '../../lib/checks/run';
import { World } from '../../lib/checks/world';
import { Random } from './random';

const world = (...texts: string[]): World => readWorld(texts.flatMap((text, index) => Document.read(text, `${index}.yaml`)), {});

/** Manifests with findings of many kinds: our own, broken in places. */
function broken(): SourceFile[] {
  const dist = resolve(__dirname, '../../dist');
  return readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml')).map((path) => ({
    path,
    text: readFileSync(join(dist, path), 'utf8').replace('v1beta1', 'v1alpha3').replace('v1beta3', 'v1beta1').replace('== 2', '== 3').replace('secretRef', 'secretReference').replace('group_wait', 'groupWait'),
  }));
}

describe('a run', () => {
  test('says the same whatever the order of the files', () => {
    const files = broken();
    const expected = checkFiles(files);
    expect(expected.length).toBeGreaterThan(3);
    for (let seed = 0; seed < 5; seed++) { expect(checkFiles(new Random(seed).shuffled(files))).toEqual(expected); }
  });

  test('says the same whatever the order of the objects', () => {
    const objects = broken().flatMap(({ text }) => parseAllDocuments(text, { version: '1.1' }).map((each) => each.toJS() as unknown));
    const expected = checkObjects(objects);
    expect(expected.length).toBeGreaterThan(3);
    for (let seed = 0; seed < 5; seed++) { expect(checkObjects(new Random(seed).shuffled(objects))).toEqual(expected); }
  });

  test('changes nothing', () => {
    const objects = broken().flatMap(({ text }) => parseAllDocuments(text, { version: '1.1' }).map((each) => each.toJS() as unknown));
    const before = JSON.stringify(objects);
    checkObjects(objects);
    expect(JSON.stringify(objects)).toBe(before);
  });

  test('names no place for objects that stand in no file', () => {
    expect(checkObjects([{ apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name: 'a' }, spec: { canaryAnalysis: {} } }], { only: ['schema/field'] }))
      .toMatchObject([{ check: 'schema/field', object: 'Canary/a', field: expect.stringMatching(/^spec/) as string, file: undefined, position: undefined }]);
  });

  test('counts the objects of a cluster', () => {
    const text = 'apiVersion: v1\nkind: List\nitems:\n- { apiVersion: v1, kind: A, metadata: { name: a } }\n- { apiVersion: v1, kind: A, metadata: { name: b } }\n---\ngroups: []\n---\n';
    expect(surveyFiles([{ path: 'a.yaml', text }]).objects).toBe(2);
  });

  test('orders findings by place', () => {
    expect(checkFiles([{ path: 'b.yaml', text: 'a: [' }, { path: 'a.yaml', text: 'a: 1\n---\nb: [\n---\nc: "' }]).map(({ file, position }) => `${file}:${position?.line}`))
      .toEqual(['a.yaml:4', 'a.yaml:5', 'b.yaml:1']);
  });
});

describe('recognises', () => {
  test.each<[string, string, string[]]>([
    ['documents of one file', 'apiVersion: v1\nkind: A\nmetadata: { name: a }\n---\n---\n# nothing\n---\napiVersion: x.io/v1\nkind: B\nmetadata: { name: b, namespace: shop }\n', ['A/a', 'B/shop/b']],
    ['items of a List, and of a List in it', 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: A\n- apiVersion: v1\n  kind: List\n  items: [{ apiVersion: v1, kind: B, metadata: { name: b } }]\n', ['A/', 'B/b']],
    ['JSON', '{"apiVersion": "v1", "kind": "A", "metadata": {"name": "a"}}', ['A/a']],
    ['no object in what has no kind', 'apiVersion: v1\nmetadata: { name: a }\n', []],
    ['no object in a file for kustomize', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n', []],
    ['an object whose fields are of no type that they may have', 'apiVersion: v1\nkind: A\nmetadata: { name: [1], namespace: {}, labels: 7, annotations: null }\nspec: true\n', ['A/']],
  ])('%s', (_, text, objects) => {
    expect(world(text).objects.map(({ reference }) => reference)).toEqual(objects);
  });

  const RULES = 'groups:\n- name: g\n  rules:\n  - { alert: A, expr: x == 1 }\n  - { record: r, expr: 1 }\n';
  test.each<[string, string]>([
    ['a PrometheusRule', `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: { name: a }\nspec:\n${RULES.replaceAll(/^/gm, '  ')}`],
    ['a bare rule file', RULES],
    ['values of kube-prometheus-stack', `additionalPrometheusRulesMap:\n  mine:\n${RULES.replaceAll(/^/gm, '    ')}`],
    ['older values of it', `prometheus: { prometheusSpec: {} }\nadditionalPrometheusRules:\n- name: mine\n${RULES.replaceAll(/^/gm, '  ')}`],
    ['values in a HelmRelease', `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: kps }\nspec:\n  values:\n    additionalPrometheusRulesMap:\n      mine:\n${RULES.replaceAll(/^/gm, '        ')}`],
    ['values in a ConfigMap', `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: values }\ndata:\n  values.yaml: |\n    additionalPrometheusRulesMap:\n      mine:\n${RULES.replaceAll(/^/gm, '        ')}`],
  ])('the rules of %s', (_, text) => {
    expect(world(text).rules.map(({ groupName, alert, record, expr }) => [groupName, alert, record, expr])).toEqual([['g', 'A', undefined, 'x == 1'], ['g', undefined, 'r', '1']]);
  });

  const CONFIG = 'route:\n  receiver: x\nreceivers:\n- name: x\n';
  const SECRET = 'apiVersion: v1\nkind: Secret\nmetadata: { name: am, namespace: m }\n';
  test.each<[string, string, string, string | undefined]>([
    ['a Secret, in plain text', `${SECRET}stringData:\n  alertmanager.yaml: |\n${CONFIG.replaceAll(/^/gm, '    ')}`, 'secret', '7:17'],
    ['a Secret, encoded', `${SECRET}data:\n  alertmanager.yaml: ${Buffer.from(CONFIG).toString('base64')}\n`, 'secret', '5:22'],
    ['a file', CONFIG, 'file', '2:13'],
    ['values of kube-prometheus-stack', `alertmanager:\n  config:\n${CONFIG.replaceAll(/^/gm, '    ')}`, 'values', '4:17'],
  ])('the configuration of Alertmanager in %s', (_, text, via, place) => {
    const [source, more] = world(text).alertmanagers;
    const receiver = source?.at.at('route', 'receiver');
    expect([source?.via, receiver?.text, `${receiver?.position?.line}:${receiver?.position?.column}`, receiver?.document.file, more]).toEqual([via, 'x', place, '0.yaml', undefined]);
  });

  test('how Flagger is scraped, by its monitor', () => {
    const monitor = 'apiVersion: monitoring.coreos.com/v1\nkind: PodMonitor\nmetadata: { name: flagger, namespace: f }\nspec:\n  podMetricsEndpoints: [{ interval: 15s, honorLabels: true }]\n';
    expect(world(monitor).scrape).toMatchObject({ intervalSeconds: 15, honorLabels: true, namespace: 'f' });
    expect(world('').scrape).toMatchObject({ intervalSeconds: 30, honorLabels: false, assuming: expect.any(String) as string });
  });
});

describe('a place inside a text', () => {
  /** Where `here` stands, and where the value of the field `it` of the text as YAML does. */
  function places(text: string): { readonly here: string; readonly it: string } {
    const [document] = Document.read(text, 'a.yaml') as [Document];
    const at = new Located(document, ['text']);
    const place = ({ position }: Located): string => `${position?.line}:${position?.column}`;
    return { here: place(at.from((at.text ?? '').indexOf('here'))), it: place((at.embedded()[0] as Located).at('it')) };
  }

  test.each<[string, string, string, string]>([
    ['a literal block', 'text: |\n  a: b\n  it: here\n', '3:7', '3:7'],
    ['a literal block without the last line break', 'text: |-\n  it: here', '2:7', '2:7'],
    ['a literal block that begins with spaces', 'text: |2\n      a: b\n      it: here\n', '3:11', '3:11'],
    ['a literal block with empty lines', 'text: |\n\n\n  a: b\n\n  it: here\n', '6:7', '6:7'],
    ['a literal block with a comment at its head', 'text: |- # really\n  it: here\n', '2:7', '2:7'],
    ['a literal block with line breaks of Windows', 'text: |\r\n  a: b\r\n  it: here\r\n', '3:7', '3:7'],
    ['a folded block', 'text: >\n  {a: b,\n  it: here}\n', '3:7', '3:7'],
    ['a folded block with empty lines', 'text: >-\n  a: b\n\n  it: here\n', '4:7', '4:7'],
    ['a folded block with deeper lines', 'text: >\n  a:\n    b: c\n  it: here\n', '4:7', '4:7'],
    ['plain', 'text: here\n', '1:7', '1:7'],
    ['plain on several lines', 'text: a b c\n  d here\n', '2:5', '1:7'],
    ['double quotes', 'text: "it: here"\n', '1:12', '1:12'],
    ['double quotes with escapes', String.raw`text: "a: \"b\"\nit: here"`, '1:22', '1:22'],
    ['double quotes with characters by their number', String.raw`text: "\x7ba: \u0062,it: here}"`, '1:26', '1:26'],
    ['double quotes on several lines', 'text: "{a: b,\n   it: here}"\n', '2:8', '2:8'],
    ['double quotes with an escaped line break', 'text: "{a: b,\\\n   it: here}"\n', '2:8', '2:8'],
    ['single quotes', 'text: \'it: here\'\n', '1:12', '1:12'],
    ['single quotes with an apostrophe', 'text: \'{a: \'\'b\'\', it: here}\'\n', '1:23', '1:23'],
    ['JSON', '{"text": "{\\"it\\": \\"here\\"}"}', '1:22', '1:20'],
  ])('in %s', (_, text, here, it) => {
    expect(places(text)).toEqual({ here, it });
  });

  test('in a text in a text', () => {
    const [document] = Document.read('text: |\n  a: b\n  inner: |\n    c: d\n    it: here\n', 'a.yaml') as [Document];
    const inner = (new Located(document, ['text'], 'Secret/a').embedded()[0] as Located).at('inner');
    const [it] = inner.embedded().map((each) => each.at('it')) as [Located];
    expect([inner.from(10).position, it.position, it.field, it.object]).toEqual([{ line: 5, column: 10 }, { line: 5, column: 9 }, 'text: inner: it', 'Secret/a']);
  });

  test('of a broken text is the place of the mistake', () => {
    const [document] = Document.read('text: |\n  a: [1\n  b: 2\n', 'a.yaml') as [Document];
    expect(new Located(document, ['text']).embedded()[0]?.document.unreadable[0]?.position).toEqual({ line: 3, column: 3 });
  });
});

describe('what no reader should meet', () => {
  test.each<[string, string, string]>([
    ['brackets in brackets', '['.repeat(100_000), 'nobody reads it: it is nested too deeply, or holds itself'],
    ['maps in maps', `${'{a: '.repeat(1000)}1${'}'.repeat(1000)}`, 'nobody reads it: it is nested too deeply, or holds itself'],
    ['a list that holds itself', 'a: &a [*a]', 'nobody reads it: it is nested too deeply, or holds itself'],
    ['aliases of aliases', ['a: &a [1,1]', ...[...'bcdefghi'].map((each, index) => `${each}: &${each} [${Array<string>(12).fill(`*${'abcdefghi'[index]}`).join(',')}]`)].join('\n'), 'nobody reads it: Excessive alias count indicates a resource exhaustion attack'],
  ])('%s', (_, text, what) => {
    expect(checkFiles([{ path: 'a.yaml', text }]).map((each) => each.what)).toEqual([what]);
  });

  test('an object that holds itself', () => {
    const object: { apiVersion: string; kind: string; spec?: unknown } = { apiVersion: 'v1', kind: 'ConfigMap' };
    object.spec = { object };
    expect(checkObjects([object]).map(({ what }) => what)).toEqual(['nobody reads it: it is nested too deeply, or holds itself']);
  });

  test('a byte order mark', () => {
    expect(Document.read('\uFEFFa: b')[0]?.position(['a'])).toEqual({ line: 1, column: 4 });
  });
});

test('the folder of documents has a page for each family', () => {
  const families = readdirSync(resolve(__dirname, '../../lib/checks'), { withFileTypes: true }).filter((each) => each.isDirectory() && existsSync(resolve(__dirname, '../../lib/checks', each.name, 'index.ts')));
  const readme = readFileSync(resolve(__dirname, '../../docs/checks/README.md'), 'utf8');
  expect(families.map(({ name }) => name).filter((name) => !readme.includes(`| \`${name}\` |`))).toEqual([]);
});
