import { resolve } from 'node:path';
import { AlertmanagerTree } from '../../../lib/checks/alertmanager-tree';
import { canariesOf } from '../../../lib/checks/alerts';
import { failurePaths, groupTerm, totalOf, treeOf } from '../../../lib/checks/latency-path';
import { worldOfFiles } from '../../../lib/checks/open';
import { World } from '../../../lib/checks/world';
import { readInput } from '../../../lib/cli/check-input';
import { EventName, explainCanary } from '../../../lib/explain/canary';
import { configSecret, FAILED, object, Plain, podMonitor, rules } from '../manifests';
import { cart, CONFIG, explained, HEARD, NEWS, newsAlert, told } from './worlds';

const SLACK = 'Slack #alerts: 11/21';
const status = (value: string, more: Plain = {}): Plain => ({ ...FAILED, alert: 'A', expr: `max by (namespace, name) (flagger_canary_status) ${value}`, ...more });
const hook = (type: string, more: Plain = {}): Plain => ({ name: type, type, url: 'http://gate.shop/', ...more });
const heardBy = (config: string): readonly Plain[] => [podMonitor(), rules('5s', FAILED), configSecret(config)];

describe('what happens to a canary', () => {
  test.each<[string, EventName, readonly Plain[], readonly string[]]>([
    ['a failure is told by the rule and by Flagger', 'failed-checks', [cart({ alerts: [newsAlert('info')] }), NEWS, ...HEARD], [SLACK, 'Slack #news: 0/0']],
    ['Flagger posts nothing when it never becomes ready', 'never-ready', [cart({ alerts: [newsAlert('info')] }), NEWS, ...HEARD], [SLACK]],
    ['… so that without a rule nobody hears', 'never-ready', [cart({ alerts: [newsAlert('info')] }), NEWS], ['nobody: no Prometheus rule about canaries is among the manifests; Flagger posts nothing then']],
    ['a failed promotion', 'promotion-failed', [cart({ alerts: [newsAlert('error')] }), NEWS, ...HEARD], [SLACK, 'Slack #news: 0/0']],
    ['no rollback by webhook without one', 'rolled-back', [cart(), ...HEARD], ['cannot happen: it has no webhook of type rollback']],
    ['a rollback by webhook is a warning', 'rolled-back', [cart({ webhooks: [hook('rollback')], alerts: [newsAlert('error')] }), NEWS, ...HEARD], [SLACK]],
    ['… which warn hears', 'rolled-back', [cart({ webhooks: [hook('rollback')], alerts: [newsAlert('warn')] }), NEWS, ...HEARD], [SLACK, 'Slack #news: 0/0']],
    ['no approval without a gate', 'waiting', [cart(), ...HEARD], ['cannot happen: it has no webhook that asks for approval (confirm-…)']],
    ['an approval', 'waiting', [cart({ webhooks: [hook('confirm-promotion')], alerts: [newsAlert('warn')] }), NEWS], ['Slack #news: 0/0']],
    ['an approval that is muted', 'waiting', [cart({ webhooks: [hook('confirm-promotion', { muteAlert: true })], alerts: [newsAlert('warn')] }), NEWS], ['nobody: no Prometheus rule about canaries is among the manifests; muteAlert keeps Flagger silent']],
    ['a start', 'started', [cart({ alerts: [newsAlert('info')] }), NEWS, ...HEARD], ['Slack #news: 0/0']],
    ['a start that warn leaves out', 'started', [cart({ alerts: [newsAlert('warn')] }), NEWS, ...HEARD], ['nobody: no rule fires on flagger_canary_status 0 alone; severity warn of its alerts leaves it out']],
    ['a rule that fires within a rollout tells of its start', 'started', [cart(), podMonitor(), rules('5s', status('== 0', { for: '1m' })), configSecret(CONFIG)], ['Slack #alerts: 71/81']],
    ['… and not of one that is stuck', 'stuck', [cart(), podMonitor(), rules('5s', status('== 0', { for: '1m' })), configSecret(CONFIG)], ['nobody: no rule fires on flagger_canary_status 0 for too long; Flagger posts nothing then']],
    ['one that waits longer does', 'stuck', [cart(), podMonitor(), rules('5s', status('== 0', { for: '1h' })), configSecret(CONFIG)], ['Slack #alerts: 3611/3621']],
    ['a canary that never gets going', 'initializing', [cart(), podMonitor(), rules('5s', { ...FAILED, alert: 'A', expr: 'flagger_canary_total unless on (namespace) count by (namespace) (flagger_canary_status)' }), configSecret(CONFIG)], [SLACK]],
    ['too much traffic', 'overweight', [cart(), podMonitor(), rules('5s', { ...FAILED, alert: 'A', expr: 'flagger_canary_weight{workload="cart"} > 50' }), configSecret(CONFIG)], [SLACK]],
    ['… which blue/green cannot have', 'overweight', [cart({ iterations: 5 }), ...HEARD], ['cannot happen: its analysis shifts no weight: it is blue/green']],
    ['… nor a provider without weights', 'overweight', [cart({}, { provider: 'kubernetes' }), ...HEARD], ['cannot happen: the provider kubernetes shifts no weight']],
    ['a canary that is deleted after it failed is failed for ever', 'deleted', [cart(), ...HEARD], [`${SLACK}, it goes on until Flagger restarts`]],
    ['… unless the rule asks whether it is there', 'deleted', [cart(), podMonitor(), rules('5s', status('== 2 and on (namespace, name) label_replace(kube_deployment_created, "name", "$1", "deployment", "(.+)-primary")')), configSecret(CONFIG)], ['not listed']],
  ])('%s', (_, event, manifests, expected) => {
    expect(told(explained(manifests), event)).toEqual(expected);
  });
});

