import { Duration } from 'cdk8s';
import * as rules from '../lib/rules';
import { deletionGroups } from '../lib/rules/canary-state';
import { rulesOf } from './rule-groups';
import { checkRules, FiringAlert, InputSeries, RuleFile, testRules } from './promtool';

/**
 * Each alert in pairs, it fires and it does not, through everything that Flagger does to its metrics: a restart (the series
 * ends, another pod tells the status some ticks later, the weight is unknown), two replicas, a canary that is deleted while
 * its last status stays, a namespace whose last canary goes. The real promtool evaluates; a sample every 5 s.
 */

const flagger: rules.FlaggerOptions = { namespace: 'flagger-system', deployment: 'flagger', job: 'flagger-system/flagger' };

const alerts = {
  failed: new rules.CanaryFailed({ dashboardUrl: 'https://grafana.example.com/d/canaries' }),
  stuck: new rules.CanaryStuck({ longestRollout: Duration.minutes(20) }),
  notInitialized: new rules.CanaryNotInitialized({ longestInitialization: Duration.minutes(15) }),
  weightHigh: new rules.CanaryWeightHigh({ limit: 50, longestPromotion: Duration.minutes(10), only: [{ namespace: 'shop', names: ['podinfo'] }] }),
  down: new rules.FlaggerDown(flagger),
  notScraped: new rules.FlaggerNotScraped(flagger),
  notifications: new rules.AlertmanagerNotificationsFailing(),
  heartbeat: new rules.CanaryAlertingHeartbeat(),
};

const file: RuleFile = {
  groups: [
    ...deletionGroups().map(({ name, recordingRules }) => ({ name, interval: '1m', rules: recordingRules.map((each) => each._toRule()) })),
    { name: 'alerts', interval: '5s', rules: rulesOf(Object.values(alerts)) },
  ],
};

const RUNBOOKS = 'https://github.com/cdk8s-canary-alerting/cdk8s-canary-alerting/blob/main/docs/alerts';
const DASHBOARD = 'https://grafana.example.com/d/canaries?var-namespace=shop&var-name=podinfo';
const EVENTS = 'kubectl -n shop describe canary, target podinfo.';

const status = (values: string, pod = 'flagger-1', name = 'podinfo'): InputSeries =>
  ({ series: `flagger_canary_status{name="${name}",namespace="shop",pod="${pod}",job="flagger-system/flagger"}`, values });
const weight = (values: string, workload = 'podinfo', pod = 'flagger-1'): InputSeries =>
  ({ series: `flagger_canary_weight{workload="${workload}",namespace="shop",pod="${pod}"}`, values });
const total = (values: string): InputSeries => ({ series: 'flagger_canary_total{namespace="shop",pod="flagger-1"}', values });
const deployment = (name: string, values: string): InputSeries => ({ series: `kube_deployment_created{namespace="shop",deployment="${name}"}`, values });
const service = (name: string, values: string): InputSeries => ({ series: `kube_service_created{namespace="shop",service="${name}"}`, values });
const up = (values: string, pod = 'flagger-1'): InputSeries => ({ series: `up{job="flagger-system/flagger",namespace="flagger-system",pod="${pod}"}`, values });
const available = (values: string): InputSeries =>
  ({ series: 'kube_deployment_status_replicas_available{namespace="flagger-system",deployment="flagger"}', values });
const notFailed = { series: 'alertmanager_notifications_failed_total{integration="slack",reason="serverError",pod="am-0"}', values: '0x400' };

/** The cluster of a canary that lives: its target, its primary, its Services, for an hour. */
const living = [deployment('podinfo', '1x720'), deployment('podinfo-primary', '1x720'), service('podinfo', '1x720')];
/** A canary that is deleted after 10 minutes; its target stays. */
const deleted = [deployment('podinfo', '1x1440'), deployment('podinfo-primary', '1x120 stale'), service('podinfo', '1x120 stale')];

