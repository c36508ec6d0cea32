import { App, Chart, Testing } from 'cdk8s';
import { Dashboard } from '../lib/grafana';
import { deletionGroups } from '../lib/rules/canary-state';
import { checkRules, ExprTest, InputSeries, RuleFile, testRules } from './promtool';

/**
 * The dashboard's queries, as Grafana sends them, in the real PromQL: each parses, and says what it shall through a restart of
 * Flagger and with two replicas. Grafana itself is not run.
 */

interface Target { readonly refId: string; readonly expr: string }

const json = dashboard();
const queries: Record<string, string> = Object.fromEntries([
  ...json.panels.flatMap(({ title, targets }) => targets.map(({ refId, expr }): [string, string] => [`${title}/${refId}`, expr])),
  ...json.annotations.list.map(({ name, target }): [string, string] => [`annotation ${name}`, target.expr]),
  ...json.templating.list.flatMap(({ name, query }): [string, string][] => {
    const selector = /^label_values\((.+), \w+\)$/.exec(query)?.[1];
    return selector === undefined ? [] : [[`variable ${name}`, selector]];
  }),
]);

function dashboard(thresholds = [
  { namespace: 'shop', name: 'podinfo', metric: 'request-success-rate', min: 99 },
  { namespace: 'shop', name: 'cart.v1', metric: 'request-success-rate', min: 99 },
  { namespace: 'shop', name: 'podinfo', metric: 'request-duration', max: 500 },
  { namespace: 'bank', name: 'teller', metric: '"odd" \\ $name', min: -1, max: 1e-9 },
]): { panels: { title: string; targets: Target[] }[]; annotations: { list: { name: string; target: Target }[] }; templating: { list: { name: string; query: string }[] } } {
  const chart = new Chart(new App(), 'chart', { namespace: 'monitoring' });
  new Dashboard(chart, 'canaries', { thresholds });
  return JSON.parse(Testing.synth(chart)[0].data['canaries.json']);
}

const ALL = { namespace: '.+', name: '.+', check: '(queue|p99)' };

/** As Grafana's Prometheus datasource puts variables in: escaped for a regular expression within a string. */
function sent(query: string, variables: Readonly<Record<string, string>> = ALL): string {
  const values: Readonly<Record<string, string>> = { ...variables, __range: '3600s', __interval: '1m' };
  return query.replaceAll(/\$(\w+)/g, (all, name: string) => values[name] ?? all);
}

describe('every query is PromQL', () => {
  test.each([
    ['all canaries', ALL],
    ['one canary', { namespace: 'shop', name: 'podinfo', check: 'queue' }],
    ['one whose name has a dot', { namespace: 'shop', name: 'cart\\\\.v1', check: 'p99' }],
    ['some canaries, and no other checks', { namespace: '(shop|bank)', name: '(podinfo|cart\\\\.v1)', check: '()' }],
  ])('for %s', (_, variables) => {
    const rules = Object.values(queries).map((query, i) => ({ record: `dashboard:query:${i}`, expr: sent(query, variables) }));
    expect(rules.length).toBeGreaterThan(20);
    expect(checkRules({ groups: [{ name: 'dashboard', rules }] })).toMatchObject({ ok: true, output: expect.stringContaining(`${rules.length} rules found`) });
  });

  test('with a threshold of its own for each of 300 canaries', () => {
    const thresholds = Array.from({ length: 300 }, (_, i) => ({ namespace: `team-${i % 30}`, name: `service-${i}`, metric: 'request-duration', max: 100 + i }));
    const rules = dashboard(thresholds).panels.flatMap(({ targets }) => targets).map(({ expr }, i) => ({ record: `dashboard:query:${i}`, expr: sent(expr) }));
    expect(checkRules({ groups: [{ name: 'dashboard', rules }] })).toMatchObject({ ok: true });
  });

  test('a query that is none is refused', () => {
    expect(checkRules({ groups: [{ name: 'dashboard', rules: [{ record: 'a:b:c', expr: sent(`${queries['Status/status']} or`) }] }] }).ok).toBe(false);
  });
});

const rules: RuleFile = { groups: [{ name: 'deletions', interval: '1m', rules: deletionGroups().flatMap(({ recordingRules }) => recordingRules).map((each) => each._toRule()) }] };

const of = (metric: string, values: string, labels = '', pod = 'flagger-1'): InputSeries =>
  ({ series: `${metric}{namespace="shop",pod="${pod}"${labels === '' ? '' : `,${labels}`}}`, values });
const status = (values: string, pod?: string, name = 'podinfo'): InputSeries => of('flagger_canary_status', values, `name="${name}"`, pod);
const weight = (values: string, workload: string, pod?: string): InputSeries => of('flagger_canary_weight', values, `workload="${workload}"`, pod);
const measured = (values: string, metric: string, pod?: string): InputSeries =>
  of('flagger_canary_metric_analysis', values, `name="podinfo",metric="${metric}"`, pod);
