import { App, Chart, Duration, YamlOutputType } from 'cdk8s';
import { parse } from 'yaml';
import { alertmanager, CanaryAlerting, CanaryAlertingProps, Channel, flagger, flux, FluxDelivery, Hears, Heartbeat, PrometheusStack, SecretKey, SecretSource, SelectedNamespaces } from '../lib';
import { walk } from '../lib/alertmanager/route-walk';
import { Manifest } from './render';
import { validate } from './schema';

const key = (name: string): SecretKey => SecretKey.of(name, 'address');
const external = (name: string): SecretKey => SecretKey.of(name, 'address', { filledBy: SecretSource.externalSecret({ store: 'vault', remoteKey: name }) });
const onCall = Channel.slack('#on-call', { webhook: key('on-call'), hears: Hears.FAILURES });
const news = Channel.slack('#news', { webhook: key('news'), hears: Hears.PROGRESS });
const required = { notifyWithin: Duration.seconds(30), channels: [onCall], prometheus: PrometheusStack.helm({ release: 'kps', namespace: 'monitoring' }) };

function alertingOf(props: Partial<CanaryAlertingProps> = {}): CanaryAlerting {
  return new CanaryAlerting(new App({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE }), 'alerting', { ...required, ...props });
}

function analysis(interval = Duration.seconds(30), maxWeight = 50): flagger.Analysis {
  return flagger.Analysis.progressive({ interval, threshold: 5, maxWeight, stepWeight: 10, metrics: [flagger.MetricCheck.requestSuccessRate({ min: 99 })] });
}

function canary(name: string, of: flagger.Analysis = analysis()): flagger.CanaryProps {
  return { target: flagger.Target.deployment(name), provider: flagger.MeshProvider.ISTIO, service: { port: 80 }, analysis: of };
}

/** What the App would write: each object with the folder that it stands in. */
function synth(alerting: CanaryAlerting): { folder: string; manifest: Manifest }[] {
  return (alerting.node.scope as App).charts.flatMap((chart) => (chart.toJson() as Manifest[]).map((manifest) => ({ folder: chart.node.id, manifest })));
}

const names = (alerting: CanaryAlerting): string[] => synth(alerting).map(({ folder, manifest: { kind, metadata } }) => `${folder}: ${kind} ${metadata.namespace ?? '-'}/${metadata.name}`).sort();
const of = (alerting: CanaryAlerting, kind: string): Manifest[] => synth(alerting).map(({ manifest }) => manifest).filter((each) => each['kind'] === kind);
const config = (alerting: CanaryAlerting): unknown => parse(of(alerting, 'Secret')[0]?.['stringData']['alertmanager.yaml']);
const receivers = (alerting: CanaryAlerting, labels: Record<string, string>): string[] =>
  walk(config(alerting) as Parameters<typeof walk>[0], { component: 'canary-alerting', ...labels }).map((each) => each.receiver);

