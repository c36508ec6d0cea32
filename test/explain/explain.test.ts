import { explain, Explanation } from '../../lib/explain';
import { canary, configSecret, FAILED, object, Plain, podMonitor, rules } from './manifests';

const NOTHING: Explanation = { canaries: [], hearings: [], heartbeats: [], unheard: [], secrets: [], notes: [] };

const CONFIG = `
route:
  receiver: 'null'
  group_by: [alertname, namespace, name]
  routes:
    - matchers: ['severity="critical"']
      receiver: on-call
      group_wait: 0s
      group_interval: 10s
      continue: true
    - matchers: ['namespace="shop"']
      receiver: shop
receivers:
  - name: 'null'
  - name: on-call
    slack_configs: [{ channel: '#alerts', api_url_file: /etc/alertmanager/secrets/slack-on-call/address }]
  - name: shop
    msteamsv2_configs: [{ webhook_url_file: /etc/alertmanager/secrets/teams-shop/address }]
`;

const ON_CALL = { secret: 'monitoring/slack-on-call', keys: ['address'], readBy: ['Alertmanager'] };
const TEAMS = { secret: 'monitoring/teams-shop', keys: ['address'], readBy: ['Alertmanager'] };

describe('explain', () => {
  test('nothing comes of nothing', () => {
    expect(explain([])).toEqual(NOTHING);
  });

  test('bad input is no reason to fail', () => {
    expect(explain([null, 1, {}, { kind: 'Canary', apiVersion: 'flagger.app/v1beta1' }, { ...rules(undefined), spec: { groups: 'x' } }])).toEqual(NOTHING);
  });

  test('follows an alert through the routes, for each canary', () => {
    const manifests = [canary('shop', 'cart'), canary('search', 'suggest'), podMonitor(), rules('5s', FAILED), configSecret(CONFIG)];
    const expected: Explanation = {
      ...NOTHING,
      canaries: ['search/suggest', 'shop/cart'],
      hearings: [
        // 30 s and 5 min are Alertmanager's own.
        { channel: 'Microsoft Teams (teams-shop)', what: 'CanaryFailed', about: ['shop/cart'], through: 'Alertmanager', first: 41, next: 311 },
        { channel: 'Slack #alerts', what: 'CanaryFailed', about: ['search/suggest', 'shop/cart'], through: 'Alertmanager', first: 11, next: 21 },
      ],
      secrets: [ON_CALL, TEAMS],
    };
    expect(explain(manifests)).toEqual(expected);
    expect(explain([...manifests].reverse())).toEqual(expected);
  });

  test('takes the time that a rule waits, in whole evaluations', () => {
    const stuck = { ...FAILED, alert: 'CanaryStuck', for: '32s' };
    const { hearings } = explain([canary('search', 'suggest'), podMonitor(), rules('5s', stuck), configSecret(CONFIG)]);
    expect(hearings).toEqual([
      { channel: 'Slack #alerts', what: 'CanaryStuck', about: ['search/suggest'], through: 'Alertmanager', first: 46, next: 56 },
    ]);
  });

  test('a rule that is not about Flagger is scraped as often as the operator does it', () => {
    const other = { alert: 'NodeDown', expr: 'up == 0', labels: { severity: 'critical' } };
    const { hearings } = explain([canary('shop', 'cart'), podMonitor(), rules(undefined, other), configSecret(CONFIG)]);
    expect(hearings).toEqual([{ channel: 'Slack #alerts', what: 'NodeDown', about: [], through: 'Alertmanager', first: 61, next: 71 }]);
  });

  test('reads a configuration in base64', () => {
    const encoded = { ...configSecret(''), stringData: undefined, data: { 'alertmanager.yaml': Buffer.from(CONFIG).toString('base64') } };
    expect(explain([canary('search', 'suggest'), podMonitor(), rules('5s', FAILED), encoded]).hearings.map((each) => each.channel)).toEqual(['Slack #alerts']);
  });

  test('names an alert that ends where nobody is told', () => {
    const { hearings, unheard } = explain([canary('search', 'suggest'), podMonitor(), rules('5s', { ...FAILED, labels: { severity: 'warning' } }), configSecret(CONFIG)]);
    expect(hearings).toEqual([]);
    expect(unheard).toEqual([{ what: 'CanaryFailed', about: ['search/suggest'], why: 'route ends at the receiver null, which tells nobody' }]);
  });

  test('without honorLabels the namespace is Flagger\'s', () => {
    const { hearings, notes } = explain([canary('shop', 'cart'), podMonitor({ interval: '5s' }), rules('5s', FAILED), configSecret(CONFIG)]);
    expect(hearings.map((each) => each.channel)).toEqual(['Slack #alerts']);
    expect(notes).toEqual(['Flagger is scraped without honorLabels: every alert about a canary carries namespace="flagger-system".']);
  });

  test('says when a route is silent', () => {
    const config = CONFIG.replace('      receiver: shop', '      receiver: shop\n      mute_time_intervals: [nights]\n      active_time_intervals: [weekdays]');
    const { hearings } = explain([canary('shop', 'cart'), podMonitor(), rules('5s', { ...FAILED, labels: {} }), configSecret(config)]);
    expect(hearings.map((each) => each.silent)).toEqual(['silent in nights; only in weekdays']);
  });

  test('what fires always is a heartbeat', () => {
    const heartbeat = { alert: 'CanaryAlertingHeartbeat', expr: 'vector(1) unless on () ALERTS{alertname="X"}', labels: { severity: 'none' } };
    const config = `
route: { receiver: dead-man, group_interval: 40s, repeat_interval: 50s }
receivers: [{ name: dead-man, webhook_configs: [{ url: 'https://example.com/ping/secret' }] }]
`;
    expect(explain([rules('5s', heartbeat), configSecret(config)])).toEqual({
      ...NOTHING,
      heartbeats: [{ alert: 'CanaryAlertingHeartbeat', channel: 'webhook (example.com)', every: 80 }],
    });
  });

  test.each<[string, readonly Plain[], string]>([
    ['no configuration', [rules('5s', FAILED)], 'No configuration of Alertmanager is among the manifests: who hears of the 1 alerting rules is not known here.'],
    ['a configuration that is no YAML', [configSecret('route: [')], 'Secret/monitoring/alertmanager-config: alertmanager.yaml is not YAML.'],
    ['a configuration without a route', [rules('5s', FAILED), podMonitor(), configSecret('receivers: []')], 'Secret/monitoring/alertmanager-config: Alertmanager refuses this configuration: no route provided in config.'],
    ['no monitor', [rules('5s', FAILED), configSecret(CONFIG)], 'No monitor that scrapes Flagger is among the manifests. Assumed: Flagger is scraped every 30 s without honorLabels, as by the monitor of its chart.'],
    ['a missing AlertProvider', [canary('shop', 'cart', [{ severity: 'info', providerRef: { name: 'news', namespace: 'flagger-system' } }])], 'AlertProvider/flagger-system/news is not among the manifests.'],
    ['a missing Provider', [object('notification.toolkit.fluxcd.io/v1beta3', 'Alert', 'flux-system/a', { providerRef: { name: 'p' }, eventSources: [] })], 'Provider/flux-system/p is not among the manifests.'],
  ])('says what it could not know: %s', (_, manifests, note) => {
    expect(explain(manifests).notes).toEqual([note]);
  });
});