const ended = (which: string, values: string, pod?: string, status = 'completed'): InputSeries =>
  of(`flagger_canary_${which}_total`, values, `name="podinfo",deployment_strategy="canary",analysis_status="${status}"`, pod);
const alert = (labels: string): InputSeries => ({ series: `ALERTS{${labels}}`, values: '1x60' });

/** What a query gives at a time: samples by their labels. */
interface Row {
  readonly title: string;
  readonly series: readonly InputSeries[];
  readonly query: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly at: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const PODINFO = '{namespace="shop", name="podinfo"}';
const NONE = {};

// A sample a minute.
const rows: Row[] = [
  {
    title: 'a status outlives the Flagger that told it',
    query: 'Status/status',
    series: [status('2x10 stale'), status('_x15 2x10', 'flagger-2')],
    at: { '10m': { [PODINFO]: 2 }, '13m': { [PODINFO]: 2 }, '20m': { [PODINFO]: 2 } },
  },
  {
    title: 'two replicas are one canary',
    query: 'Canaries now/failed',
    series: [status('2x10'), status('2x10', 'flagger-2'), status('0x10', 'flagger-1', 'cart')],
    at: { '5m': { '{}': 1 } },
  },
  {
    title: 'no canary that fails is 0',
    query: 'Canaries now/failed',
    series: [status('1x10')],
    at: { '5m': { '{}': 0 } },
  },
  {
    title: 'a canary that is deleted has no status, although Flagger goes on to tell it',
    query: 'Status/status',
    series: [
      status('2x60'), { series: 'kube_deployment_created{namespace="shop",deployment="podinfo"}', values: '1x60' },
      { series: 'kube_deployment_created{namespace="shop",deployment="podinfo-primary"}', values: '1x10 stale' },
      { series: 'kube_service_created{namespace="shop",service="podinfo"}', values: '1x10 stale' },
    ],
    at: { '10m': { [PODINFO]: 2 }, '25m': NONE },
  },
  {
    title: 'no Flagger is 0 replicas',
    query: 'Flagger/replicas',
    series: [{ series: 'flagger_info{version="1.44.0",mesh_provider="istio",pod="flagger-1"}', values: '1x5 stale' }],
    at: { '3m': { '{}': 1 }, '7m': { '{}': 0 } },
  },
  {
    title: 'two replicas have one version',
    query: 'Flagger/version',
    series: ['flagger-1', 'flagger-2'].map((pod) => ({ series: `flagger_info{version="1.44.0",mesh_provider="istio",pod="${pod}"}`, values: '1x5' })),
    at: { '3m': { '{version="1.44.0", mesh_provider="istio"}': 1 } },
  },
  {
    title: 'the weight of the canary that was rolled out, and not of the one that was not',
    query: 'Weight/canary',
    series: [status('1x5 0x10 1x10'), weight('0x5 50x10 0x10', 'podinfo'), weight('100x5 50x10 100x10', 'podinfo-primary'), status('1x30', undefined, 'cart'), weight('0x30', 'cart')],
    at: { '10m': { [PODINFO]: 50 }, '20m': { [PODINFO]: 0 } },
  },
  {
    title: 'the weight of the primary',
    query: 'Weight/primary',
    variables: { namespace: 'shop', name: '(cart|podinfo)' },
    series: [status('1x5 0x10 1x10'), weight('0x5 50x10 0x10', 'podinfo'), weight('100x5 40x10 100x10', 'podinfo-primary')],
    at: { '10m': { [PODINFO]: 40 } },
  },
  {
    title: 'the weight of two replicas, of which one is gone, is one line',
    query: 'Weight/canary',
    series: [status('0x30'), weight('50x10 stale', 'podinfo'), weight('_x8 60x10', 'podinfo', 'flagger-2')],
    at: { '10m': { [PODINFO]: 60 } },
  },
  {
    title: 'what a check measures',
    query: 'Duration of requests/request-duration',
    series: [status('0x30'), measured('0.25x30', 'request-duration'), measured('99x30', 'request-success-rate')],
    at: { '10m': { '{namespace="shop", name="podinfo", metric="request-duration"}': 0.25 } },
  },
  {
    title: 'its limit in its unit, also where two replicas tell it',
    query: 'Duration of requests/max',
    series: [status('0x30'), measured('0.25x30', 'request-duration'), measured('0.2x30', 'request-duration', 'flagger-2')],
    at: { '10m': { '{namespace="shop", name="podinfo", metric="request-duration"}': 0.5 } },
  },
  {
    title: 'a limit also where the value is not a number',
    query: 'Requests that succeed/min',
    series: [status('0x30'), measured('NaN NaN NaN NaN', 'request-success-rate')],
    at: { '3m': { '{namespace="shop", name="podinfo", metric="request-success-rate"}': 99 } },
  },
  {
    title: 'no limit of a canary that is not chosen',
    query: 'Requests that succeed/min',
    variables: { namespace: '.+', name: 'cart' },
    series: [status('0x30'), measured('99x30', 'request-success-rate')],
    at: { '3m': NONE },
  },
  {
    title: 'other checks are those that are chosen',
    query: 'Check: $check/other',
    variables: { ...ALL, check: 'queue' },
    series: [status('0x30'), measured('7x30', 'queue'), measured('8x30', 'p99')],
    at: { '3m': { '{namespace="shop", name="podinfo", metric="queue"}': 7 } },
  },
  {
    title: 'no other check is nothing',
    query: 'Check: $check/other',
    variables: { ...ALL, check: '()' },
    series: [status('0x30'), measured('99x30', 'request-success-rate')],
    at: { '3m': NONE },
  },
  {
    title: 'the first failure counts, although the counter is born at 1, and each counts once',
    query: 'Rollouts that ended/failed',
    series: [ended('failures', '_x5 1x5 2x5')],
    at: { '4m': NONE, '5m': { '{}': 1 }, '6m': { '{}': 0 }, '11m': { '{}': 1 }, '12m': { '{}': 0 } },
  },
  {
    title: 'a restart of Flagger is no rollout; the first one after it counts',
    query: 'Rollouts that ended/succeeded',
    series: [ended('successes', '7x5 stale'), ended('successes', '_x10 1x5', 'flagger-2')],
    at: { '5m': { '{analysis_status="completed"}': 0 }, '6m': NONE, '10m': { '{analysis_status="completed"}': 1 }, '11m': { '{analysis_status="completed"}': 0 } },
  },
  {
    title: 'a restart of Flagger\'s container, whose series goes on',
    query: 'Rollouts that ended/succeeded',
    series: [ended('successes', '7x5 1x5')],
    at: { '5m': { '{analysis_status="completed"}': 0 }, '6m': { '{analysis_status="completed"}': 1 }, '7m': { '{analysis_status="completed"}': 0 } },
  },
  {
    title: 'a scrape that failed is no rollout',
    query: 'Rollouts that ended/succeeded',
    series: [ended('successes', '7x5 stale _x3 7x5')],
    at: { '9m': NONE, '10m': { '{analysis_status="completed"}': 0 } },
  },
  {
    title: 'what alerted: the chosen canary, its namespace, and what concerns everybody',
    query: 'What alerted/alerts',
    variables: { namespace: 'shop', name: 'podinfo' },
    series: [
      alert('component="canary-alerting",alertstate="firing",alertname="CanaryFailed",severity="critical",namespace="shop",name="podinfo"'),
      alert('component="canary-alerting",alertstate="pending",alertname="CanaryStuck",severity="warning",namespace="shop",name="podinfo"'),
      alert('component="canary-alerting",alertstate="firing",alertname="CanaryFailed",severity="critical",namespace="shop",name="cart"'),
      alert('component="canary-alerting",alertstate="firing",alertname="CanaryNotInitialized",severity="warning",namespace="shop"'),
      alert('component="canary-alerting",alertstate="firing",alertname="CanaryNotInitialized",severity="warning",namespace="bank"'),
      alert('component="canary-alerting",alertstate="firing",alertname="FlaggerDown",severity="critical",namespace="flagger-system"'),
      alert('component="canary-alerting",alertstate="firing",alertname="AlertmanagerNotificationsFailing",severity="critical",integration="slack"'),
      alert('component="canary-alerting",alertstate="firing",alertname="AlertmanagerNotificationsFailing",severity="critical",integration="email"'),
      alert('component="canary-alerting",alertstate="firing",alertname="CanaryAlertingHeartbeat",severity="none"'),
      alert('alertstate="firing",alertname="KubePodCrashLooping",severity="warning",namespace="shop",name="podinfo"'),
    ],
    at: {
      '5m': {
        '{alertname="CanaryFailed", severity="critical", namespace="shop", name="podinfo"}': 1,
        '{alertname="CanaryNotInitialized", severity="warning", namespace="shop"}': 1,
        '{alertname="FlaggerDown", severity="critical", namespace="flagger-system"}': 1,
        '{alertname="AlertmanagerNotificationsFailing", severity="critical"}': 1,
      },
    },
  },
];

describe('the real Prometheus gives', () => {
  test.each(rows.map((row) => [row.title, row] as const))('%s', (_, { title, series, query, variables, at }) => {
    const promql_expr_test: ExprTest[] = Object.entries(at).map(([eval_time, samples]) => ({
      expr: sent(queries[query] as string, { ...ALL, ...variables }),
      eval_time,
      exp_samples: Object.entries(samples).map(([labels, value]) => ({ labels, value })),
    }));
    const verdict = testRules(rules, [{ name: title, interval: '1m', input_series: series, promql_expr_test }], '1m');
    expect(verdict.output).toContain('SUCCESS');
    expect(verdict.ok).toBe(true);
  });
});