describe('CanaryAlerting makes', () => {
  test('what carries a failure, and nothing of Flux where Flux does not deliver', () => {
    const alerting = alertingOf();
    alerting.addTeam('shop').addCanary('podinfo', canary('podinfo'));
    expect(names(alerting)).toEqual([
      'alertmanager: ConfigMap monitoring/canary-alerting-values',
      'alertmanager: Secret monitoring/alertmanager-canary-alerting',
      'monitoring: ConfigMap monitoring/canaries-dashboard',
      'monitoring: PodMonitor flagger-system/flagger',
      'monitoring: PrometheusRule monitoring/canary-alerting',
      'shop: Canary shop/podinfo',
    ]);
  });

  test('with Flux, a Kustomization for each folder, and who tells of a commit that does not apply', () => {
    const alerting = alertingOf({ flux: {}, channels: [onCall, news] });
    alerting.addTeam('shop', { createNamespace: true }).addCanary('podinfo', canary('podinfo'));
    expect(names(alerting).filter((name) => !/^(alertmanager|monitoring):/.test(name))).toEqual([
      'flagger: AlertProvider flagger-system/slack-news',
      'flux-system: Kustomization flux-system/canary-alerting',
      'flux-system: Kustomization flux-system/canary-alerting-alertmanager',
      'flux-system: Kustomization flux-system/canary-alerting-flagger',
      'flux-system: Kustomization flux-system/canary-alerting-monitoring',
      'flux-system: Kustomization flux-system/canary-alerting-namespaces',
      'flux-system: Kustomization flux-system/canary-alerting-notifications',
      'flux-system: Kustomization flux-system/canary-alerting-shop',
      'namespaces: Namespace -/shop',
      'notifications: Alert flux-system/slack-on-call',
      'notifications: Provider flux-system/slack-on-call',
      'shop: Canary shop/podinfo',
    ]);
  });

  test('only what is valid against its schema', () => {
    const alerting = alertingOf({
      flux: {}, heartbeat: Heartbeat.webhook(external('beat')), grafanaUrl: 'https://grafana/',
      channels: [onCall, news, Channel.pagerDuty('ops', { routingKey: external('pagerduty'), hears: Hears.FAILURES })],
    });
    alerting.addTeam('shop', { channels: [Channel.msTeams('shop', { webhook: external('teams'), hears: Hears.FAILURES })] }).addCanary('podinfo', canary('podinfo'));
    for (const { manifest } of synth(alerting)) { expect([manifest.metadata.name, validate(manifest) ?? []]).toEqual([manifest.metadata.name, []]); }
  });

  test('with an operator without the chart, the Secret that it reads and no Helm values', () => {
    const alerting = alertingOf({ prometheus: PrometheusStack.operator({ namespace: 'ops', alertmanager: 'main', selectorLabels: { team: 'ops' } }) });
    expect(names(alerting)).toEqual([
      'alertmanager: Secret ops/alertmanager-main',
      'monitoring: ConfigMap ops/canaries-dashboard',
      'monitoring: PodMonitor flagger-system/flagger',
      'monitoring: PrometheusRule ops/canary-alerting',
    ]);
    expect([...of(alerting, 'PodMonitor'), ...of(alerting, 'PrometheusRule')].map(({ metadata }) => metadata.labels)).toEqual([{ team: 'ops' }, { team: 'ops' }]);
  });

  test('with an operator that selects by other labels, in few namespaces, what it selects', () => {
    const alerting = alertingOf({
      prometheus: PrometheusStack.operator({
        namespace: 'ops', alertmanager: 'main', configSecret: 'canaries', ruleLabels: { rules: 'on' }, podMonitorLabels: { scrape: 'on' },
        ruleNamespaces: SelectedNamespaces.named('ops', 'other'), podMonitorNamespaces: SelectedNamespaces.own(),
      }),
    });
    expect(names(alerting)).toEqual(expect.arrayContaining(['alertmanager: Secret ops/canaries', 'monitoring: PodMonitor ops/flagger']));
    const [monitor] = of(alerting, 'PodMonitor');
    expect([monitor?.metadata.labels, monitor?.['spec'].namespaceSelector]).toEqual([{ scrape: 'on' }, { matchNames: ['flagger-system'] }]);
    expect(of(alerting, 'PrometheusRule')[0]?.metadata.labels).toEqual({ rules: 'on' });
    // The rules know Flagger by the job of its monitor.
    expect(JSON.stringify(of(alerting, 'PrometheusRule'))).toContain('ops/flagger');
  });

  test.each<[string, SelectedNamespaces | undefined, string]>([
    ['everywhere', undefined, 'flagger-system'],
    ['where labels are', SelectedNamespaces.labeled({ monitored: 'yes' }), 'flagger-system'],
    ['in Flagger\'s namespace', SelectedNamespaces.named('flagger-system'), 'flagger-system'],
    ['in its own', SelectedNamespaces.named('ops'), 'ops'],
  ])('a PodMonitor where a Prometheus looks %s', (_, podMonitorNamespaces, home) => {
    expect(of(alertingOf({ prometheus: PrometheusStack.operator({ namespace: 'ops', alertmanager: 'main', podMonitorNamespaces }) }), 'PodMonitor')[0]?.metadata.namespace).toBe(home);
  });

  test.each<[string, () => PrometheusStack, string]>([
    ['rules elsewhere', () => PrometheusStack.operator({ namespace: 'ops', alertmanager: 'main', ruleNamespaces: SelectedNamespaces.named('other') }), 'PrometheusStack ops/main: the Prometheus does not look for rules in its own namespace'],
    ['PodMonitors elsewhere', () => PrometheusStack.operator({ namespace: 'ops', alertmanager: 'main', podMonitorNamespaces: SelectedNamespaces.named('other') }), 'the Prometheus looks for PodMonitors neither in Flagger\'s namespace nor in its own'],
    ['the Secret that the operator writes', () => PrometheusStack.operator({ namespace: 'ops', alertmanager: 'main', configSecret: 'alertmanager-main-generated' }), 'configSecret is the Secret that the operator itself writes'],
    ['no namespace', () => PrometheusStack.operator({ namespace: 'ops', alertmanager: 'main', ruleNamespaces: SelectedNamespaces.named() }), 'there is no name'],
    ['no label', () => PrometheusStack.operator({ namespace: 'ops', alertmanager: 'main', ruleNamespaces: SelectedNamespaces.labeled({}) }), 'there is no label'],
  ])('refuses a Prometheus that looks for %s', (_, stack, message) => { expect(() => alertingOf({ prometheus: stack() })).toThrow(message); });

  test('with values of the chart that select by other labels, those', () => {
    const alerting = alertingOf({ prometheus: PrometheusStack.helm({ release: 'kps', namespace: 'monitoring', selectorLabels: { prometheus: 'main' } }) });
    expect([...of(alerting, 'PodMonitor'), ...of(alerting, 'PrometheusRule')].map(({ metadata }) => metadata.labels)).toEqual([{ prometheus: 'main' }, { prometheus: 'main' }]);
  });
});

