import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as cluster from '../lib/facts/cluster-metrics';
import * as flagger from '../lib/facts/flagger-metrics';
import { FIELD_VERSIONS, NEWEST_ALERTMANAGER, OLDEST_ALERTMANAGER } from '../lib/facts/alertmanager-versions';
import { Metric } from '../lib/facts/metric';
import { readManifests } from './manifests';
import { recipes, withVersions } from './recipe';
import { inScratchFolder } from './scratch';
import { tool } from './tools';
import { byVersion, compare } from './upstream';
import { breaks, differences } from './upstream/compare';
import { tableOf, textOf } from './upstream/report';
import { snapshotOf } from './upstream/snapshot';
import { Use } from './upstream/use';
import { Watched, WATCHED } from './upstream/watched';

/** What other releases of upstream show differs from the pinned ones only in what is written down: in the table of docs/upgrading.md, and here. */

const PAGE = resolve(__dirname, '../docs/upgrading.md');
const use = new Use();
const releases = WATCHED.flatMap((watched) => watched.before.map((version): [string, string, Watched] => [watched.name, version, watched]));
const watched = (name: string): Watched => WATCHED.find((each) => each.name === name) as Watched;

describe('the reader of Go source', () => {
  function read(source: string, wanted: object): string[] {
    return inScratchFolder('upstream', (folder) => {
      mkdirSync(join(folder, 'pkg'));
      writeFileSync(join(folder, 'pkg/a.go'), `package pkg\n${source}`);
      return JSON.parse(execFileSync(tool('upstream-reader'), [folder], { input: JSON.stringify([{ package: 'pkg', ...wanted }]), encoding: 'utf8', stdio: 'pipe' })) as string[];
    });
  }

  test('finds metrics by their options and by their description', () => {
    expect(read(`
const space = "app"
func f(controller string) {
  prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: space, Subsystem: controller, Name: "status", Help: "x"}, []string{"name", "kind"})
  promauto.With(r).NewCounter(prometheus.CounterOpts{Name: "all_" + "total"})
  prometheus.NewDesc("d", "help", []string{"l"}, nil)
}`, { what: ['metrics'] })).toEqual(['metric all_total{}', 'metric app_<controller>_status{kind, name}', 'metric d{l}']);
  });

  test('finds messages, plain, put together and formatted', () => {
    expect(read('func f() { c.alert(x, "a %s", 1); alert(x, fmt.Sprintf("b %v", 2)); c.alert(x, err.Error()); c.other("c"); c.alert("d" + name) }',
      { what: ['messages'], calls: ['alert'] })).toEqual(['message alert "a %s"', 'message alert "b %v"', 'message alert "d<name>"']);
  });

  test('finds the fields of structs by the tag that is asked for', () => {
    expect(read('type A struct {\n B string `yaml:"b,omitempty" json:"x"`\n C int `json:"c"`\n D int `yaml:"-"`\n E `yaml:",inline"`\n}', { what: ['fields'], tag: 'yaml' }))
      .toEqual(['field A.b']);
  });

  test('finds flags of each kind, and functions', () => {
    expect(read('func f() { flag.IntVar(&a, "port", 8080, "h"); a.Flag("web.x", "h").String() }\nvar Functions = map[string]*F{"rate": nil}',
      { what: ['flags', 'functions'] })).toEqual(['flag --port=8080', 'flag --web.x', 'function rate']);
  });

  test('a package that is gone is an error, unless other releases have it elsewhere', () => {
    expect(() => read('', { package: 'gone', what: ['flags'] })).toThrow('gone holds no Go source');
    expect(read('', { package: 'gone', what: ['flags'], optional: true })).toEqual([]);
  });
});

