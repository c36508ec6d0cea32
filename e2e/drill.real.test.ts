import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { worldOfFiles } from '../lib/checks/open';
import { World } from '../lib/checks/world';
import { clusterOf } from '../lib/drill/cluster';
import { worstCaseOf } from '../lib/drill/computed';
import { drill } from '../lib/drill/drill';
import { planOf } from '../lib/drill/operator';
import { phasesOf } from '../lib/drill/phases';
import { play } from '../lib/drill/play';
import { measurementsOf, spreadOf } from '../lib/drill/record';
import { Scenario } from '../lib/drill/scenario';
import { defaultScenarios } from '../lib/drill/scenario-file';
import { DrillResult } from '../lib/drill/verdict';
import { programs } from './drill-plan';
import { promising } from './promising';

/** The drill as people run it, with the real programs. */

const root = resolve(__dirname, '..');
const cli = ['--import', 'tsx', join(root, 'lib/cli/main.ts')];
const failure = defaultScenarios().find(({ name }) => name === 'failed-analysis') as Scenario;

/** A failure after more than a minute: what fires for a healthy canary fires before it, however slow the rules are. */
const late: Scenario = {
  ...failure, seconds: 165,
  steps: failure.steps.map((step) => 'canary' in step.action && step.action.do === 'fail' ? { ...step, at: 90 } : step),
  expect: failure.expect.map((each) => ({ ...each, from: 90 })),
};

/** A failure alone; how long it is watched is what these tests take. */
const watched = (seconds: number): Scenario => ({ ...failure, seconds });

// What waits for minutes waits side by side (test.concurrent), before what measures seconds.
let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'drill-real-')); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

function drilled(world: World, scenarios: readonly Scenario[], promised: number): Promise<DrillResult> {
  const plan = planOf(world);
  return drill({
    scenarios, promised, worst: worstCaseOf(world), concurrency: 12, programs: [], assumptions: [], signal: new AbortController().signal,
    player: (scenario) => play(scenario, plan, programs, { cluster: clusterOf(world) }),
  });
}

/** What tutorials advise, in words of our own: every number in it is one that several of them have. */
const TUTORIAL = `
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: flagger, namespace: flagger-system, labels: { release: kube-prometheus-stack } }
spec:
  selector: { matchLabels: { app.kubernetes.io/name: flagger } }
  podMetricsEndpoints: [{ port: http, interval: 15s, honorLabels: true }]
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: canaries, namespace: monitoring, labels: { release: kube-prometheus-stack } }
spec:
  groups:
    - name: canaries
      rules:
        - alert: CanaryRollback
          expr: flagger_canary_status > 1
          for: 1m
          annotations: { summary: "{{ $labels.namespace }}/{{ $labels.name }} was rolled back" }
---
apiVersion: v1
kind: Secret
metadata: { name: alertmanager-kube-prometheus-stack-alertmanager, namespace: monitoring }
stringData:
  alertmanager.yaml: |
    route: { receiver: chat, group_by: [alertname], group_wait: 10s }
    receivers:
      - name: chat
        slack_configs:
          - { channel: "#deployments", api_url_file: /etc/alertmanager/secrets/slack/address, text: "{{ .CommonAnnotations.summary }}" }
`;

test('our dist/ passes every scenario, and check never computes less than is measured', async () => {
  const record = join(folder, 'measured.json');
  const page = join(folder, 'drill.html');
  const { status, stdout, stderr } = await ran(['drill', 'dist', '--format', 'json', '--record', record, '--output', page, '--quiet']);
  const result = JSON.parse(stdout) as DrillResult;
  expect(result.plays.flatMap(({ scenario, judgements }) => judgements.filter(({ verdict }) => verdict !== 'told').map(({ what }) => `${scenario.name}: ${what}`))).toEqual([]);
  expect({ status, unplayed: result.unplayed, stderr }).toEqual({ status: 0, unplayed: [], stderr: expect.stringContaining('The page: ') as string });
  expect(result.plays.map(({ scenario }) => scenario.name)).toEqual(defaultScenarios().map(({ name }) => name));
  const { measurements } = JSON.parse(readFileSync(record, 'utf8')) as { measurements: ReturnType<typeof measurementsOf> };
  expect(measurements.length).toBeGreaterThan(6);
  expect(measurements.filter(({ measured, computed }) => measured > computed)).toEqual([]);
  expect(readFileSync(page, 'utf8')).toContain('</html>');
}, 420_000);

