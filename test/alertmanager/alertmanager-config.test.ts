import { Duration, JsonPatch } from 'cdk8s';
import { SecretKey } from '../../lib';
import {
  AlertmanagerConfig, AlertmanagerConfigProps, GroupBy, HttpHeader, InhibitRule, Matcher, MatcherStrategy, MessageTemplate, Receiver, Route, TelegramParseMode, TimeInterval, Weekday,
} from '../../lib/alertmanager';
import { OBJECT_INTEGRATIONS } from '../../lib/facts/alertmanager-config-integrations';
import { chart, Manifest, manifest } from '../render';
import { read, validate } from '../schema';

const secret = SecretKey.of('slack', 'address');
const plain = Receiver.slack('team', { apiUrl: secret, channel: '#shop', title: 't', text: 'x' });

/** The object's spec, once it is complete. */
function spec(props: AlertmanagerConfigProps): Manifest {
  const scope = chart();
  const config = new AlertmanagerConfig(scope, 'shop', props);
  const [problem] = config.node.validate();
  if (problem !== undefined) { throw new Error(problem); }
  const object = manifest(scope);
  expect(validate(object)).toEqual([]);
  return object['spec'] as Manifest;
}

test('a whole one', () => {
  const night = new TimeInterval('night', [{ times: [{ start: '22:00', end: '24:00' }], weekdays: [Weekday.MONDAY], daysOfMonth: ['1:7', '-1'], months: ['03', 'may:june'], years: ['2026'], location: 'UTC' }]);
  const quiet = Receiver.none('quiet');
  expect(spec({
    route: new Route({
      receiver: plain, matchers: [Matcher.equal('component', 'canary-alerting'), Matcher.notMatches('severity', 'info|none')], groupBy: GroupBy.labels('name'), groupWait: Duration.seconds(5), groupInterval: Duration.minutes(1),
      repeatInterval: Duration.hours(12), routes: [new Route({ receiver: quiet, matchers: [Matcher.equal('severity', '')], continue: true, muteTimeIntervals: [night], activeTimeIntervals: [night] })],
    }),
    inhibitRules: [new InhibitRule({ source: [Matcher.equal('severity', 'critical')], target: [Matcher.notEqual('severity', 'critical')], equal: ['name'] })],
  })).toEqual({
    route: {
      receiver: 'team', groupBy: ['name'], groupWait: '5s', groupInterval: '1m', repeatInterval: '12h',
      matchers: [{ name: 'component', matchType: '=', value: 'canary-alerting' }, { name: 'severity', matchType: '!~', value: 'info|none' }],
      routes: [{ receiver: 'quiet', matchers: [{ name: 'severity', matchType: '=', value: '' }], continue: true, muteTimeIntervals: ['night'], activeTimeIntervals: ['night'] }],
    },
    receivers: [{ name: 'team', slackConfigs: [{ apiURL: { name: 'slack', key: 'address' }, channel: '#shop', title: 't', text: 'x', fallback: 't', sendResolved: true }] }, { name: 'quiet' }],
    inhibitRules: [{ sourceMatch: [{ name: 'severity', matchType: '=', value: 'critical' }], targetMatch: [{ name: 'severity', matchType: '!=', value: 'critical' }], equal: ['name'] }],
    muteTimeIntervals: [{ name: 'night', timeIntervals: [{ times: [{ startTime: '22:00', endTime: '24:00' }], weekdays: ['monday'], daysOfMonth: [{ start: 1, end: 7 }, { start: -1, end: -1 }], months: ['3', 'may:june'], years: ['2026'] }] }],
  });
});

