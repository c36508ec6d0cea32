import { SecretKey } from '../../lib';
import { Dialect, Receiver, Slack, Webhook } from '../../lib/alertmanager';
import { withSecretPaths } from '../../lib/alertmanager/secret-file';

const secret = SecretKey.of('chat', 'address');
const render = (receiver: Receiver): unknown => withSecretPaths(receiver._render(Dialect.PROMETHEUS_OPERATOR));

describe('Receiver', () => {
  test('nobody has a name alone', () => {
    expect(render(Receiver.none('nobody'))).toEqual({ name: 'nobody' });
  });

  test('several integrations are told, each in its section', () => {
    expect(render(new Receiver('all', [new Webhook({ url: secret }), new Slack({ apiUrl: secret }), new Webhook({ address: 'http://bridge' })]))).toMatchObject({
      name: 'all',
      webhook_configs: [{ url_file: '/etc/alertmanager/secrets/chat/address' }, { url: 'http://bridge' }],
      slack_configs: [{ api_url_file: '/etc/alertmanager/secrets/chat/address' }],
    });
  });

  test('a raw receiver has what it is given, with the paths of its secrets', () => {
    expect(render(Receiver.raw('r', { pushover_configs: [{ user_key_file: secret, token_file: secret, priority: '{{ .Status }}', http_config: { tls_config: { ca_file: secret } } }] }))).toEqual({
      name: 'r',
      pushover_configs: [{
        send_resolved: true,
        user_key_file: '/etc/alertmanager/secrets/chat/address',
        token_file: '/etc/alertmanager/secrets/chat/address',
        priority: '{{ .Status }}',
        http_config: { tls_config: { ca_file: '/etc/alertmanager/secrets/chat/address' } },
      }],
    });
  });

  const literal = 'https://hooks.test/T0/B0/secret';

  test.each([
    ['a webhook of Slack', { slack_configs: [{ api_url: literal }] }, 'Receiver r slack_configs.fields: api_url holds a secret\'s value\n  allowed: the path of a file alone: the configuration is committed to git\n  fix:     api_url_file: SecretKey.of'],
    ['a webhook of Discord', { discord_configs: [{ webhook_url: literal }] }, 'webhook_url holds a secret\'s value'],
    ['a webhook\'s URL', { webhook_configs: [{ url: literal }] }, 'url holds a secret\'s value'],
    ['a key of PagerDuty', { pagerduty_configs: [{ routing_key: literal }] }, 'routing_key holds a secret\'s value'],
    ['a token', { telegram_configs: [{ bot_token: literal }] }, 'bot_token holds a secret\'s value'],
    ['a password of HTTP', { webex_configs: [{ http_config: { basic_auth: { password: literal } } }] }, 'password holds a secret\'s value'],
    ['a bearer token', { webex_configs: [{ http_config: { authorization: { credentials: literal } } }] }, 'credentials holds a secret\'s value'],
    ['a client\'s secret', { webex_configs: [{ http_config: { oauth2: { client_secret: literal } } }] }, 'client_secret holds a secret\'s value'],
    ['a secret header', { webex_configs: [{ http_config: { http_headers: { 'X-Key': { secrets: [literal] } } } }] }, 'secrets holds a secret\'s value'],
    ['a key of AWS', { sns_configs: [{ sigv4: { secret_key: literal } }] }, 'fix:     Alertmanager reads this field from no file'],
    ['what crashes Alertmanager', { slack_configs: [{ api_url_file: secret, update_message: true }] }, 'update_message is on'],
    ['a section that is none', { slack: [{}] }, 'the section is none of a receiver\n  value:   "slack"'],
    ['a section that is no list', { slack_configs: {} }, 'slack_configs is no list'],
    ['a template that does not parse', { pushover_configs: [{ title: '{{ .Status' }] }, 'the template is not well-formed'],
  ])('refuses %s, and does not repeat it', (_, fields, message) => {
    const make = (): Receiver => Receiver.raw('r', fields);
    expect(make).toThrow(message);
    expect(make).not.toThrow('T0');
  });

  test.each([['', 'empty'], ['a\nb', 'of two lines']])('refuses the name %j, which is %s', (name) => {
    expect(() => Receiver.none(name)).toThrow('Receiver: the name is empty or has more than one line');
  });

  // VictorOps' routing_key is no secret, PagerDuty's is.
  test('knows which field is a secret by its section', () => {
    expect(() => Receiver.raw('r', { victorops_configs: [{ routing_key: 'team', api_key_file: secret }], opsgenie_configs: [{ api_url: 'https://api.eu.opsgenie.com', api_key_file: secret }] })).not.toThrow();
  });
});
