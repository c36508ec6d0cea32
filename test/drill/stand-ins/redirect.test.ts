import { stringify } from 'yaml';
import { withoutUnknown } from '../../../lib/drill/process/alertmanager';
import { WIRINGS } from '../../../lib/drill/stand-ins/integration-wiring';
import { redirect, Redirection } from '../../../lib/drill/stand-ins/redirect';
import { SECRET_FIELDS } from '../../../lib/facts/alertmanager';
import { EVERY_INTEGRATION } from './every-integration';

const HERE = { http: 'http://127.0.0.1:1', smtp: '127.0.0.1:2' };

function redirected(receiver: object, global: object = {}, rest: object = {}): Redirection {
  return redirect(stringify({ global, route: { receiver: 'shop' }, receivers: [{ name: 'shop', ...receiver }], ...rest }), HERE);
}

function entriesOf({ config }: Redirection, section: string): Record<string, unknown>[] {
  const [receiver] = config['receivers'] as Record<string, Record<string, unknown>[]>[];
  return (receiver?.[section] ?? []).filter((each) => !String(each['url']).includes('/tap/'));
}

test('every kind of integration that Alertmanager has is known', () => {
  expect(Object.keys(WIRINGS).map((service) => `${service}_configs`).sort()).toEqual(Object.keys(SECRET_FIELDS).sort());
  expect(Object.keys(EVERY_INTEGRATION).sort()).toEqual([...Object.keys(WIRINGS), 'carrierpigeon'].sort());
});