test('what a text refers to stands in the text, and nothing else does', () => {
  const texts = (spec({ route: new Route({ receiver: Receiver.slack('team', { apiUrl: secret, text: '{{ template "team" . }}' }) }), templates: [
    MessageTemplate.canaryAlerting(), new MessageTemplate('team.tmpl', '{{ define "unused" }}u{{ end }}{{ define "inner" }}i{{ end }}\n{{ define "team" }}{{ template "inner" . }}{{ end }}'),
  ] })['receivers'] as { slackConfigs: { title: string; text: string }[] }[])[0]?.slackConfigs[0];
  expect(texts?.text).toBe('{{ define "inner" }}i{{ end }}{{ define "team" }}{{ template "inner" . }}{{ end }}{{ template "team" . }}');
  expect(texts?.title).toMatch(/^\{\{ define "canary\.title" -\}\}.*\{\{- end \}\}\{\{ define "canary\.cluster" \}\}.*\{\{ end \}\}\{\{ template "canary\.title" \. \}\}$/s);
  expect(texts?.title).not.toContain('canary.slack');
});

test('secrets are those of its receivers', () => {
  const config = new AlertmanagerConfig(chart(), 'shop', { route: new Route({ receiver: plain, routes: [
    new Route({ receiver: Receiver.webhook('hook', { url: SecretKey.of('bridge', 'url'), http: { usernameSecret: SecretKey.of('bridge', 'user'), password: SecretKey.of('bridge', 'password') } }) }),
  ] }) });
  expect(config.secrets.map(({ secretName, key }) => `${secretName}/${key}`)).toEqual(['bridge/password', 'bridge/url', 'bridge/user', 'slack/address']);
});

test('JsonPatch writes what the CRD does not know', () => {
  const scope = chart();
  new AlertmanagerConfig(scope, 'shop', { route: new Route({ receiver: plain }) }).addJsonPatch(JsonPatch.add('/spec/newField', { a: 1 }));
  expect(manifest(scope)['spec'].newField).toEqual({ a: 1 });
});

const routeTo = (receiver: Receiver): AlertmanagerConfigProps => ({ route: new Route({ receiver }) });

