import { Document } from '../../lib/checks/document';
import { Located } from '../../lib/checks/located';
import { integrationChannel, mountedKeys, providerChannel } from '../../lib/explain/channel';

const at = (value: unknown): Located => new Located(Document.of(value), []);

const FILE = '/etc/alertmanager/secrets/on-call/address';

describe('integrationChannel', () => {
  test.each([
    ['slack', { channel: '#alerts', api_url_file: FILE }, 'Slack #alerts'],
    ['slack', { api_url_file: FILE }, 'Slack (on-call)'],
    ['msteamsv2', { webhook_url_file: FILE }, 'Microsoft Teams (on-call)'],
    ['discord', { webhook_url_file: FILE }, 'Discord (on-call)'],
    ['pagerduty', { routing_key_file: FILE }, 'PagerDuty (on-call)'],
    ['opsgenie', {}, 'Opsgenie (receiver)'],
    ['email', { to: 'ops@example.com' }, 'email ops@example.com'],
    ['telegram', { chat_id: -100, bot_token_file: FILE }, 'Telegram -100'],
    ['rocketchat', { channel: '#alerts' }, 'Rocket.Chat #alerts'],
    ['webhook', { url: 'https://hooks.example.com/very/secret' }, 'webhook (hooks.example.com)'],
    ['webhook', { url: '{{ template }}' }, 'webhook (receiver)'],
    ['slack', { channel: '#alerts', apiURL: { name: 'slack', key: 'url' } }, 'Slack #alerts'],
    ['msteamsv2', { webhookURL: { name: 'teams', key: 'url' } }, 'Microsoft Teams (teams)'],
    ['telegram', { chatID: 12 }, 'Telegram 12'],
    ['slack', 'no map', 'Slack (receiver)'],
    ['brandnew', { token_file: FILE }, 'brandnew (on-call)'],
  ])('%s %j: %s', (service, entry, name) => {
    expect(integrationChannel({ service, at: at(entry) }, 'receiver')).toBe(name);
  });

  test('an address that all receivers share', () => {
    const global = { slack_api_url_file: FILE, opsgenie_api_key_file: '/etc/alertmanager/secrets/other/key' };
    expect(integrationChannel({ service: 'slack', at: at({}) }, 'receiver', at(global))).toBe('Slack (on-call)');
  });
});

describe('providerChannel', () => {
  test.each([
    [{ type: 'slack', channel: '#news', secretRef: { name: 's' } }, 'Slack #news'],
    [{ type: 'msteams', secretRef: { name: 'teams' } }, 'Microsoft Teams (teams)'],
    [{ type: 'googlechat', address: 'https://chat.example.com/secret' }, 'Google Chat (chat.example.com)'],
    [{ type: 'rocket' }, 'Rocket.Chat (provider)'],
    [{ type: 'nats', channel: 'subject' }, 'nats subject'],
  ])('%j: %s', (spec, name) => {
    expect(providerChannel({ name: 'provider', spec: at(spec) })).toBe(name);
  });
});

describe('mountedKeys', () => {
  test.each([
    ['a file of a Secret', FILE, [{ secret: 'on-call', key: 'address' }]],
    ['deep within', [{ a: { b: [FILE] } }], [{ secret: 'on-call', key: 'address' }]],
    ['another file', '/etc/passwd', []],
    ['a folder', '/etc/alertmanager/secrets/on-call', []],
    ['no text', 3, []],
  ])('%s', (_, value, keys) => {
    expect(mountedKeys(value)).toEqual(keys);
  });
});
