import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DRILL_HELP } from '../../lib/cli/drill-command';
import { parseCommandLine } from '../../lib/cli/command-line';
import { WrongUsage } from '../../lib/cli/wrong-usage';
import { defaultScenarios, readScenario } from '../../lib/drill/scenario-file';
import { object, Project } from './project';

const NONE = { PATH: '/nowhere', CANARY_ALERTING_TOOLS: '/nowhere', PROMETHEUS: undefined, ALERTMANAGER: undefined, PROMTOOL: undefined };

/** Runs with an environment in which no program is. */
async function without<T>(run: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  for (const [name, value] of Object.entries(NONE)) { if (value === undefined) { Reflect.deleteProperty(process.env, name); } else { process.env[name] = value; } }
  try {
    return await run();
  } finally {
    for (const name of Object.keys(NONE)) { if (before[name] === undefined) { Reflect.deleteProperty(process.env, name); } else { process.env[name] = before[name]; } }
  }
}

describe('the command line of drill', () => {
  const EMPTY = { name: 'drill', paths: [], scenarios: [], format: 'text', quiet: false, list: false };

  test.each([
    [['drill'], EMPTY],
    [['drill', 'dist', 'apps'], { ...EMPTY, paths: ['dist', 'apps'] }],
    [['drill', '-o', 'a.html', '-f', 'json', '-q', '--list'], { ...EMPTY, output: 'a.html', format: 'json', quiet: true, list: true }],
    [['drill', '--scenario', 'a,b', '--scenario', 'c.yaml'], { ...EMPTY, scenarios: ['a', 'b', 'c.yaml'] }],
    [['drill', '--promise', '5s', '--phases', '20', '--record', 'r.json', '--concurrency', '4'], { ...EMPTY, promise: '5s', phases: 20, record: 'r.json', concurrency: 4 }],
    [['drill', '--selector', 'release=x', '--scrape-interval', '15s', '--honor-labels'], { ...EMPTY, selector: { release: 'x' }, scrapeInterval: '15s', honorLabels: true }],
    [['drill', '--prometheus', 'p', '--alertmanager', 'a', '--promtool', 't'], { ...EMPTY, prometheus: 'p', alertmanager: 'a', promtool: 't' }],
    [['drill', '--help'], { name: 'help', of: 'drill' }],
    [['help', 'drill'], { name: 'help', of: 'drill' }],
  ])('%j', (args, command) => {
    expect(JSON.parse(JSON.stringify(parseCommandLine(args)))).toEqual(command);
  });

  test.each([
    [['drill', '--phases', '0'], '--phases is "0": it is a whole number from 1 to 1000.'],
    [['drill', '--phases', '1e3'], '--phases is "1e3": it is a whole number from 1 to 1000.'],
    [['drill', '--concurrency', 'all'], '--concurrency is "all": it is a whole number from 1 to 1000.'],
    [['drill', '--format', 'sarif'], '--format is "sarif": it can be text or json.'],
    [['drill', '--selector', 'x'], '--selector is "x": it is written LABEL=VALUE.'],
    [['drill', '--app', 'x'], 'drill has no option --app.'],
    [['drill', '--scenari', 'x'], 'There is no option --scenari. Did you mean --scenario?'],
    [['drill', '--output', ''], '--output is empty.'],
    [['dril'], 'There is no command "dril". Did you mean drill?'],
  ])('%j is wrong', (args, message) => {
    expect(() => parseCommandLine(args)).toThrow(WrongUsage);
    expect(() => parseCommandLine(args)).toThrow(message);
  });
});

