import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { SecretKey } from '../../lib';
import { Config, Dialect, InhibitRule, Matcher, Receiver, Route, TimeInterval, Weekday } from '../../lib/alertmanager';

const EXISTING = `# ours since 2021
global:
  resolve_timeout: 10m
  smtp_from: a@b.test
route:
  receiver: default # everything else
  group_by: ['alertname', 'job']
  group_interval: 1m
  repeat_interval: 12h
  routes:
    - matchers: [severity="critical"]
      receiver: page
      continue: true
    - match: { team: shop }
      receiver: page
      repeat_interval: 3m
      mute_time_intervals: [night]
receivers:
  - name: default
  - name: page
    slack_configs:
      - api_url_file: /etc/alertmanager/secrets/slack/url
        channel: '#page'
        title: '{{ template "team.title" . }}'
  - name: unused
    pagerduty_configs: [{ routing_key_file: /run/keys/pagerduty }]
inhibit_rules:
  - source_matchers: [severity="critical"]
    target_matchers: [severity="warning"]
mute_time_intervals:
  - name: night
    time_intervals: [{ times: [{ start_time: '22:00', end_time: '24:00' }] }]
templates: [/etc/alertmanager/other/*.tmpl]
`;

const written = (config: Config): Record<string, never> => {
  expect(config._mistakes('Secret', Dialect.PROMETHEUS_OPERATOR).map(({ message }) => message)).toEqual([]);
  return parse(config._toYaml(Dialect.PROMETHEUS_OPERATOR)) as Record<string, never>;
};

test('what it says stays', () => {
  const { mute_time_intervals: time_intervals, ...rest } = parse(EXISTING) as Record<string, object>;
  expect(written(Config.fromYaml(EXISTING))).toEqual({ ...rest, time_intervals });
});

test('what is added comes first, and beside it', () => {
  const config = Config.fromYaml(EXISTING);
  const ours = Receiver.slack('ours', { apiUrl: SecretKey.of('canary', 'address') });
  config.addRoute(new Route({ receiver: ours, matchers: [Matcher.equal('a', '1')] }), new Route({ matchers: [Matcher.equal('a', '2')], muteTimeIntervals: [new TimeInterval('ours', [{ weekdays: [Weekday.SUNDAY] }])] }));
  config.addRoute(new Route({ matchers: [Matcher.equal('a', '3')] }));
  config.addInhibitRule(new InhibitRule({ source: [Matcher.equal('b', '1')], target: [Matcher.equal('b', '2')] }));
  const made = written(config) as unknown as { route: { routes: { matchers?: string[] }[] }; receivers: { name: string }[]; inhibit_rules: object[]; time_intervals: { name: string }[]; templates: string[] };
  expect(made.route.routes.map(({ matchers }) => matchers)).toEqual([['a="1"'], ['a="2"'], ['a="3"'], ['severity="critical"'], undefined]);
  expect(made.receivers.map(({ name }) => name)).toEqual(['default', 'ours', 'page', 'unused']);
  expect(made.inhibit_rules).toHaveLength(2);
  expect(made.time_intervals.map(({ name }) => name)).toEqual(['night', 'ours']);
  expect(made.templates).toEqual(['/etc/alertmanager/other/*.tmpl', '/etc/alertmanager/config/*.tmpl']);
  expect(config.secrets.map(({ secretName, key }) => `${secretName}/${key}`)).toEqual(['canary/address', 'slack/url']);
});

test('is read from a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'existing-config-'));
  try {
    writeFileSync(join(folder, 'a.yaml'), 'route: {receiver: a}\nreceivers: [{name: b}]\n');
    expect(() => Config.fromFile(join(folder, 'a.yaml'))).toThrow(`${folder}/a.yaml:1:19: the route names a receiver that is not there\n  value:   "a"\n  allowed: b`);
    expect(() => Config.fromFile(join(folder, 'b.yaml'))).toThrow('Config.fromFile: the file cannot be read: ENOENT');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const receivers = 'receivers: [{name: a}]\n';

test.each([
  ['a text that is no YAML', 'route:\n  receiver: [a\n', /^am\.yaml:\d:\d+: the text is no YAML: \S/],
  ['a key twice', `route: {receiver: a}\n${receivers}route: {receiver: a}\n`, /^am\.yaml:3:1: the text is no YAML: Map keys must be unique/],
  ['a list', '- a\n', /^am\.yaml:1:1: the text is no configuration of Alertmanager/],
  ['nothing', '', /^am\.yaml:1:1: the text is no configuration/],
  ['no route', receivers, /^am\.yaml:1:1: there is no route/],
  ['a route that is a text', `${receivers}route: a\n`, /^am\.yaml:2:8: route is no map/],
  ['a root without a receiver', `${receivers}route: {group_wait: 5s}\n`, /^am\.yaml:2:8: the root route names no receiver/],
  ['a receiver without a name', 'route: {receiver: a}\nreceivers:\n  - slack_configs: []\n', /^am\.yaml:3:5: a receiver has no name/],
  ['a receiver twice', 'route: {receiver: a}\nreceivers: [{name: a}, {name: a}]\n', /^am\.yaml:2:12: two receivers have the same name/],
  ['receivers that are a map', 'route: {receiver: a}\nreceivers: {name: a}\n', /^am\.yaml:2:12: receivers is no list/],
  ['a section of nobody', 'route: {receiver: a}\nreceivers:\n  - name: a\n    irc_configs: [{x: y}]\n', /^am\.yaml:4:19: Receiver a: the section is none of a receiver/],
  ['a secret', 'route: {receiver: a}\nreceivers:\n  - name: a\n    slack_configs:\n      - api_url: https://hooks.test/hunter2\n', /^am\.yaml:5:9: Receiver a slack_configs\.fields: api_url holds a secret's value/],
  ['a secret in global', `global: {slack_api_url: hunter2}\nroute: {receiver: a}\n${receivers}`, /^am\.yaml: Config\.global\.fields: slack_api_url holds a secret's value/],
  ['a matcher that is none', `${receivers}route:\n  receiver: a\n  routes:\n    - matchers:\n        - x=~"("\n`, /^am\.yaml:6:11: /],
  ['a time that is none', `${receivers}route:\n  receiver: a\n  group_wait: 5 minutes\n`, /^am\.yaml:4:15: not a valid duration string/],
])('refuses %s, and says where', (_, text, message) => {
  expect(() => Config.fromYaml(text, 'am.yaml')).toThrow(message);
  expect(() => Config.fromYaml(text, 'am.yaml')).not.toThrow('hunter2');
});

test('a name that is there already is not taken twice', () => {
  const config = Config.fromYaml(EXISTING);
  config.addRoute(new Route({ receiver: Receiver.none('page') }), new Route({ muteTimeIntervals: [new TimeInterval('night', [{ weekdays: [Weekday.SUNDAY] }])] }));
  expect(config._mistakes('Secret', Dialect.PROMETHEUS_OPERATOR).map(({ message }) => message.split('\n')[0])).toEqual(['Secret Config.receivers: two receivers have the same name', 'Secret Config.timeIntervals: two time intervals have the same name']);
});
