import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App as Cdk8sApp, AppProps, Chart, Include, IResolver, JsonPatch, Lazy, ResolutionContext, Yaml, YamlOutputType } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { parseAllDocuments } from 'yaml';
import { App } from '../../lib';
import { protectFromSubstitution } from '../../lib/flux/substitution';
import { Random } from '../checks/random';

const folder = mkdtempSync(join(tmpdir(), 'canary-alerting-app-'));
afterAll(() => { rmSync(folder, { recursive: true }); });
let count = 0;
const fresh = (): string => join(folder, String(count++));

const object = (scope: Construct, id: string, rest: Record<string, unknown> = {}, name = id): ApiObject =>
  new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, ...rest });

const TYPES = [YamlOutputType.FILE_PER_APP, YamlOutputType.FILE_PER_CHART, YamlOutputType.FILE_PER_RESOURCE, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE];

/** All that stands in a folder: of a file its text, of a folder nothing. */
function contents(path: string): Record<string, string | null> {
  return Object.fromEntries(readdirSync(path, { recursive: true, encoding: 'utf8' }).sort()
    .map((each) => [each, statSync(join(path, each)).isDirectory() ? null : readFileSync(join(path, each), 'utf8')]));
}

const objectsIn = (text: string): unknown[] => parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS() as unknown);

/** What both Apps write of the same constructs; or what they say. */
function both(build: (app: Cdk8sApp) => void, props: AppProps = {}): { readonly theirs: unknown; readonly ours: unknown } {
  const written = (make: (given: AppProps) => Cdk8sApp): unknown => {
    const outdir = fresh();
    const app = make({ ...props, outdir });
    build(app);
    const all = app.synthYaml();
    app.synth();
    return { files: contents(outdir), order: app.charts.map(({ node }) => node.path), all };
  };
  return { theirs: written((given) => new Cdk8sApp(given)), ours: written((given) => new App(given)) };
}

class Named extends Construct {
  public constructor(scope: Construct, id: string, names: readonly string[]) {
    super(scope, id);
    for (const name of names) { object(this, name, {}, `${id}-${name}`); }
  }
}