describe('two snapshots', () => {
  const nobody = { of: () => undefined } as unknown as Use;
  const everybody = { of: () => 'lib/a.ts' } as unknown as Use;

  test('differ in what is new, gone, and another thing under the same name', () => {
    expect(differences(['metric a{x}', 'metric b{}', 'flag --c=1'], ['metric a{x, y}', 'flag --c=1', 'message alert "m %s"'], nobody)).toEqual([
      { name: 'message alert "m %s"', after: '' },
      { name: 'metric a', before: '{x}', after: '{x, y}' },
      { name: 'metric b', before: '{}' },
    ]);
  });

  test('a version of a kind, a struct, an object comes or goes as one', () => {
    expect(differences(
      ['kind g/v1 K', 'crd K v1 spec.a string', 'kind g/v1beta1 K', 'crd K v1beta1 spec.a string', 'field S.a', 'field S.b'],
      ['kind g/v1 K', 'crd K v1 spec.a string', 'crd K v1 spec.b object', 'crd K v1 spec.b.c string'], nobody))
      .toEqual([{ name: 'crd K v1 spec.b', after: 'object' }, { name: 'field S', before: '' }, { name: 'kind g/v1beta1 K', before: '' }]);
  });

  test('break what uses them where they are gone or another thing, and not where they are new', () => {
    const [changed, isNew, gone] = differences(['metric a{x}', 'metric c{}'], ['metric a{}', 'metric b{}'], everybody) as [never, never, never];
    expect([changed, isNew, gone].map(breaks)).toEqual([true, false, true]);
    expect(textOf({ program: 'p', from: 'v1', to: 'v2', differences: [changed, isNew, gone] })).toBe([
      'p v1 → v2: 3 differences, 2 in what this library uses',
      '  ! metric a was {x}, and is {}', '      used in lib/a.ts',
      '  ! metric c is gone: {}', '      used in lib/a.ts',
      '    metric b is new: {}',
    ].join('\n'));
  });

  test('releases are ordered as numbers', () => {
    expect(['v1.10.0', 'v1.9.3', 'v1.9.3-rc.1', 'v0.94.0'].sort(byVersion)).toEqual(['v0.94.0', 'v1.9.3-rc.1', 'v1.9.3', 'v1.10.0']);
  });

  test('a metric and a message are found where this library uses them', () => {
    expect(use.of('metric flagger_canary_status')).toMatch(/^lib\//);
    expect(use.of('metric flagger_canary_stat')).toBeUndefined();
    expect(use.of('message alert "Promotion failed, primary not ready: %v"')).toMatch(/facts-flagger/);
  });
});

describe('other releases than those of versions.json', () => {
  test('are built by name, and what cannot be is refused', () => {
    expect(withVersions(recipes, 'flagger=v1.43.0, promtool=v0.313.0').filter(({ name }) => name === 'flagger' || name === 'promtool').map(({ version }) => version))
      .toEqual(['v0.313.0', 'v1.43.0']);
    expect(() => withVersions(recipes, 'flager=v1.43.0')).toThrow('CANARY_ALERTING_PROGRAMS: flager=v1.43.0: no program is called "flager"; there are promtool,');
    expect(() => withVersions(recipes, 'flagger=1.43')).toThrow('"1.43" is no release; allowed: one such as flagger=v');
    expect(() => withVersions(recipes, 'flux-oracle=v1.2.3')).toThrow('change e2e/flux-oracle/go.mod');
  });
});

test('docs/upgrading.md has what differs in the releases before', () => {
  const tables = releases.map(([, version, each]) => tableOf(compare(each, version, use))).join('\n\n');
  const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
  const [head] = page.split('\n### ', 1) as [string];
  const expected = `${head.trimEnd()}\n\n${tables}\n`;
  if (process.env['UPDATE_DOCS'] !== undefined) { writeFileSync(PAGE, expected); }
  expect(readFileSync(PAGE, 'utf8')).toBe(expected);
});

describe.each(releases.filter(([, , each]) => each.crds !== undefined))('%s %s', (_, version, each) => {
  const lines = snapshotOf(each, version);
  const fields = new Set(lines.filter((line) => line.startsWith('crd ')).map((line) => line.split(' ').slice(1, 4).join(' ')));
  const kinds = new Set(lines.filter((line) => line.startsWith('kind ')).map((line) => line.slice('kind '.length)));

  test('has every kind and every field that dist/ has', () => {
    const ours = readManifests(join(__dirname, '../dist')).filter(({ kind }) => [...kinds].some((one) => one.endsWith(` ${kind}`)));
    // dist/ has no HelmRelease, and no source.
    expect(ours.length > 0).toBe(!/^(helm|source)-controller$/.test(each.name));
    expect(ours.filter(({ apiVersion, kind }) => !kinds.has(`${apiVersion} ${kind}`)).map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)).toEqual([]);
    const missing = ours.flatMap((object) => pathsOf(object.spec, 'spec').map((path) => `${object.kind} ${String(object.apiVersion).split('/')[1]} ${path}`))
      .filter((path) => !fields.has(path) && !mapsIn(fields).some((map) => path.startsWith(`${map}.`)));
    expect([...new Set(missing)]).toEqual([]);
  });
});

/** The ways to every value of an object, as a CRD's fields are called. */
function pathsOf(value: unknown, path: string): string[] {
  if (Array.isArray(value)) { return [path, ...value.flatMap((each) => pathsOf(each, `${path}[]`))]; }
  if (typeof value !== 'object' || value === null) { return [path]; }
  return [path, ...Object.entries(value).flatMap(([key, each]) => pathsOf(each, `${path}.${key}`))];
}