describe('the promise', () => {
  test.each([
    // promise, scrape, rules that page, group_wait, group_interval
    [5, '1s', '1s', '0s', '1s'],
    [30, '5s', '5s', '0s', '10s'],
    [60, '10s', '10s', '0s', '20s'],
  ])('of %i seconds decides scrape, evaluation and grouping', (promise, scrape, evaluation, wait, interval) => {
    const alerting = alertingOf({ notifyWithin: Duration.seconds(promise) });
    const group = of(alerting, 'PrometheusRule')[0]?.['spec'].groups.find(({ name }: Manifest) => name === 'canary-failure');
    const [route] = walk(config(alerting) as Parameters<typeof walk>[0], { component: 'canary-alerting', alertname: 'CanaryFailed' });
    expect([of(alerting, 'PodMonitor')[0]?.['spec'].podMetricsEndpoints[0].interval, group.interval, group.rules.map(({ record, alert }: Manifest) => record ?? alert)])
      .toEqual([scrape, evaluation, ['flagger:canary:failing', 'flagger:canary:failed', 'CanaryFailed']]);
    expect(config(alerting)).toMatchObject({ route: { routes: [{}, { group_wait: wait, group_interval: interval, group_by: ['alertname', 'namespace', 'name'] }] } });
    expect(route).toMatchObject({ receiver: 'slack-on-call' });
  });
});

describe('each channel hears once', () => {
  const teams = Channel.msTeams('shop', { webhook: key('teams'), hears: Hears.FAILURES });
  const shared = Channel.slack('#platform', { webhook: key('platform'), hears: Hears.FAILURES });
  const shopNews = Channel.googleChat('shop', { webhook: key('chat'), hears: Hears.PROGRESS });

  const alerting = alertingOf({ flux: {}, channels: [onCall, news, Channel.pagerDuty('ops', { routingKey: key('pd'), hears: Hears.FAILURES })], heartbeat: Heartbeat.webhook(key('beat')) });
  alerting.addTeam('shop', { channels: [teams, shared, shopNews] }).addCanary('podinfo', canary('podinfo'));
  alerting.addTeam('search', { namespace: 'search-prod', channels: [shared] }).addCanary('suggest', canary('suggest'));
  alerting.addCanary('lone', { ...canary('lone'), metadata: { namespace: 'other' } });

  test.each<[string, Record<string, string>, string[]]>([
    ['a canary of a team', { alertname: 'CanaryFailed', namespace: 'shop', name: 'podinfo' }, ['slack-on-call', 'pagerduty-ops', 'msteams-shop', 'slack-platform']],
    ['a canary of a team with another namespace', { alertname: 'CanaryFailed', namespace: 'search-prod', name: 'suggest' }, ['slack-on-call', 'pagerduty-ops', 'slack-platform']],
    ['a canary without a team', { alertname: 'CanaryStuck', namespace: 'other', name: 'lone' }, ['slack-on-call', 'pagerduty-ops']],
    ['what is about no canary', { alertname: 'FlaggerDown', namespace: 'flagger-system' }, ['slack-on-call', 'pagerduty-ops']],
    ['the heartbeat', { alertname: 'CanaryAlertingHeartbeat' }, ['heartbeat']],
    ['alerts of others', { alertname: 'KubePodCrashLooping', component: 'other' }, ['nobody']],
    ['what Flux passes on', { alertname: 'FluxKustomizationBuildfailed', component: 'canary-alerting-flux', told: 'pagerduty-ops' }, ['pagerduty-ops-flux']],
  ])('of %s by Alertmanager', (_, labels, expected) => {
    expect(receivers(alerting, labels)).toEqual(expected);
  });

  test('of progress by Flagger: everybody\'s channel, and the team\'s', () => {
    expect(of(alerting, 'Canary').map(({ metadata, spec }) => [metadata.name, spec.analysis.alerts])).toEqual([
      ['podinfo', [
        { name: 'slack-news', severity: 'info', providerRef: { name: 'slack-news', namespace: 'flagger-system' } },
        { name: 'googlechat-shop', severity: 'info', providerRef: { name: 'googlechat-shop', namespace: 'flagger-system' } },
      ]],
      ['suggest', [{ name: 'slack-news', severity: 'info', providerRef: { name: 'slack-news', namespace: 'flagger-system' } }]],
      ['lone', [{ name: 'slack-news', severity: 'info', providerRef: { name: 'slack-news', namespace: 'flagger-system' } }]],
    ]);
  });

  test('of a commit that does not apply by Flux: everybody\'s channels of all, a team\'s of its own', () => {
    const all = { kind: 'Kustomization', name: '*', matchLabels: { 'app.kubernetes.io/part-of': 'canary-alerting' } };
    const source = { kind: 'GitRepository', name: 'flux-system' };
    const ofTeam = (team: string): object => ({ ...all, matchLabels: { ...all.matchLabels, 'canary-alerting/team': team } });
    expect(of(alerting, 'Alert').map(({ metadata, spec }) => [metadata.name, spec.providerRef.name, spec.eventSeverity, spec.eventSources])).toEqual([
      ['slack-on-call', 'slack-on-call', 'error', [all, source]],
      ['pagerduty-ops', 'alertmanager', 'error', [all, source]],
      ['msteams-shop-shop', 'msteams-shop', 'error', [ofTeam('shop')]],
      ['slack-platform-shop', 'slack-platform', 'error', [ofTeam('shop')]],
      ['slack-platform-search', 'slack-platform', 'error', [ofTeam('search')]],
    ]);
    expect(of(alerting, 'Provider').map(({ metadata }) => metadata.name).sort()).toEqual(['alertmanager', 'msteams-shop', 'slack-on-call', 'slack-platform']);
  });

  test('PagerDuty hears of Flux by Alertmanager, because Flux would need its key in plain text', () => {
    expect(of(alerting, 'Provider').find(({ metadata }) => metadata.name === 'alertmanager')?.['spec'])
      .toEqual({ type: 'alertmanager', address: 'http://alertmanager-operated.monitoring.svc:9093/api/v2/alerts/' });
    expect(of(alerting, 'Alert').find(({ metadata }) => metadata.name === 'pagerduty-ops')?.['spec'].eventMetadata)
      .toEqual({ component: 'canary-alerting-flux', told: 'pagerduty-ops', summary: 'Flux cannot apply the canaries or their alerting.' });
  });
});

