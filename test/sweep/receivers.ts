import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { alertmanager } from '../../lib';
import { duration, oneOf, props, secretKey, url, whole } from './arbitraries';

/** A receiver to be made: the factory may refuse. */
export type MakeReceiver = (name: string) => alertmanager.Receiver;

/** Props of one integration. */
type Sketch = { readonly [name: string]: fc.Arbitrary<unknown> };

const secret = secretKey('key', 'address', 'a.b_c');

/** A template as people write it, and what breaks parsers and services. */
const template = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('plain', '{{ .Status }}', '{{ template "canary.title" . }}', '{{ range .Alerts }}{{ .Labels.name }} {{ end }}', '{{ .CommonLabels.name | toUpper }}', 'yes', '0x1F', 'a: b', '#a', 'line\nbreak', 'a "quoted" \\ text', '{{ `raw` }}') },
  { weight: 1, arbitrary: fc.constantFrom('', '{{ .Status', '{{ end }}', '{{ humanize 1 }}', '{{ $labels.x }}', 'x'.repeat(40_000)) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
);
const address = fc.oneof({ weight: 4, arbitrary: url }, { weight: 1, arbitrary: fc.constantFrom('https://{{ .CommonLabels.host }}/x', '{{ .ExternalURL }}', 'https://example.com/%zz', 'https://[::1]:8080/a?b=c#d', 'https://example.com:99999999/') });
const text = template;
const bool = fc.boolean();
const time = fc.oneof({ weight: 5, arbitrary: duration }, { weight: 1, arbitrary: fc.constantFrom(Duration.minutes(1), Duration.days(1)) });
const number = whole(0, 100);
const map = fc.dictionary(fc.constantFrom('a', 'X-Canary', 'two words', 'routing_key', 'customfield_1'), template, { maxKeys: 3 });
const list = (of: fc.Arbitrary<unknown>): fc.Arbitrary<unknown[]> => fc.array(of, { minLength: 1, maxLength: 2 });
const record = (needed: Sketch, optional: Sketch = {}): fc.Arbitrary<object> => props<object>(needed, optional);

const tls = record({}, {
  ca: secret, cert: secret, key: secret, serverName: fc.constantFrom('a', 'server.example.com'), insecureSkipVerify: bool,
  minVersion: oneOf(alertmanager.TlsVersion), maxVersion: oneOf(alertmanager.TlsVersion),
});
const proxyUrl = fc.constantFrom('http://proxy:3128', 'https://proxy.example.com', 'socks5://p:1', 'socks5h://p:1', 'http://u:p@proxy', 'proxy');
const connectHeaders = fc.dictionary(fc.constantFrom('X-Proxy', 'a b'), fc.array(secret, { minLength: 1, maxLength: 2 }), { minKeys: 1, maxKeys: 1 });
const proxy: readonly Sketch[] = [{}, {}, { proxyUrl }, { proxyUrl, noProxy: fc.constant('a,b') }, { proxyFromEnvironment: bool }, { proxyUrl, proxyConnectHeaders: connectHeaders }, { noProxy: fc.constant('a') }];
const oauth2 = fc.oneof(...proxy.map((way) => record(
  { clientSecret: secret, tokenUrl: url, ...way },
  { clientId: fc.constant('canary'), clientIdSecret: secret, scopes: fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }), endpointParams: map, tls },
)));
const header = fc.oneof(fc.constantFrom('a', 'b').map((value) => alertmanager.HttpHeader.of(value)), secret.map((each) => alertmanager.HttpHeader.fromSecret(each)));
const ways: readonly Sketch[] = [
  {}, {}, { credentials: secret, authorizationType: fc.constantFrom('Bearer', 'Token', 'basic') }, { credentials: secret }, { username: fc.constant('u'), password: secret },
  { usernameSecret: secret, password: secret }, { oauth2 }, { oauth2, credentials: secret },
];
/** How HTTP is spoken, in all ways. */
export const http = fc.oneof(...proxy.flatMap((by) => ways.map((way) => record(
  { ...by, ...way },
  { tls, followRedirects: bool, enableHttp2: bool, headers: fc.dictionary(fc.constantFrom('X-Canary', 'Authorization', 'a b'), header, { maxKeys: 2 }) },
)))) as fc.Arbitrary<alertmanager.HttpConfig>;

