import { SecretKey } from '../../../lib';
import { Webex, WebexProps } from '../../../lib/alertmanager';
import { fields } from './fields';

const secret = SecretKey.of('webex', 'key');
const path = '/etc/alertmanager/secrets/webex/key';

describe('Webex', () => {
  test.each<[string, WebexProps, object]>([
    ['what it needs', { roomId: 'r', botToken: secret }, { room_id: 'r', message: '{{ template "canary.markdown" . }}', http_config: { authorization: { credentials_file: path } } }],
    ['all of it', { roomId: 'r', botToken: secret, apiUrl: 'https://x', message: 'm', http: { followRedirects: false } }, { room_id: 'r', api_url: 'https://x', message: 'm', http_config: { authorization: { credentials_file: path }, follow_redirects: false } }],
  ])('writes %s', (_, props, expected) => {
    expect(fields(new Webex(props))).toEqual({ webex_configs: { send_resolved: true, ...expected } });
  });

  test.each<[string, WebexProps, string]>([
    ['no room', { roomId: '', botToken: secret }, 'Webex: roomId is not given'],
    ['no token', { roomId: 'r' } as WebexProps, 'Webex: botToken is not given as a SecretKey'],
    ['two tokens', { roomId: 'r', botToken: secret, http: { credentials: secret } }, 'Webex: both botToken and http.credentials are given'],
  ])('refuses %s', (_, props, message) => {
    expect(() => fields(new Webex(props))).toThrow(message);
  });
});