const APPS: readonly (readonly [name: string, build: (app: Cdk8sApp) => void, props?: AppProps])[] = [
  ['no Chart', () => undefined],
  ['Charts with and without objects', (app) => { object(new Chart(app, 'b'), 'x'); new Chart(app, 'empty'); object(new Chart(app, 'a'), 'y'); }],
  ['ids that are numbers, and names that cdk8s makes', (app) => {
    for (const id of ['10', '2', 'b', '0', 'a', '007', '4294967295', '4294967294']) {
      const chart = new Chart(app, id);
      for (const each of ['9', '10', 'z', '1']) { new ApiObject(chart, each, { apiVersion: 'v1', kind: 'Secret' }); }
    }
  }],
  ['numbers that depend on one another', (app) => {
    const [ten, two, zed] = ['10', '2', 'z'].map((id) => new Chart(app, id)) as [Chart, Chart, Chart];
    for (const each of [ten, two, zed]) { object(each, '5', {}, `5-${each.node.id}`); object(each, '3', {}, `3-${each.node.id}`); }
    two.addDependency(zed);
  }],
  ['Charts in Charts', (app) => {
    const outer = new Chart(app, 'outer', { namespace: 'shop', labels: { team: 'a' } });
    object(outer, 'one');
    const inner = new Chart(outer, 'inner');
    object(inner, 'two');
    object(new Chart(inner, 'innermost'), 'three');
    object(outer, 'four');
    object(new Chart(new Construct(outer, 'between'), 'inner'), 'five');
    object(new Chart(app, 'Other_One'), 'six');
  }],
  ['objects that depend on objects', (app) => {
    const chart = new Chart(app, 'chart');
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => object(chart, id)) as [ApiObject, ApiObject, ApiObject, ApiObject];
    a.addDependency(c);
    c.addDependency(d, b);
    a.addDependency(b);
  }],
  ['constructs that depend on constructs', (app) => {
    const chart = new Chart(app, 'chart');
    const [a, b, c] = ['a', 'b', 'c'].map((id) => new Named(chart, id, ['x', 'y', 'z'])) as [Named, Named, Named];
    a.node.addDependency(c);
    c.node.addDependency(b.node.findChild('y'));
    b.node.findChild('z').node.addDependency(b.node.findChild('x'));
  }],
  ['an object that depends on its whole Chart, and one with an object below it', (app) => {
    const chart = new Chart(app, 'chart');
    const last = object(chart, 'a');
    object(chart, 'b');
    object(object(chart, 'c'), 'd', {}, 'below');
    last.addDependency(chart);
  }],
  ['a construct that depends on one of its own', (app) => {
    const named = new Named(new Chart(app, 'chart'), 'a', ['x', 'y', 'z']);
    named.node.addDependency(named.node.findChild('z'));
  }],
  ['Charts that depend on Charts, and objects on those of others', (app) => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => new Chart(app, id)) as [Chart, Chart, Chart, Chart];
    for (const chart of [a, b, c, d]) { new Named(chart, chart.node.id, ['x', 'y']); }
    a.addDependency(d);
    d.node.findChild('d').node.addDependency(b.node.findChild('b').node.findChild('x'));
    (b.node.findChild('b').node.findChild('x') as ApiObject).addDependency(c);
  }],
  ['a Chart within a construct that depends on what is around it', (app) => {
    const outer = new Chart(app, 'outer');
    object(outer, 'one');
    const inner = object(new Chart(new Construct(outer, 'between'), 'inner'), 'two');
    const three = object(outer, 'three');
    object(outer, 'four');
    inner.addDependency(three);
  }],
  ['Lazy, JsonPatch, Include, sorted keys and empty values', (app) => {
    const chart = new Chart(app, 'chart', { namespace: 'shop' });
    const file = join(folder, 'include.yaml');
    writeFileSync(file, 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports: [{ port: 80 }]\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: web\n');
    new Include(chart, 'include', { url: file });
    const patched = object(chart, 'a', { data: { z: Lazy.any({ produce: () => ({ b: 1, a: Lazy.any({ produce: () => 'x' }) }) }), a: undefined, n: null, list: [null, undefined, {}, []], text: 'a\nb\n' } });
    patched.addJsonPatch(JsonPatch.add('/data/y', { c: null }), JsonPatch.remove('/data/text'), JsonPatch.replace('/metadata/name', 'another.name'), JsonPatch.add('/extra', 1));
    patched.metadata.addLabel('b', '1');
    patched.metadata.addAnnotation('a', 'true');
  }],
  ['resolvers', (app) => { object(new Chart(app, 'chart'), 'a', { data: { a: 'replace me', b: ['replace me'] } }); }, {
    resolvers: [{ resolve: (context: ResolutionContext): void => { if (context.value === 'replace me') { context.replaceValue(`${context.obj.name}:${context.key.join('/')}`); } } } satisfies IResolver],
  }],
  ['another extension, and a record of the constructs', (app) => {
    const chart = new Chart(app, 'chart');
    new Named(chart, 'a', ['x', 'y']);
    new Chart(app, 'first').addDependency(chart);
  }, { outputFileExtension: '.yaml', recordConstructMetadata: true }],
  ['values of all kinds: tokens, unions, maps without a prototype of their own, and metadata that is empty or comes late', (app) => {
    const chart = new Chart(app, 'chart', { labels: { all: 'x' } });
    class Union { public constructor(public readonly value: number | string) {} }
    const token = { resolve: () => ({ z: 1, a: [new Union('5')] }) };
    object(chart, 'a', { spec: { port: new Union(80), token, list: [token, [null, { b: undefined }], ''], zero: 0, no: false, resolve: 'text', value: 'x', nested: { value: 1 } }, metadata: { name: 'a', labels: {}, annotations: {}, finalizers: [], custom: { empty: {}, full: [[]] } } });
    for (const [id, text] of [['b', 'plain'], ['c', '$' + '{A}']] as const) {
      const made = object(chart, id, { data: { text }, metadata: { name: id, annotations: { z: 'x', a: Lazy.any({ produce: () => 'late' }) } } });
      protectFromSubstitution(made);
      made.metadata.addFinalizers('x');
      made.metadata.addOwnerReference({ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: '1' });
      made.metadata.add('extra', 'y');
    }
    const patched = object(chart, 'd', { data: { text: '$$' } });
    protectFromSubstitution(patched);
    patched.addJsonPatch(JsonPatch.remove('/metadata/annotations'));
  }],
  ['names with signs', (app) => { object(new Chart(app, 'chart'), 'a', {}, 'system:node/x y'); }],
];

