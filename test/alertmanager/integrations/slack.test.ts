import { SecretKey } from '../../../lib';
import { Slack, SlackProps } from '../../../lib/alertmanager';
import { fields } from './fields';

const secret = SecretKey.of('slack-on-call', 'address');
const path = '/etc/alertmanager/secrets/slack-on-call/address';

describe('Slack', () => {
  test('posts our texts to a webhook from a file, the end of an alert included', () => {
    expect(fields(new Slack({ apiUrl: secret, channel: '#deployments-alert' }))).toEqual({
      slack_configs: {
        send_resolved: true,
        api_url_file: path,
        channel: '#deployments-alert',
        title: '{{ template "canary.title" . }}',
        text: '{{ template "canary.slack" . }}',
        fallback: '{{ template "canary.title" . }}',
      },
    });
  });

  test('posts by a bot, with texts of one\'s own', () => {
    expect(fields(new Slack({
      appToken: secret, channel: '#a', title: '{{ .Status }}', text: 'x', messageText: '<!here>', username: 'u', color: '{{ if eq .Status "firing" }}warning{{ end }}', sendResolved: false,
      http: { proxyUrl: 'http://proxy:3128' }, fields: { short_fields: true },
    }))).toEqual({
      slack_configs: {
        send_resolved: false, app_token_file: path, channel: '#a', title: '{{ .Status }}', text: 'x', message_text: '<!here>', username: 'u', color: '{{ if eq .Status "firing" }}warning{{ end }}', fallback: '{{ .Status }}',
        http_config: { proxy_url: 'http://proxy:3128' }, short_fields: true,
      },
    });
  });

  test.each<[string, SlackProps, string]>([
    ['a webhook and a token', { apiUrl: secret, appToken: secret, channel: '#a' }, 'Slack: both apiUrl and appToken are given'],
    ['a token without a channel', { appToken: secret }, 'Slack: appToken is given without a channel'],
    ['a token beside another header', { appToken: secret, channel: '#a', http: { credentials: secret } }, 'Slack: both appToken and http.credentials are given'],
    ['what crashes Alertmanager', { apiUrl: secret, fields: { update_message: true } }, 'Slack: fields.update_message is on'],
    ['a red end', { apiUrl: secret, color: 'danger' }, 'Slack: the colour is constant, and the end of an alert is told as well\n  value:   "danger"'],
    ['a title that would be cut', { apiUrl: secret, title: 'x'.repeat(1025) }, 'Slack: title is longer than the service takes\n  value:   1025'],
    ['a template that does not parse', { apiUrl: secret, text: '{{ .Status' }, 'Slack.text: the template is not well-formed'],
    ['a function that does not exist', { apiUrl: secret, title: '{{ humanize 1 }}' }, 'Slack.title: the function is none that Alertmanager knows'],
    ['a secret\'s value', { fields: { api_url: 'https://hooks.test' } }, 'Slack.fields: api_url holds a secret\'s value'],
  ])('refuses %s', (_, props, message) => {
    expect(() => new Slack(props)).toThrow(message);
  });

  test('a constant colour is allowed where the end is not told', () => {
    expect(() => new Slack({ apiUrl: secret, color: 'danger', sendResolved: false })).not.toThrow();
  });
});