describe('what tells of a canary is in trouble itself', () => {
  const down = (expr: string): readonly Plain[] => [cart(), podMonitor(), rules('5s', { ...FAILED, alert: 'A', expr }), configSecret(CONFIG)];
  test.each<[string, EventName, readonly Plain[], readonly string[]]>([
    ['Flagger is down', 'flagger-down', down('up{job="flagger-system/canaries"} == 0'), [SLACK]],
    ['… by another job\'s name', 'flagger-down', down('up{job="flagger"} == 0'), ['nobody: no rule fires when Flagger does not answer']],
    ['… by its series', 'flagger-down', down('absent(flagger_info)'), [SLACK]],
    ['Flagger is not scraped', 'flagger-not-scraped', down('absent(up{job="flagger-system/canaries"})'), [SLACK]],
    ['… which up == 0 does not notice', 'flagger-not-scraped', down('up{job="flagger-system/canaries"} == 0'), ['nobody: no rule fires when the series of Flagger are gone']],
    ['a job that no monitor names', 'flagger-down', [cart(), rules('5s', { ...FAILED, alert: 'A', expr: 'up{job="flagger"} == 0' }), configSecret(CONFIG)], ['Slack #alerts: 36/46, perhaps: it rests on more than the manifests show']],
    ['delivery', 'delivery-failing', [cart(), rules('5s', { ...FAILED, alert: 'A', expr: 'increase(alertmanager_notifications_failed_total[2m]) > 0' }), configSecret(CONFIG)], ['Slack #alerts: 36/46, if another integration still delivers']],
    ['no rule on delivery', 'delivery-failing', [cart(), ...HEARD], ['nobody: no rule reads alertmanager_notifications_failed_total']],
    ['no heartbeat', 'monitoring-down', [cart(), ...HEARD], ['nobody: no alert that fires always goes to a service outside the cluster']],
  ])('%s', (_, event, manifests, expected) => {
    expect(told(explained(manifests), event)).toEqual(expected);
  });

  const heartbeat = (receiver: string): readonly Plain[] => [
    cart(), rules('30s', { alert: 'Heartbeat', expr: 'vector(1) unless on () ALERTS{alertname="Undelivered"}', labels: { severity: 'none' } }, { alert: 'Undelivered', expr: 'increase(alertmanager_notifications_failed_total[2m]) > 0', labels: { severity: 'warning' } }),
    configSecret(`route: { receiver: r, group_interval: 30s, repeat_interval: 50s }\nreceivers: [{ name: r, ${receiver} }]`),
  ];
  test('a heartbeat that stops', () => {
    const explanation = explained(heartbeat('webhook_configs: [{ url: \'https://dead.example.com/secret\' }]'));
    expect(told(explanation, 'monitoring-down')).toEqual(['webhook (dead.example.com): every 60, it is the end of these messages that tells']);
    expect(told(explanation, 'delivery-failing')).toEqual(['webhook (dead.example.com): 91/91, if another integration still delivers', 'webhook (dead.example.com): every 60, it is the end of these messages that tells']);
  });

  test('people do not miss a heartbeat', () => {
    expect(told(explained(heartbeat('slack_configs: [{ channel: \'#ops\' }]')), 'monitoring-down'))
      .toEqual(['nobody: Slack #ops is read by people, who do not miss a message that is not sent; no alert that fires always goes to a service outside the cluster']);
  });
});

