import { SecretKey } from '../../../lib';
import { Rocketchat } from '../../../lib/alertmanager';
import { fields } from './fields';

const props = { apiUrl: 'https://chat.test', token: SecretKey.of('rocket', 'token'), tokenId: SecretKey.of('rocket', 'id') };
const files = { api_url: 'https://chat.test', token_file: '/etc/alertmanager/secrets/rocket/token', token_id_file: '/etc/alertmanager/secrets/rocket/id' };

describe('Rocketchat', () => {
  test('posts our texts, the end of an alert included', () => {
    expect(fields(new Rocketchat({ ...props, channel: '#a' }))).toEqual({
      rocketchat_configs: { send_resolved: true, ...files, channel: '#a', title: '{{ template "canary.title" . }}', text: '{{ template "canary.markdown" . }}' },
    });
  });

  test('posts texts of one\'s own', () => {
    expect(fields(new Rocketchat({ ...props, title: 'a', text: 'b', sendResolved: false }))).toEqual({ rocketchat_configs: { send_resolved: false, ...files, title: 'a', text: 'b' } });
  });

  test.each([
    ['a title that would be cut', { title: 'x'.repeat(1025) }, 'Rocketchat: title is longer than the service takes'],
    ['a template that does not parse', { text: '{{' }, 'Rocketchat.text: the template is not well-formed'],
  ])('refuses %s', (_, more, message) => {
    expect(() => new Rocketchat({ ...props, ...more })).toThrow(message);
  });
});
