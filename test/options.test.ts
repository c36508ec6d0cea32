import { App, Chart, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { alertmanager, CanaryAlerting, Channel, flagger, Hears, Heartbeat, prometheus, PrometheusStack, SecretKey } from '../lib';
import { checkOptions } from '../lib/options';
import { chart } from './render';

const key = SecretKey.of('slack', 'address');
const onCall = Channel.slack('#on-call', { webhook: key, hears: Hears.FAILURES });
const judged = { interval: Duration.seconds(30), threshold: 5, maxWeight: 50, stepWeight: 10, metrics: [flagger.MetricCheck.requestSuccessRate({ min: 99 })] };

/** What a main.ts passes that no compiler has seen. */
const untyped = (value: unknown): never => value as never;

function alerting(props: object = {}): CanaryAlerting {
  return new CanaryAlerting(new App(), 'alerting', {
    notifyWithin: Duration.seconds(30), channels: [onCall], prometheus: PrometheusStack.helm({ release: 'kps', namespace: 'monitoring' }), ...props,
  });
}

function canary(props: object = {}): flagger.Canary {
  return alerting().addTeam('shop').addCanary('api', {
    target: flagger.Target.deployment('api'), provider: flagger.MeshProvider.ISTIO, service: { port: 80 }, analysis: flagger.Analysis.progressive(judged), ...props,
  });
}

const rules = (...groups: unknown[]): prometheus.PrometheusRule => new prometheus.PrometheusRule(chart(), 'rules', { groups: untyped(groups) });
const monitor = (endpoint: unknown): prometheus.ServiceMonitor => new prometheus.ServiceMonitor(chart(), 'api', { selector: { app: 'api' }, endpoints: [untyped(endpoint)] });
const progressive = (options: object): flagger.Analysis => flagger.Analysis.progressive({ ...judged, ...options });

describe('an option that is mistyped is refused', () => {
  test.each<[string, () => unknown, string, string]>([
    ['of the alerting', () => alerting({ hearbeat: Heartbeat.webhook(key) }), 'CanaryAlerting alerting: there is no option hearbeat: it would be ignored', 'heartbeat: …'],
    ['a letter less', () => alerting({ otherAlert: onCall }), 'CanaryAlerting alerting: there is no option otherAlert', 'otherAlerts: …'],
    ['of a team', () => alerting().addTeam('shop', untyped({ createNamespaces: true })), 'team shop: there is no option createNamespaces', 'createNamespace: …'],
    ['of a channel', () => Channel.slack('#x', untyped({ webhook: key, hears: Hears.FAILURES, mesageText: 'x' })), 'channel slack #x: there is no option mesageText', 'messageText: …'],
    ['of Flux', () => alerting({ flux: { retryIntervall: Duration.minutes(1) } }), 'CanaryAlerting alerting: flux: there is no option retryIntervall', 'retryInterval: …'],
    ['of the stack', () => PrometheusStack.helm(untyped({ release: 'a', namespace: 'b', selectorLabel: {} })), 'PrometheusStack.helm: there is no option selectorLabel', 'selectorLabels: …'],
    ['of a canary', () => canary({ progresDeadline: Duration.minutes(1) }), 'Canary/shop/api: there is no option progresDeadline', 'progressDeadline: …'],
    ['of its service', () => canary({ service: { port: 80, trafficPolcy: {} } }), 'Canary/shop/api: service: there is no option trafficPolcy', 'trafficPolicy: …'],
    ['of its analysis', () => progressive({ webhoks: [] }), 'Analysis.progressive: there is no option webhoks', 'webhooks: …'],
    ['of a metric', () => flagger.MetricCheck.requestDuration(untyped({ max: Duration.millis(500), intervall: Duration.minutes(2) })), 'MetricCheck.requestDuration: there is no option intervall', 'interval: …'],
    ['of a load tester', () => new flagger.LoadTester(chart('shop'), 'tester', untyped({ namespace: ['shop'] })), 'LoadTester tester: there is no option namespace', 'namespaces: …'],
    ['of a rule', () => new prometheus.AlertingRule(untyped({ alert: 'A', expr: 'up', severity: prometheus.RuleSeverity.INFO, forr: Duration.minutes(1) })), 'alerting rule A: there is no option forr', 'for: …'],
    ['of a group', () => rules({ name: 'a', intervall: Duration.minutes(1), alertingRules: [new prometheus.AlertingRule({ alert: 'A', expr: 'up', severity: prometheus.RuleSeverity.INFO })] }), 'PrometheusRule/shop/rules: groups[0]: there is no option intervall', 'interval: …'],
    ['of an endpoint', () => monitor({ port: 'http', honourLabels: true }), 'ServiceMonitor/shop/api: endpoints[0]: there is no option honourLabels', 'honorLabels: …'],
    ['what every kind takes', () => new prometheus.PrometheusRule(chart(), 'rules', untyped({ metdata: {} })), 'PrometheusRule/shop/rules: there is no option metdata', 'metadata: …'],
    ['of a receiver', () => alertmanager.Receiver.slack('x', untyped({ apiUrl: key, channel: '#x', titel: 'x' })), 'Slack: there is no option titel', 'title: …'],
  ])('%s', (_, make, what, fix) => {
    expect(make).toThrow(what);
    expect(make).toThrow(`\n  fix:     ${fix}`);
  });

  test.each<[string, object]>([
    ['a key that is like none', { kubernetes: true }],
    ['a key that is like an option that is given as well', { channel: '#x' }],
    ['a key without a value', { hearbeat: undefined }],
  ])('but not %s: objects that are passed on have more than is needed', (_, props) => {
    expect(() => alerting(props)).not.toThrow();
  });

  test('but not the fields of an object of a class', () => {
    class Given { public readonly notifyWithn = 1; public readonly channels = [onCall]; }
    expect(() => { checkOptions('x', 'CanaryAlertingProps', new Given()); }).not.toThrow();
    expect(() => { checkOptions('x', 'CanaryAlertingProps', { ...new Given() }); }).toThrow('notifyWithn');
  });
});

describe('what is no object of its class is refused', () => {
  test.each<[string, () => unknown, string, string]>([
    ['a number for a duration', () => flagger.MetricCheck.requestDuration(untyped({ max: 500 })), 'MetricCheck.requestDuration: max is not a Duration\n  value:   500', 'max: Duration.millis(500)'],
    ['a text for a duration', () => progressive({ interval: '30s' }), 'Analysis.progressive: interval is not a Duration\n  value:   "30s"', 'interval: Duration.seconds(30)'],
    ['a text for a duration, within a list', () => monitor({ port: 'http', interval: '5m' }), 'ServiceMonitor/shop/api: endpoints[0].interval is not a Duration\n  value:   "5m"', 'interval: Duration.minutes(5)'],
    ['a name for a reference', () => alerting({ flux: { prometheus: 'kps' } }), 'CanaryAlerting alerting: flux.prometheus is no flux.IKustomization\n  value:   "kps"', 'prometheus: flux.Kustomization.fromKustomizationName(…)'],
    ['a name for a template', () => flagger.MetricCheck.fromTemplate(untyped('errors'), { max: 1 }), 'MetricCheck.fromTemplate: template is no flagger.IMetricTemplate\n  value:   "errors"', 'template: flagger.MetricTemplate.fromMetricTemplateName(…)'],
    ['a rule as in YAML', () => rules({ name: 'a', alertingRules: [{ alert: 'A', expr: 'up' }] }), 'PrometheusRule/shop/rules: groups[0].alertingRules[0] is no prometheus.AlertingRule\n  value:   "an object with alert, expr"', 'alertingRules: [new prometheus.AlertingRule({ … })]'],
    ['a metric as in YAML', () => progressive({ metrics: [{ name: 'x', thresholdRange: { min: 99 } }] }), 'Analysis.progressive: metrics[0] is no flagger.MetricCheck', 'metrics: [flagger.MetricCheck.requestSuccessRate({ min: 99 })]'],
    ['a webhook as in YAML', () => progressive({ webhooks: [{ name: 'x', url: 'http://x' }] }), 'Analysis.progressive: webhooks[0] is no flagger.Webhook', 'webhooks: [flagger.Webhook.rollout(\'test\', { url: \'http://…\' })]'],
    ['a match as in YAML', () => flagger.Analysis.abTesting({ ...judged, iterations: 5, match: [untyped({ headers: {} })] }), 'Analysis.abTesting: match[0] is no flagger.HeaderMatch', 'match: [flagger.HeaderMatch.cookie(\'canary\')]'],
    ['a text for a match', () => flagger.HeaderMatch.header('x-user', untyped('me')), 'HeaderMatch x-user: match is no flagger.StringMatch\n  value:   "me"', 'match: flagger.StringMatch.exact(…)'],
    ['an analysis as in YAML', () => canary({ analysis: { interval: '30s', threshold: 5 } }), 'Canary/shop/api: analysis is no flagger.Analysis\n  value:   "an object with interval, threshold"', 'analysis: flagger.Analysis.progressive({ … })'],
    ['a construct for a target', () => canary({ target: new Construct(chart(), 'deployment') }), 'Canary/shop/api: target is no flagger.Target, but a Construct', 'target: flagger.Target.deployment(\'podinfo\')'],
    ['a metric that is added', () => { canary().addMetric(untyped({ name: 'x' })); }, 'Canary/shop/api: metric is no flagger.MetricCheck', 'metric: flagger.MetricCheck.requestSuccessRate({ min: 99 })'],
    ['a channel by its name', () => alerting({ channels: ['#x'] }), 'CanaryAlerting alerting: channels[0] is no Channel\n  value:   "#x"', 'channels: [Channel.slack(\'#deployments\', { … })]'],
    ['a team\'s channel by its name', () => alerting().addTeam('shop', { channels: [untyped('#x')] }), 'team shop: channels[0] is no Channel', 'channels: [Channel.slack(\'#deployments\', { … })]'],
    ['one channel for a list', () => alerting({ channels: onCall }), 'CanaryAlerting alerting: channels is no list\n  value:   "a Channel"', 'channels: [Channel.slack(\'#deployments\', { … })]'],
    ['an object of another class', () => alerting({ heartbeat: key }), 'CanaryAlerting alerting: heartbeat is no Heartbeat, but a SecretKey', 'heartbeat: Heartbeat.webhook(SecretKey.of(\'dead-mans-switch\', \'url\'))'],
    ['a stack by its name', () => alerting({ prometheus: 'kps' }), 'CanaryAlerting alerting: prometheus is no PrometheusStack\n  value:   "kps"', 'prometheus: PrometheusStack.helm({ … })'],
    ['a template\'s text', () => alerting({ templates: ['{{ define "x" }}'] }), 'CanaryAlerting alerting: templates[0] is no alertmanager.MessageTemplate', 'templates: [alertmanager.MessageTemplate.fromFile(\'messages.tmpl\')]'],
    ['a receiver by its name', () => new alertmanager.Route({ receiver: untyped('slack') }), 'Route: receiver is no alertmanager.Receiver\n  value:   "slack"', 'receiver: alertmanager.Receiver.slack(\'on-call\', { … })'],
    ['a text that says no', () => alerting().addTeam('shop', { createNamespace: untyped('false') }), 'team shop: createNamespace is a text\n  value:   "false"\n  allowed: true or false: every text counts as true', 'createNamespace: false'],
    ['a text for a number', () => canary({ service: { port: '80' } }), 'Canary/shop/api: service.port is a text\n  value:   "80"\n  allowed: a number', 'port: 80'],
    ['true for options', () => alerting({ flux: true }), 'CanaryAlerting alerting: flux is no object with options\n  value:   true', 'flux: { … }'],
    ['no options', () => alertmanager.Receiver.slack('x', untyped(undefined)), 'Slack: the options are not given\n  allowed: options: ', ''],
    ['no options where some are needed', () => flagger.MetricCheck.requestDuration(untyped(undefined)), 'MetricCheck.requestDuration: max is not given', 'max: Duration.millis(500)'],
  ])('%s', (_, make, what, fix) => {
    expect(make).toThrow(what);
    if (fix !== '') { expect(make).toThrow(`\n  fix:     ${fix}`); }
  });

  test('a secret\'s value is never shown', () => {
    const shown = (value: unknown): string => {
      try {
        Channel.slack('#x', { webhook: untyped(value), hears: Hears.FAILURES });
        return 'nothing';
      } catch (error) { return (error as Error).message; }
    };
    expect(shown('https://hooks.example.com/hunter2')).toContain('channel slack #x: webhook is no SecretKey\n  allowed: a reference to a Secret');
    for (const value of ['hunter2', { url: 'hunter2' }, ['hunter2']]) { expect(shown(value)).not.toContain('hunter2'); }
  });

  test('but a class that a bundler has renamed, and one that is made from one of ours', () => {
    class Renamed { public readonly hears = Hears.FAILURES; }
    const inherited = Object.create(onCall) as Channel;
    for (const channel of [new Renamed(), inherited]) { expect(() => { checkOptions('x', 'TeamOptions', { channels: [channel] }); }).not.toThrow(); }
  });
});

describe('where a construct stands is said', () => {
  const group = { groups: [] };
  const team = (): ReturnType<CanaryAlerting['addTeam']> => alerting().addTeam('web');
  const props = { target: flagger.Target.deployment('api'), provider: flagger.MeshProvider.ISTIO, service: { port: 80 }, analysis: flagger.Analysis.progressive(judged) };
  test.each<[string, () => unknown, string, string]>([
    ['a canary that is added twice', () => { const web = team(); web.addCanary('api', props); web.addCanary('api', props); }, 'Canary api: its id is that of another construct in web, a Canary\n  value:   "api"', 'leave one of them out, or give it another id'],
    ['an id of another kind', () => { const web = team(); web.addCanary('api', props); new prometheus.ServiceMonitor(web.chart, 'api', { selector: { app: 'api' }, endpoints: [{ port: 'http' }] }); }, 'ServiceMonitor api: its id is that of another construct in web, a Canary', 'another id, and the name apart from it: \'api-servicemonitor\', { metadata: { name: \'api\' }, … }'],
    ['two load testers', () => { const web = team(); web.addLoadTester(); web.addLoadTester(); }, 'LoadTester load-tester: its id is that of another construct in web, a LoadTester', 'leave one of them out, or give it another id'],
    ['two alertings', () => { const app = new App(); for (const each of [1, 2]) { new CanaryAlerting(app, 'alerting', { notifyWithin: Duration.seconds(20 + each), channels: [onCall], prometheus: PrometheusStack.helm({ release: 'kps', namespace: 'monitoring' }) }); } }, 'CanaryAlerting alerting: its id is that of another construct in the App, a CanaryAlerting', 'leave one of them out, or give it another id'],
    ['the App', () => new prometheus.PrometheusRule(new App(), 'rules', group), 'PrometheusRule rules: it is in no Chart\n  value:   "App"', 'new PrometheusRule(new Chart(app, \'rules\', { namespace: \'…\' }), \'rules\', { … }), or team.chart'],
    ['a team', () => new prometheus.PrometheusRule(team(), 'rules', group), 'PrometheusRule rules: it is in no Chart\n  value:   "Team"', 'new PrometheusRule(team.chart, \'rules\', { … })'],
    ['a load tester in the App', () => new flagger.LoadTester(new App(), 'tester'), 'LoadTester tester: it is in no Chart', 'or team.chart'],
    ['no scope', () => new prometheus.PrometheusRule(untyped(undefined), 'rules', group), 'PrometheusRule rules: the scope is no construct', 'new PrometheusRule(chart, \'rules\', { … })'],
    ['no id', () => new prometheus.PrometheusRule(new Chart(new App(), 'c'), untyped(group)), 'PrometheusRule: the id is no text', '\'podinfo\''],
    ['a canary without an id', () => team().addCanary(untyped(props), untyped(undefined)), 'Canary: the id is no text', '\'podinfo\''],
    ['a canary without anything', () => team().addCanary('api', untyped(undefined)), 'Canary/web/api: target is not given', 'target: flagger.Target.deployment(\'podinfo\')'],
    ['a target without a name', () => flagger.Target.deployment(untyped(undefined)), 'Target Deployment: the name cannot be that of a Service', ''],
  ])('%s', (_, make, what, fix) => {
    expect(make).toThrow(what);
    expect(make).toThrow(fix);
  });
});

describe('where a mistake was made is said', () => {
  const rule = (expr: string): (() => unknown) => () => new prometheus.AlertingRule({ alert: 'A', expr, severity: prometheus.RuleSeverity.INFO });
  test.each<[string, string, string]>([
    ['in one line', 'sum(rate(x[5m])', 'unexpected end of input, at character 16\n  value:   sum(rate(x[5m])\n                          ^\n'],
    ['in the second of three lines', 'sum(\n  rate(x)\n)', 'got instant vector, at line 2, character 8\n  value:     rate(x)\n                  ^\n'],
    ['below a tab', 'sum(\n\trate(x)\n)', 'got instant vector, at line 2, character 7\n  value:    rate(x)\n                 ^\n'],
    ['far to the right', `${'a + '.repeat(60)}rate(x)`, `at character 246\n  value:   …${'a + '.repeat(60).slice(-75)}rate(x)\n${' '.repeat(92)}^\n`],
  ])('an expression: %s', (_, expr, message) => {
    expect(rule(expr)).toThrow(message);
  });

  test('a recorded expression', () => {
    expect(() => new prometheus.RecordingRule({ record: 'a', expr: 'up ==' })).toThrow('recording rule a: the expression is none that Prometheus reads: unexpected end of input, at character 6\n  value:   up ==\n                ^\n');
  });

  test('a key that Flagger does not read, where the channel is made and not where it is used', () => {
    const channel = (hears: Hears): Channel => Channel.slack('#x', { webhook: SecretKey.of('releases', 'url'), hears });
    expect(() => channel(Hears.PROGRESS)).toThrow('channel slack #x: the Secret\'s key is not the one that Flagger reads\n  value:   "url"\n  allowed: "address": Flagger logs an error and sends nothing when it is absent\n  fix:     SecretKey.of(\'releases\', \'address\')');
    expect(() => channel(Hears.FAILURES)).not.toThrow();
  });

  test('the line of main.ts, however deep in options the mistake is, and Node\'s limit is as it was', () => {
    const limit = Error.stackTraceLimit;
    // Node's own; jest has a higher one.
    Error.stackTraceLimit = 10;
    let stack = '';
    try { monitor({ port: 'http', tls: { ca: 'x' } }); } catch (error) { stack = (error as Error).stack ?? ''; }
    const after = Error.stackTraceLimit;
    Error.stackTraceLimit = limit;
    expect(stack).toContain('endpoints[0].tls.ca is no SecretKey');
    expect(stack).toContain(__filename);
    expect(after).toBe(10);
  });

  test('the name of the cluster is that of the alerting, in whatever it is written', () => {
    for (const clusterName of ['a"b', 5]) { expect(() => alerting({ clusterName })).toThrow('CanaryAlerting alerting: clusterName is none that each service shows as it stands'); }
  });
});

describe('a mistake of units has a fix', () => {
  const weights = (options: object): flagger.Analysis => flagger.Analysis.stepWeights({ interval: Duration.seconds(30), threshold: 5, stepWeights: [50], ...options });
  test.each<[string, () => unknown, string, string]>([
    ['a tenth for percent', () => progressive({ stepWeight: 0.1 }), 'Analysis.progressive: stepWeight is not a whole number from 1 to 100\n  value:   0.1\n  allowed: 1 to 100, in percent', 'stepWeight: 10'],
    ['a half for percent', () => progressive({ maxWeight: 0.5 }), 'Analysis.progressive: maxWeight is not a whole number from 1 to 100', 'maxWeight: 50'],
    ['a share among others', () => weights({ stepWeights: [0.29] }), 'Analysis.stepWeights: stepWeights[0] is not a whole number from 1 to 100', 'stepWeights: [29]'],
    ['a share of what is mirrored', () => weights({ mirror: true, mirrorWeight: 0.2 }), 'Analysis.stepWeights: mirrorWeight is not a whole number from 1 to 100', 'mirrorWeight: 20'],
    ['milliseconds for seconds', () => progressive({ interval: Duration.millis(30) }), 'Analysis.progressive: interval is not in whole seconds\n  value:   "0.03 seconds"', 'interval: Duration.seconds(30)'],
    ['too few milliseconds for seconds', () => progressive({ interval: Duration.millis(5) }), 'Analysis.progressive: interval is not in whole seconds', 'interval: Duration.seconds(10)'],
    ['seconds with a fraction', () => progressive({ interval: Duration.millis(30_500) }), 'Analysis.progressive: interval is not in whole seconds', 'interval: Duration.seconds(31)'],
    ['too few seconds', () => progressive({ interval: Duration.seconds(5) }), 'Analysis.progressive: interval is too short', 'interval: Duration.seconds(10)'],
    ['no failed check', () => progressive({ threshold: 0 }), 'Analysis.progressive: threshold is not a whole number of at least 1\n  value:   0', 'threshold: 5'],
    ['a share for percent', () => flagger.MetricCheck.requestSuccessRate({ min: 0.99 }), 'MetricCheck.requestSuccessRate: min is next to nothing\n  value:   0.99', 'min: 99'],
    ['a share that is all', () => flagger.MetricCheck.requestSuccessRate({ min: 1 }), 'MetricCheck.requestSuccessRate: min is next to nothing', 'min: 99'],
    ['minutes for milliseconds', () => flagger.MetricCheck.requestDuration({ max: Duration.minutes(500) }), 'MetricCheck.requestDuration: max is longer than any request takes\n  value:   "8 hours 20 minutes"', 'max: Duration.millis(500)'],
  ])('%s', (_, make, what, fix) => {
    expect(make).toThrow(what);
    expect(make).toThrow(`\n  fix:     ${fix}`);
  });

  test('but an hour for a request is none', () => {
    expect(flagger.MetricCheck.requestDuration({ max: Duration.hours(1) }).max).toBe(3_600_000);
  });
});