describe('a commit that does not apply', () => {
  const GROUP = 'notification.toolkit.fluxcd.io/v1beta3';
  const provider = (spec: Plain = {}): Plain => object(GROUP, 'Provider', 'flux-system/ops', { type: 'slack', channel: '#ops', ...spec });
  const alert = (source: Plain, spec: Plain = {}): Plain => object(GROUP, 'Alert', 'flux-system/ops', { eventSeverity: 'error', providerRef: { name: 'ops' }, eventSources: [source], ...spec });
  const any = { kind: 'Kustomization', name: '*' };
  const caveat = 'if a Kustomization in flux-system applies it';
  test.each<[string, readonly Plain[], readonly string[]]>([
    ['no Alert', [], ['nobody: no Alert of Flux is among the manifests']],
    ['an Alert of another kind', [provider(), alert({ kind: 'HelmRelease', name: '*' })], ['nobody: no Alert of Flux hears of the Kustomization that applies it']],
    ['an Alert of every Kustomization', [provider(), alert(any)], [`Slack #ops: 0/0, ${caveat}`]],
    ['an Alert of one', [provider(), alert({ kind: 'Kustomization', name: 'shop', namespace: 'flux' })], ['Slack #ops: 0/0, if Kustomization flux/shop applies it']],
    ['an Alert of some messages', [provider(), alert(any, { inclusionList: ['x'] })], [`Slack #ops: 0/0, some messages only: it has an inclusionList or exclusionList, ${caveat}`]],
    ['a Provider that is not there', [alert(any)], [`Provider flux-system/ops: 0/0, ${caveat}, Provider/flux-system/ops is not among the manifests`]],
    ['a suspended Provider', [provider({ suspend: true }), alert(any)], ['nobody: Provider/flux-system/ops is suspended']],
    ['by Alertmanager', [provider({ type: 'alertmanager' }), alert(any), configSecret('route: { receiver: r }\nreceivers: [{ name: r, slack_configs: [{ channel: \'#x\' }] }]')], [`Slack #x: 30/30, ${caveat}`]],
  ])('%s', (_, manifests, expected) => {
    expect(told(explained([cart(), ...manifests]), 'not-applied')).toEqual(expected);
  });

  test('who hears of other events, too, comes first, in the same order', () => {
    const routes = CONFIG.replace('receiver: on-call, group_wait', 'receiver: on-call, continue: true, group_wait').replace('receivers:', '    - { matchers: [\'severity="critical"\'], receiver: pager }\nreceivers:').concat('  - name: pager\n    pagerduty_configs: [{ routing_key_file: /etc/alertmanager/secrets/pager/key }]\n');
    const flux = [['a', 'github', 'fleet'], ['b', 'pagerduty', 'pager'], ['c', 'slack', 'slack']].flatMap(([name, type, secret]) => [
      object(GROUP, 'Provider', `flux-system/${name}`, { type, secretRef: { name: secret }, ...(type === 'slack' && { channel: '#alerts' }) }),
      object(GROUP, 'Alert', `flux-system/${name}`, { eventSeverity: 'error', providerRef: { name }, eventSources: [any] }),
    ]);
    const explanation = explained([cart(), podMonitor(), rules('5s', FAILED), configSecret(routes), ...flux]);
    expect(told(explanation, 'failed-checks').map((each) => each.split(':')[0])).toEqual(['Slack #alerts', 'PagerDuty (pager)']);
    expect(told(explanation, 'not-applied').map((each) => each.split(':')[0])).toEqual(['Slack #alerts', 'PagerDuty (pager)', 'GitHub (fleet)']);
  });

  test('the Kustomization of the canary\'s own folder is the one that counts', () => {
    const world = worldOfFiles([
      { path: 'dist/shop/cart.yaml', text: JSON.stringify(cart()) },
      { path: 'dist/flux/all.yaml', text: [
        object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'flux-system/shop', { path: './dist/shop' }),
        object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'flux-system/other', { path: './dist/other' }),
        provider(), alert({ kind: 'Kustomization', name: 'other' }),
      ].map((each) => JSON.stringify(each)).join('\n---\n') },
    ]);
    expect(told(explainCanary(canariesOf(world)[0] as never, world), 'not-applied')).toEqual(['nobody: no Alert of Flux hears of Kustomization flux-system/shop']);
  });
});

