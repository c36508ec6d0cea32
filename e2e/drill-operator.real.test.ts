import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { Document } from '../lib/checks/document';
import { readWorld } from '../lib/checks/read';
import { KindSchemas, schemasOf } from '../lib/checks/schema/schemas';
import { planOf } from '../lib/drill/operator';
import { configFault } from '../lib/drill/operator/alertmanager-config-fault';
import { mergedConfig, SelectedConfig } from '../lib/drill/operator/alertmanager-merge';
import { normalForm, StructMistake } from '../lib/drill/operator/alertmanager-normal-form';
import { fields, list } from '../lib/drill/operator/fields';
import { Monitor } from '../lib/drill/operator/monitor';
import { prometheusConfig as ours } from '../lib/drill/operator/prometheus-config';
import { ruleFault } from '../lib/drill/operator/rule-fault';
import { endpointsOf, TRANSPORT_FIELDS } from '../lib/drill/operator/scrape-job';
import { Draw } from './draw';
import { drawAlertmanagerConfig, drawAlertmanagerYaml, secretsOf } from './draw-alertmanager-configs';
import { drawMonitor, drawPrometheus } from './draw-monitors';
import { alertmanagerConfig, Manifest, prometheusConfig, validateRule } from './operator';

/** What the drill makes of manifests is what the operator makes of them: its own Go packages say so. */
describe('prometheus.yaml', () => {
  const seen = new Set<string>();

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('of 60 monitors and a Prometheus drawn from seed %d is the operator\'s', (seed) => {
    const draw = new Draw(seed);
    const spec = drawPrometheus(draw);
    const monitors = Array.from({ length: 60 }, (_, index) => drawMonitor(draw, index));
    const { config, errors } = prometheusConfig({ monitors, spec });
    const theirs = parse(config as string) as { global: object; scrape_configs: object[]; alerting: { alert_relabel_configs?: object[] | null } };
    const answer = ours({ namespace: 'monitoring', name: 'prometheus', spec: { scrapeInterval: '30s', evaluationInterval: '30s', ...spec } }, monitors.map(monitorOf));
    // Both leave some of them out, and the same.
    expect(answer.refused.map((each) => each.split(':')[0]).sort()).toEqual(errors.map((each) => each.replace(/^(\w+) ([^:]+):[\s\S]*/, '$1/$2')).sort());
    expect(errors.length).toBeGreaterThan(0);
    expect(answer.global).toEqual(theirs.global);
    expect(answer.scrape_configs).toEqual(theirs.scrape_configs);
    expect(answer.scrape_configs.length).toBeGreaterThan(40);
    for (const monitor of monitors.map(monitorOf)) { endpointsOf(monitor).flatMap((endpoint) => Object.keys(fields(endpoint))).forEach((field) => seen.add(`${monitor.kind}.${field}`)); }
    expect(answer.alert_relabel_configs).toEqual(theirs.alerting.alert_relabel_configs ?? []);
  });

  test.each([['PodMonitor', 'podMetricsEndpoints'], ['ServiceMonitor', 'endpoints']])('was drawn with every field of an endpoint of a %s, but for those of its transport', (kind, endpoints) => {
    const { versions } = schemasOf('monitoring.coreos.com', kind) as KindSchemas;
    const all = Object.keys(versions['v1']?.properties?.['spec']?.properties?.[endpoints]?.items?.properties ?? {});
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((field) => !seen.has(`${kind}.${field}`) && !TRANSPORT_FIELDS.includes(field))).toEqual([]);
  });
});

