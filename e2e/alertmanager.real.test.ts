import { stringify } from 'yaml';
import { Alertmanager } from './alertmanager';
import { Chat } from './chat';

const config = stringify({
  route: { receiver: 'chat', group_by: ['name'], group_wait: '10ms', group_interval: '1s' },
  receivers: [{
    name: 'chat',
    slack_configs: [{ channel: '#a', api_url_file: '/etc/alertmanager/secrets/slack/address', text: '{{ template "text" . }}' }],
    pagerduty_configs: [{ routing_key_file: '/etc/alertmanager/secrets/pagerduty/key' }],
    webhook_configs: [{ url: 'https://hooks.test/elsewhere' }],
    msteamsv2_configs: [{ webhook_url_file: '/etc/alertmanager/secrets/teams/address' }],
    discord_configs: [{ webhook_url: 'https://discord.test/elsewhere' }],
    opsgenie_configs: [{ api_key_file: '/etc/alertmanager/secrets/opsgenie/key' }],
    telegram_configs: [{ bot_token_file: '/etc/alertmanager/secrets/telegram/token', chat_id: 1 }],
    rocketchat_configs: [{ token_file: '/etc/alertmanager/secrets/rocket/token', token_id_file: '/etc/alertmanager/secrets/rocket/id', channel: '#a' }],
  }],
  inhibit_rules: [{ source_matchers: ['severity="critical"'], target_matchers: ['severity="warning"'], equal: ['name'] }],
  templates: ['/etc/alertmanager/config/*.tmpl'],
});

let chat: Chat;
let alertmanager: Alertmanager;

beforeAll(async () => {
  chat = await Chat.start();
  alertmanager = await Alertmanager.start({ config, templates: { 'a.tmpl': '{{ define "text" }}{{ .GroupLabels.name }}!{{ end }}' } }, chat);
});

afterAll(async () => {
  await alertmanager?.stop();
  await chat?.stop();
});

test('every receiver posts to the stand-in, and nothing leaves the machine', async () => {
  await alertmanager.send({ labels: { alertname: 'A', name: 'podinfo', severity: 'critical' } });
  const slack = await chat.hear(({ path }) => path === '/slack/address');
  expect(slack.body).toMatchObject({ channel: '#a', attachments: [{ text: 'podinfo!' }] });
  const others = [
    '/', // PagerDuty
    '/receiver/chat',
    '/teams/address',
    '/v2/alerts', // Opsgenie
    '/botstand-in/sendMessage',
    '/api/v1/chat.postMessage', // Rocket.Chat
  ];
  for (const path of others) { await chat.hear((message) => message.path === path, 10_000); }
  expect(chat.heard('/receiver/chat')).toHaveLength(2);
  expect(new Set(chat.messages.map(({ path }) => path))).toEqual(new Set(['/slack/address', ...others]));
});

test('an alert that is inhibited is held, and not told', async () => {
  const before = chat.messages.length;
  await alertmanager.send({ labels: { alertname: 'B', name: 'podinfo', severity: 'warning' } });
  await new Promise((resolve) => { setTimeout(resolve, 2000); });
  const held = (await alertmanager.alerts()).find(({ labels }) => labels['alertname'] === 'B');
  expect(held?.status.state).toBe('suppressed');
  expect(chat.messages.length).toBe(before);
});

test('a chat that is asked too often gets the message again', async () => {
  chat.refuse(429, 1);
  await alertmanager.send({ labels: { alertname: 'C', name: 'frontend' } });
  const message = await chat.hear(({ path, body }) => path === '/slack/address' && JSON.stringify(body).includes('frontend!'));
  expect(message.status).toBe(200);
  expect(chat.messages.some(({ status }) => status === 429)).toBe(true);
});

test('a configuration that it refuses throws, with what it says', async () => {
  await expect(Alertmanager.start({ config: 'route: {receiver: x}' }, chat)).rejects.toThrow(/undefined receiver \\"x\\"/);
});