describe('a way on which nobody hears, and why', () => {
  const others = '; it has no alerts';
  test.each<[string, readonly Plain[], readonly string[]]>([
    ['no rules', [cart(), podMonitor(), configSecret(CONFIG)], [`nobody: no Prometheus rule about canaries is among the manifests${others}`]],
    ['a rule that never fires', [cart(), podMonitor(), rules('5s', status('== 3')), configSecret(CONFIG)], [`nobody: no rule fires on flagger_canary_status 2; A never fires${others}`]],
    ['a rule that Prometheus does not read', [cart(), podMonitor(), rules('5s', status('== ==')), configSecret(CONFIG)], [`nobody: no Prometheus rule about canaries is among the manifests; Prometheus does not load A: its expression is none${others}`]],
    ['a receiver without an integration', [cart(), ...heardBy('route: { receiver: r }\nreceivers: [{ name: r }]')], [`nobody: the receiver r tells nobody${others}`]],
    ['a receiver that is not there', [cart(), ...heardBy('route: { receiver: r }\nreceivers: []')], [`nobody: there is no receiver r: Alertmanager refuses its configuration${others}`]],
    ['a configuration without a route', [cart(), ...heardBy('receivers: []')], [`nobody: Alertmanager refuses Secret/monitoring/alertmanager-config: no route provided in config${others}`]],
    ['a matcher that is none', [cart(), ...heardBy('route: { receiver: r, routes: [{ matchers: [\'="\'] }] }\nreceivers: [{ name: r }]')], [`nobody: Alertmanager refuses Secret/monitoring/alertmanager-config: a matcher of route.routes[0] is none${others}`]],
    ['a configuration that is no YAML', [cart(), ...heardBy('route: [')], ['not known: no configuration of Alertmanager is among the manifests']],
    ['no configuration', [cart(), podMonitor(), rules('5s', FAILED)], ['not known: no configuration of Alertmanager is among the manifests']],
    ['a route that is always muted', [cart(), ...heardBy('route: { receiver: none, routes: [{ receiver: r, mute_time_intervals: [always] }] }\ntime_intervals: [{ name: always, time_intervals: [{ }] }]\nreceivers: [{ name: none }, { name: r, slack_configs: [{ channel: x }] }]')], [`nobody: the route is always muted by always${others}`]],
    ['a route that is muted at night', [cart(), ...heardBy('route: { receiver: none, routes: [{ receiver: r, mute_time_intervals: [nights] }] }\ntime_intervals: [{ name: nights, time_intervals: [{ times: [{ start_time: "22:00", end_time: "24:00" }] }] }]\nreceivers: [{ name: none }, { name: r, slack_configs: [{ channel: x }] }]')], ['Slack x: 41/311, silent in nights']],
    ['an inhibition that always holds', [cart(), podMonitor(), rules('5s', FAILED, { alert: 'Heartbeat', expr: 'vector(1)', labels: { severity: 'none' } }), configSecret(`${CONFIG}inhibit_rules: [{ source_matchers: ['severity="none"'], target_matchers: ['severity="critical"'] }]\n`)], [`nobody: it is muted: Watchdog fires always, and is a source of this rule${others}`]],
    ['an inhibition that holds at times', [cart(), podMonitor(), rules('5s', FAILED, { alert: 'Down', expr: 'up == 0', labels: { severity: 'page' } }), configSecret(`${CONFIG}inhibit_rules: [{ source_matchers: ['severity="page"'], target_matchers: ['severity="critical"'] }]\n`)], [`${SLACK}, muted while Down fires`]],
    ['several receivers, by continue', [cart(), ...heardBy('route: { receiver: none, group_wait: 0s, group_interval: 10s, routes: [{ receiver: a, continue: true }, { receiver: b }, { receiver: a }] }\nreceivers: [{ name: none }, { name: a, slack_configs: [{ channel: x }, { channel: z }] }, { name: b, email_configs: [{ to: ops@example.com }] }]')], ['Slack x: 11/21', 'Slack z: 11/21', 'email ops@example.com: 11/21']],
    ['an AlertmanagerConfig alone', [cart(), podMonitor(), rules('5s', FAILED), object('monitoring.coreos.com/v1alpha1', 'AlertmanagerConfig', 'shop/mine', { route: { receiver: 'r', groupWait: '0s', groupInterval: '10s' }, receivers: [{ name: 'r', slackConfigs: [{ channel: '#mine' }] }] })], ['Slack #mine: 11/21, the main configuration of Alertmanager is not among the manifests']],
    ['an AlertmanagerConfig of another namespace', [cart(), podMonitor(), rules('5s', FAILED), object('monitoring.coreos.com/v1alpha1', 'AlertmanagerConfig', 'other/mine', { route: { receiver: 'r' }, receivers: [{ name: 'r', slackConfigs: [{ channel: '#mine' }] }] })], [`nobody: the receiver null tells nobody${others}`]],
    ['an alert without a severity', [cart({ alerts: [newsAlert()] }), NEWS, podMonitor(), configSecret(CONFIG)], ['nobody: the alert has no severity: Flagger never sends it; no Prometheus rule about canaries is among the manifests']],
    ['a severity that does not exist', [cart({ alerts: [newsAlert('critical')] }), NEWS], ['nobody: the severity "critical" does not exist: Flagger never sends it; no Prometheus rule about canaries is among the manifests']],
    ['a Provider of Flux', [cart({ alerts: [newsAlert('error')] }), object('notification.toolkit.fluxcd.io/v1beta3', 'Provider', 'flagger-system/news', { type: 'slack' })], ['nobody: flagger-system/news is a Provider of Flux, and Flagger reads AlertProviders only; no Prometheus rule about canaries is among the manifests']],
    ['an AlertProvider that is not there', [cart({ alerts: [newsAlert('error')] })], ['AlertProvider flagger-system/news: 0/0, AlertProvider/flagger-system/news is not among the manifests']],
    ['a field that is none', [cart({}, { analysis: undefined, canaryAnalysis: { webhooks: [hook('event')], alerts: [newsAlert('info')] } }), NEWS], ['cannot happen: it is not analysed']],
    ['a webhook for events', [cart({ webhooks: [hook('event', { url: 'https://hooks.example.com/secret' })] })], ['webhook (hooks.example.com): 0/0']],
  ])('%s', (_, manifests, expected) => {
    expect(told(explained(manifests), 'failed-checks')).toEqual(expected);
  });

  test('a rule and a monitor that Prometheus does not select', () => {
    const selected = { selectorLabels: { release: 'stack' } };
    expect(told(explained([cart(), ...HEARD], selected), 'never-ready')).toEqual(['nobody: Prometheus does not select PrometheusRule monitoring/canaries: it has no label release: stack; Flagger posts nothing then']);
    const rule = { ...rules('5s', FAILED), metadata: { name: 'canaries', namespace: 'monitoring', labels: { release: 'stack' } } };
    expect(told(explained([cart(), podMonitor(), rule, configSecret(CONFIG)], selected), 'never-ready')).toEqual(['nobody: Prometheus does not select PodMonitor flagger-system/canaries: it has no label release: stack; Flagger posts nothing then']);
  });

  test('-no-cross-namespace-refs', () => {
    expect(told(explained([cart({ alerts: [newsAlert('error')] }), NEWS], { noCrossNamespaceRefs: true }), 'promotion-failed')).toEqual(['nobody: Flagger runs with -no-cross-namespace-refs, and flagger-system/news is in another namespace; no Prometheus rule about canaries is among the manifests']);
  });

  test.each<[string, Plain, readonly string[]]>([
    ['its Slack', { slack: { url: 'https://hooks.slack.com/x', channel: 'general' } }, ['Slack general: 0/0']],
    ['its Slack without a channel', { slack: { url: 'https://hooks.slack.com/x' } }, ['nobody: slack.channel is empty: Flagger sends nothing; no Prometheus rule about canaries is among the manifests']],
    ['Microsoft Teams, which takes Slack\'s place', { slack: { url: 'https://hooks.slack.com/x', channel: 'general' }, msteams: { url: 'https://teams.example.com' } }, ['Microsoft Teams (global): 0/0']],
    ['its webhook for events', { eventWebhook: 'https://events.example.com/x' }, ['webhook (events.example.com): 0/0']],
  ])('the values of Flagger\'s chart: %s', (_, values, expected) => {
    const release = object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'flagger-system/flagger', { chart: { spec: { chart: 'flagger' } }, values: { meshProvider: 'istio', ...values } });
    expect(told(explained([cart(), release]), 'failed-checks')).toEqual(expected);
  });
});

