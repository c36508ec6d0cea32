import { SecretKey } from '../../../lib';
import { Webhook, WebhookProps } from '../../../lib/alertmanager';
import { fields } from './fields';

const url = SecretKey.of('bridge', 'url');

describe('Webhook', () => {
  test.each<[string, WebhookProps, object]>([
    ['a URL from a file', { url, maxAlerts: 3 }, { url_file: '/etc/alertmanager/secrets/bridge/url', max_alerts: 3 }],
    ['an address that is no secret', { address: 'http://bridge.chat:8080/hook?x=y' }, { url: 'http://bridge.chat:8080/hook?x=y' }],
    ['a header from a file', { address: 'http://bridge', http: { credentials: url, authorizationType: 'Token', tls: { ca: url }, followRedirects: false, noProxy: 'a', proxyUrl: 'socks5://p:1' } }, {
      url: 'http://bridge',
      http_config: {
        authorization: { type: 'Token', credentials_file: '/etc/alertmanager/secrets/bridge/url' }, tls_config: { ca_file: '/etc/alertmanager/secrets/bridge/url' }, follow_redirects: false, no_proxy: 'a', proxy_url: 'socks5://p:1',
      },
    }],
    ['a password from a file', { address: 'http://bridge', http: { username: 'u', password: url } }, { url: 'http://bridge', http_config: { basic_auth: { username: 'u', password_file: '/etc/alertmanager/secrets/bridge/url' } } }],
  ])('posts to %s', (_, props, expected) => {
    expect(fields(new Webhook(props))).toEqual({ webhook_configs: { send_resolved: true, ...expected } });
  });

  test.each<[string, WebhookProps, string]>([
    ['no URL', {}, 'Webhook: neither url nor address is given'],
    ['two URLs', { url, address: 'http://bridge' }, 'Webhook: both url and address are given'],
    ['half an alert', { url, maxAlerts: 0.5 }, 'Webhook: maxAlerts is not a whole number from 0'],
    ['no scheme', { address: 'bridge' }, 'Webhook: address is not an HTTP URL without credentials'],
    ['a user without a password', { url, http: { username: 'u' } }, 'Webhook.http: username is given without password'],
    ['a password without a user', { url, http: { password: url } }, 'Webhook.http: password is given without username'],
    ['two ways to authenticate', { url, http: { username: 'u', password: url, credentials: url } }, 'Webhook.http: both username and credentials are given'],
    ['a scheme of nothing', { url, http: { authorizationType: 'Token' } }, 'Webhook.http: authorizationType is given without credentials'],
  ])('refuses %s', (_, props, message) => {
    expect(() => new Webhook(props)).toThrow(message);
  });

  test.each<[string, WebhookProps, string]>([
    ['address', { address: 'https://u:hunter2@bridge' }, 'Webhook: address is not'],
    ['proxy', { url, http: { proxyUrl: 'http://u:hunter2@proxy' } }, 'Webhook.http: proxyUrl is not'],
  ])('refuses a password in the %s, and does not repeat it', (_, props, message) => {
    expect(() => new Webhook(props)).toThrow(message);
    expect(() => new Webhook(props)).not.toThrow('hunter2');
  });
});
