import { ApiObject, App, Chart, Duration, JsonPatch, Lazy, Testing } from 'cdk8s';
import * as engine from '../../lib/checks/run';
import { App as OwnApp } from '../../lib/app';
import { Checks, ChecksOptions, FindingSeverity } from '../../lib/checks';

jest.mock('../../lib/checks/run', () => ({ __esModule: true, ...jest.requireActual<object>('../../lib/checks/run') }));

const SOUND = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'sound' } };
const WRONG = { apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name: 'cart' }, spec: { canaryAnalysis: {} } };
const WARNED = { ...SOUND, metadata: { name: 'warned', annotations: { 'waive.canary-alerting/promql.value': '' } } };

function app(options: ChecksOptions | undefined, ...charts: (typeof SOUND | typeof WRONG)[][]): App {
  const made = new App({ outdir: '/nowhere' });
  if (options === undefined) { Checks.attach(made); } else { Checks.attach(made, options); }
  charts.forEach((objects, index) => {
    const chart = new Chart(made, `chart-${index}`, { namespace: 'shop', disableResourceNameHashes: true });
    objects.forEach((object, at) => { new ApiObject(chart, `object-${at}`, object); });
  });
  return made;
}

afterEach(() => { jest.restoreAllMocks(); });

test('an error fails the synth, and says what is wrong and what to write', () => {
  expect(() => app({ only: ['schema/field'] }, [SOUND, WRONG]).synthYaml()).toThrow(/^Validation failed with the following errors:\n {2}\[\] Canary\/shop\/cart spec\S* error schema\/field\n {4}spec has no field canaryAnalysis\n/);
});

test('what is right passes', () => {
  expect(app(undefined, [SOUND]).synthYaml()).toContain('name: sound');
});

test.each<[string, ChecksOptions, boolean]>([
  ['a warning', {}, false],
  ['a warning, when warnings fail', { failOn: FindingSeverity.WARNING }, true],
  ['a warning, when all fails', { failOn: FindingSeverity.INFO }, true],
])('%s', (_, options, fails) => {
  const of = (): string => app(options, [WARNED]).synthYaml();
  if (fails) { expect(of).toThrow('waiver/unused'); } else { expect(of).not.toThrow(); }
});

describe('what does not fail the synth', () => {
  const written = (options: ChecksOptions, act: (made: App) => void = (made) => { made.synthYaml(); }): string => {
    const lines: string[] = [];
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => { lines.push(String(text)); return true; });
    const made = app(options, [WARNED]);
    act(made);
    jest.restoreAllMocks();
    return lines.join('');
  };

  test('is told on standard error', () => {
    expect(written({})).toMatch(/^ConfigMap\/shop\/warned \S+ warning waiver\/unused\n {2}/);
  });

  test('is not told where only errors shall be', () => {
    expect(written({ tellFrom: FindingSeverity.ERROR })).toBe('');
  });

  test('is told once, however often the same is synthesized, and again when it is something else', async () => {
    const twice = (made: App): void => { made.synthYaml(); };
    expect(written({}, (made) => { twice(made); twice(made); }).match(/waiver\/unused/g)).toHaveLength(1);
    await Promise.resolve();
    expect(written({ only: ['waiver'] }, (made) => {
      made.synthYaml();
      new ApiObject(made.charts[0] as Chart, 'more', { ...WARNED, metadata: { ...WARNED.metadata, name: 'more' } });
      made.synthYaml();
    }).match(/waiver\/unused/g)).toHaveLength(3);
  });

  test('what fails is told by the synth alone', () => {
    expect(written({ failOn: FindingSeverity.WARNING }, (made) => { expect(() => made.synthYaml()).toThrow('waiver/unused'); })).toBe('');
  });
});

test('options reach the checks', () => {
  const seen = jest.spyOn(engine, 'checkObjects');
  app({ promise: Duration.minutes(1), noCrossNamespaceRefs: true, selectorLabels: { release: 'kps' }, only: ['promql'] }, [SOUND]).synthYaml();
  expect(seen.mock.calls[0]?.[1]).toEqual({ promise: 60, noCrossNamespaceRefs: true, selectorLabels: { release: 'kps' }, only: ['promql'] });
});

