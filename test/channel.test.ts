import { parse } from 'yaml';
import { alertmanager, Channel, Hears, SecretKey } from '../lib';
import { Dialect } from '../lib/alertmanager/dialect';

const webhook = SecretKey.of('hook', 'address');
const FAILURES = { webhook, hears: Hears.FAILURES };
const PROGRESS = { webhook, hears: Hears.PROGRESS };
const file = '/etc/alertmanager/secrets/hook/address';

const sections = (channel: Channel): object => {
  const config = new alertmanager.Config({ route: new alertmanager.Route({ receiver: channel._receiver() }) });
  const { name, ...rest } = parse(config._toYaml(Dialect.PROMETHEUS_OPERATOR)).receivers[0] as { name: string };
  expect(name).toBe(channel.name);
  return Object.fromEntries(Object.entries<object[]>(rest).map(([section, [first]]) => [section, first]));
};

describe('a channel that hears failures is told by Alertmanager, from a file', () => {
  test.each<[string, Channel, string, object]>([
    ['Slack', Channel.slack('#on-call', FAILURES), 'slack-on-call', { slack_configs: { api_url_file: file, channel: '#on-call' } }],
    ['Teams', Channel.msTeams('On call', FAILURES), 'msteams-on-call', { msteamsv2_configs: { webhook_url_file: file } }],
    ['Discord, as Slack', Channel.discord('ops', FAILURES), 'discord-ops', { slack_configs: { api_url_file: file } }],
    ['a webhook', Channel.webhook('bridge', FAILURES), 'webhook-bridge', { webhook_configs: { url_file: file } }],
    ['PagerDuty', Channel.pagerDuty('ops', { routingKey: webhook, hears: Hears.FAILURES }), 'pagerduty-ops', { pagerduty_configs: { routing_key_file: file } }],
    ['Opsgenie', Channel.opsgenie('ops', { apiKey: webhook, hears: Hears.FAILURES, responders: [alertmanager.OpsgenieResponder.team('ops')] }), 'opsgenie-ops',
      { opsgenie_configs: { api_key_file: file, responders: [{ type: 'team', name: 'ops' }] } }],
    ['e-mail', Channel.email('ops@example.com', { from: 'am@example.com', smarthost: 'mail:587', authUsername: 'am', authPassword: webhook, hears: Hears.FAILURES }), 'email-ops-example-com',
      { email_configs: { to: 'ops@example.com', from: 'am@example.com', smarthost: 'mail:587', auth_username: 'am', auth_password_file: file } }],
    ['Telegram', Channel.telegram('ops', { botToken: webhook, chatId: -100, hears: Hears.FAILURES }), 'telegram-ops', { telegram_configs: { bot_token_file: file, chat_id: -100 } }],
    ['Rocket.Chat', Channel.rocketChat('#ops', { apiUrl: 'https://chat.example.com/', token: webhook, tokenId: SecretKey.of('hook', 'id'), hears: Hears.FAILURES }), 'rocketchat-ops',
      { rocketchat_configs: { token_file: file, token_id_file: '/etc/alertmanager/secrets/hook/id', channel: '#ops' } }],
  ])('%s', (_, channel, name, expected) => {
    expect(channel.name).toBe(name);
    expect(sections(channel)).toMatchObject(expected);
  });
});