describe.each(APPS.map(([name, build, props]) => ({ name, build, props: props ?? {} })))('$name', ({ build, props }) => {
  test.each(TYPES)('is written as by cdk8s, output type %i', (yamlOutputType) => {
    const { theirs, ours } = both(build, { ...props, yamlOutputType });
    expect(ours).toEqual(theirs);
  });
});

test('random constructs with random dependencies are written in cdk8s\' order, or refused where cdk8s refuses them', () => {
  const random = new Random(11);
  const counts = { written: 0, dependent: 0, refused: 0 };
  for (let run = 0; run < 400; run++) {
    const plan = Array.from({ length: 3 + random.below(8) }, (__, index) => ({ parent: random.below(index + 1), kind: random.below(10) }));
    const edges = Array.from({ length: random.below(4) }, () => [random.below(plan.length), random.below(plan.length)] as const);
    const build = (app: Cdk8sApp): void => {
      const all: Construct[] = [new Chart(app, 'root')];
      plan.forEach(({ parent, kind }, index) => {
        const scope = all[parent] as Construct;
        all.push(kind < 2 ? new Chart(scope, `c${index}`) : kind < 5 ? new Construct(scope, `k${index}`) : object(scope, `o${index}`));
      });
      for (const [from, to] of edges) { if (from !== to) { (all[from + 1] as Construct).node.addDependency(all[to + 1] as IConstruct); } }
    };
    const written = (make: (given: AppProps) => Cdk8sApp): unknown => {
      const app = make({ outdir: fresh() });
      build(app);
      try { return { charts: app.charts.map(({ node }) => node.path).sort(), yaml: app.synthYaml() }; } catch (error) { return (error as Error).message.includes('Dependency cycle detected') ? 'a circle' : String(error); }
    };
    const [theirs, ours] = [written((given) => new Cdk8sApp(given)), written((given) => new App(given))];
    expect([run, plan, edges, ours]).toEqual([run, plan, edges, theirs]);
    counts[typeof theirs === 'string' ? 'refused' : edges.length > 0 ? 'dependent' : 'written']++;
  }
  expect(counts.dependent).toBeGreaterThan(100);
  expect(counts.refused).toBeGreaterThan(20);
});