test('objects are looked at as they are written: after Lazy and JsonPatch', () => {
  const made = app({ only: ['schema/field'] }, []);
  const chart = new Chart(made, 'chart', { namespace: 'shop' });
  new ApiObject(chart, 'lazy', { ...WRONG, metadata: { name: 'lazy' }, spec: Lazy.any({ produce: () => ({ canaryAnalysis: {} }) }) });
  new ApiObject(chart, 'patched', WRONG).addJsonPatch(JsonPatch.remove('/spec/canaryAnalysis'));
  expect(() => made.synthYaml()).toThrow(/^[^\n]*\n {2}\[\] Canary\/shop\/lazy [^\n]*\n(?!.*Canary\/shop\/cart)/s);
});

describe('a synth of many charts', () => {
  const charts = Array.from({ length: 20 }, (_, index) => [{ ...SOUND, metadata: { name: `sound-${index}` } }]);

  test('runs the checks once', () => {
    const seen = jest.spyOn(engine, 'checkObjects');
    app(undefined, ...charts).synthYaml();
    expect(seen).toHaveBeenCalledTimes(1);
  });

  test('of a single chart, too', () => {
    const seen = jest.spyOn(engine, 'checkObjects');
    const made = app(undefined, ...charts);
    Testing.synth(made.charts[0] as Chart);
    expect(seen).toHaveBeenCalledTimes(1);
  });

  test('a second synth runs them again', async () => {
    const seen = jest.spyOn(engine, 'checkObjects');
    const made = app(undefined, ...charts);
    made.synthYaml();
    await Promise.resolve();
    made.synthYaml();
    expect(seen).toHaveBeenCalledTimes(2);
  });

  test('what is added between two synths is checked', () => {
    const made = app({ only: ['schema/field'] }, ...charts);
    expect(() => made.synthYaml()).not.toThrow();
    new ApiObject(made.charts[0] as Chart, 'wrong', WRONG);
    expect(() => made.synthYaml()).toThrow('canaryAnalysis');
  });

  test('what was wrong is looked at again', () => {
    const made = app({ only: ['schema/field'] }, [WRONG]);
    expect(() => made.synthYaml()).toThrow('canaryAnalysis');
    (made.charts[0] as Chart).apiObjects[0]?.addJsonPatch(JsonPatch.remove('/spec/canaryAnalysis'));
    expect(() => made.synthYaml()).not.toThrow();
  });
});

describe('this library\'s App', () => {
  const own = (): { made: OwnApp; produced: () => number; chart: Chart } => {
    const made = new OwnApp({ outdir: '/nowhere' });
    const chart = new Chart(made, 'chart', { namespace: 'shop' });
    let count = 0;
    new ApiObject(chart, 'lazy', { ...SOUND, data: Lazy.any({ produce: () => { count++; return { key: 'value' }; } }) } as typeof SOUND);
    return { made, chart, produced: () => count };
  };

  test('shows the checks what it writes: nothing is rendered twice', () => {
    const seen = jest.spyOn(engine, 'checkObjects');
    const { made, produced } = own();
    Checks.attach(made);
    expect(made.synthYaml()).toContain('key: value');
    expect([seen.mock.calls.length, produced()]).toEqual([1, 1]);
  });

  test('fails a synth, and looks again at the next one', () => {
    const { made, chart } = own();
    Checks.attach(made, { only: ['schema/field'] });
    const wrong = new ApiObject(chart, 'wrong', WRONG);
    expect(() => made.synthYaml()).toThrow(/^Validation failed with the following errors:\n {2}\[\] Canary\/shop\/cart spec\S* error schema\/field\n/);
    wrong.addJsonPatch(JsonPatch.remove('/spec/canaryAnalysis'));
    expect(() => made.synthYaml()).not.toThrow();
  });

  test('tells what constructs and checks find together', () => {
    const { made, chart } = own();
    Checks.attach(made, { only: ['schema/field'] });
    new ApiObject(chart, 'wrong', WRONG);
    chart.node.addValidation({ validate: () => ['the chart is wrong'] });
    expect(() => made.synthYaml()).toThrow(/canaryAnalysis[^]*\[chart\] the chart is wrong$/);
  });

  test('tells what a construct finds, where nothing can be rendered', () => {
    const { made, chart } = own();
    Checks.attach(made);
    new ApiObject(chart, 'none', { ...SOUND, data: Lazy.any({ produce: () => { throw new Error('half done'); } }) } as typeof SOUND);
    expect(() => made.synthYaml()).toThrow('half done');
    chart.node.addValidation({ validate: () => ['the chart is wrong'] });
    expect(() => made.synthYaml()).toThrow(/^Validation failed with the following errors:\n {2}\[chart\] the chart is wrong$/);
  });
});
