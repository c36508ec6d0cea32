import { Document } from '../lib/checks/document';
import { analysesOf } from '../lib/checks/canary-analysis';
import { readWorld } from '../lib/checks/read';
import { METRIC_PROVIDERS, MetricProviderFacts } from '../lib/facts/flagger-metric-providers';
import { MESH_PROVIDERS } from '../lib/facts/mesh-providers';
import { found } from '../test/checks/findings';
import { run } from './run';

/** What Flagger itself reads of a Canary and of a MetricTemplate, where this library says the same with code of its own. */

interface Answer {
  readonly error?: string;
  readonly text: string;
  readonly seconds: number;
  readonly threshold: number;
  readonly strategy: string;
  readonly deadline: number;
  readonly value?: number;
}

function ask(questions: readonly object[]): Answer[] {
  return run('flagger-oracle', [], { input: questions.map((question) => `${JSON.stringify(question)}\n`).join('') }).stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Answer);
}

const canary = (analysis: object): object => ({
  apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name: 'a', namespace: 'n' }, spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' }, service: { port: 80 }, analysis },
});

describe('the checks read an analysis as Flagger does', () => {
  const counts = ['0', '1', '5', '9', '10', '11', '59', '90', '3600', '1.5', '.5', '10.', '007'];
  const units = ['s', 'm', 'ms', 'h', 'us', 'ns', '', 'sec', 'd', ' s', 's '];
  const intervals = [...counts.flatMap((count) => units.map((unit) => `${count}${unit}`)), '1m30s', '1m 30s', '-20s', '+20s', '1h1m1s', '0.1m10s', 'm', '', '10sx'];
  const analyses = intervals.flatMap((interval) => [
    { interval, threshold: 1, iterations: 3 }, { interval, threshold: 1, iterations: 3, match: [{ headers: { a: { exact: 'b' } } }] },
    { interval, threshold: 1, stepWeight: 5, match: [{ headers: { a: { exact: 'b' } } }] }, { interval, threshold: 1, iterations: 0, stepWeight: 5 },
  ]);
  const answers = ask(analyses.map((analysis) => ({ read: canary(analysis) })));
  const ours = analyses.map((analysis) => analysesOf(readWorld(Document.read(JSON.stringify(canary(analysis)), 'canary.yaml'), {}))[0]);

  test('what no duration is counts as a minute, and ten seconds are the shortest', () => {
    expect(ours.map((each) => each?.intervalSeconds)).toEqual(answers.map(({ seconds }) => seconds));
    expect(new Set(answers.map(({ seconds }) => seconds)).size).toBeGreaterThan(10);
  });

  test('iterations make it blue/green, and with conditions A/B; without them it shifts weight', () => {
    expect(ours.map((each) => each?.strategy)).toEqual(answers.map(({ strategy }) => strategy));
    expect(new Set(answers.map(({ strategy }) => strategy))).toEqual(new Set(['canary', 'ab-testing', 'blue-green']));
  });

  test('one failed check is the least threshold, and pods have ten minutes', () => {
    const read = ask([-1, 0, 1, 5].map((threshold) => ({ read: canary({ interval: '1m', threshold, iterations: 1 }) })));
    expect(read.map(({ threshold }) => threshold)).toEqual([1, 1, 1, 5]);
    expect(read.map(({ deadline }) => deadline)).toEqual([600, 600, 600, 600]);
  });
});

