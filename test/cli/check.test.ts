import { mkdirSync, symlinkSync } from 'node:fs';
import { CHECK_HELP } from '../../lib/cli/command-line';
import { run } from '../../lib/cli/run';
import { appWriting, object, Project } from './project';

const BROKEN = 'kind: [\n';
const BAD_WAIVER = object('waived').replace('metadata:\n', 'metadata:\n  annotations: { waive.canary-alerting/promql.value: "" }\n');

describe('check', () => {
  test('says what is wrong, where, and ends with 1', async () => {
    expect(await new Project({ 'manifests/a.yaml': `a: 1\n---\nb: "\n`, 'manifests/b.yaml': object('b') }).run('check', 'manifests')).toEqual({
      code: 1, err: '', out: `manifests/a.yaml:4:1 error yaml/parse
  it is not YAML: Missing closing "quote
  allowed:  YAML: Flux applies nothing of a folder with a file that it cannot read

1 error in 1 object of 2 files
`,
    });
  });

  test('is content with what is right', async () => {
    expect(await new Project({ 'a.yaml': object('a') }).run('check', 'a.yaml')).toEqual({ code: 0, err: '', out: 'All good: nothing to report in 1 object of 1 file\n' });
  });

  test.each([
    ['the output folder of cdk8s.yaml', { 'cdk8s.yaml': 'app: node app.js\noutput: out\n', 'out/a.yaml': BROKEN, 'dist/a.yaml': object('a') }, 'out/a.yaml:'],
    ['dist where cdk8s.yaml names none', { 'cdk8s.yaml': 'app: node app.js\n', 'dist/a.yaml': BROKEN }, 'dist/a.yaml:'],
    ['dist where there is no cdk8s.yaml', { 'dist/a.yaml': BROKEN }, 'dist/a.yaml:'],
  ])('without a path it looks at %s', async (_, files, start) => {
    expect((await new Project(files as unknown as Record<string, string>).run('check')).out).toMatch(new RegExp(`^${start}`));
  });

  test.each<[string, string[], number]>([
    ['a warning', [], 0],
    ['a warning, with --fail-on warning', ['--fail-on', 'warning'], 1],
    ['a warning, with --fail-on info', ['--fail-on=info'], 1],
    ['a warning, with --fail-on never', ['--fail-on', 'never'], 0],
    ['a warning, when its family is left out', ['--only', 'yaml', '--fail-on', 'info'], 1],
  ])('%s', async (_, options, code) => {
    expect(await new Project({ 'a.yaml': BAD_WAIVER }).run('check', 'a.yaml', ...options)).toMatchObject({ code, err: '' });
  });

  test('an error, with --fail-on never', async () => {
    expect((await new Project({ 'a.yaml': BROKEN }).run('check', 'a.yaml', '--fail-on', 'never')).code).toBe(0);
  });

  test('looks into folders for YAML and JSON, and not at what is no manifest', async () => {
    const p = new Project({
      'm/a.yaml': BROKEN, 'm/b.yml': BROKEN, 'm/c/d/e.YAML': BROKEN, 'm/manifest.json': '{"apiVersion": "v1", ',
      'm/package.json': '{"name": ', 'm/construct-metadata.json': '{"apiVersion": ', 'm/README.md': BROKEN, 'm/.git/a.yaml': BROKEN, 'm/node_modules/a.yaml': BROKEN,
      'm/chart/Chart.yaml': 'name: x\n', 'm/chart/values.yaml': BROKEN, 'm/chart/templates/a.yaml': '{{ if }}\n[', 'm/templates/a.yaml': BROKEN,
    });
    expect((await p.run('check', 'm')).out.match(/^\S+(?=:\d+:\d+ error)/gm)).toEqual(
      ['m/a.yaml', 'm/b.yml', 'm/c/d/e.YAML', 'm/chart/values.yaml', 'm/manifest.json', 'm/templates/a.yaml']);
  });

  test('reads a file that is named, whatever it is called', async () => {
    expect((await new Project({ 'rules.txt': BROKEN }).run('check', 'rules.txt')).out).toMatch(/^rules\.txt:/);
  });

  test('reads each file once, whatever leads to it', async () => {
    const p = new Project({ 'm/a.yaml': BROKEN });
    symlinkSync('.', p.path('m/circle'));
    symlinkSync('a.yaml', p.path('m/b.yaml'));
    symlinkSync('nowhere', p.path('m/c.yaml'));
    expect((await p.run('check', 'm', 'm/a.yaml', './m')).out).toMatch(/1 error in 1 file\n$/);
  });

  test('reads standard input', async () => {
    let out = '';
    const code = await run(['check', '-'], { folder: new Project().folder, out: (text) => { out += text; }, err: () => undefined, stdin: () => Promise.resolve(BROKEN) });
    expect([code, out]).toEqual([1, expect.stringMatching(/^<stdin>:2:1 error yaml\/parse\n/)]);
  });

  test.each<[string, string[], string]>([
    ['a program', ['main.ts'], 'main.ts: it is a file of TypeScript, and no manifest\n  fix:     canary-alerting synth, and then check what it writes\n'],
    ['a path that is not there', ['nowhere'], 'nowhere: there is no such file or folder\n'],
    ['no path and no output', [], 'dist: there is no such file or folder\n  fix:     canary-alerting synth, which makes it, or name a folder\n'],
    ['a folder without manifests', ['empty'], 'empty: there is no .yaml, .yml or .json file\n'],
    ['an unknown check', ['--only', 'promqll', '.'], 'There is no check "promqll". Did you mean promql?\nSee canary-alerting --help.\n'],
    ['an unknown format', ['--format', 'xml'], '--format is "xml": it can be text, json, sarif or github.\nSee canary-alerting --help.\n'],
    ['an unknown severity', ['--fail-on', 'warn'], '--fail-on is "warn": it can be error, warning, info or never.\nSee canary-alerting --help.\n'],
    ['a promise that is no duration', ['--promise', '30', '.'], '--promise is "30": it is a duration such as 30s or 1m30s.\nSee canary-alerting --help.\n'],
    ['a selector without a value', ['--selector', 'release'], '--selector is "release": it is written LABEL=VALUE.\nSee canary-alerting --help.\n'],
    ['an option of synth', ['--quiet'], 'check has no option --quiet.\nSee canary-alerting --help.\n'],
    ['an empty option', ['--only', ''], '--only is empty.\nSee canary-alerting --help.\n'],
  ])('%s ends with 2', async (_, args, err) => {
    const p = new Project({ 'one/a.yaml': object('a'), 'main.ts': 'export {};\n' });
    mkdirSync(p.path('empty'));
    expect(await p.run('check', ...args)).toEqual({ code: 2, out: '', err });
  });

  test('a broken cdk8s.yaml ends with 2', async () => {
    expect(await new Project({ 'cdk8s.yaml': '[' }).run('check')).toMatchObject({ code: 2, out: '' });
  });

  test('--format json', async () => {
    const { out } = await new Project({ 'a.yaml': BROKEN }).run('check', 'a.yaml', '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({ summary: { error: 1, files: 1 }, findings: [{ file: 'a.yaml', line: 2, column: 1, check: 'yaml/parse' }] });
  });

  test('--format sarif', async () => {
    const { out } = await new Project({ 'a.yaml': BROKEN }).run('check', 'a.yaml', '-f', 'sarif');
    expect(JSON.parse(out)).toMatchObject({ version: '2.1.0', runs: [{ results: [{ ruleId: 'yaml/parse' }] }] });
  });

  test('--format github', async () => {
    const { out } = await new Project({ 'a.yaml': BROKEN }).run('check', 'a.yaml', '--format', 'github');
    expect(out).toMatch(/^::error file=a\.yaml,line=2,col=1,title=yaml\/parse::it is not YAML/);
  });

  test('--list names all checks', async () => {
    expect(await new Project().run('check', '--list')).toEqual({ code: 0, err: '', out: expect.stringMatching(/^waiver\/unused +A waiver that waives nothing, or gives no reason\.\nyaml\/parse +A file that is no YAML, or none that anybody takes\.\n$/m) });
  });

  test('--explain-check prints a page', async () => {
    expect(await new Project().run('check', '--explain-check', 'yaml/parse')).toEqual({ code: 0, err: '', out: expect.stringMatching(/^# yaml\/parse\n/) });
    expect(await new Project().run('check', '--explain-check', 'yaml/pars')).toMatchObject({ code: 2, err: expect.stringMatching('Did you mean yaml/parse?') as string });
  });

  test('--help', async () => {
    expect(await new Project().run('check', '--help')).toEqual({ code: 0, err: '', out: CHECK_HELP });
  });
});

describe('synth', () => {
  const LAST = object('last');
  const MISTAKE = object('waived').replace('metadata:\n', 'metadata:\n  annotations: { waive.canary-alerting/promql.value: was once needed }\n');
  const project = (manifest: string): Project => new Project({ 'cdk8s.yaml': 'app: node app.js\n', 'app.js': appWriting({ 'a.yaml': manifest }), 'dist/last.yaml': LAST });

  test('keeps the last manifests where the checks find an error', async () => {
    const p = project('apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: a, namespace: shop }\nspec: { canaryAnalysis: {} }\n');
    const { code, out, err } = await p.run('synth');
    expect([code, out, p.read('dist/last.yaml')]).toEqual([1, '', LAST]);
    expect(err).toMatch(/^dist\/a\.yaml:\d+:\d+ \w+ [a-z]+\/[a-z-]+\n {2}Canary\/shop\/a: /);
    expect(err).toMatch(/\d+ errors?.* in 1 object of 1 file\ndist\/ is as it was; --no-check lets it through\.\n$/);
    expect(p.entries()).toEqual(['app.js', 'cdk8s.yaml', 'dist/']);
  });

  test.each([['--no-check'], ['--fail-on=never']])('lets it through with %s', async (option) => {
    const p = project('apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: a, namespace: shop }\nspec: { canaryAnalysis: {} }\n');
    const { code, err } = await p.run('synth', '-q', option);
    expect([code, err === '']).toEqual([0, option === '--no-check']);
    expect(p.read('dist/a.yaml')).toMatch('canaryAnalysis');
  });

  test('tells a warning, and goes on', async () => {
    const p = project(MISTAKE);
    expect(await p.run('synth', '-q')).toEqual({
      code: 0, out: '',
      err: `dist/a.yaml:4:18 warning waiver/unused
  ConfigMap/shop/waived: the waiver of promql/value waives nothing
  4 |   annotations: { waive.canary-alerting/promql.value: was once needed }
    |                  ^
  allowed:  waivers of what is found in this object
  fix:      remove the annotation

1 warning in 1 object of 1 file
`,
    });
  });

  test('keeps the last manifests for a warning with --fail-on warning', async () => {
    const p = project(MISTAKE);
    expect((await p.run('synth', '-q', '--fail-on', 'warning')).code).toBe(1);
    expect(p.read('dist/last.yaml')).toBe(LAST);
  });
});
