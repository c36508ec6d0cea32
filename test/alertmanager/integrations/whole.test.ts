import { Duration } from 'cdk8s';
import { SecretKey } from '../../../lib';
import { Dialect, Discord, Email, EmailThreading, Integration, Opsgenie, OpsgenieResponder, Pagerduty, Rocketchat, Slack, Telegram, Webhook } from '../../../lib/alertmanager';
import { fields } from './fields';

const secret = SecretKey.of('chat', 'key');
const path = '/etc/alertmanager/secrets/chat/key';
const color = '{{ .Status }}';

/** Beside what the tests of each kind show. */
test.each<[string, Integration, object]>([
  ['Discord', new Discord({ webhookUrl: secret, avatarUrl: 'https://x', content: 'c' }), { discord_configs: { webhook_url_file: path, avatar_url: 'https://x', content: 'c' } }],
  ['e-mail', new Email({ to: 'a@b.test', authSecret: secret, authIdentity: 'i', hello: 'h', headers: { 'X-A': 'b' }, tls: { ca: secret }, forceImplicitTls: true, threading: EmailThreading.DAILY }), {
    email_configs: { auth_secret_file: path, auth_identity: 'i', hello: 'h', headers: { 'X-A': 'b' }, tls_config: { ca_file: path }, force_implicit_tls: true, threading: { enabled: true, thread_by_date: 'daily' } },
  }],
  ['Opsgenie', new Opsgenie({ apiKey: secret, source: 's', details: { a: 'b' }, entity: 'e', actions: 'x,y', note: 'n', updateAlerts: true, responders: [OpsgenieResponder.teams('a,b'), OpsgenieResponder.byId('user', '1')] }), {
    opsgenie_configs: { source: 's', details: { a: 'b' }, entity: 'e', actions: 'x,y', note: 'n', update_alerts: true, responders: [{ name: 'a,b', type: 'teams' }, { id: '1', type: 'user' }] },
  }],
  ['PagerDuty', new Pagerduty({
    routingKey: secret, apiUrl: 'https://x', client: 'c', clientUrl: 'https://y', source: 's', eventClass: 'k', component: 'm', group: 'g', links: [{ href: 'https://l', text: 't' }], images: [{ src: 'https://i', alt: 'a', href: 'https://h' }],
    timeout: Duration.seconds(90),
  }), {
    pagerduty_configs: {
      url: 'https://x', client: 'c', client_url: 'https://y', source: 's', class: 'k', component: 'm', group: 'g', links: [{ href: 'https://l', text: 't' }], images: [{ src: 'https://i', alt: 'a', href: 'https://h' }], timeout: '1m30s',
    },
  }],
  ['Rocket.Chat', new Rocketchat({
    apiUrl: 'https://x', token: secret, tokenId: secret, color, titleLink: 'https://l', attachmentFields: [{ title: 'a', value: 'b', short: true }], shortFields: true, emoji: ':e:', iconUrl: 'https://i', imageUrl: 'https://m', thumbUrl: 'https://t',
    linkNames: true, actions: [{ text: 'a', url: 'https://u' }, { text: 'b', message: 'm' }],
  }), {
    rocketchat_configs: {
      color, title_link: 'https://l', fields: [{ title: 'a', value: 'b', short: true }], short_fields: true, emoji: ':e:', icon_url: 'https://i', image_url: 'https://m', thumb_url: 'https://t', link_names: true,
      actions: [{ type: 'button', text: 'a', url: 'https://u' }, { type: 'button', text: 'b', msg: 'm' }],
    },
  }],
  ['Slack', new Slack({
    appToken: secret, channel: '#a', appUrl: 'https://slack.test/api', titleLink: 'https://l', pretext: 'p', fallback: 'f', attachmentFields: [{ title: 'a', value: 'b' }], shortFields: true, footer: 'o', callbackId: 'c', iconEmoji: ':e:',
    iconUrl: 'https://i', imageUrl: 'https://m', thumbUrl: 'https://t', linkNames: true, mrkdwnIn: ['text'], timeout: Duration.seconds(5),
    actions: [{ text: 'a', url: 'https://u', style: 'danger' }, { text: 'b', name: 'n', value: 'v', confirm: { text: 'q', title: 't', okText: 'o', dismissText: 'd' } }],
  }), {
    slack_configs: {
      app_token_file: path, app_url: 'https://slack.test/api', title_link: 'https://l', pretext: 'p', fallback: 'f', fields: [{ title: 'a', value: 'b' }], short_fields: true, footer: 'o', callback_id: 'c', icon_emoji: ':e:', icon_url: 'https://i',
      image_url: 'https://m', thumb_url: 'https://t', link_names: true, mrkdwn_in: ['text'], timeout: '5s',
      actions: [{ type: 'button', text: 'a', url: 'https://u', style: 'danger' }, { type: 'button', text: 'b', name: 'n', value: 'v', confirm: { text: 'q', title: 't', ok_text: 'o', dismiss_text: 'd' } }],
    },
  }],
  ['Telegram', new Telegram({ botToken: secret, chatId: 1, apiUrl: 'https://x', messageThreadId: 7, disableNotifications: true }), { telegram_configs: { api_url: 'https://x', message_thread_id: 7, disable_notifications: true } }],
  ['a webhook', new Webhook({ url: secret, timeout: Duration.seconds(5), payload: { a: ['{{ .Status }}'] } }), { webhook_configs: { timeout: '5s', payload: { a: ['{{ .Status }}'] } } }],
  ['a webhook with a text', new Webhook({ url: secret, payloadText: '{{ .Status }}' }), { webhook_configs: { payload: '{{ .Status }}' } }],
])('%s writes each of its fields', (_, integration, expected) => {
  expect(fields(integration, Dialect.ALERTMANAGER)).toMatchObject(expected);
});