describe('refuses', () => {
  test('a circle, and says which', () => {
    const app = new App({ outdir: fresh() });
    const chart = new Chart(app, 'chart');
    const [a, b, c] = ['a', 'b', 'c'].map((id) => new Named(chart, id, ['x', 'y'])) as [Named, Named, Named];
    a.node.addDependency(b);
    b.node.addDependency(c);
    c.node.addDependency(a);
    expect(() => { app.synth(); }).toThrow(/Dependency cycle detected\n {2}value: {3}"chart\/a.* => chart\/b.* => chart\/c.* => chart\/a/);
  });

  test('what is in no Chart and depends on something', () => {
    const app = new App({ outdir: fresh() });
    const chart = new Chart(app, 'chart');
    new Construct(app, 'loose').node.addDependency(chart);
    expect(() => { app.synth(); }).toThrow('loose: it is in no Chart');
  });

  test('a dependency on another App', () => {
    const app = new App({ outdir: fresh() });
    new Chart(app, 'chart').addDependency(new Chart(new App(), 'elsewhere'));
    expect(() => { app.synth(); }).toThrow('it depends on a construct that is not in this App\n  value:   "elsewhere"');
  });

  test.each(TYPES)('one object twice, whatever the file, output type %i', (yamlOutputType) => {
    const outdir = fresh();
    const app = new App({ outdir, yamlOutputType });
    const at = (id: string, apiVersion: string): ApiObject => new ApiObject(new Chart(app, id, { namespace: 'shop' }), 'x', { apiVersion, kind: 'Alert', metadata: { name: 'a' } });
    at('one', 'notification.toolkit.fluxcd.io/v1beta2');
    at('two', 'notification.toolkit.fluxcd.io/v1beta3');
    expect(() => { app.synth(); }).toThrow(/(?:the object is there twice|it would be written to the file of)[^]*one\/x/);
    expect(() => app.synthYaml()).toThrow('Alert/shop/a: the object is there twice\n  value:   "one/x and two/x"');
    expect(existsSync(outdir)).toBe(false);
  });

  test('nothing that is two objects: another group, another namespace, no name yet', () => {
    const app = new App({ outdir: fresh(), yamlOutputType: YamlOutputType.FILE_PER_APP });
    const chart = new Chart(app, 'chart');
    const make = (id: string, apiVersion: string, namespace: string): ApiObject => new ApiObject(chart, id, { apiVersion, kind: 'Alert', metadata: { name: 'a', namespace } });
    make('1', 'a/v1', 'x');
    make('2', 'b/v1', 'x');
    make('3', 'a/v1', 'y');
    for (const id of ['4', '5']) { make(id, 'a/v1', 'x').addJsonPatch(JsonPatch.remove('/metadata/name'), JsonPatch.add('/metadata/generateName', 'a-')); }
    expect(objectsIn(app.synthYaml())).toHaveLength(5);
    app.synth();
  });

  test.each([YamlOutputType.FILE_PER_RESOURCE, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE])('two objects in one file, output type %i', (yamlOutputType) => {
    const app = new App({ outdir: fresh(), yamlOutputType });
    const chart = new Chart(app, 'chart');
    for (const namespace of ['a', 'b']) { object(chart, namespace, { metadata: { name: 'same', namespace } }); }
    expect(() => { app.synth(); }).toThrow(/^ConfigMap\/b\/same: it would be written to the file of chart\/a\n {2}value: {3}"(?:chart\/)?ConfigMap\.same\.k8s\.yaml"/);
  });

  test('files that are one on macOS', () => {
    const app = new App({ outdir: fresh(), yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
    const chart = new Chart(app, 'chart');
    object(chart, 'one', {}, 'Same');
    object(chart, 'two', {}, 'same');
    expect(() => { app.synth(); }).toThrow('it would be written to the file of chart/one');
  });

  test('what a validation finds, in cdk8s\' words', () => {
    const outdir = fresh();
    const app = new App({ outdir });
    const chart = new Chart(app, 'chart');
    chart.node.addValidation({ validate: () => ['one', 'two'] });
    object(chart, 'a').node.addValidation({ validate: () => ['three'] });
    const words = 'Validation failed with the following errors:\n  [chart] one\n  [chart] two\n  [chart/a] three';
    expect(() => { app.synth(); }).toThrow(words);
    expect(() => app.synthYaml()).toThrow(words);
    expect(existsSync(outdir)).toBe(false);
  });

  test.each<[string, unknown]>([['an instance', new Map()], ['a map without a prototype', Object.create(null)], ['what throws', Lazy.any({ produce: () => { throw new Error('mine'); } })]])('%s, in cdk8s\' words', (_, value) => {
    const message = (App_: typeof Cdk8sApp): string => {
      const app = new App_({ outdir: fresh() });
      object(new Chart(app, 'chart'), 'a', { spec: { value } });
      try { app.synth(); } catch (error) { return (error as Error).message; }
      return 'written';
    };
    expect(message(App)).toContain('Failed serializing construct at path \'chart/a\'');
    expect(message(App)).toBe(message(Cdk8sApp));
  });

  test('what cannot be written, and leaves the last files as they were', () => {
    const outdir = fresh();
    const app = new App({ outdir });
    const chart = new Chart(app, 'chart');
    object(chart, 'a');
    app.synth();
    const before = contents(outdir);
    object(chart, 'b', { data: { text: '\ud800' } });
    expect(() => { app.synth(); }).toThrow('ConfigMap/b: data.text cannot be written as YAML');
    expect(contents(outdir)).toEqual(before);
  });
});

test('each construct is validated once, and each object is rendered once', () => {
  const calls = { validate: 0, toJson: 0, produced: 0 };
  class Counted extends ApiObject {
    public override toJson(): unknown { calls.toJson++; return super.toJson(); }
  }
  const app = new App({ outdir: fresh() });
  for (let index = 0; index < 20; index++) {
    const chart = new Chart(app, `chart-${index}`);
    new Counted(chart, 'a', { apiVersion: 'v1', kind: 'Secret', metadata: { name: `a-${index}` } }).node.addValidation({ validate: () => { calls.validate++; return []; } });
  }
  const protectedOne = object(app.node.findChild('chart-0') as Chart, 'b', { data: { a: Lazy.any({ produce: () => { calls.produced++; return '$' + '{A}'; } }) } });
  protectFromSubstitution(protectedOne);
  app.synth();
  expect(calls).toEqual({ validate: 20, toJson: 20, produced: 1 });
});

describe('files', () => {
  const build = (outdir: string, texts: Readonly<Record<string, string>>): App => {
    const app = new App({ outdir, yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
    for (const [id, text] of Object.entries(texts)) { object(new Chart(app, id), id, { data: { text } }); }
    return app;
  };
  const file = (outdir: string, id: string): string => join(outdir, id, `ConfigMap.${id}.k8s.yaml`);

  test('that are the same keep their time; others are replaced, and what is not ours stays', () => {
    const outdir = fresh();
    build(outdir, { a: '1', b: '1' }).synth();
    writeFileSync(join(outdir, 'README.md'), 'mine');
    const old = new Date(2020, 1, 1);
    for (const id of ['a', 'b']) { utimesSync(file(outdir, id), old, old); }
    const inode = statSync(file(outdir, 'b')).ino;
    build(outdir, { a: '1', b: '2', c: '3' }).synth();
    expect(statSync(file(outdir, 'a')).mtime).toEqual(old);
    expect(statSync(file(outdir, 'b')).mtime).not.toEqual(old);
    expect(statSync(file(outdir, 'b')).ino).not.toBe(inode);
    expect(objectsIn(readFileSync(file(outdir, 'b'), 'utf8'))).toEqual([expect.objectContaining({ data: { text: '2' } })]);
    expect(Object.keys(contents(outdir))).toEqual(['README.md', 'a', 'a/ConfigMap.a.k8s.yaml', 'b', 'b/ConfigMap.b.k8s.yaml', 'c', 'c/ConfigMap.c.k8s.yaml']);
  });

  test('that cannot all be put in place leave nothing beside the folder', () => {
    const outdir = fresh();
    mkdirSync(file(outdir, 'a'), { recursive: true });
    expect(() => { build(outdir, { a: '1', b: '1' }).synth(); }).toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
    expect(readdirSync(folder).filter((each) => each.startsWith(`${outdir.slice(folder.length + 1)}.`))).toEqual([]);
  });

  test('go where a link points to, and the link stays', () => {
    const [real, link] = [fresh(), fresh()];
    mkdirSync(real);
    symlinkSync(real, link);
    for (const text of ['1', '2']) { build(link, { a: text }).synth(); }
    expect(readFileSync(file(real, 'a'), 'utf8')).toContain('"2"');
    expect(Object.keys(contents(folder)).filter((each) => each === link.slice(folder.length + 1))).toHaveLength(1);
  });

  test('go into a folder that is not there, with those above it', () => {
    const outdir = join(fresh(), 'deep', 'dist');
    build(outdir, { a: '1' }).synth();
    expect(existsSync(file(outdir, 'a'))).toBe(true);
  });
});

test('CDK8S_OUTDIR, CDK8S_RECORD_CONSTRUCT_METADATA and CDK8S_DISABLE_SORT count', () => {
  const outdir = fresh();
  Object.assign(process.env, { CDK8S_OUTDIR: outdir, CDK8S_RECORD_CONSTRUCT_METADATA: 'true', CDK8S_DISABLE_SORT: '1' });
  try {
    const app = new App();
    object(new Chart(app, 'chart'), 'a', { data: { b: 'x', a: 'y' } });
    app.synth();
    expect(Object.keys(contents(outdir))).toEqual(['chart.k8s.yaml', 'construct-metadata.json']);
    expect(readFileSync(join(outdir, 'chart.k8s.yaml'), 'utf8')).toMatch(/b: x\n {2}a: "?y/);
  } finally {
    for (const name of ['CDK8S_OUTDIR', 'CDK8S_RECORD_CONSTRUCT_METADATA', 'CDK8S_DISABLE_SORT']) { Reflect.deleteProperty(process.env, name); }
  }
});

test('what Go would read as something else is quoted, where cdk8s writes it as it is', () => {
  expect(Yaml.stringify({ a: '0o7' })).toBe('a: 0o7\n');
  const app = new App({ outdir: fresh() });
  object(new Chart(app, 'chart'), 'a', { data: { a: '0o7' } });
  expect(app.synthYaml()).toContain('a: "0o7"\n');
});