const fieldEntry = record({ title: template, value: template }, { short: bool });
const slackAction = fc.oneof(
  record({ text: template, url: address }, { style: template }),
  record({ text: template, name: template }, { style: template, value: template, confirm: record({ text: template }, { title: template, okText: template, dismissText: template }) }),
);
const slackLook = {
  channel: fc.constantFrom('#a', '@b'), title: text, text, messageText: text, color: fc.constantFrom('{{ if eq .Status "firing" }}danger{{ else }}good{{ end }}', 'danger'), username: text, titleLink: address, pretext: text,
  fallback: text, attachmentFields: list(fieldEntry), shortFields: bool, footer: text, callbackId: text, iconEmoji: text, iconUrl: address, imageUrl: address, thumbUrl: address,
  linkNames: bool, mrkdwnIn: fc.constant(['text']), actions: list(slackAction), timeout: time,
};
const responder = fc.constantFrom('team', 'user', 'escalation', 'schedule', 'teams').map((kind) => {
  if (kind === 'teams') { return alertmanager.OpsgenieResponder.teams('a,b'); }
  return kind === 'team' ? alertmanager.OpsgenieResponder.byId('team', '1') : alertmanager.OpsgenieResponder[kind as 'user']('x');
});
const attachment = { fallback: text, color: text, pretext: text, authorName: text, authorLink: text, authorIcon: text, titleLink: text, thumbUrl: text, footer: text, footerIcon: text, imageUrl: text, attachmentFields: list(fieldEntry) };

/** The factories by name, each with props that it needs and props that it takes. */
export const INTEGRATIONS: readonly (readonly [kind: string, needed: Sketch, optional: Sketch])[] = [
  ['discord', { webhookUrl: secret }, { title: text, message: text, username: text, avatarUrl: address, content: text }],
  ['discord', { slackCompatibleUrl: secret }, { title: text, message: text, username: text }],
  ['email', { to: fc.constantFrom('a@example.com', 'a@example.com, b@example.com', 'nobody'), from: fc.constant('c@example.com'), smarthost: fc.constantFrom('smtp.example.com:587', '[::1]:25', 'smtp.example.com') }, {
    authUsername: fc.constant('u'), authPassword: secret, authSecret: secret, authIdentity: fc.constant('i'), requireTls: bool, subject: text, html: text, text, hello: fc.constant('h'), headers: map, tls,
    forceImplicitTls: bool, threading: oneOf(alertmanager.EmailThreading),
  }],
  ['incidentio', { url: secret, alertSourceToken: secret }, { maxAlerts: number, timeout: time }],
  ['incidentio', { address: url, alertSourceToken: secret }, { maxAlerts: number, timeout: time }],
  ['jira', { apiUrl: url, project: text, issueType: text }, {
    apiType: oneOf(alertmanager.JiraApiType), summary: text, description: text, updateSummary: bool, updateDescription: bool, labels: fc.array(text, { maxLength: 2 }), priority: text,
    reopenTransition: text, resolveTransition: text, wontFixResolution: text, reopenDuration: time, customFields: map,
  }],
  ['mattermost', { webhookUrl: secret }, {
    ...attachment, channel: text, username: text, title: text, text, iconUrl: text, iconEmoji: text, attachments: list(record({}, { ...attachment, title: text, text })), card: text,
    priority: oneOf(alertmanager.MattermostPriority), requestedAck: bool, persistentNotifications: bool,
  }],
  ['msteams', { webhookUrl: secret }, { title: text, summary: text, text }],
  ['msteamsv2', { webhookUrl: secret }, { title: text, text }],
  ['opsgenie', { apiKey: secret }, {
    apiUrl: url, message: text, description: text, responders: list(responder), priority: fc.constantFrom('P1', '{{ .Status }}', 'P9'), tags: text, source: text, details: map, entity: text, actions: text, note: text, updateAlerts: bool,
  }],
  ...['routingKey', 'serviceKey'].map((key): [string, Sketch, Sketch] => ['pagerduty', { [key]: secret }, {
    description: text, severity: text, details: map, apiUrl: url, client: text, clientUrl: address, source: text, eventClass: text, component: text, group: text,
    links: list(record({ href: address }, { text })), images: list(record({ src: address }, { alt: text, href: address })), timeout: time,
  }]),
  ['pushover', { userKey: secret, token: secret }, {
    title: text, message: text, url: address, urlTitle: text, device: text, sound: fc.constant('siren'), priority: fc.constantFrom('2', '-1', '{{ .Status }}', '7'), retry: time, expire: time, ttl: time, html: bool, monospace: bool,
  }],
  ['rocketchat', { apiUrl: url, token: secret, tokenId: secret }, {
    channel: text, title: text, text, color: text, titleLink: text, attachmentFields: list(fieldEntry), shortFields: bool, emoji: text, iconUrl: address, imageUrl: address, thumbUrl: address, linkNames: bool,
    actions: list(fc.oneof(record({ text, url: address }), record({ text, message: text }))),
  }],
  ['slack', { apiUrl: secret }, slackLook],
  ['slack', { appToken: secret, channel: fc.constant('#a') }, { ...slackLook, appUrl: url }],
  ['slack', { appToken: secret, channel: fc.constant('#a'), updateMessage: bool }, slackLook],
  ...['topicArn', 'targetArn', 'phoneNumber'].map((target): [string, Sketch, Sketch] => ['sns', { [target]: fc.constantFrom('arn:aws:sns:us-east-2:123456789012:T', '+15550100', '{{ .Status }}') }, {
    region: fc.constantFrom('us-east-2', ''), profile: fc.constant('p'), roleArn: fc.constant('arn:aws:iam::1:role/r'), externalId: fc.constant('e'), useFipsStsEndpoint: bool, apiUrl: address, subject: text, message: text, attributes: map,
    useAwsHttpClient: bool,
  }]),
  ['sns', { topicArn: fc.constant('arn:aws:sns:us-east-2:123456789012:T'), accessKey: secret, secretKey: secret, roleArn: fc.constant('arn:aws:iam::1:role/r') }, { externalId: fc.constant('e'), useFipsStsEndpoint: bool }],
  ['telegram', { botToken: secret, chatId: whole(-1_000_000, 1_000_000) }, { message: text, parseMode: oneOf(alertmanager.TelegramParseMode), apiUrl: url, messageThreadId: number, disableNotifications: bool }],
  ['telegram', { botToken: secret, chatIdFile: secret }, { message: text }],
  ['victorops', { apiKey: secret, routingKey: text }, { apiUrl: url, messageType: text, stateMessage: text, entityDisplayName: text, monitoringTool: text, customFields: map }],
  ['webex', { roomId: text, botToken: secret }, { apiUrl: url, message: text }],
  ['webhook', { url: secret }, { maxAlerts: number, timeout: time, payload: map }],
  ['webhook', { address }, { maxAlerts: number, timeout: time, payload: map }],
  ['wechat', { apiSecret: secret, corpId: fc.constant('c') }, {
    apiUrl: url, agentId: text, toUser: fc.constantFrom('@all', '{{ .Status }}', ''), toParty: text, toTag: text, message: text, messageType: oneOf(alertmanager.WechatMessageType),
  }],
];