describe('a metric provider', () => {
  const types = Object.entries(METRIC_PROVIDERS) as [string, MetricProviderFacts][];
  const spec = (type: string, more: object = {}): object => ({ type, address: 'http://127.0.0.1:1', region: 'eu-central-1', ...more });
  const subsets = (keys: readonly string[]): string[][] => keys.reduce<string[][]>((sets, key) => [...sets, ...sets.map((set) => [...set, key])], [[]]);
  const values = (keys: readonly string[]): Record<string, string> => Object.fromEntries(keys.map((key) => [key, 'x']));

  test.each(types.filter(([type, { keys }]) => keys.length > 0 && type !== 'externalmetrics'))('%s finds its credentials in the keys that we know, and in no others', (type, { keys }) => {
    const sets = subsets([...new Set(keys.flat())])
      // Without a key of its own it asks Google's machine for one.
      .filter((set) => type !== 'stackdriver' || set.includes('serviceAccountKey') || !set.includes('project'));
    const answers = ask(sets.map((set) => ({ provider: { spec: spec(type, { secretRef: { name: 's' } }), credentials: values(set), interval: '1m' } })));
    const lacks = answers.map(({ error }) => /does not contain/.test(error ?? ''));
    expect(lacks).toEqual(sets.map((set) => !keys.some((each) => each.every((key) => set.includes(key)))));
    expect(new Set(lacks).size).toBe(2);
  });

  test('of the external metrics API reads a token where there is one', () => {
    expect(ask([{ provider: { spec: spec('externalmetrics', { secretRef: { name: 's' } }), credentials: {}, interval: '1m' } }])[0]?.error).toBeUndefined();
  });

  test('needs an address where we say so', () => {
    const answers = ask(types.map(([type, { keys }]) => ({ provider: { spec: { type, region: 'eu-central-1', ...keys.length > 0 && { secretRef: { name: 's' } } }, credentials: values(keys[0] ?? []), interval: '1m' } }))
      .filter((_, index) => types[index]?.[0] !== 'stackdriver'));
    const asked = types.filter(([type]) => type !== 'stackdriver');
    expect(asked.filter((_, index) => /is not a valid URL|endpoint is not set/.test(answers[index]?.error ?? '')).map(([type]) => type)).toEqual(asked.filter(([, { address }]) => address === 'required').map(([type]) => type));
  });

  test('refuses to query without an interval where the check analysis/interval says so', () => {
    const asked = types.filter(([type]) => type !== 'stackdriver');
    const answers = ask(asked.map(([type, { keys }]) => ({ provider: { spec: spec(type, keys.length > 0 ? { secretRef: { name: 's' } } : {}), credentials: values(keys[0] ?? []), interval: '' } })));
    const refused = asked.filter((_, index) => /metric interval/.test(answers[index]?.error ?? '')).map(([type]) => type);
    const told = asked.map(([type]) => type).filter((type) => found([
      canary({ interval: '1m', threshold: 1, iterations: 1, metrics: [{ name: 't', templateRef: { name: 't' }, thresholdRange: { max: 1 } }] }),
      { apiVersion: 'flagger.app/v1beta1', kind: 'MetricTemplate', metadata: { name: 't', namespace: 'n' }, spec: { provider: { type }, query: 'x' } },
    ].map((each) => JSON.stringify(each)).join('\n---\n'), 'analysis/interval').length > 0);
    expect(told).toEqual(refused);
    expect(told.length).toBeGreaterThan(3);
  });

  test('has no value where there is nothing to measure, but for InfluxDB, whose value is 0', () => {
    const empty: Readonly<Record<string, readonly [body: string, contentType?: string]>> = {
      prometheus: ['{"status":"success","data":{"resultType":"vector","result":[]}}'], datadog: ['{"series":[]}'], newrelic: ['{"results":[]}'], graphite: ['[]'],
      dynatrace: ['{"result":[]}'], influxdb: ['', 'text/csv'],
    };
    const answers = ask(Object.entries(empty).map(([type, [body, contentType = 'application/json']]) => {
      const keys = METRIC_PROVIDERS[type as keyof typeof METRIC_PROVIDERS].keys[0];
      return { provider: { spec: spec(type, { secretRef: { name: 's' } }), credentials: values(keys ?? []), interval: '1m', body, contentType } };
    }));
    expect(Object.keys(empty).map((type, index) => [type, answers[index]?.value ?? answers[index]?.error])).toEqual(
      Object.keys(empty).map((type) => [type, type === 'influxdb' ? 0 : expect.stringMatching(/no values found/) as string]),
    );
  });
});

test('the built-in checks know a Service for the providers that we say, and ask Istio for all others', () => {
  const providers = Object.keys(MESH_PROVIDERS).filter((name) => name !== 'knative');
  const answers = ask(providers.map((name) => ({ observer: `${name}:service` })));
  const known = providers.filter((name, index) => name === 'istio' || answers[index]?.text !== '*observers.IstioObserver');
  expect(known).toEqual(providers.filter((name) => MESH_PROVIDERS[name]?.builtinMetricsOfServices));
});