describe('what else is said', () => {
  test.each<[string, Plain, string]>([
    ['weights', cart(), 'Judged in steps of weight every 30 s; Flagger sets it to failed after 5 failed checks, 2 min 30 s at least.'],
    ['a threshold of 0 is 1', cart({ threshold: 0 }), 'Judged in steps of weight every 30 s; Flagger sets it to failed after 1 failed check, 30 s at least.'],
    ['A/B testing', cart({ iterations: 3, match: [{ headers: {} }] }), 'Judged by A/B testing every 30 s; Flagger sets it to failed after 5 failed checks, 2 min 30 s at least.'],
    ['no analysis', cart({}, { analysis: undefined }), 'It has no spec.analysis: the API server refuses it.'],
    ['a skipped one', cart({}, { skipAnalysis: true }), 'It is promoted without an analysis.'],
  ])('how it is judged: %s', (_, canary, sentence) => {
    expect(explained([canary]).analysis).toBe(sentence);
  });

  test('a rule that fires on healthy canaries tells of nothing', () => {
    const explanation = explained([cart(), podMonitor(), rules('5s', status('== 1')), configSecret(CONFIG)]);
    expect(explanation.notes).toEqual(['A fires on a healthy canary, too, and tells of nothing.']);
    expect(explanation.events.flatMap(({ ways }) => ways)).toEqual([]);
  });

  test('what cannot be read is named, and the rest is explained', () => {
    const world = worldOfFiles([{ path: 'a.yaml', text: JSON.stringify(cart()) }, { path: 'b.yaml', text: 'kind: [\n' }]);
    expect(explainCanary(canariesOf(world)[0] as never, world).notes[1]).toMatch(/^b\.yaml:\d+:\d+: it cannot be read, and may be what is missing here: /);
  });

  test('the order of the manifests makes no difference', () => {
    const manifests = [cart({ alerts: [newsAlert('info')] }), NEWS, ...HEARD];
    expect(explained([...manifests].reverse())).toEqual(explained(manifests));
  });

  test('nothing of an address but its host is shown', () => {
    const secret = 'https://hooks.example.com/services/T000/B000/secret';
    const shown = JSON.stringify(explained([cart({ webhooks: [hook('event', { url: secret })] }), ...heardBy(`route: { receiver: r }\nreceivers: [{ name: r, webhook_configs: [{ url: '${secret}' }], slack_configs: [{ api_url: '${secret}' }] }]`)]));
    expect(shown).not.toContain('B000');
    expect(shown).toContain('hooks.example.com');
  });
});