const FAILED = (description: string): FiringAlert => ({
  exp_labels: { severity: 'critical', component: 'canary-alerting', namespace: 'shop', name: 'podinfo' },
  exp_annotations: {
    summary: 'The canary shop/podinfo failed.',
    description: `${description} The reason is in the events: ${EVENTS}`,
    runbook_url: `${RUNBOOKS}/CanaryFailed.md`,
    dashboard_url: DASHBOARD,
  },
});
const ROLLED_BACK = FAILED('Flagger rolled back: all traffic goes to the last good revision.');
const LEFT = FAILED('The promotion failed: 100 % of the traffic is left on the new revision, because the primary did not become ready.');
const UNKNOWN = FAILED('Flagger was restarted since and no longer knows where the traffic goes: it rolled back, or the promotion failed with the traffic left on the new revision.');
const STUCK: FiringAlert = {
  exp_labels: { severity: 'warning', component: 'canary-alerting', longest_rollout: '20m', namespace: 'shop', name: 'podinfo' },
  exp_annotations: {
    summary: 'The canary shop/podinfo is stuck.',
    description: `It has been progressing for more than 20 minutes, longer than its analysis can take. What it waits for is in the events: ${EVENTS}`,
    runbook_url: `${RUNBOOKS}/CanaryStuck.md`,
  },
};
const NOT_INITIALIZED = (count: number): FiringAlert => ({
  exp_labels: { severity: 'warning', component: 'canary-alerting', namespace: 'shop' },
  exp_annotations: {
    summary: 'A canary in shop is not initialized.',
    description: `${count} of the namespace's canaries have not been initialized for more than 15 minutes: releases go out without a canary. `
      + 'Which, and why: kubectl -n shop get canaries, and their events.',
    runbook_url: `${RUNBOOKS}/CanaryNotInitialized.md`,
  },
});
const WEIGHT_HIGH: FiringAlert = {
  exp_labels: { severity: 'warning', component: 'canary-alerting', limit: '50', namespace: 'shop', name: 'podinfo' },
  exp_annotations: {
    summary: 'The canary shop/podinfo gets too much traffic.',
    description: '60 % of the traffic has gone to the new revision for more than 10 minutes; its analysis plans 50 % at most. '
      + 'See kubectl -n shop describe canary, target podinfo.',
    runbook_url: `${RUNBOOKS}/CanaryWeightHigh.md`,
  },
};
const DOWN: FiringAlert = {
  exp_labels: { severity: 'critical', component: 'canary-alerting', namespace: 'flagger-system' },
  exp_annotations: {
    summary: 'Flagger is down.',
    description: 'No replica of Flagger has answered for 2 minutes: canaries do not advance, and a bad release is not rolled back. '
      + 'See kubectl -n flagger-system get pods, and the logs of deployment flagger.',
    runbook_url: `${RUNBOOKS}/FlaggerDown.md`,
  },
};
const NOT_SCRAPED: FiringAlert = {
  exp_labels: { severity: 'critical', component: 'canary-alerting', namespace: 'flagger-system', job: 'flagger-system/flagger' },
  exp_annotations: {
    summary: 'Prometheus does not scrape Flagger.',
    description: 'There has been no target of the job flagger-system/flagger for 5 minutes: no failure of a canary would be noticed. '
      + 'Compare the monitor\'s labels with the Prometheus\' selector, and its selector with the labels of Flagger\'s pods.',
    runbook_url: `${RUNBOOKS}/FlaggerNotScraped.md`,
  },
};
const NOTIFICATIONS: FiringAlert = {
  exp_labels: { severity: 'critical', component: 'canary-alerting', integration: 'slack' },
  exp_annotations: {
    summary: 'Alertmanager cannot deliver to slack.',
    description: 'Notifications have failed for more than 2 minutes: people who rely on slack are not told. The reason is in Alertmanager\'s log, "Notify for alerts failed".',
    runbook_url: `${RUNBOOKS}/AlertmanagerNotificationsFailing.md`,
  },
};
const HEARTBEAT: FiringAlert = {
  exp_labels: { severity: 'none', component: 'canary-alerting' },
  exp_annotations: {
    summary: 'Alerts about canaries get through.',
    description: 'This alert fires always and goes to a service outside the cluster, which pages when it stops.',
    runbook_url: `${RUNBOOKS}/CanaryAlertingHeartbeat.md`,
  },
};

