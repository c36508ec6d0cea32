import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { alertmanager, SecretKey } from '../../lib';
import type { MakeReceiver } from './receivers';

const secret = SecretKey.of('receiver', 'key');
const [url, text, timeout] = ['https://example.com/x', '{{ .Status }}', Duration.seconds(90)];
const tls: alertmanager.TlsConfig = { ca: secret, cert: secret, key: secret, serverName: 's', insecureSkipVerify: true, minVersion: alertmanager.TlsVersion.TLS12, maxVersion: alertmanager.TlsVersion.TLS13 };
const proxyConnectHeaders = { 'X-Proxy': [secret] };
const byAddress = { proxyUrl: 'http://proxy:3128', noProxy: 'a,b', proxyConnectHeaders };
const common = { tls, followRedirects: false, enableHttp2: false };
const oauth2 = { clientIdSecret: secret, clientSecret: secret, tokenUrl: url, scopes: ['a'], endpointParams: { audience: 'x' }, tls };

/** All that can be said of HTTP in an AlertmanagerConfig, in the three ways that do not go together. */
const HTTP: readonly alertmanager.HttpConfig[] = [
  { ...common, ...byAddress, credentials: secret, authorizationType: 'Token' },
  { ...common, proxyFromEnvironment: true, usernameSecret: secret, password: secret },
  { ...common, oauth2: { ...oauth2, ...byAddress } },
  { oauth2: { ...oauth2, proxyFromEnvironment: true } },
];

const fields = [{ title: 'a', value: 'b', short: true }];
const pagerduty = {
  description: text, severity: text, details: { a: text }, apiUrl: url, client: text, clientUrl: url, source: text, eventClass: text, component: text, group: text,
  links: [{ href: url, text }], images: [{ src: url, alt: text, href: url }], timeout,
};
const sns = { region: 'r', profile: 'p', roleArn: 'o', externalId: 'e', useFipsStsEndpoint: true, accessKey: secret, secretKey: secret, apiUrl: url, subject: text, message: text, attributes: { A: text }, useAwsHttpClient: true };
const whole = (make: (name: string, http: alertmanager.HttpConfig) => alertmanager.Receiver, ways = HTTP): fc.Arbitrary<MakeReceiver> =>
  fc.constantFrom(...ways).map((http) => (name: string) => make(name, http));

/** A receiver of each kind that an AlertmanagerConfig has, with all of its fields. */
export const WHOLE_RECEIVERS: readonly fc.Arbitrary<MakeReceiver>[] = [
  whole((name, http) => alertmanager.Receiver.discord(name, { http, webhookUrl: secret, title: text, message: text, username: text, avatarUrl: url, content: text })),
  whole((name) => alertmanager.Receiver.email(name, {
    to: 'a@example.com', from: 'b@example.com', smarthost: 'smtp.example.com:587', authUsername: 'u', authPassword: secret, authSecret: secret, authIdentity: 'i', requireTls: true, subject: text, html: text, text,
    hello: 'h', headers: { 'X-A': text }, tls, forceImplicitTls: true, threading: alertmanager.EmailThreading.DAILY,
  })),
  whole((name, http) => alertmanager.Receiver.msteams(name, { http, webhookUrl: secret, title: text, summary: text, text })),
  whole((name, http) => alertmanager.Receiver.msteamsv2(name, { http, webhookUrl: secret, title: text, text })),
  whole((name, http) => alertmanager.Receiver.opsgenie(name, {
    http, apiKey: secret, apiUrl: url, message: text, description: text, priority: 'P1', tags: text, source: text, details: { a: text }, entity: text, actions: text, note: text, updateAlerts: true,
    responders: [alertmanager.OpsgenieResponder.byId('team', '1'), alertmanager.OpsgenieResponder.user('u'), alertmanager.OpsgenieResponder.teams('a,b')],
  })),
  whole((name, http) => alertmanager.Receiver.pagerduty(name, { http, routingKey: secret, ...pagerduty })),
  whole((name, http) => alertmanager.Receiver.pagerduty(name, { http, serviceKey: secret, ...pagerduty })),
  whole((name, http) => alertmanager.Receiver.pushover(name, {
    http, userKey: secret, token: secret, title: text, message: text, url, urlTitle: text, device: text, priority: '1', retry: timeout, expire: timeout, ttl: timeout, html: true, monospace: false,
  })),
  whole((name, http) => alertmanager.Receiver.rocketchat(name, {
    http, apiUrl: url, token: secret, tokenId: secret, channel: '#a', title: text, text, color: text, titleLink: text, attachmentFields: fields, shortFields: true, emoji: text, iconUrl: url, imageUrl: url, thumbUrl: url, linkNames: true,
  })),
  whole((name, http) => alertmanager.Receiver.slack(name, {
    http, apiUrl: secret, channel: '#a', title: text, text, messageText: text, color: text, username: text, titleLink: url, pretext: text, fallback: text, attachmentFields: fields, shortFields: true, footer: text,
    callbackId: text, iconEmoji: text, iconUrl: url, imageUrl: url, thumbUrl: url, linkNames: true, mrkdwnIn: ['text'], timeout,
    actions: [{ text, url, style: 'danger' }, { text, name: 'n', value: 'v', confirm: { text, title: text, okText: text, dismissText: text } }],
  })),
  ...['topicArn', 'targetArn', 'phoneNumber'].map((target) => whole((name, http) => alertmanager.Receiver.sns(name, { http, [target]: 'a', ...sns }))),
  whole((name, http) => alertmanager.Receiver.telegram(name, { http, botToken: secret, chatId: -1001234567890, message: text, apiUrl: url, messageThreadId: 7, disableNotifications: true })),
  whole((name, http) => alertmanager.Receiver.victorops(name, { http, apiKey: secret, routingKey: text, apiUrl: url, messageType: text, stateMessage: text, entityDisplayName: text, monitoringTool: text, customFields: { a: text } })),
  whole((name, http) => alertmanager.Receiver.webex(name, { http, roomId: text, botToken: secret, apiUrl: url, message: text }), [{ ...common, ...byAddress, authorizationType: 'Token' }, { proxyFromEnvironment: true }]),
  whole((name, http) => alertmanager.Receiver.webhook(name, { http, url: secret, maxAlerts: 5, timeout, payloadText: text })),
  whole((name, http) => alertmanager.Receiver.webhook(name, { http, address: url })),
  whole((name, http) => alertmanager.Receiver.wechat(name, {
    http, apiSecret: secret, corpId: 'c', apiUrl: url, agentId: text, toUser: text, toParty: text, toTag: text, message: text, messageType: alertmanager.WechatMessageType.MARKDOWN,
  })),
];