test('Slack rewrites a message where the token is a header, and nothing crashes', () => {
  const made = fields(new Slack({ appToken: secret, channel: '#a', updateMessage: true, http: { followRedirects: false } })) as { slack_configs: object };
  expect(made.slack_configs).toMatchObject({ api_url: 'https://slack.com/api/chat.postMessage', update_message: true, http_config: { authorization: { credentials_file: path }, follow_redirects: false } });
  expect(Object.keys(made.slack_configs)).not.toContain('app_token_file');
});

test.each<[string, () => unknown, string]>([
  ['a picture at Discord\'s Slack-compatible address', () => new Discord({ slackCompatibleUrl: secret, avatarUrl: 'https://x' }), 'Discord: avatarUrl is given with slackCompatibleUrl'],
  ['a subject twice', () => new Email({ to: 'a@b.test', headers: { subject: 'x' } }), 'Email: a header is given twice'],
  ['a header that threading writes', () => new Email({ to: 'a@b.test', headers: { References: 'x' }, threading: EmailThreading.GROUP }), 'Email: a header is given twice, or is one that Alertmanager writes itself\n  value:   "References"'],
  ['a responder of no kind', () => OpsgenieResponder.byId('robot', '1'), 'OpsgenieResponder: the type is none of Opsgenie\'s'],
  ['a button that does two things', () => new Rocketchat({ apiUrl: 'https://x', token: secret, tokenId: secret, actions: [{ text: 'a', url: 'https://x', message: 'm' }] }), 'Rocketchat: a button has both url and message'],
  ['buttons that the operator spoils', () => fields(new Rocketchat({ apiUrl: 'https://x', token: secret, tokenId: secret, actions: [{ text: 'a', url: 'https://x' }] })), 'Rocketchat: actions are given'],
  ['a message that a webhook cannot rewrite', () => new Slack({ apiUrl: secret, updateMessage: true }), 'Slack: updateMessage is on without appToken'],
  ['an address for nothing', () => new Slack({ apiUrl: secret, appUrl: 'https://x' }), 'Slack: appUrl is given without appToken'],
  ['a button with neither', () => new Slack({ apiUrl: secret, actions: [{ text: 'a' }] }), 'Slack: a button has neither url nor name'],
  ['a value that goes nowhere', () => new Slack({ apiUrl: secret, actions: [{ text: 'a', url: 'https://x', value: 'v' }] }), 'Slack: a button with a url has value'],
  ['a field without a value', () => new Slack({ apiUrl: secret, attachmentFields: [{ title: 'a', value: '' }] }), 'Slack: a field has no title or no value'],
  ['a topic of no number', () => new Telegram({ botToken: secret, chatId: 1, messageThreadId: 0.5 }), 'Telegram: messageThreadId is not a whole number'],
  ['two payloads', () => new Webhook({ url: secret, payload: {}, payloadText: 'x' }), 'Webhook: both payload and payloadText are given'],
  ['a secret\'s value', () => fields(new Webhook({ url: 'https://x/hunter2' as never })), 'Webhook: url is no SecretKey'],
])('refuses %s', (_, make, message) => {
  expect(make).toThrow(message);
  expect(make).not.toThrow('hunter2');
});