describe('alertmanager.yaml', () => {
  const STRATEGIES = ['OnNamespace', 'OnNamespaceExceptForAlertmanagerNamespace', 'None'] as const;
  const SEEDS = Array.from({ length: 30 }, (_, index) => index + 1);
  const seen = new Set<string>();
  let used = 0;
  const SECRET = 'https://secret.test/';

  test.each(SEEDS)('of a Secret and 24 AlertmanagerConfigs drawn from seed %d is the operator\'s', (seed) => {
    const draw = new Draw(seed);
    const main = drawAlertmanagerYaml(draw);
    const matcherStrategy = draw.pick(STRATEGIES);
    const alertmanagerConfigs = Array.from({ length: 24 }, (_, index) => drawAlertmanagerConfig(draw, index));
    const secrets = secretsOf(alertmanagerConfigs, (namespace, name, key) => `${SECRET}${namespace}/${name}/${key}`);
    const { errors, config } = alertmanagerConfig({ raw: stringify(main), alertmanagerConfigs, secrets, matcherStrategy });
    const configs = alertmanagerConfigs.map(configOf);
    const valid = configs.filter((each) => configFault(each) === undefined);
    const skipped = configs.filter((each) => !valid.includes(each)).map(({ namespace, name }) => `AlertmanagerConfig ${namespace}/${name}`);
    expect(skipped.sort()).toEqual(errors.map((each) => each.split(': ')[0]).sort());
    const merged = normalForm(mergedConfig(normalForm(main), valid, matcherStrategy, 'monitoring'));
    expect(JSON.parse(JSON.stringify(merged).replaceAll('secret-key:', SECRET))).toEqual(parse(config as string));
    expect(valid.length).toBeGreaterThan(8);
    used += valid.length;
    for (const receiver of valid.flatMap(({ spec }) => list(spec.receivers).map(fields))) {
      for (const [section, entries] of Object.entries(receiver)) { list(entries).flatMap((entry) => Object.keys(fields(entry))).forEach((field) => seen.add(`${section}.${field}`)); }
    }
  });

  test('was drawn with every field of every receiver that the CRD has', () => {
    const { versions } = schemasOf('monitoring.coreos.com', 'AlertmanagerConfig') as KindSchemas;
    const receiver = versions['v1alpha1']?.properties?.['spec']?.properties?.['receivers']?.items?.properties ?? {};
    const all = Object.entries(receiver).flatMap(([section, { items }]) => Object.keys(items?.properties ?? {}).map((field) => `${section}.${field}`));
    // With a file instead of a key the operator's conversion panics.
    const left = ['pushoverConfigs.userKeyFile', 'pushoverConfigs.tokenFile'];
    expect(all.filter((field) => !seen.has(field) && !left.includes(field))).toEqual([]);
    expect(all.length).toBeGreaterThan(150);
    expect(used).toBeGreaterThanOrEqual(300);
  });

  test.each([
    ['a field of Alertmanager that the operator has not', { inhibit_rules: [{ name: 'n' }] }],
    ['a field that nobody has', { global: { slack_url: 'https://a.b' } }],
    ['a text where a flag belongs', { route: { receiver: 'main', routes: [{ continue: 'perhaps' }] } }],
    ['a duration that is none', { route: { receiver: 'main', group_interval: '5 minutes' } }],
    ['a file of a Discord webhook', { receivers: [{ name: 'main', discord_configs: [{ webhook_url_file: '/a' }] }] }],
    ['a time of day that is none', { time_intervals: [{ name: 'x', time_intervals: [{ times: [{ start_time: '9:00', end_time: '10:00' }] }] }] }],
  ])('is refused by both for %s', (_, part) => {
    const main = { route: { receiver: 'main' }, receivers: [{ name: 'main' }], ...part };
    expect(alertmanagerConfig({ raw: stringify(main) }).errors).not.toEqual([]);
    expect(() => normalForm(main)).toThrow(StructMistake);
  });
});