describe('Secrets', () => {
  test('that exist are mounted and not made', () => {
    const alerting = alertingOf({ heartbeat: Heartbeat.webhook(key('beat')), otherAlerts: Channel.slack('#cluster', { webhook: key('cluster'), hears: Hears.FAILURES }) });
    expect(of(alerting, 'ExternalSecret')).toEqual([]);
    expect(parse(of(alerting, 'ConfigMap').find(({ metadata }) => metadata.name === 'canary-alerting-values')?.['data']['values.yaml']))
      .toEqual({ alertmanager: { alertmanagerSpec: { useExistingSecret: true, configSecret: 'alertmanager-canary-alerting', secrets: ['beat', 'cluster', 'on-call'] } } });
    expect(receivers(alerting, { alertname: 'KubePodCrashLooping', component: 'other' })).toEqual(['slack-cluster']);
  });

  test('of a channel that hears of other alerts, too, are mounted once, and its receiver is one', () => {
    const alerting = alertingOf({ otherAlerts: onCall });
    alerting.addTeam('shop', { channels: [] }).addCanary('podinfo', canary('podinfo'));
    expect(receivers(alerting, { alertname: 'KubePodCrashLooping', component: 'other' })).toEqual(['slack-on-call']);
    expect(receivers(alerting, { alertname: 'CanaryFailed', namespace: 'shop' })).toEqual(['slack-on-call']);
    expect(alerting.node.root.node.findAll().flatMap((each) => each.node.validate())).toEqual([]);
  });

  test('are no two channels of one name, one of them for other alerts', () => {
    const slack = (webhook: string): Channel => Channel.slack('#on-call', { webhook: key(webhook), hears: Hears.FAILURES });
    expect(() => alertingOf({ channels: [slack('on-call')], otherAlerts: slack('others') })).toThrow('the channel #on-call and otherAlerts have one name');
    const alerting = alertingOf({ channels: [Channel.slack('#all', { webhook: key('all'), hears: Hears.FAILURES })], otherAlerts: slack('others') });
    expect(() => alerting.addTeam('shop', { channels: [slack('on-call')] })).toThrow('team shop: the channel #on-call and otherAlerts have one name');
  });

  test('of External Secrets are made where they are read, once', () => {
    const alerting = alertingOf({
      flux: {},
      channels: [Channel.slack('#on-call', { webhook: external('on-call'), hears: Hears.FAILURES }), Channel.slack('#news', { webhook: external('news'), hears: Hears.PROGRESS })],
    });
    alerting.addTeam('shop').addCanary('podinfo', canary('podinfo'));
    alerting.addMetricTemplate('errors', {
      provider: flagger.MetricProvider.graphite({ address: 'http://graphite', username: SecretKey.of('graphite', 'username', { filledBy: external('graphite').filledBy }), password: SecretKey.of('graphite', 'password', { filledBy: external('graphite').filledBy }) }),
      query: 'target=a',
    });
    expect(of(alerting, 'ExternalSecret').map(({ metadata, spec }) => `${metadata.namespace}/${spec.target.name}: ${spec.data.map((each: Manifest) => each['secretKey']).join(', ')}`).sort()).toEqual([
      'flagger-system/graphite: username, password',
      'flagger-system/news: address',
      'flux-system/on-call: address',
      'monitoring/on-call: address',
    ]);
  });

  test('are waited for by what mounts them alone', () => {
    const alerting = alertingOf({ flux: {}, channels: [Channel.slack('#on-call', { webhook: external('on-call'), hears: Hears.FAILURES })] });
    const waiting = of(alerting, 'Kustomization').filter(({ spec }) => (spec.dependsOn ?? []).some((each: Manifest) => each['name'] === 'canary-alerting-secrets'));
    expect(waiting.map(({ metadata }) => metadata.name)).toEqual(['canary-alerting-alertmanager']);
    expect(of(alerting, 'Kustomization').find(({ metadata }) => metadata.name === 'canary-alerting-secrets')?.['spec'].wait).toBe(true);
  });
});

