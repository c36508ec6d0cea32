import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App as Cdk8sApp, AppProps, Chart, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { App } from '../../lib';

/** This process' own times are compared with one another, in one run, and the least of several counts: other work on the machine makes them longer, never shorter. */

const folder = mkdtempSync(join(tmpdir(), 'canary-alerting-scale-'));
afterAll(() => { rmSync(folder, { recursive: true }); });
let count = 0;

function milliseconds(make: (props: AppProps) => Cdk8sApp, build: (app: Cdk8sApp) => void, props: AppProps = {}): number {
  const app = make({ outdir: join(folder, String(count++)), ...props });
  build(app);
  const begun = process.cpuUsage();
  app.synth();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

const ours = (props: AppProps): App => new App(props);
const theirs = (props: AppProps): Cdk8sApp => new Cdk8sApp(props);
const object = (scope: Construct, id: string): ApiObject => new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `${scope.node.id}-${id}` }, data: { a: 'text', b: ['x', 'y'], c: { d: 'several\nlines\n' } } } as never);

/** Teams in Charts of their own. */
const teams = (charts: number, objects: number) => (app: Cdk8sApp): void => {
  for (let index = 0; index < charts; index++) {
    const chart = new Chart(app, `team-${index}`);
    for (let each = 0; each < objects; each++) { object(chart, `o${each}`); }
  }
};

/** Constructs of four objects, each of which depends on the one before. */
const chain = (length: number) => (app: Cdk8sApp): void => {
  const chart = new Chart(app, 'chart');
  let before: Construct | undefined;
  for (let index = 0; index < length; index++) {
    const link = new Construct(chart, `k${index}`);
    for (const each of ['a', 'b', 'c', 'd']) { object(link, each); }
    if (before !== undefined) { link.node.addDependency(before); }
    before = link;
  }
};

/** How many times as long the second takes, of the least of some runs turn by turn. */
function ratio(one: () => number, other: () => number, runs = 3): number {
  let [least, leastOther] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let run = 0; run < runs; run++) {
    least = Math.min(least, one());
    leastOther = Math.min(leastOther, other());
  }
  return leastOther / least;
}

test('a Chart for each team takes a fraction of cdk8s\' time for 600 teams', () => {
  expect(ratio(() => milliseconds(theirs, teams(600, 3)), () => milliseconds(ours, teams(600, 3)), 1)).toBeLessThan(0.35);
});

test('twice the Charts take about twice the time', () => {
  expect(ratio(() => milliseconds(ours, teams(500, 3)), () => milliseconds(ours, teams(1000, 3)))).toBeLessThan(3);
});

test('a chain of dependencies takes the time of its length: cdk8s needs a minute for fourteen links', () => {
  expect(ratio(() => milliseconds(ours, chain(500)), () => milliseconds(ours, chain(1000)))).toBeLessThan(3);
  const outdir = join(folder, 'chain');
  milliseconds(ours, chain(300), { outdir });
  expect([...readFileSync(join(outdir, 'chart.k8s.yaml'), 'utf8').matchAll(/^ {2}name: k(\d+)-a$/gm)].map(([, index]) => Number(index))).toEqual(Array.from({ length: 300 }, (_, index) => index));
});

test('Charts in a chain, and all that depend on one', () => {
  const dependent = (length: number) => (app: Cdk8sApp): void => {
    teams(length, 4)(app);
    const charts = app.node.children as Chart[];
    charts.slice(1).forEach((chart, index) => { chart.addDependency(charts[index] as Chart, charts[0] as Chart); });
  };
  expect(ratio(() => milliseconds(ours, dependent(400)), () => milliseconds(ours, dependent(800)))).toBeLessThan(3);
});

test('120,000 objects in one Chart do not overflow anything, as they do in cdk8s', () => {
  const outdir = join(folder, 'many');
  milliseconds(ours, teams(1, 120_000), { outdir, yamlOutputType: YamlOutputType.FILE_PER_CHART });
  expect(readdirSync(outdir)).toEqual(['team-0.k8s.yaml']);
  expect(readFileSync(join(outdir, 'team-0.k8s.yaml'), 'utf8').split('\n---\n')).toHaveLength(120_000);
}, 120_000);