describe('explain, Flagger\'s own messages', () => {
  const news = object('flagger.app/v1beta1', 'AlertProvider', 'flagger-system/news', { type: 'slack', channel: '#deployments', secretRef: { name: 'slack-news' } });
  const at = { name: 'news', namespace: 'flagger-system' };

  test.each([
    ['info', 'rollouts: every step'],
    ['warn', 'rollouts: warnings and failures'],
    ['error', 'rollouts: failures'],
  ])('severity %s', (severity, what) => {
    expect(explain([canary('shop', 'cart', [{ severity, providerRef: at }]), canary('search', 'suggest', [{ severity, providerRef: at }]), news])).toEqual({
      ...NOTHING,
      canaries: ['search/suggest', 'shop/cart'],
      hearings: [{ channel: 'Slack #deployments', what, about: ['search/suggest', 'shop/cart'], through: 'Flagger' }],
      secrets: [{ secret: 'flagger-system/slack-news', keys: ['address'], readBy: ['AlertProvider/flagger-system/news'] }],
    });
  });

  test('without a severity nothing is ever sent', () => {
    const { hearings, unheard } = explain([canary('shop', 'cart', [{ providerRef: at }]), news]);
    expect(hearings).toEqual([]);
    expect(unheard).toEqual([{ what: 'what Flagger tells Slack #deployments', about: ['shop/cart'], why: 'the alert has no severity: Flagger never sends it' }]);
  });

  test('an AlertProvider without a namespace is in that of the canary', () => {
    const own = object('flagger.app/v1beta1', 'AlertProvider', 'shop/news', { type: 'gchat', address: 'https://chat.example.com/x?key=secret' });
    expect(explain([canary('shop', 'cart', [{ severity: 'error', providerRef: { name: 'news' } }]), own, news]).hearings.map((each) => each.channel))
      .toEqual(['Google Chat (chat.example.com)']);
  });
});

describe('explain, Flux\' messages', () => {
  const provider = (spec: Plain = {}): Plain => object('notification.toolkit.fluxcd.io/v1beta3', 'Provider', 'flux-system/teams', { type: 'msteams', secretRef: { name: 'teams' }, ...spec });
  const alert = (spec: Plain = {}): Plain => object('notification.toolkit.fluxcd.io/v1beta3', 'Alert', 'flux-system/failures', {
    providerRef: { name: 'teams' }, eventSources: [{ kind: 'Kustomization', name: '*' }, { kind: 'HelmRelease', name: 'flagger', namespace: 'flagger-system' }], ...spec,
  });

  test.each<[string, Plain, string]>([
    ['failures', { eventSeverity: 'error' }, 'Flux: failures'],
    ['everything, which is the default', {}, 'Flux: changes and failures'],
    ['a part of it', { eventSeverity: 'error', inclusionList: ['Canary/.*'] }, 'Flux: failures, some of them'],
  ])('tells of %s', (_, spec, what) => {
    expect(explain([provider(), alert(spec)])).toEqual({
      ...NOTHING,
      hearings: [{ channel: 'Microsoft Teams (teams)', what, about: ['HelmRelease/flagger-system/flagger', 'Kustomization/flux-system/*'], through: 'Flux' }],
      secrets: [{ secret: 'flux-system/teams', keys: ['address'], readBy: ['Provider/flux-system/teams'] }],
    });
  });

  test.each([
    ['Alert', [provider(), alert({ suspend: true })], 'Alert/flux-system/failures is suspended'],
    ['Provider', [provider({ suspend: true }), alert()], 'Provider/flux-system/teams is suspended'],
  ])('a suspended %s tells nobody', (_, manifests, why) => {
    const { hearings, unheard } = explain(manifests);
    expect(hearings).toEqual([]);
    expect(unheard).toEqual([{ what: 'what Flux tells Microsoft Teams (teams)', about: [], why }]);
  });
});