test('where Flagger forbids references across namespaces, each namespace has AlertProviders of its own', () => {
  const alerting = alertingOf({ channels: [onCall, Channel.slack('#news', { webhook: external('news'), hears: Hears.PROGRESS })], flagger: { noCrossNamespaceRefs: true } });
  alerting.addTeam('shop').addCanary('podinfo', canary('podinfo'));
  expect(of(alerting, 'AlertProvider').map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual(['shop/slack-news']);
  expect(of(alerting, 'Canary')[0]?.['spec'].analysis.alerts[0].providerRef).toEqual({ name: 'slack-news', namespace: 'shop' });
  expect(of(alerting, 'ExternalSecret').map(({ metadata }) => metadata.namespace)).toEqual(['shop']);
});

describe('the rules follow the canaries', () => {
  const rules = (alerting: CanaryAlerting, alert: string): Manifest[] =>
    of(alerting, 'PrometheusRule')[0]?.['spec'].groups.flatMap((group: Manifest) => group['rules']).filter((rule: Manifest) => rule['alert'] === alert);

  test('a time for each usual length of a rollout, the longest for everybody else', () => {
    const alerting = alertingOf();
    const team = alerting.addTeam('shop');
    team.addCanary('quick', { ...canary('quick', analysis(Duration.seconds(10))), progressDeadline: Duration.minutes(1) });
    team.addCanary('usual', canary('usual'));
    team.addCanary('slow', canary('slow', analysis(Duration.minutes(5))));
    expect(rules(alerting, 'CanaryStuck').map((rule) => [rule['for'], [...(rule['expr'] as string).matchAll(/name(?:=~?|!~)"([\w|]+)"/g)].map(([, name]) => name).filter((name, i, all) => all.indexOf(name) === i)]))
      .toEqual([['10m', ['quick']], ['30m', ['usual']], ['2h', ['quick|usual']]]);
  });

  test('a limit for each highest weight, and none for canaries that shift none or all', () => {
    const alerting = alertingOf();
    const team = alerting.addTeam('shop');
    team.addCanary('half', canary('half'));
    team.addCanary('most', canary('most', analysis(Duration.seconds(30), 80)));
    team.addCanary('all', canary('all', analysis(Duration.seconds(30), 100)));
    team.addCanary('blue', canary('blue', flagger.Analysis.blueGreen({ interval: Duration.seconds(30), threshold: 2, iterations: 5, metrics: [flagger.MetricCheck.requestSuccessRate({ min: 99 })] })));
    expect(rules(alerting, 'CanaryWeightHigh').map((rule) => [rule['labels'].limit, rule['expr'].match(/workload="(\w+)"/)?.[1]])).toEqual([['50', 'half'], ['80', 'most']]);
  });

  /** Two teams of so many canaries, made from two shapes that shift weights and, where there are others, one that does not. */
  function platform(each: number, withOthers = false): CanaryAlerting {
    const alerting = alertingOf();
    const blue = flagger.Analysis.blueGreen({ interval: Duration.minutes(5), threshold: 5, iterations: 20, metrics: [flagger.MetricCheck.requestSuccessRate({ min: 99 })] });
    for (const team of ['a', 'b'].map((name) => alerting.addTeam(name))) {
      for (let i = 0; i < each; i++) {
        team.addCanary(`canary-${i}`, canary(`canary-${i}`, withOthers && i % 2 === 1 ? blue : i % 4 === 2 ? analysis(Duration.seconds(45), 60) : analysis()));
      }
    }
    return alerting;
  }
  const expressions = (alerting: CanaryAlerting): string[] => ['CanaryStuck', 'CanaryWeightHigh'].flatMap((name) => rules(alerting, name)).map((rule) => rule['expr'] as string);
  const size = (alerting: CanaryAlerting): number => JSON.stringify(of(alerting, 'PrometheusRule')).length;

  test.each([false, true])('they, and the routes, are as long for a thousand canaries as for two hundred (blue/green among them: %s)', (withOthers) => {
    const [few, many] = [platform(100, withOthers), platform(500, withOthers)];
    expect(of(many, 'PrometheusRule')).toEqual(of(few, 'PrometheusRule'));
    expect(config(many)).toEqual(config(few));
    expect(size(many)).toBeLessThanOrEqual(size(platform(5, withOthers)));
    expect(expressions(many).join()).not.toContain('canary-');
  });

  test('where many shift weights and many do not, a weight of 100 is taken for that of an analysis', () => {
    const [stuck, high] = [rules(platform(100, true), 'CanaryStuck'), rules(platform(100, true), 'CanaryWeightHigh')];
    expect(stuck.map((rule) => rule['for'])).toEqual(['3h']);
    expect(high.map((rule) => [rule['labels'].limit, (rule['expr'] as string).includes('< 100')])).toEqual([['60', true]]);
  });

  test('a target whose name is like that of a primary is named', () => {
    const alerting = platform(30);
    alerting.addTeam('c').addCanary('x-primary', canary('x-primary'));
    expect(rules(alerting, 'CanaryWeightHigh').map((rule) => rule['expr']).join()).toContain('workload="x-primary"');
  });

  test('without a canary of ours, those that others wrote are watched', () => {
    expect(rules(alertingOf(), 'CanaryStuck').map((rule) => rule['for'])).toEqual(['1h']);
    expect(rules(alertingOf(), 'CanaryWeightHigh')).toEqual([]);
  });
});

test('more routes and receivers can be added', () => {
  const alerting = alertingOf();
  alerting.configSecret.config.addRoute(new alertmanager.Route({
    receiver: alertmanager.Receiver.webhook('bridge', { url: key('bridge') }), matchers: [alertmanager.Matcher.equal('severity', 'warning')],
  }));
  expect(receivers(alerting, { component: 'other', severity: 'warning' })).toEqual(['bridge']);
});

describe('refuses', () => {
  const failures = (name: string): Channel => Channel.slack(`#${name}`, { webhook: key(name.replace('_', '.')), hears: Hears.FAILURES });

  test.each<[string, () => unknown, string]>([
    ['a promise that nobody can keep', () => alertingOf({ notifyWithin: Duration.seconds(2) }), 'CanaryAlerting alerting: notifyWithin is shorter than Prometheus and Alertmanager can keep\n  value:   "2s"\n  allowed: 5s or more'],
    ['that nobody hears failures', () => alertingOf({ channels: [news] }), 'CanaryAlerting alerting: no channel hears failures'],
    ['a place that hears both', () => alertingOf({ channels: [onCall, Channel.slack('#on-call', { webhook: key('on-call'), hears: Hears.PROGRESS })] }),
      'CanaryAlerting alerting: the channel slack #on-call is to hear both failures and progress'],
    ['a channel twice', () => alertingOf({ channels: [onCall, Channel.slack('#on-call', { webhook: key('on-call'), hears: Hears.FAILURES })] }), 'CanaryAlerting alerting: the channel slack #on-call is there twice'],
    ['a team\'s channel that is everybody\'s', () => alertingOf().addTeam('shop', { channels: [onCall] }), 'team shop: the channel slack #on-call is there twice'],
    ['two channels of one name', () => alertingOf({ channels: [failures('a_b'), failures('a-b')] }), 'CanaryAlerting alerting: two channels have one name: #a_b and #a-b\n  value:   "slack-a-b"'],
    ['two teams of one namespace', () => { const a = alertingOf(); a.addTeam('shop'); a.addTeam('store', { namespace: 'shop' }); }, 'team store: its namespace is that of team shop'],
    ['a team that is called like a folder', () => alertingOf().addTeam('monitoring', { namespace: 'shop' }), 'CanaryAlerting alerting: a folder has the name of another one, or of another construct of the App\n  value:   "monitoring"'],
    ['a team that is called as a Chart of the App', () => { const a = alertingOf(); new Chart(a.node.scope as App, 'shop'); a.addTeam('shop'); }, 'a folder has the name of another one, or of another construct of the App\n  value:   "shop"'],
    ['a team without a canary, whose folder Flux would not find', () => { const a = alertingOf({ flux: {} }); a.addTeam('shop'); synth(a); }, 'team shop: it has no canary'],
    ['a team that is no DNS label', () => alertingOf().addTeam('Shop'), 'team Shop: the team\'s name is not a DNS label'],
    ['a namespace that is no DNS label', () => alertingOf().addTeam('shop', { namespace: 'shop.prod' }), 'team shop: the namespace is not a DNS label'],
    ['a canary without a namespace', () => alertingOf().addCanary('podinfo', canary('podinfo')), 'Canary podinfo: there is no namespace'],
    ['a canary of a team with another namespace', () => alertingOf().addTeam('shop').addCanary('podinfo', { ...canary('podinfo'), metadata: { namespace: 'other' } }), 'Canary podinfo: its namespace is not the team\'s\n  value:   "other"'],
    ['a canary that can fail faster than it can be told', () => alertingOf({ notifyWithin: Duration.minutes(2) }).addTeam('shop').addCanary('podinfo', canary('podinfo', analysis(Duration.seconds(20)))),
      'Canary/shop/podinfo: its analysis can fail faster than two failures are told apart\n  value:   "20s"\n  allowed: an interval of at least 40s with notifyWithin 2m'],
    ['a Chart as its scope', () => new CanaryAlerting(new Chart(new App(), 'chart'), 'alerting', required), 'CanaryAlerting alerting: its scope is not the App'],
    ['Flux without folders', () => new CanaryAlerting(new App(), 'alerting', { ...required, flux: {} }), 'CanaryAlerting alerting: the App does not write a folder for each Chart'],
    ['two objects in one file', () => {
      const a = alertingOf();
      const { chart } = a.addTeam('shop');
      for (const namespace of ['a', 'b']) { new flagger.LoadTester(chart, `load-${namespace}`, { metadata: { name: 'load', namespace } }); }
      synth(a);
    }, 'Deployment/b/load: it would be written to the file of shop/load-a'],
    ['a MetricTemplate elsewhere', () => alertingOf().addMetricTemplate('errors', { provider: flagger.MetricProvider.keptn(), query: 'analysis/a/b/c', metadata: { namespace: 'shop' } }), 'MetricTemplate errors: its namespace is not Flagger\'s'],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

test('a team\'s load tester lets the Flagger in that is there, for its own namespace', () => {
  const alerting = alertingOf({ flagger: { namespace: 'istio-system', podLabels: { app: 'flagger' } } });
  alerting.addTeam('shop').addLoadTester();
  const [policy] = of(alerting, 'NetworkPolicy');
  expect([policy?.['metadata'].namespace, policy?.['spec'].ingress[0].from]).toEqual(['shop', [
    { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'istio-system' } }, podSelector: { matchLabels: { app: 'flagger' } } },
  ]]);
});

describe('refuses what a type check would have found, where main.ts is run without one', () => {
  const untyped = (value: unknown): never => value as never;
  const secret = 'https://hooks.slack.com/services/T0/B0/XXXX';

  test.each<[string, () => unknown, string]>([
    ['no promise', () => alertingOf({ notifyWithin: untyped(undefined) }), 'CanaryAlerting alerting: notifyWithin is not given'],
    ['a promise in a number of what', () => alertingOf({ notifyWithin: untyped(30) }), 'CanaryAlerting alerting: notifyWithin is not a Duration\n  value:   30'],
    ['no channels', () => alertingOf({ channels: untyped(undefined) }), 'CanaryAlerting alerting: channels is not given'],
    ['no Prometheus', () => alertingOf({ prometheus: untyped(undefined) }), 'CanaryAlerting alerting: prometheus is not given'],
    ['a channel that hears of nothing', () => Channel.slack('#x', { webhook: key('x'), hears: untyped(undefined) }), 'channel slack #x: it does not say what it hears of'],
    ['a channel by its secret', () => Channel.slack('#x', { webhook: untyped(secret), hears: Hears.FAILURES }), 'channel slack #x: webhook is no SecretKey\n  allowed: a reference to a Secret'],
    ['a Secret without a key', () => SecretKey.of('x', untyped(undefined)), 'Secret/x: the second argument is not a key of a Secret'],
    ['a canary without a provider', () => alertingOf().addTeam('shop').addCanary('podinfo', { ...canary('podinfo'), provider: untyped(undefined) }), 'Canary/shop/podinfo: provider is not given'],
    ['a canary with a provider that there is not', () => alertingOf().addTeam('shop').addCanary('podinfo', { ...canary('podinfo'), provider: untyped('nignx') }), 'Canary/shop/podinfo: there is no such provider\n  value:   "nignx"'],
    ['a target by its name', () => alertingOf().addTeam('shop').addCanary('podinfo', { ...canary('podinfo'), target: untyped('podinfo') }), 'Canary/shop/podinfo: target is no flagger.Target\n  value:   "podinfo"'],
    ['no analysis', () => alertingOf().addTeam('shop').addCanary('podinfo', { ...canary('podinfo'), analysis: untyped(undefined) }), 'Canary/shop/podinfo: analysis is not given'],
    ['an interval as a text', () => analysis(untyped('30s')), 'Analysis.progressive: interval is not a Duration\n  value:   "30s"'],
    ['steps of one\'s own where equal ones are meant', () => flagger.Analysis.progressive(untyped({ interval: Duration.seconds(30), threshold: 5, stepWeights: [5, 20] })),
      'Analysis.progressive: maxWeight is not given'],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
    expect(make).not.toThrow(secret);
  });
});

describe('how soon Flux looks again', () => {
  const times = (delivery: FluxDelivery): unknown[] => {
    const alerting = alertingOf({ flux: delivery });
    alerting.addTeam('shop').addCanary('podinfo', canary('podinfo'));
    return of(alerting, 'Kustomization').map(({ spec }) => [spec.interval, spec.retryInterval]);
  };

  test('is ten minutes unless it is said, after a failure as well', () => {
    expect(new Set(times({}).map(String))).toEqual(new Set(['10m,']));
  });

  test('is said for every Kustomization, the one that applies the others included', () => {
    const all = times({ interval: Duration.hours(1), retryInterval: Duration.seconds(90) });
    expect(all.length).toBeGreaterThan(3);
    expect(new Set(all.map(String))).toEqual(new Set(['1h,1m30s']));
  });

  test.each<[string, FluxDelivery, string]>([
    ['no interval', { interval: Duration.seconds(0) }, 'CanaryAlerting alerting: flux.interval is not positive\n  value:   "0s"\n  fix:     flux: { interval: Duration.minutes(10) }'],
    ['no time to try again', { retryInterval: Duration.seconds(0) }, 'CanaryAlerting alerting: flux.retryInterval is not positive'],
    ['an interval in a number of what', { interval: 10 as never }, 'CanaryAlerting alerting: flux.interval is not a Duration\n  value:   10'],
    ['a text', { retryInterval: '1m' as never }, 'CanaryAlerting alerting: flux.retryInterval is not a Duration\n  value:   "1m"'],
  ])('%s is refused', (_, delivery, message) => {
    expect(() => times(delivery)).toThrow(message);
  });
});

test('existing Kustomizations are waited for where their CRDs and namespaces are needed', () => {
  const app = new App({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
  const existing = (name: string): flux.IKustomization => flux.Kustomization.fromKustomizationName(app, `existing-${name}`, name, 'flux-system');
  const alerting = new CanaryAlerting(app, 'alerting', { ...required, flux: { flagger: existing('f'), prometheus: existing('p'), source: flux.OciRepository.fromOciRepositoryName(app, 'oci', 'manifests', 'flux-system'), path: './out/' } });
  alerting.addTeam('shop').addCanary('podinfo', canary('podinfo'));
  expect(of(alerting, 'Kustomization').map(({ metadata, spec }) => [metadata.name, spec.path, spec.sourceRef.kind, (spec.dependsOn ?? []).map((each: Manifest) => each['name'])])).toEqual([
    ['canary-alerting', './out/flux-system', 'OCIRepository', []],
    ['canary-alerting-monitoring', './out/monitoring', 'OCIRepository', ['p', 'f']],
    ['canary-alerting-alertmanager', './out/alertmanager', 'OCIRepository', ['p']],
    ['canary-alerting-notifications', './out/notifications', 'OCIRepository', []],
    ['canary-alerting-shop', './out/shop', 'OCIRepository', ['f']],
  ]);
});