interface Row {
  readonly title: string;
  readonly alert: string;
  readonly series: readonly InputSeries[];
  /** What fires at which time. */
  readonly at: Readonly<Record<string, readonly FiringAlert[]>>;
}

const rows: Row[] = [
  // 5 s a sample: x12 is a minute.
  {
    title: 'a rollback is told at once, with the traffic back on the primary',
    alert: 'CanaryFailed',
    series: [...living, status('1x10 0x10 2x40'), weight('0x10 20x10 0x40')],
    at: { '1m45s': [], '1m50s': [ROLLED_BACK], '5m': [ROLLED_BACK] },
  },
  {
    title: 'a promotion that failed says that the traffic is left on the new revision',
    alert: 'CanaryFailed',
    series: [...living, status('0x10 2x40'), weight('50x10 100x40')],
    at: { '2m': [LEFT] },
  },
  {
    title: 'a canary that succeeds, waits or is idle does not fail',
    alert: 'CanaryFailed',
    series: [...living, status('1x10 0x20 1x40'), weight('0x10 20x10 0x40')],
    at: { '1m': [], '3m': [], '5m': [] },
  },
  {
    title: 'another revision ends the alert',
    alert: 'CanaryFailed',
    series: [...living, status('2x20 0x20'), weight('0x40')],
    at: { '1m': [ROLLED_BACK], '2m': [] },
  },
  {
    title: 'a restart of Flagger neither ends the alert nor makes another; the weight is unknown then',
    alert: 'CanaryFailed',
    series: [...living, status('2x24 stale'), weight('0x24 stale'), status('_x60 2x60', 'flagger-2')],
    at: { '2m': [ROLLED_BACK], '3m': [UNKNOWN], '5m': [UNKNOWN], '8m': [UNKNOWN] },
  },
  {
    title: 'a canary that went on after it had failed is not failed again by a restart of Flagger',
    alert: 'CanaryFailed',
    series: [...living, status('2x24 0x12 stale'), weight('0x36 stale'), status('_x60 0x60', 'flagger-2')],
    at: { '1m55s': [ROLLED_BACK], '2m30s': [], '3m5s': [], '3m30s': [], '8m': [] },
  },
  {
    title: 'a canary that failed anew in a restart of Flagger is told, though it had gone on before',
    alert: 'CanaryFailed',
    series: [...living, status('2x24 0x12 stale'), status('_x60 2x60', 'flagger-2'), weight('_x60 0x60', 'podinfo', 'flagger-2')],
    at: { '3m30s': [], '5m30s': [ROLLED_BACK] },
  },
  {
    title: 'a status that Flagger does not tell again is forgotten after ten minutes',
    alert: 'CanaryFailed',
    series: [...living, status('2x24 stale')],
    at: { '3m': [UNKNOWN], '11m50s': [UNKNOWN], '12m5s': [], '20m': [] },
  },
  {
    title: 'a canary that recovers while Flagger restarts is not failed from its first word on',
    alert: 'CanaryFailed',
    series: [...living, status('2x24 stale'), status('_x60 1x300', 'flagger-2')],
    at: { '4m55s': [UNKNOWN], '5m5s': [], '10m': [], '20m': [] },
  },
  {
    title: 'of two replicas the one that fell silent counts as long as it is scraped, and the failure is told once',
    alert: 'CanaryFailed',
    series: [...living, status('2x60 stale'), status('_x24 0x100', 'flagger-2'), weight('0x160')],
    at: { '2m': [ROLLED_BACK], '4m': [ROLLED_BACK], '5m5s': [], '8m': [] },
  },
  {
    title: 'of two replicas one may restart: what the other says is no memory',
    alert: 'CanaryFailed',
    series: [...living, status('2x24 stale'), status('1x24 0x100', 'flagger-2'), weight('0x160')],
    at: { '1m55s': [ROLLED_BACK], '2m5s': [], '5m': [] },
  },
  {
    title: 'an evaluation in which nothing was scraped, Prometheus having been away for minutes, neither ends the alert nor remembers too much',
    alert: 'CanaryFailed',
    series: [...living, status('2x24 _x36 2x12 1x60'), weight('0x24 _x36 0x72')],
    at: { '3m': [ROLLED_BACK], '4m50s': [ROLLED_BACK], '5m30s': [ROLLED_BACK], '6m10s': [] },
  },
  {
    title: 'a restart of Flagger during a good rollout is no failure',
    alert: 'CanaryFailed',
    series: [...living, status('0x24 stale'), status('_x60 0x60', 'flagger-2')],
    at: { '3m': [], '8m': [] },
  },
  {
    title: 'two replicas that both tell are one alert',
    alert: 'CanaryFailed',
    series: [...living, status('2x40'), status('2x40', 'flagger-2'), weight('0x40'), weight('0x40', 'podinfo', 'flagger-2')],
    at: { '2m': [ROLLED_BACK] },
  },
  {
    title: 'a canary that is deleted while it had failed stops to page, and stays silent when kube-state-metrics restarts',
    alert: 'CanaryFailed',
    series: [
      deployment('podinfo', '1x240 stale _x60 1x600'), deployment('podinfo-primary', '1x120 stale'), service('podinfo', '1x120 stale'),
      status('2x1000'), weight('0x1000'),
    ],
    at: { '9m': [ROLLED_BACK], '16m': [], '22m': [], '24m': [], '27m': [], '40m': [] },
  },
  {
    title: 'a canary whose target is deleted with it is deleted, too',
    alert: 'CanaryFailed',
    series: [
      deployment('other', '1x1000'), service('other', '1x1000'),
      deployment('podinfo', '1x120 stale'), deployment('podinfo-primary', '1x120 stale'), service('podinfo', '1x120 stale'), status('2x1000'), weight('0x1000'),
    ],
    at: { '9m': [ROLLED_BACK], '17m': [] },
  },
  {
    title: 'a canary of a Service has no primary and is not taken for deleted',
    alert: 'CanaryFailed',
    series: [deployment('other', '1x1000'), service('podinfo', '1x1000'), status('2x1000'), weight('0x1000')],
    at: { '20m': [ROLLED_BACK] },
  },
  {
    title: 'without kube-state-metrics every canary counts as living',
    alert: 'CanaryFailed',
    series: [status('2x1000'), weight('0x1000')],
    at: { '20m': [ROLLED_BACK] },
  },
  {
    title: 'a kube-state-metrics that has not yet listed everything deletes nothing',
    alert: 'CanaryFailed',
    series: [deployment('podinfo', '1x100'), deployment('podinfo-primary', '_x24 1x76'), service('podinfo', '1x100'), status('2x100'), weight('0x100')],
    at: { '1m': [ROLLED_BACK], '2m': [ROLLED_BACK], '3m': [ROLLED_BACK], '5m': [ROLLED_BACK] },
  },
  {
    title: 'a rollout that hangs is told when its time has passed, through a restart of Flagger',
    alert: 'CanaryStuck',
    series: [...living, status('1x12 0x120 stale'), status('_x160 0x300', 'flagger-2')],
    at: { '20m': [], '21m': [], '21m10s': [STUCK] },
  },
  {
    title: 'a rollout that ends in time is not stuck',
    alert: 'CanaryStuck',
    series: [...living, status('0x230 1x200')],
    at: { '19m': [], '25m': [] },
  },
  {
    title: 'a rollout that ended before Flagger restarted is not stuck, however long it took',
    alert: 'CanaryStuck',
    series: [...living, status('0x228 1x6 stale')],
    at: { '19m30s': [], '20m30s': [], '25m': [] },
  },
  {
    title: 'a rollout that Flagger does not tell of again is forgotten after ten minutes',
    alert: 'CanaryStuck',
    series: [...living, status('0x245 stale')],
    at: { '21m': [STUCK], '30m': [STUCK], '30m35s': [], '40m': [] },
  },
  {
    title: 'a canary that is deleted during its rollout is not stuck',
    alert: 'CanaryStuck',
    series: [...deleted, status('0x1000')],
    at: { '21m': [], '40m': [] },
  },
  {
    title: 'two replicas that both tell are one rollout that hangs',
    alert: 'CanaryStuck',
    series: [...living, status('0x400'), status('0x400', 'flagger-2')],
    at: { '21m': [STUCK] },
  },
  {
    title: 'a canary without a status is told by its namespace',
    alert: 'CanaryNotInitialized',
    series: [total('1x400')],
    at: { '14m': [], '16m': [NOT_INITIALIZED(1)] },
  },
  {
    title: 'one of two canaries without a status is told',
    alert: 'CanaryNotInitialized',
    series: [...living, total('2x400'), status('1x400')],
    at: { '16m': [NOT_INITIALIZED(1)] },
  },
  {
    title: 'canaries that all have a status are initialized, through a restart of Flagger',
    alert: 'CanaryNotInitialized',
    series: [...living, total('1x200 _x10 1x300'), status('1x200 stale'), status('_x212 1x300', 'flagger-2')],
    at: { '16m': [], '30m': [] },
  },
  {
    title: 'two replicas that both count are one count',
    alert: 'CanaryNotInitialized',
    series: [...living, total('1x400'), { ...total('1x400'), series: 'flagger_canary_total{namespace="shop",pod="flagger-2"}' }, status('1x400'), status('1x400', 'flagger-2')],
    at: { '16m': [] },
  },
  {
    title: 'a namespace whose last canary is deleted keeps its total and says nothing',
    alert: 'CanaryNotInitialized',
    series: [...deleted, total('1x1000'), status('1x1000')],
    at: { '40m': [], '80m': [] },
  },
  {
    title: 'a canary that hides behind the status of a deleted one is told',
    alert: 'CanaryNotInitialized',
    series: [
      ...living, total('2x1000'), status('1x1000'), status('1x1000', 'flagger-1', 'old'),
      deployment('old', '1x1000'), deployment('old-primary', '1x120 stale'),
    ],
    at: { '13m': [], '35m': [NOT_INITIALIZED(1)] },
  },
  {
    title: 'a weight above the plan is told',
    alert: 'CanaryWeightHigh',
    series: [...living, status('0x400'), weight('40x12 60x388'), weight('60x12 40x388', 'podinfo-primary')],
    at: { '10m': [], '12m': [WEIGHT_HIGH] },
  },
  {
    title: 'the primary of a canary at rest has a weight of 100 and is not meant',
    alert: 'CanaryWeightHigh',
    series: [...living, status('1x400'), weight('0x400'), weight('100x400', 'podinfo-primary')],
    at: { '30m': [] },
  },
  {
    title: 'a promotion that failed has its own alert',
    alert: 'CanaryWeightHigh',
    series: [...living, status('0x20 2x400'), weight('100x400')],
    at: { '30m': [] },
  },
  {
    title: 'another canary, such as a blue/green one, is not meant',
    alert: 'CanaryWeightHigh',
    series: [...living, status('0x400', 'flagger-1', 'web'), weight('100x400', 'web')],
    at: { '30m': [] },
  },
  {
    title: 'two replicas that both tell are one weight',
    alert: 'CanaryWeightHigh',
    series: [...living, status('0x400'), weight('60x400'), weight('60x400', 'podinfo', 'flagger-2')],
    at: { '12m': [WEIGHT_HIGH] },
  },
  {
    title: 'a restart of Flagger, after which the weight is unknown, ends it',
    alert: 'CanaryWeightHigh',
    series: [...living, status('0x400'), weight('60x150 stale')],
    at: { '12m': [WEIGHT_HIGH], '13m': [], '30m': [] },
  },
  {
    title: 'a canary that is deleted during a promotion keeps its last weight and is not meant',
    alert: 'CanaryWeightHigh',
    series: [...deleted, status('0x1000'), weight('40x108 60x900')],
    at: { '18m': [], '30m': [] },
  },
  { title: 'a Flagger that answers no scrape is down', alert: 'FlaggerDown', series: [up('1x12 0x100')], at: { '2m': [], '3m10s': [DOWN] } },
  { title: 'a Flagger without pods is down', alert: 'FlaggerDown', series: [up('1x12 stale'), available('1x12 0x100')], at: { '2m': [], '3m10s': [DOWN] } },
  { title: 'one replica of two is enough', alert: 'FlaggerDown', series: [up('0x100'), up('1x100', 'flagger-2'), available('1x100')], at: { '5m': [] } },
  { title: 'a restart is no downtime', alert: 'FlaggerDown', series: [up('1x12 0x12 stale'), up('_x24 1x100', 'flagger-2')], at: { '3m10s': [], '5m': [] } },
  { title: 'a Flagger without a target is not scraped', alert: 'FlaggerNotScraped', series: [available('1x100')], at: { '4m': [], '6m': [NOT_SCRAPED] } },
  { title: 'a Flagger without a target is not scraped, also where nobody knows of its pods', alert: 'FlaggerNotScraped', series: [notFailed], at: { '6m': [NOT_SCRAPED] } },
  { title: 'a restart that takes a moment loses no target', alert: 'FlaggerNotScraped', series: [up('1x12 stale'), up('_x60 1x100', 'flagger-2'), available('1x200')], at: { '5m': [], '10m': [] } },
  { title: 'a Flagger that is scraped, or has no pods, has not lost its target', alert: 'FlaggerNotScraped', series: [up('1x50 stale'), available('1x48 0x200')], at: { '4m': [], '15m': [] } },
  {
    title: 'notifications that fail again and again are told',
    alert: 'AlertmanagerNotificationsFailing',
    series: [{ ...notFailed, values: '0x24 1+1x100' }],
    at: { '2m': [], '5m': [NOTIFICATIONS] },
  },
  {
    title: 'a notification that failed once and got through later is not',
    alert: 'AlertmanagerNotificationsFailing',
    series: [{ ...notFailed, values: '0x24 1x200' }],
    at: { '3m': [], '4m': [], '4m30s': [], '6m': [] },
  },
  { title: 'the heartbeat beats', alert: 'CanaryAlertingHeartbeat', series: [notFailed], at: { '1m': [HEARTBEAT], '10m': [HEARTBEAT] } },
  {
    title: 'the heartbeat stops when nothing gets through',
    alert: 'CanaryAlertingHeartbeat',
    series: [{ ...notFailed, values: '0x24 1+1x100 101x200' }],
    at: { '2m': [HEARTBEAT], '6m': [], '20m': [HEARTBEAT] },
  },
];

test('promtool accepts every rule, with every lint', () => {
  expect(checkRules(file)).toMatchObject({ ok: true });
});

test.each(rows)('$alert: $title', ({ title, alert, series, at }) => {
  const verdict = testRules(file, [{
    name: title,
    interval: '5s',
    input_series: series,
    alert_rule_test: Object.entries(at).map(([eval_time, exp_alerts]) => ({ eval_time, alertname: alert, exp_alerts })),
  }], '5s');
  expect(verdict.ok ? '' : verdict.output).toBe('');
});

test('every alert has a row in which it fires and one in which it does not', () => {
  for (const { alert } of Object.values(alerts)) {
    const results = rows.filter((row) => row.alert === alert).flatMap((row) => Object.values(row.at).map((firing) => firing.length > 0));
    expect([alert, results.includes(true), results.includes(false)]).toEqual([alert, true, true]);
  }
});