/** Few fields at once, so that most are good; each field comes often enough. */
function few(optional: Sketch): fc.Arbitrary<object> {
  const names = Object.keys(optional);
  if (names.length === 0) { return fc.constant({}); }
  return fc.subarray(names, { maxLength: Math.min(4, names.length) })
    .chain((some) => fc.record(Object.fromEntries(some.map((name) => [name, optional[name] as fc.Arbitrary<unknown>]))));
}

/** One receiver of each kind, with any of its fields. */
export const RECEIVERS: readonly (readonly [kind: string, make: fc.Arbitrary<MakeReceiver>])[] = INTEGRATIONS.map(([kind, needed, optional]) => {
  const common = few({ sendResolved: bool, ...(kind === 'email' ? {} : { http: fc.oneof({ weight: 1, arbitrary: http }, { weight: 1, arbitrary: fc.constant({ followRedirects: false }) }) }) });
  const whole = fc.tuple(props<object>(needed), few(optional), fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: common }))
    .map((parts) => Object.assign({}, ...parts) as never);
  return [kind, whole.map((given): MakeReceiver => Object.assign(
    (name: string) => alertmanager.Receiver[kind as 'slack'](name, given),
    { [fc.toStringMethod]: () => `${kind} ${fc.stringify(given)}` },
  ))];
});

/** Any receiver. */
export const receiver: fc.Arbitrary<MakeReceiver> = fc.oneof(...RECEIVERS.map(([, make]) => make), fc.constant((name: string) => alertmanager.Receiver.none(name)));


/** Any receiver, most of a kind that an AlertmanagerConfig has. */
export const objectReceiver: fc.Arbitrary<MakeReceiver> = fc.oneof(
  ...RECEIVERS.map(([kind, make]) => ({ weight: /incidentio|jira|mattermost/.test(kind) ? 1 : 8, arbitrary: make })),
  { weight: 8, arbitrary: fc.constant((name: string) => alertmanager.Receiver.none(name)) },
);