/** One formula: what the checks of the family `latency` compute is what is shown. */
describe('the seconds are those of the latency checks', () => {
  const root = resolve(__dirname, '../../..');
  const worldOf = async (path: string): Promise<World> => worldOfFiles(await readInput([path], { folder: root, out: () => undefined, err: () => undefined }));

  test.each(['checkout/cart', 'checkout/payment-form', 'search/suggest'])('dist, %s', async (name) => {
    const world = await worldOf('dist');
    const canary = canariesOf(world).find((each) => `${each.namespace}/${each.name}` === name);
    if (canary === undefined) { throw new Error(`there is no ${name}`); }
    const shown = explainCanary(canary, world).events.find(({ event }) => event === 'failed-checks')?.ways.filter(({ through }) => through === 'Alertmanager') ?? [];
    const computed = failurePaths(world).map((path) => {
      const tree = treeOf(world, path.route) as AlertmanagerTree;
      return [path.route?.path, totalOf(path, groupTerm(tree, path, 'group_wait')?.seconds ?? -1), totalOf(path, groupTerm(tree, path, 'group_interval')?.seconds ?? -1)];
    });
    expect(shown.length).toBeGreaterThan(0);
    for (const way of shown) { expect(computed).toContainEqual([way.steps[2]?.name, way.firstSeconds, way.againSeconds]); }
  });
});