test.each<[string, () => AlertmanagerConfigProps, string]>([
  ['nothing', () => ({}), 'AlertmanagerConfig/shop/shop: there is neither a route nor an inhibit rule'],
  ['a route to nobody', () => ({ route: new Route({}) }), 'AlertmanagerConfig/shop/shop: the route names no receiver'],
  ['another namespace', () => ({ route: new Route({ receiver: plain, matchers: [Matcher.equal('namespace', 'search')] }) }), 'AlertmanagerConfig/shop/shop: a condition can never hold\n  value:   "namespace=\\"search\\""'],
  ['an inhibit rule of another namespace', () => ({ inhibitRules: [new InhibitRule({ source: [Matcher.equal('namespace', 'flagger-system')], target: [Matcher.equal('a', 'b')] })] }), 'a condition can never hold'],
  ['two receivers of one name', () => ({ route: new Route({ receiver: plain, routes: [new Route({ receiver: Receiver.none('team') })] }) }), 'two receivers have the same name\n  value:   "team"'],
  ['what repeats too often', () => ({ route: new Route({ receiver: plain, groupInterval: Duration.hours(2), repeatInterval: Duration.hours(1) }) }), 'AlertmanagerConfig/shop/shop Route team: repeatInterval is shorter than groupInterval'],
  ['fields of alertmanager.yaml', () => ({ route: new Route({ receiver: plain, fields: { labels: {} } }) }), 'AlertmanagerConfig/shop/shop Route team: fields are given\n  value:   "labels"'],
  ['Jira', () => routeTo(Receiver.jira('r', { project: 'P', issueType: 'Bug' })), 'AlertmanagerConfig/shop/shop Receiver r Jira: an AlertmanagerConfig has no jira_configs'],
  ['a bot\'s token for Slack', () => routeTo(Receiver.slack('r', { appToken: secret, channel: '#a' })), 'Slack: an AlertmanagerConfig cannot have app_token_file'],
  ['a chat from a Secret', () => routeTo(Receiver.telegram('r', { botToken: secret, chatIdFile: secret })), 'Telegram: an AlertmanagerConfig cannot have chat_id_file\n  allowed: chatId'],
  ['a plain message', () => routeTo(Receiver.telegram('r', { botToken: secret, chatId: 1, parseMode: TelegramParseMode.PLAIN })), 'Telegram: parse_mode is empty\n  allowed: HTML'],
  ['a sound that the operator forgets', () => routeTo(Receiver.pushover('r', { userKey: secret, token: secret, sound: 'siren' })), 'Pushover: an AlertmanagerConfig cannot have sound'],
  ['buttons that break Alertmanager', () => routeTo(Receiver.rocketchat('r', { apiUrl: 'https://x', token: secret, tokenId: secret, actions: [{ text: 'a', url: 'https://x' }] })), 'Rocketchat: an AlertmanagerConfig cannot have actions'],
  ['a payload that is no text', () => routeTo(Receiver.webhook('r', { url: secret, payload: { a: 'b' } })), 'Webhook: payload is no text'],
  ['an empty text', () => routeTo(Receiver.slack('r', { apiUrl: secret, footer: '' })), 'Slack: footer is empty'],
  ['a name in plain text', () => routeTo(Receiver.webhook('r', { url: secret, http: { username: 'u', password: secret } })), 'Webhook.http: username is a text'],
  ['a client\'s id in plain text', () => routeTo(Receiver.webhook('r', { url: secret, http: { oauth2: { clientId: 'c', clientSecret: secret, tokenUrl: 'https://x' } } })), 'Webhook.http.oauth2: clientId is a text'],
  ['headers', () => routeTo(Receiver.webhook('r', { url: secret, http: { headers: { 'X-A': HttpHeader.of('b') } } })), 'Webhook.http: an AlertmanagerConfig has no headers'],
  ['a proxy of another kind', () => routeTo(Receiver.webhook('r', { url: secret, http: { proxyUrl: 'socks5h://p:1' } })), 'the proxy\'s scheme is none of an AlertmanagerConfig'],
  ['a template of nobody', () => routeTo(Receiver.slack('r', { apiUrl: secret, text: '{{ template "team.text" . }}' })), 'Receiver r: a text refers to a template that is not defined\n  value:   "team.text"'],
  ['a time zone', () => ({ route: new Route({ receiver: plain, routes: [new Route({ muteTimeIntervals: [new TimeInterval('n', [{ weekdays: [Weekday.MONDAY], location: 'Asia/Seoul' }])] })] }) }), 'TimeInterval n: a span of time has a location'],
  ['a year of long ago', () => ({ route: new Route({ receiver: plain, routes: [new Route({ muteTimeIntervals: [new TimeInterval('n', [{ years: ['1999'] }])] })] }) }), 'TimeInterval n: a year is none of an AlertmanagerConfig'],
])('refuses %s', (_, props, message) => {
  expect(() => spec(props())).toThrow(message);
});

test('where the Alertmanager adds no condition, another namespace can be heard', () => {
  expect(() => spec({ route: new Route({ receiver: plain, matchers: [Matcher.equal('namespace', 'search')] }), matcherStrategy: MatcherStrategy.NONE })).not.toThrow();
});

test('the facts name each field that the CRD has', () => {
  const receiver = (read('monitoring.coreos.com', 'AlertmanagerConfig').versions['v1alpha1'] as never as { properties: { spec: { properties: { receivers: { items: { properties: Record<string, { items?: { properties: object } }> } } } } } })
    .properties.spec.properties.receivers.items.properties;
  expect(Object.fromEntries(Object.entries(OBJECT_INTEGRATIONS).map(([section, { fields }]) => [section, fields])))
    .toEqual(Object.fromEntries(Object.entries(receiver).flatMap(([section, { items }]) => (items === undefined ? [] : [[section, Object.keys(items.properties).sort()]]))));
});
