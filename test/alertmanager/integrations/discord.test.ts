import { SecretKey } from '../../../lib';
import { Dialect, Discord, DiscordProps } from '../../../lib/alertmanager';
import { fields } from './fields';

const secret = SecretKey.of('discord', 'address');
const path = '/etc/alertmanager/secrets/discord/address';

describe('Discord', () => {
  test.each([Dialect.PROMETHEUS_OPERATOR, Dialect.ALERTMANAGER])('posts as Slack does, for %s', (dialect) => {
    expect(fields(new Discord({ slackCompatibleUrl: secret, username: 'canary' }), dialect)).toEqual({
      slack_configs: { send_resolved: true, api_url_file: path, username: 'canary', title: '{{ template "canary.title" . }}', text: '{{ template "canary.markdown" . }}', fallback: '{{ template "canary.title" . }}' },
    });
  });

  test('posts by Alertmanager\'s own integration', () => {
    expect(fields(new Discord({ webhookUrl: secret, title: 'a', message: 'b' }), Dialect.ALERTMANAGER)).toEqual({
      discord_configs: { send_resolved: true, webhook_url_file: path, title: 'a', message: 'b' },
    });
  });

  test('says the way out where the operator refuses that integration', () => {
    expect(() => fields(new Discord({ webhookUrl: secret }))).toThrow(/Discord: prometheus-operator 0.93 refuses webhook_url_file[^]*"\/slack" appended[^]*slackCompatibleUrl: SecretKey.of/);
  });

  test.each<[string, DiscordProps, string]>([
    ['no address', {}, 'Discord: neither slackCompatibleUrl nor webhookUrl is given'],
    ['two addresses', { slackCompatibleUrl: secret, webhookUrl: secret }, 'Discord: both slackCompatibleUrl and webhookUrl are given'],
    ['a title that would be cut', { webhookUrl: secret, title: 'x'.repeat(257) }, 'Discord: title is longer than the service takes'],
    ['a message that would be cut', { webhookUrl: secret, message: 'x'.repeat(4097) }, 'Discord: message is longer than the service takes'],
    ['a template that does not parse', { webhookUrl: secret, message: '{{' }, 'Discord.message: the template is not well-formed'],
  ])('refuses %s', (_, props, message) => {
    expect(() => new Discord(props)).toThrow(message);
  });
});