/** Where a user's own keys stand. */
function mapsIn(fields: ReadonlySet<string>): string[] {
  return [...fields].filter((field) => field.endsWith('.*')).map((field) => field.slice(0, -'.*'.length));
}

describe('metrics that this library reads', () => {
  const SINCE: Readonly<Record<string, string>> = { flagger_canary_successes_total: 'v1.43.0', flagger_canary_failures_total: 'v1.43.0' };
  const metrics = (of: object): Metric<string>[] => Object.values(of).filter((each): each is Metric<string> => typeof (each as Metric<string>).name === 'string' && 'labels' in (each as object));

  const rows = ['v1.44.0', ...watched('flagger').before].flatMap((version) => metrics(flagger).map((metric): [string, string, Metric<string>] => [version, metric.name, metric]));
  test.each(rows)('Flagger %s: %s, with its labels', (version, name, { labels }) => {
    const line = snapshotOf(watched('flagger'), version).find((each) => each.startsWith(`metric ${name}{`));
    const expected = byVersion(version, SINCE[name] ?? version) < 0 ? undefined : `metric ${name}{${[...labels].sort().join(', ')}}`;
    expect(line).toBe(expected);
  });

  const known = metrics(cluster).filter(({ name }) => name.startsWith('kube_'));
  test.each([watched('kube-state-metrics').pinned, ...watched('kube-state-metrics').before])('kube-state-metrics %s', (version) => {
    const lines = snapshotOf(watched('kube-state-metrics'), version);
    expect(known.filter(({ name }) => !lines.includes(`metric ${name}`))).toEqual([]);
    expect(known.length).toBeGreaterThan(2);
  });
});

describe('fields of Alertmanager since the oldest version that is written for', () => {
  const RELEASES = ['v0.28.1', 'v0.29.0', 'v0.30.0', 'v0.31.0', 'v0.32.0', 'v0.33.0', 'v0.34.2'];
  const snapshots = RELEASES.map((version) => snapshotOf(watched('alertmanager'), version).filter((line) => line.startsWith('field ')).map((line) => line.slice('field '.length)));
  const newIn = (index: number): string[] => (snapshots[index] as string[]).filter((field) => !(snapshots[index - 1] as string[]).includes(field));
  const minor = (release: string): string => release.replace(/^v(\d+\.\d+)\..*/, '$1');

  /** Fields that this library never writes, or never without one that is listed. */
  const UNWRITTEN: readonly [RegExp, string][] = [
    [/_(token|url)$|^TracingConfig\.|^Config\.tracing$|^Config\.event_recorder$/, 'secrets come from files; tracing is no part of a route'],
    [/^(IncidentioConfig|Mattermost(Config|Attachment|Field|Priority|Props)|ThreadingConfig)\./, 'only below an integration, or a field, that is listed itself; title is in every Mattermost message of ours'],
    [/^InhibitRule\.name$|^(Receiver|Route)\.labels$/, 'no construct writes them'],
    [/^JiraFieldConfig\./, 'a text in their place is what older versions read'],
  ];
  const structOf = (path: string): string => {
    const section = /^receivers\[\]\.(\w+)_configs\[\]\./.exec(path)?.[1];
    if (section === undefined) { return path.startsWith('global.') ? 'GlobalConfig' : 'Receiver'; }
    if (path.includes('sigv4')) { return 'SigV4Config'; }
    return ({ sns: 'SNSConfig', victorops: 'VictorOpsConfig' } as Record<string, string>)[section] ?? `${(section[0] as string).toUpperCase()}${section.slice(1)}Config`;
  };
  const listed = FIELD_VERSIONS.map(({ path, since }) => ({ field: `${structOf(path)}.${path.split('.').at(-1) as string}`, since }));

  test('the list spans from the oldest to the newest', () => {
    expect([minor(RELEASES[0] as string), minor(RELEASES.at(-1) as string)]).toEqual([OLDEST_ALERTMANAGER, NEWEST_ALERTMANAGER]);
  });

  test.each(RELEASES.slice(1).map((release, index): [string, number] => [release, index + 1]))('%s', (release, index) => {
    const fields = newIn(index);
    expect(fields.filter((field) => !listed.some((each) => each.field === field) && !UNWRITTEN.some(([pattern]) => pattern.test(field)))).toEqual([]);
    // The configuration of AWS' signatures stands in another module.
    expect(listed.filter(({ field, since }) => since === minor(release) && !field.startsWith('SigV4Config.') && !fields.includes(field))).toEqual([]);
  });
});