test.each(Object.entries(EVERY_INTEGRATION))('%s: no address, secret or file is left that is not the stand-in\'s', (service, entry) => {
  const redirection = redirected({ [`${service}_configs`]: [entry] });
  const text = JSON.stringify(redirection.config);
  expect(text).not.toContain('elsewhere.example');
  expect(text).not.toContain('SECRET');
  expect(text).not.toMatch(/_file"|proxy|oauth2|tls_config|role_arn/);
  expect(text).toMatch(/http:\/\/127\.0\.0\.1:1\/0|"127\.0\.0\.1:2"/);
  // Beside it, a tap that hears the same.
  const [receiver] = redirection.config['receivers'] as { webhook_configs: Record<string, unknown>[] }[];
  const [sent] = entriesOf(redirection, redirection.integrations[0]?.playedAs === service ? `${service}_configs` : 'webhook_configs');
  expect(receiver?.webhook_configs.at(-1)).toEqual({ url: 'http://127.0.0.1:1/tap/0', send_resolved: sent?.['send_resolved'] });
});

test('what people see stays', () => {
  expect(entriesOf(redirected({ slack_configs: [EVERY_INTEGRATION['slack']] }), 'slack_configs')).toEqual([{
    api_url: 'http://127.0.0.1:1/0', channel: '#shop', title_link: 'https://shop.example/title', icon_url: 'https://shop.example/icon.png', send_resolved: false,
  }]);
});

test('what cannot be set, and what is not known, is played as a webhook, and said', () => {
  const { said, integrations } = redirected({ pushover_configs: [EVERY_INTEGRATION['pushover']], carrierpigeon_configs: [{ loft_url: 'http://x' }] });
  expect(integrations.map(({ service, playedAs }) => [service, playedAs])).toEqual([['pushover', 'webhook'], ['carrierpigeon', 'webhook']]);
  expect(said).toEqual([
    'pushover_configs of receiver "shop": the address of Pushover cannot be set; played as a webhook',
    'carrierpigeon_configs of receiver "shop": this drill does not know it; played as a webhook',
  ]);
});

test('what would post to slack.com whatever its address is, is left out, and said', () => {
  const redirection = redirected({ slack_configs: [{ api_url: 'https://slack.com/api/chat.postMessage', update_message: true, app_token: 'a' }] });
  expect(entriesOf(redirection, 'slack_configs')[0]).not.toHaveProperty('update_message');
  expect(redirection.said).toHaveLength(2);
});

test('a service key of PagerDuty becomes a routing key: version 1 has an address of its own', () => {
  expect(entriesOf(redirected({ pagerduty_configs: [{ service_key: 'a' }] }), 'pagerduty_configs')).toEqual([{ url: 'http://127.0.0.1:1/0', routing_key: 'stand-in', send_resolved: true }]);
});

test('what Alertmanager would refuse for want of an address stays without one', () => {
  expect(entriesOf(redirected({ slack_configs: [{ channel: '#a' }], discord_configs: [{}] }), 'slack_configs')).toEqual([{ channel: '#a', send_resolved: false }]);
  expect(entriesOf(redirected({ slack_configs: [{ channel: '#a' }] }, { slack_api_url_file: '/etc/x' }), 'slack_configs')).toEqual([{ channel: '#a', api_url: 'http://127.0.0.1:1/0', send_resolved: false }]);
});

test('nothing of `global` but what changes the words; no tracing, no event recorder', () => {
  const { config, said } = redirected({}, { resolve_timeout: '1m', smtp_from: 'a@b', slack_api_url: 'https://elsewhere.example', http_config: { proxy_url: 'http://p' } },
    { tracing: { endpoint: 'elsewhere.example:4317' }, event_recorder: { outputs: [] }, inhibit_rules: [] });
  expect(config).toEqual({ global: { resolve_timeout: '1m', smtp_from: 'a@b' }, route: { receiver: 'shop' }, inhibit_rules: [], receivers: [{ name: 'shop' }] });
  expect(said).toEqual(['tracing is left out: it sends elsewhere', 'event_recorder is left out: it sends elsewhere']);
});

test('the plan\'s word for a key of a Secret is replaced, and remembered as the file that it would be', () => {
  const redirection = redirected({ slack_configs: [{ api_url: 'secret-key:shop/slack/address', actions: [{ text: 'secret-key:shop/x/y' }] }] });
  expect(JSON.stringify(redirection.config)).not.toContain('secret-key:');
  expect(redirection.integrations[0]?.entry['api_url']).toBe('/etc/alertmanager/secrets/slack/address');
});

test('taps come after the receiver\'s own webhooks, whose places Alertmanager remembers', () => {
  const [receiver] = redirected({ webhook_configs: [{ url: 'http://a' }, { url: 'http://b', send_resolved: false }] }).config['receivers'] as { webhook_configs: { url: string }[] }[];
  expect(receiver?.webhook_configs.map((each) => each.url.slice(18))).toEqual(['/0', '/1', '/tap/0', '/tap/1']);
});

test.each([['nothing', ''], ['a list', '[1]'], ['receivers that are none', 'receivers: [null, 3, {name: a, slack_configs: 7}]']])('%s is left for Alertmanager to refuse', (_, text) => {
  expect(redirect(text, HERE).integrations).toEqual([]);
});

describe('what a version does not know', () => {
  const text = JSON.stringify({ route: { receiver: 'a', labels: { x: 'y' } }, receivers: [{ name: 'a', mattermost_configs: [{ webhook_url: 'http://127.0.0.1:1/0' }], incidentio_configs: [{ url: 'http://127.0.0.1:1/1' }], webhook_configs: [{ url: 't' }] }] }, null, 1);
  const lineOf = (words: string): number => text.split('\n').findIndex((line) => line.includes(words)) + 1;

  test('a field is left out, an integration is played as a webhook at its address', () => {
    const refusal = `yaml: unmarshal errors:\n  line ${lineOf('"labels"')}: field labels not found in type config.plain\n  line ${lineOf('mattermost')}: field mattermost_configs not found in type config.plain\n  line ${lineOf('incidentio')}: field incidentio_configs not found in type config.plain`;
    const { text: left, said } = withoutUnknown(text, refusal) ?? { text: '{}', said: [] };
    expect(JSON.parse(left)).toEqual({ route: { receiver: 'a' }, receivers: [{ name: 'a', webhook_configs: [{ url: 'http://127.0.0.1:1/1' }, { url: 'http://127.0.0.1:1/0' }, { url: 't' }] }] });
    expect(said).toEqual(['labels is left out: this version of Alertmanager does not know it', 'mattermost_configs are played as webhooks: this version of Alertmanager does not know them', 'incidentio_configs are played as webhooks: this version of Alertmanager does not know them']);
  });

  test('any other refusal stays one', () => {
    expect(withoutUnknown(text, 'undefined receiver "x" used in route')).toBeUndefined();
    expect(withoutUnknown(text, 'line 999: field labels not found in type config.plain')).toBeUndefined();
  });
});