describe('drill', () => {
  const files = { 'm/a.yaml': object('a'), 'bad/a.yaml': 'a: 1\nkind: [\n', 'own.yaml': 'about: x\ncanaries: [shop]\nstep: []\n', 'empty/a.txt': '' };

  test('prints its help, and the scenarios', async () => {
    expect(await new Project().run('drill', '--help')).toEqual({ code: 0, out: DRILL_HELP, err: '' });
    const { code, out } = await new Project().run('drill', '--list');
    expect([code, out]).toEqual([0, expect.stringMatching(/^failed-analysis {2,}\S/m)]);
  });

  test.each<[string[], number, string | RegExp]>([
    [['m', '--scenario', 'failed-analysi'], 2, 'There is no scenario "failed-analysi". Did you mean failed-analysis?\nSee canary-alerting --help.\n'],
    [['m', '--scenario', 'x'], 2, /^There is no scenario "x"\. canary-alerting drill --list names them; a file ends in \.yaml\./],
    [['m', '--scenario', 'absent.yaml'], 1, 'absent.yaml: there is no such scenario\n'],
    [['m', '--scenario', 'own.yaml'], 1, /^own\.yaml:3:\d+: there is no field "step"/m],
    [['m', '--promise', 'soon'], 2, /--promise is "soon": it is a duration such as 30s or 1m30s\./],
    [['absent'], 1, 'absent: there is no such file or folder\n'],
    [['empty'], 1, 'empty: there is no .yaml, .yml or .json file\n'],
    [['bad'], 1, /^bad\/a\.yaml:\d+:\d+: it is not YAML: /],
    [['m', '-o', 'm'], 1, 'm: it is a folder, and a file is to be written\n'],
    [['m', '-o', 'own.yaml/x.html'], 1, /^own\.yaml\/x\.html: it cannot be written: /],
    [['m', '--prometheus', 'no-such-program'], 1, /prometheus is no program\n.*no-such-program/],
  ])('%j ends with %i, and says why', async (args, code, err) => {
    const said = await without(() => new Project(files).run('drill', ...args));
    expect(said).toEqual({ code, out: '', err: typeof err === 'string' ? err : expect.stringMatching(err) });
    expect(said.err).not.toMatch(/\n\s+at /);
  });

  test('says which programs are absent, and how to install them, and leaves nothing behind', async () => {
    const project = new Project(files);
    const { code, out, err } = await without(() => project.run('drill', 'm', '-o', 'a.html'));
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/prometheus and alertmanager and promtool are not on this machine[^]*prometheus-alertmanager/);
    expect(project.entries()).toEqual(['bad/', 'empty/', 'm/', 'own.yaml']);
  });

  test('looks at the output folder of the project where no path is given', async () => {
    expect((await without(() => new Project({ 'cdk8s.yaml': 'app: x\noutput: out\n' }).run('drill'))).err).toBe('out: there is no such file or folder\n  fix:     canary-alerting synth, which makes it, or name a folder\n');
  });
});

describe('docs/drill.md', () => {
  const text = readFileSync(join(__dirname, '../../docs/drill.md'), 'utf8');

  test('has a scenario that can be played', () => {
    const [, scenario = ''] = /```yaml\n([^]*?)```/.exec(text) ?? [];
    expect(readScenario(scenario, 'own.yaml')).toMatchObject({ name: 'own', canaries: ['shop'], seconds: 75 });
  });

  test('names scenarios, options and exit codes that there are', () => {
    const named = [...text.matchAll(/drill .*?--scenario ([a-z,-]+)$/gm)].flatMap(([, names = '']) => names.split(','));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !defaultScenarios().some((each) => each.name === name))).toEqual([]);
    expect([...new Set(text.match(/(?<=[\s`])--[a-z-]+/g))].filter((option) => !DRILL_HELP.includes(option))).toEqual([]);
    for (const code of ['10 told twice', '11 too late', '12 told for nothing', '13 not told']) { expect(DRILL_HELP.replace(/\s+/g, ' ')).toContain(code); }
    expect([...text.matchAll(/^\| (told.*?|too late|not told) \|.*\| (\d+) \|$/gm)].map(([, verdict, code]) => `${code} ${verdict}`)).toEqual(['0 told', '10 told twice', '11 too late', '12 told for nothing', '13 not told']);
  });
});
