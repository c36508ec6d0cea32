import { Duration } from 'cdk8s';
import { SecretKey } from '../../lib';
import { Config, ConfigProps, Dialect, Discord, Email, GroupBy, InhibitRule, Matcher, MessageTemplate, Receiver, Route, Slack, TimeInterval, Weekday } from '../../lib/alertmanager';

const key = (name: string): SecretKey => SecretKey.of(name, 'key');
const nobody = Receiver.none('nobody');
const weekend = new TimeInterval('weekend', [{ weekdays: [Weekday.SATURDAY] }]);

function mistakes(props: Partial<ConfigProps>, dialect = Dialect.PROMETHEUS_OPERATOR): string[] {
  return new Config({ route: new Route({ receiver: nobody }), ...props })._mistakes('Secret/monitoring/config', dialect).map((error) => error.message);
}

const child = (receiver: Receiver): Partial<ConfigProps> => ({ route: new Route({ receiver: nobody, routes: [new Route({ receiver })] }) });

describe('Config', () => {
  test('is alertmanager.yaml', () => {
    const config = new Config({
      global: { resolveTimeout: Duration.minutes(5), slackApiUrl: key('slack'), smtpFrom: 'a@b.test', smtpSmarthost: 'smtp.test:587', smtpAuthUsername: 'u', smtpAuthPassword: key('smtp'), smtpRequireTls: true, http: { followRedirects: false }, fields: { opsgenie_api_key_file: key('opsgenie') } },
      route: new Route({ receiver: nobody, groupBy: GroupBy.labels('alertname', 'namespace', 'name'), groupWait: Duration.seconds(5) }),
    });
    config.addRoute(new Route({ receiver: Receiver.slack('#deployments', { channel: '#deployments' }), matchers: [Matcher.equal('component', 'canary-alerting')], muteTimeIntervals: [weekend] }));
    config.addInhibitRule(new InhibitRule({ source: [Matcher.equal('severity', 'critical')], target: [Matcher.equal('severity', 'warning')], equal: ['namespace'] }));
    config.addTemplate(new MessageTemplate('team.tmpl', '{{ define "team.title" }}x{{ end }}'));
    expect(config._mistakes('Secret/monitoring/config', Dialect.PROMETHEUS_OPERATOR)).toEqual([]);
    expect(config._toYaml(Dialect.PROMETHEUS_OPERATOR)).toBe(`global:
  resolve_timeout: 5m
  http_config:
    follow_redirects: false
  smtp_from: a@b.test
  smtp_smarthost: smtp.test:587
  smtp_auth_username: u
  smtp_auth_password_file: /etc/alertmanager/secrets/smtp/key
  smtp_require_tls: true
  slack_api_url_file: /etc/alertmanager/secrets/slack/key
  opsgenie_api_key_file: /etc/alertmanager/secrets/opsgenie/key
route:
  receiver: nobody
  group_by:
    - alertname
    - namespace
    - name
  group_wait: 5s
  routes:
    - receiver: "#deployments"
      matchers:
        - component="canary-alerting"
      mute_time_intervals:
        - weekend
receivers:
  - name: nobody
  - name: "#deployments"
    slack_configs:
      - send_resolved: true
        channel: "#deployments"
        title: '{{ template "canary.title" . }}'
        text: '{{ template "canary.slack" . }}'
        fallback: '{{ template "canary.title" . }}'
inhibit_rules:
  - source_matchers:
      - severity="critical"
    target_matchers:
      - severity="warning"
    equal:
      - namespace
time_intervals:
  - name: weekend
    time_intervals:
      - weekdays:
          - saturday
templates:
  - /etc/alertmanager/config/*.tmpl
`);
  });

  test('the least is a route and a receiver', () => {
    expect(new Config({ route: new Route({ receiver: nobody }) })._toYaml(Dialect.ALERTMANAGER)).toBe('route:\n  receiver: nobody\nreceivers:\n  - name: nobody\n');
  });

  test('has each receiver, time interval and secret that routes refer to once', () => {
    const slack = Receiver.slack('slack', { apiUrl: key('slack') });
    const again = (): Route => new Route({ receiver: slack, muteTimeIntervals: [weekend], routes: [new Route({ activeTimeIntervals: [weekend] })] });
    const config = new Config({ route: new Route({ receiver: Receiver.slack('root', { apiUrl: SecretKey.of('slack', 'a') }), routes: [again(), again()] }) });
    expect([config.receivers.map((each) => each.name), config.timeIntervals, config.secrets.map((each) => [each.secretName, each.key])]).toEqual([['root', 'slack'], [weekend], [['slack', 'a'], ['slack', 'key']]]);
  });

  test.each([
    ['no receiver refers to it', {}, []],
    ['a receiver refers to it', child(Receiver.slack('a', { apiUrl: key('a') })), ['canary-alerting.tmpl']],
    ['a template refers to it', { templates: [new MessageTemplate('t.tmpl', '{{ define "t" }}{{ template "canary.title" . }}{{ end }}')] }, ['canary-alerting.tmpl', 't.tmpl']],
    ['it is given', { ...child(Receiver.slack('a', { apiUrl: key('a') })), templates: [MessageTemplate.canaryAlerting()] }, ['canary-alerting.tmpl']],
  ])('our template file when %s', (_, props, names) => {
    const config = new Config({ route: new Route({ receiver: nobody }), ...props });
    expect(config.templates.map((each) => each.fileName)).toEqual(names);
  });

  test.each<[string, Partial<ConfigProps>, string]>([
    ['a root without a receiver', { route: new Route({}) }, 'Config.route: the root route names no receiver'],
    ['a root with matchers', { route: new Route({ receiver: nobody, matchers: [Matcher.equal('a', 'b')] }) }, 'Config.route: the root route has matchers'],
    ['a root that continues', { route: new Route({ receiver: nobody, continue: true }) }, 'the root route has continue'],
    ['a root that is muted', { route: new Route({ receiver: nobody, muteTimeIntervals: [weekend] }) }, 'the root route has muteTimeIntervals'],
    ['a root that is active at times', { route: new Route({ receiver: nobody, activeTimeIntervals: [weekend] }) }, 'the root route has activeTimeIntervals'],
    ['a template file twice', { templates: [MessageTemplate.canaryAlerting(), MessageTemplate.canaryAlerting()] }, 'Config.templates: two files have the same name\n  value:   "canary-alerting.tmpl"'],
    ['a secret\'s value', { global: { fields: { slack_api_url: 'https://hooks.test' } } }, 'Config.global.fields: slack_api_url holds a secret\'s value'],
    ['a server without a port', { global: { smtpSmarthost: 'smtp' } }, 'Config.global: the mail server has no port'],
    ['a password in the proxy\'s URL', { global: { http: { proxyUrl: 'http://u:p@proxy' } } }, 'Config.global.http: proxyUrl is not'],
  ])('refuses %s', (_, props, message) => {
    expect(() => new Config({ route: new Route({ receiver: nobody }), ...props })).toThrow(message);
  });

  test.each<[string, Partial<ConfigProps>, string]>([
    ['two receivers of one name', child(Receiver.none('nobody')), 'Secret/monitoring/config Config.receivers: two receivers have the same name\n  value:   "nobody"'],
    [
      'two time intervals of one name',
      { route: new Route({ receiver: nobody, routes: [new Route({ muteTimeIntervals: [weekend, new TimeInterval('weekend', [{ weekdays: [Weekday.SUNDAY] }])] })] }) },
      'Config.timeIntervals: two time intervals have the same name\n  value:   "weekend"',
    ],
    ['a template that no file defines', child(new Receiver('a', [new Slack({ apiUrl: key('a'), title: '{{ template "team.title" . }}' })])), 'Config.templates: a receiver refers to a template that no file defines\n  value:   "team.title"'],
    [
      'a template that two files define',
      { ...child(Receiver.slack('a', { apiUrl: key('a') })), templates: [new MessageTemplate('team.tmpl', '{{ define "canary.title" }}x{{ end }}')] },
      'Config.templates: two files define the same template\n  value:   "canary.title"',
    ],
    ['Slack without an address', child(new Receiver('a', [new Slack({})])), 'Receiver a: Slack is given neither apiUrl nor appToken'],
    ['an email without a sender', child(new Receiver('a', [new Email({ to: 'a@b.test', smarthost: 'smtp:25' })])), 'Receiver a: the email has no sender'],
    ['an email without a server', child(new Receiver('a', [new Email({ to: 'a@b.test', from: 'c@d.test' })])), 'Receiver a: the email has no mail server'],
    ['a repetition that the default group interval swallows', { route: new Route({ receiver: nobody, repeatInterval: Duration.minutes(1) }) }, 'Route nobody: repeatInterval is shorter than groupInterval\n  value:   "1 minute"\n  allowed: at least 5 minutes'],
    [
      'a repetition that an inherited group interval swallows',
      { route: new Route({ receiver: nobody, groupInterval: Duration.hours(1), routes: [new Route({ matchers: [Matcher.equal('a', 'b')], repeatInterval: Duration.minutes(59) })] }) },
      'Route {a="b"}: repeatInterval is shorter than groupInterval',
    ],
    ['Discord\'s own integration under the operator', child(new Receiver('a', [new Discord({ webhookUrl: key('a') })])), 'Discord: prometheus-operator 0.93 refuses webhook_url_file'],
    ['Teams\' retired integration under the operator', child(Receiver.raw('a', { msteams_configs: [{ webhook_url_file: key('a') }] })), 'Secret/monitoring/config: prometheus-operator 0.93 refuses receivers[].msteams_configs[].webhook_url_file'],
    ['labels of a route deep down, under the operator', { route: new Route({ receiver: nobody, routes: [new Route({ routes: [new Route({ fields: { labels: { a: 'b' } } })] })] }) }, 'prometheus-operator 0.93 refuses route.labels'],
  ])('finds %s', (_, props, message) => {
    expect(mistakes(props)).toEqual([expect.stringContaining(message)]);
  });

  test.each<[string, Partial<ConfigProps>]>([
    ['Slack\'s address from the global configuration', { ...child(new Receiver('a', [new Slack({})])), global: { slackApiUrl: key('slack') } }],
    ['Slack\'s token from the global configuration', { ...child(new Receiver('a', [new Slack({})])), global: { fields: { slack_app_token_file: key('slack') } } }],
    ['an email with all from the global configuration', { ...child(new Receiver('a', [new Email({ to: 'a@b.test' })])), global: { smtpFrom: 'a@b.test', smtpSmarthost: 'smtp:25' } }],
    ['Alertmanager\'s own templates', child(new Receiver('a', [new Slack({ apiUrl: key('a'), title: '{{ template "slack.default.title" . }}', text: '{{ template "__subject" . }}' })]))],
  ])('finds nothing in %s', (_, props) => {
    expect(mistakes(props)).toEqual([]);
  });

  test('what the operator refuses is allowed to an Alertmanager of one\'s own', () => {
    expect(mistakes(child(new Receiver('a', [new Discord({ webhookUrl: key('a') })])), Dialect.ALERTMANAGER)).toEqual([]);
  });
});
