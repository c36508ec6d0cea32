import { integrationChannel, mountedKeys, providerChannel } from '../../lib/explain/channel';

const FILE = '/etc/alertmanager/secrets/on-call/address';

describe('integrationChannel', () => {
  test.each([
    ['slack_configs', { channel: '#alerts', api_url_file: FILE }, 'Slack #alerts'],
    ['slack_configs', { api_url_file: FILE }, 'Slack (on-call)'],
    ['msteamsv2_configs', { webhook_url_file: FILE }, 'Microsoft Teams (on-call)'],
    ['discord_configs', { webhook_url_file: FILE }, 'Discord (on-call)'],
    ['pagerduty_configs', { routing_key_file: FILE }, 'PagerDuty (on-call)'],
    ['opsgenie_configs', {}, 'Opsgenie (receiver)'],
    ['email_configs', { to: 'ops@example.com' }, 'email ops@example.com'],
    ['telegram_configs', { chat_id: -100, bot_token_file: FILE }, 'Telegram -100'],
    ['rocketchat_configs', { channel: '#alerts' }, 'Rocket.Chat #alerts'],
    ['webhook_configs', { url: 'https://hooks.example.com/very/secret' }, 'webhook (hooks.example.com)'],
    ['webhook_configs', { url: '{{ template }}' }, 'webhook (receiver)'],
    ['brandnew_configs', { token_file: FILE }, 'brandnew (on-call)'],
  ])('%s %j: %s', (section, entry, name) => {
    expect(integrationChannel(section, entry, 'receiver', {})).toBe(name);
  });

  test('an address that all receivers share', () => {
    const global = { slack_api_url_file: FILE, opsgenie_api_key_file: '/etc/alertmanager/secrets/other/key' };
    expect(integrationChannel('slack_configs', {}, 'receiver', global)).toBe('Slack (on-call)');
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
    expect(providerChannel('provider', spec)).toBe(name);
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
