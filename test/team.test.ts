import { App, Duration, YamlOutputType } from 'cdk8s';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { CanaryAlerting, Channel, flagger, Hears, PrometheusStack, SecretKey, Team, TeamOptions } from '../lib';
import { checkObjects } from '../lib/checks/run';
import { Manifest } from './render';

const { Analysis, MetricCheck } = flagger;
const channel = (name: string, hears = Hears.FAILURES): Channel => Channel.slack(`#${name}`, { webhook: SecretKey.of(name, 'address'), hears });
const news = channel('news', Hears.PROGRESS);

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'team-')); });
afterAll(() => { rmSync(folder, { recursive: true }); });

function fileOf(text: string, name = 'canary.yaml'): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function shop(options: TeamOptions = {}, channels = [channel('on-call'), news], notifyWithin = Duration.seconds(30)): Team {
  const app = new App({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
  const alerting = new CanaryAlerting(app, 'alerting', { notifyWithin, channels, prometheus: PrometheusStack.helm({ release: 'kps', namespace: 'monitoring' }), flux: {} });
  return alerting.addTeam('shop', options);
}

/** What the App would write: each object with the folder that it stands in. */
function synth(team: Team): { readonly folder: string; readonly manifest: Manifest }[] {
  return App.of(team).charts.flatMap((chart) => (chart.toJson() as Manifest[]).map((manifest) => ({ folder: chart.node.id, manifest })));
}

const names = (team: Team): string[] => synth(team).map(({ folder: of, manifest: { kind, metadata } }) => `${of}: ${kind} ${metadata.namespace ?? '-'}/${metadata.name}`).sort();

const CANARY = `apiVersion: flagger.app/v1beta1
kind: Canary
metadata:
  name: podinfo
spec:
  provider: istio
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: podinfo }
  service: { port: 80 }
  analysis:
    interval: 30s
    threshold: 5
    maxWeight: 50
    stepWeight: 10
    metrics:
      - name: request-success-rate
        interval: 1m
        thresholdRange: { min: 99 }
`;

describe('a team whose canaries are YAML that Flux applies from elsewhere', () => {
  test('has a channel that hears of their failures, and no folder', () => {
    const team = shop({ channels: [channel('shop')] });
    expect(names(team).filter((name) => /shop/.test(name))).toEqual([]);
    const config = synth(team).find(({ manifest }) => manifest['kind'] === 'Secret')?.manifest['stringData']['alertmanager.yaml'] as string;
    expect(config).toContain('namespace="shop"');
    expect(config).toContain('slack-shop');
    expect(checkObjects(synth(team).map(({ manifest }) => manifest)).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test.each<[string, TeamOptions, string]>([
    ['nothing to tell anybody', {}, 'team shop: it has no canary'],
    ['a channel that nobody would post to', { channels: [channel('shop', Hears.PROGRESS)] }, 'team shop: its channel slack #shop is to hear progress, and no canary is written here'],
  ])('is refused with %s', (_, options, message) => {
    const team = shop(options);
    expect(() => synth(team)).toThrow(message);
  });
});

describe('a canary that is included', () => {
  test('is written as it stands, in the team\'s namespace, with who hears of it', () => {
    const team = shop({ channels: [channel('shop')] });
    const canary = team.includeCanary(fileOf(CANARY));
    expect([canary.name, canary.namespace]).toEqual(['podinfo', 'shop']);
    expect(names(team).filter((name) => /^(shop|flux-system|notifications):.*shop/.test(name))).toEqual([
      'flux-system: Kustomization flux-system/canary-alerting-shop', 'notifications: Alert flux-system/slack-shop-shop', 'notifications: Provider flux-system/slack-shop', 'shop: Canary shop/podinfo',
    ]);
    expect(synth(team).find(({ manifest }) => manifest['kind'] === 'Canary')?.manifest).toEqual({
      apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name: 'podinfo', namespace: 'shop' },
      spec: {
        provider: 'istio', targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'podinfo' }, service: { port: 80 },
        analysis: {
          interval: '30s', threshold: 5, maxWeight: 50, stepWeight: 10, metrics: [{ name: 'request-success-rate', interval: '1m', thresholdRange: { min: 99 } }],
          alerts: [{ name: 'slack-news', severity: 'info', providerRef: { name: 'slack-news', namespace: 'flagger-system' } }],
        },
      },
    });
  });

  test('keeps an alert of its own, and is given none twice', () => {
    const team = shop();
    const own = '    alerts:\n      - { name: mine, severity: warn, providerRef: { name: slack-news, namespace: flagger-system } }\n      - { name: theirs, severity: error, providerRef: { name: other } }\n';
    team.includeCanary(fileOf(CANARY + own));
    expect(synth(team).find(({ manifest }) => manifest['kind'] === 'Canary')?.manifest['spec'].analysis.alerts.map(({ name }: { readonly name: string }) => name)).toEqual(['mine', 'theirs']);
  });

  test('has no field of alerts where nobody hears of its progress', () => {
    const team = shop({}, [channel('on-call')]);
    team.includeCanary(fileOf(CANARY));
    expect(synth(team).find(({ manifest }) => manifest['kind'] === 'Canary')?.manifest['spec'].analysis).not.toHaveProperty('alerts');
  });

  const metrics = [MetricCheck.requestSuccessRate({ min: 99 }), MetricCheck.requestDuration({ max: Duration.millis(500) })];
  const common = { interval: Duration.seconds(30), threshold: 5, metrics };

  // The rules, the dashboard, the routes: everything that is made of canaries is the same, whoever wrote them.
  test.each<[string, flagger.Analysis, Partial<flagger.CanaryProps>]>([
    ['equal steps', Analysis.progressive({ ...common, maxWeight: 50, stepWeight: 20 }), {}],
    ['equal steps past the maximum', Analysis.progressive({ ...common, interval: Duration.minutes(3), maxWeight: 95, stepWeight: 10 }), { progressDeadline: Duration.minutes(30) }],
    ['steps of its own', Analysis.stepWeights({ ...common, stepWeights: [1, 5, 40] }), {}],
    ['a mirror', Analysis.progressive({ ...common, interval: Duration.hours(1), maxWeight: 60, stepWeight: 10, mirror: true }), {}],
    ['blue and green', Analysis.blueGreen({ ...common, interval: Duration.minutes(5), iterations: 20 }), { progressDeadline: Duration.minutes(1) }],
    ['an A/B test', Analysis.abTesting({ ...common, iterations: 10, match: [flagger.HeaderMatch.header('x-canary', flagger.StringMatch.exact('insider'))] }), {}],
  ])('is covered as one of ours: %s', (_, analysis, rest) => {
    const ours = shop({ channels: [channel('shop')] });
    ours.addCanary('podinfo', { target: flagger.Target.deployment('podinfo'), provider: flagger.MeshProvider.ISTIO, service: { port: 80 }, analysis, ...rest });
    const written = synth(ours);
    const manifest = written.find((each) => each.manifest['kind'] === 'Canary')?.manifest;
    const theirs = shop({ channels: [channel('shop')] });
    theirs.includeCanary(fileOf(stringify(manifest)));
    expect(synth(theirs)).toEqual(written);
  });

  test('reads the threshold that came before thresholdRange, and Flagger\'s own maximum where there is none', () => {
    const team = shop();
    const withoutMaximum = CANARY.replace(/^ {4}maxWeight: .*\n/m, '').replace('thresholdRange: { min: 99 }', 'threshold: 98');
    team.includeCanary(fileOf(withoutMaximum));
    const [covered] = team._covered;
    expect(covered?.thresholds).toEqual([{ namespace: 'shop', name: 'podinfo', metric: 'request-success-rate', min: 98 }]);
    // Ten steps to 100, five failed checks and five more ticks of half a minute; two deadlines of ten minutes.
    expect(covered?.longestProgress.toMinutes()).toBe((10 + 5 + 5) / 2 + 20);
    expect(covered?.highestWeight).toBe(100);
  });

  test('without a mesh has ten iterations in place of weights, and no weight that could be too high', () => {
    const team = shop({}, [channel('on-call')]);
    team.includeCanary(fileOf(CANARY.replace('spec:\n', 'spec:\n  provider: kubernetes\n').replace(/^ {2}provider: (?!kubernetes).*\n/m, '').replace('stepWeight: 10', 'stepWeight: 50')));
    const [covered] = team._covered;
    expect(covered?.highestWeight).toBeUndefined();
    // Ten iterations, five failed checks and five more ticks of half a minute; two deadlines of ten minutes.
    expect(covered?.longestProgress.toMinutes()).toBe((10 + 5 + 5) / 2 + 20);
  });

  test.each<[string, string, string]>([
    ['no YAML', 'kind: [', ':1:8: '],
    ['nothing', '# nothing\n', ': there is no object in the file'],
    ['another kind', 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { ports: [{ port: 80 }] }\n', ':1:1: the object is no Canary\n  value:   "v1 Service"'],
    ['a second object', `${CANARY}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n`, ':19:1: there is more than one object in the file\n  value:   "v1 ConfigMap"'],
    ['another namespace', CANARY.replace('name: podinfo\n', 'name: podinfo\n  namespace: other\n'), ':5:14: the namespace of Canary podinfo is not the team\'s\n  value:   "other"'],
    ['a field that there is not', CANARY.replace('threshold: 5', 'treshold: 5'), ':11:5: Canary/podinfo: spec.analysis has no field treshold [schema/field]'],
    ['no target', CANARY.replace(', name: podinfo }', ' }'), ':7:'],
    ['an analysis that never ends', CANARY.replace('    stepWeight: 10\n', '    stepWeight: 0\n'), '[analysis/'],
  ])('is refused: %s', (_, text, message) => {
    const file = fileOf(text);
    expect(() => shop().includeCanary(file)).toThrow(message.startsWith(':') ? `${file}${message}` : message);
  });

  test('is refused where its failures are faster than they can be told apart', () => {
    const team = shop({}, [channel('on-call')], Duration.minutes(2));
    expect(() => team.includeCanary(fileOf(CANARY))).toThrow('Canary/shop/podinfo: its analysis can fail faster than two failures are told apart\n  value:   "30s"');
  });

  test('a file that is not there is said by its name', () => {
    expect(() => shop().includeCanary('nowhere/canary.yaml')).toThrow(/^nowhere\/canary.yaml: the file cannot be read: ENOENT\n {2}allowed: a file, as seen from \//);
  });

  test('one target has one Canary, whoever wrote them', () => {
    const team = shop();
    team.includeCanary(fileOf(CANARY));
    expect(() => team.includeCanary(fileOf(CANARY.replace('name: podinfo\n', 'name: second\n'), 'second.yaml'))).toThrow('Canary/shop/second: the target Deployment/podinfo has another Canary\n  value:   "Canary/shop/podinfo"');
  });
});