test.each([
  [30, 12],
  [5, 5],
])('a failure that begins at any of twenty moments, promised within %d s, is told within %d s', async (promised, most) => {
  const world = promising(promised, { namespace: 'shop', name: 'cart' });
  const result = await drilled(world, phasesOf(watched(30), 20, 10), promised);
  console.log(`promised ${promised} s: ${JSON.stringify(spreadOf(result))}, computed ${JSON.stringify(worstCaseOf(world))}`);
  expect(result).toMatchObject({ verdict: 'told', unplayed: [] });
  expect(spreadOf(result)).toMatchObject({ count: 20 });
  expect(spreadOf(result)?.most).toBeLessThanOrEqual(most);
  expect(spreadOf(result)?.most).toBeLessThanOrEqual(worstCaseOf(world)?.first ?? 0);
}, 420_000);

test.concurrent('what tutorials advise is told too late: after more than a minute', async () => {
  const world = worldOfFiles([{ path: 'tutorial.yaml', text: TUTORIAL }]);
  const result = await drilled(world, phasesOf(watched(140), 3, 15), 30);
  console.log(`as tutorials advise: ${JSON.stringify(spreadOf(result))}, computed ${JSON.stringify(worstCaseOf(world))}`);
  expect(result).toMatchObject({ verdict: 'too-late', unplayed: [] });
  expect(spreadOf(result)?.least).toBeGreaterThan(60);
  expect(spreadOf(result)?.most).toBeLessThanOrEqual(worstCaseOf(world)?.first ?? 0);
}, 420_000);

describe('configurations as tutorials publish them', () => {
  const cases = join(root, '../shared/cases');
  const files = (...prefixes: readonly string[]): string[] => readdirSync(cases).filter((name) => prefixes.some((each) => name.startsWith(each)) && name.endsWith('.yaml')).map((name) => join(cases, name));
  const there = existsSync(cases) ? test.concurrent : test.skip;
  if (!existsSync(cases)) { console.log('not tested: there is no folder with published configurations here'); }

  there('a rule on a status that does not exist tells nobody of the failure, and pages for a healthy canary', async () => {
    const result = await drilled(worldOfFiles(files('001-').map((path) => ({ path, text: readFileSync(path, 'utf8') }))), [late], 30);
    expect(result.unplayed).toEqual([]);
    expect(result.verdict).toBe('not-told');
    const verdicts = result.plays[0]?.judgements.map(({ verdict }) => verdict);
    expect(verdicts).toContain('told-for-nothing');
  }, 300_000);

  there('a rule that waits a minute tells it too late', async () => {
    const result = await drilled(worldOfFiles(files('000-rule', '001-alertmanager', '001-servicemonitor').map((path) => ({ path, text: readFileSync(path, 'utf8') }))), [watched(150)], 30);
    expect({ unplayed: result.unplayed, verdict: result.verdict }).toEqual({ unplayed: [], verdict: 'too-late' });
  }, 300_000);

  there('without rules nobody is told', async () => {
    const result = await drilled(worldOfFiles(files('002-').map((path) => ({ path, text: readFileSync(path, 'utf8') }))), [watched(40)], 30);
    expect(result).toMatchObject({ unplayed: [], verdict: 'not-told' });
  }, 300_000);
});

test.concurrent('two drills at once do not meet', async () => {
  const args = ['drill', 'dist', '--scenario', 'failed-analysis', '--format', 'json', '--quiet'];
  const [one, other] = await Promise.all([ran(args), ran(args)]);
  for (const { status, stdout } of [one, other]) {
    const result = JSON.parse(stdout) as DrillResult;
    expect({ status, verdict: result.verdict, messages: result.plays[0]?.timeline.messages.filter(({ integration }) => !integration.isHeartbeat).length })
      .toEqual({ status: 0, verdict: 'told', messages: 2 });
  }
}, 300_000);

test.each([
  ['a scenario that is none', ['--scenario', 'failed-analysys'], 2, 'There is no scenario "failed-analysys". Did you mean failed-analysis?'],
  ['a program that is not there', ['--prometheus', '/nowhere/prometheus'], 1, '/nowhere/prometheus'],
  ['a folder that is none', ['nowhere'], 1, 'nowhere: there is no such file or folder'],
])('refuses %s before anything starts', (_, args, status, message) => {
  const done = spawnSync(process.execPath, [...cli, 'drill', ...args], { cwd: root, encoding: 'utf8' });
  expect({ status: done.status, stdout: done.stdout, stderr: done.stderr }).toEqual({ status, stdout: '', stderr: expect.stringContaining(message) as string });
  expect(done.stderr).not.toContain('    at ');
});

function ran(args: readonly string[]): Promise<{ readonly status: number | null; readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...cli, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data: Buffer) => { stdout += data.toString(); });
    child.stderr.on('data', (data: Buffer) => { stderr += data.toString(); });
    child.once('close', (status) => { resolve({ status, stdout, stderr }); });
  });
}