describe('a rule file', () => {
  const alert = { alert: 'A', expr: 'up == 0' };
  const groups = (...rules: object[]): { groups: { name: string; rules: object[] }[] } => ({ groups: [{ name: 'g', rules }] });

  test.each([
    ['an alert', groups({ ...alert, for: '1m', keep_firing_for: '5m', labels: { severity: 'critical', 'a.b': 'c' }, annotations: { text: '{{ $labels.name | title }}' } })],
    ['a recording', groups({ record: 'a:b', expr: 'sum(up)', labels: { a: 'b' } })],
    ['a group with all that a group has', { groups: [{ name: 'g', interval: '1m', query_offset: '10s', limit: 5, labels: { team: 'x' }, rules: [alert] }] }],
    ['a group without rules', { groups: [{ name: 'g', rules: [] }] }],
    ['nothing', { groups: [] }],
    ['two rules of one name', groups({ ...alert, labels: { a: '1' } }, { ...alert, labels: { a: '2' } })],
    ['a name in UTF-8', groups({ record: 'é.b', expr: 'up' })],
    ['a range, which fails only when it runs', groups({ ...alert, expr: 'up[5m]' })],
  ])('with %s is taken by both', (_, file) => {
    expect(validateRule(file)).toEqual([]);
    expect(ruleFault(file.groups)).toBeUndefined();
  });

  test.each([
    ['an expression that is none', groups({ ...alert, expr: 'up ==' }), 'expr'],
    ['no expression', groups({ alert: 'A', expr: '' }), 'expr'],
    ['both names', groups({ ...alert, record: 'a:b' }), 'both'],
    ['neither name', groups({ expr: 'up' }), 'neither'],
    ['a recording that waits', groups({ record: 'a:b', expr: 'up', for: '1m' }), 'for'],
    ['a recording with annotations', groups({ record: 'a:b', expr: 'up', annotations: { a: 'b' } }), 'annotations'],
    ['a label __name__', groups({ ...alert, labels: { __name__: 'x' } }), '__name__'],
    ['a duration without a unit', groups({ ...alert, for: '60' }), 'for'],
    ['a template that does not end', groups({ ...alert, annotations: { text: '{{ $labels.name' } }), 'annotations.text'],
    ['a function that is not there', groups({ ...alert, labels: { text: '{{ $labels.name | shout }}' } }), 'labels.text'],
    ['a group without a name', { groups: [{ name: '', rules: [alert] }] }, 'name'],
    ['two groups of one name', { groups: [{ name: 'g', rules: [alert] }, { name: 'g', rules: [alert] }] }, 'twice'],
    ['a field that is none', groups({ ...alert, keepFiringFor: '5m' }), 'keepFiringFor'],
    ['functions that are switched off', groups({ ...alert, expr: 'limitk(1, up)' }), 'expr'],
  ])('with %s is refused by both', (_, file, word) => {
    expect(validateRule(file)).not.toEqual([]);
    expect(ruleFault(file.groups)).toContain(word);
  });
});

test('the plan of dist/ is what the operator makes of it', () => {
  const folder = join(__dirname, '..', 'dist');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml')).sort();
  const documents = files.flatMap((file) => Document.read(readFileSync(join(folder, file), 'utf8'), file));
  const plan = planOf(readWorld(documents, {}));
  expect(plan.refused).toEqual([]);
  const objects = documents.map(({ value }) => value as Manifest);
  const monitors = objects.filter(({ kind }) => kind === 'PodMonitor');
  const { stringData } = objects.find(({ kind, stringData: data }) => kind === 'Secret' && data !== undefined) as { stringData: Record<string, string> };
  const prometheus = prometheusConfig({ monitors, monitorLabels: { release: 'kube-prometheus-stack' } });
  const expanded = (prometheus.config as string).replaceAll('$(POD_NAME)', 'prometheus-kube-prometheus-stack-prometheus-0').replaceAll('$(SHARD)', '0');
  expect(plan.prometheus.scrape_configs).toEqual((parse(expanded) as { scrape_configs: object[] }).scrape_configs);
  expect(parse(plan.alertmanager?.config ?? '')).toEqual(parse(alertmanagerConfig({ raw: stringData['alertmanager.yaml'] as string }).config as string));
  expect(plan.rules.map(({ groups }) => groups)).toEqual(objects.filter(({ kind }) => kind === 'PrometheusRule').map(({ spec }) => (spec as { groups: object[] }).groups));
});

function monitorOf(manifest: Manifest): Monitor {
  const { name, namespace } = manifest['metadata'] as { name: string; namespace: string };
  return { kind: manifest['kind'] as Monitor['kind'], name, namespace, spec: fields(manifest['spec']) };
}

function configOf(manifest: Manifest): SelectedConfig {
  const { name, namespace } = manifest['metadata'] as { name: string; namespace: string };
  return { name, namespace, spec: fields(manifest['spec']) };
}