describe('a layout of one\'s own takes the place of ours', () => {
  const layout = { ...FAILURES, messageTitle: '{{ .Status }}', messageText: '{{ template "team.text" . }}' };
  const [title, text] = [layout.messageTitle, layout.messageText];
  const secret = webhook;

  test.each<[string, Channel, string, object]>([
    ['Slack', Channel.slack('#x', layout), 'slack_configs', { title, text, fallback: title }],
    ['Teams', Channel.msTeams('x', layout), 'msteamsv2_configs', { title, text }],
    ['Discord', Channel.discord('x', layout), 'slack_configs', { title, text }],
    ['Rocket.Chat', Channel.rocketChat('#x', { ...layout, apiUrl: 'https://chat.test', token: secret, tokenId: secret }), 'rocketchat_configs', { title, text }],
    ['PagerDuty', Channel.pagerDuty('x', { ...layout, routingKey: secret }), 'pagerduty_configs', { description: title, details: { text: `\t${text}` } }],
    ['Opsgenie', Channel.opsgenie('x', { ...layout, apiKey: secret }), 'opsgenie_configs', { message: title, description: text }],
    ['e-mail', Channel.email('a@b.test', { ...layout, from: 'c@d.test', smarthost: 'mail:25' }), 'email_configs', { headers: { Subject: title }, text, html: '' }],
    ['Telegram', Channel.telegram('x', { hears: Hears.FAILURES, messageText: text, botToken: secret, chatId: 1 }), 'telegram_configs', { message: text }],
  ])('in %s', (_, channel, section, expected) => {
    expect((channel._receiver()._render(Dialect.PROMETHEUS_OPERATOR)[section] as object[])[0]).toMatchObject(expected);
  });

  test.each<[string, () => Channel, string]>([
    ['progress, which Flagger tells', () => Channel.slack('#x', { ...PROGRESS, messageText: 'x' }), 'channel slack #x: messageText is given for a channel that hears progress'],
    ['a webhook', () => Channel.webhook('x', layout), 'channel webhook x: messageTitle is given\n  allowed: a webhook gets Alertmanager\'s own JSON'],
    ['a title in Telegram', () => Channel.telegram('x', { ...layout, botToken: secret, chatId: 1 }), 'channel telegram x: messageTitle is given\n  allowed: Telegram has no title'],
    ['an empty text', () => Channel.slack('#x', { ...FAILURES, messageText: ' ' }), 'channel slack #x: messageText is empty'],
    ['a template that does not parse', () => Channel.slack('#x', { ...FAILURES, messageText: '{{ .Status' }), 'Slack.text: the template is not well-formed'],
  ])('refused for %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('a channel that hears progress is told by Flagger', () => {
  test.each<[string, Channel, object]>([
    ['Slack', Channel.slack('#news', PROGRESS), { type: 'slack', channel: '#news', secret: webhook }],
    ['Discord', Channel.discord('news', PROGRESS), { type: 'discord', secret: webhook }],
    ['Rocket.Chat', Channel.rocketChat('#news', PROGRESS), { type: 'rocket', channel: '#news', secret: webhook }],
    ['Google Chat', Channel.googleChat('news', PROGRESS), { type: 'gchat', secret: webhook }],
  ])('%s', (_, channel, expected) => {
    expect(channel._flagger).toEqual(expected);
  });
});

describe('refuses what nobody could send', () => {
  test.each<[string, () => Channel, string]>([
    ['progress in Teams', () => Channel.msTeams('x', PROGRESS), 'channel msteams x: it cannot hear of progress\n  allowed: Flagger posts the retired MessageCard format'],
    ['progress by PagerDuty', () => Channel.pagerDuty('x', { routingKey: webhook, hears: Hears.PROGRESS }), 'channel pagerduty x: it cannot hear of progress'],
    ['failures in Google Chat', () => Channel.googleChat('x', FAILURES), 'channel googlechat x: it cannot hear of failures\n  allowed: Alertmanager has no integration for Google Chat'],
    ['failures in Rocket.Chat by a webhook', () => Channel.rocketChat('#x', FAILURES), 'channel rocketchat #x: it cannot hear of failures\n  allowed: apiUrl, token and tokenId are needed'],
    ['progress in Rocket.Chat without a webhook', () => Channel.rocketChat('#x', { hears: Hears.PROGRESS }), 'channel rocketchat #x: it cannot hear of progress\n  allowed: webhook is needed'],
    ['a name that is none', () => Channel.slack('#x', { ...FAILURES, name: 'On Call' }), 'channel slack #x: no name for its objects can be made of it\n  value:   "On Call"'],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test('a title in another script still has a name, or says that it needs one', () => {
    expect(Channel.slack('#배포', { ...FAILURES, name: 'deployments' }).name).toBe('deployments');
    expect(() => Channel.slack('#배포', FAILURES)).toThrow('fix:     name: \'on-call\'');
  });
});
