import { SecretKey } from '../../../lib';
import { Msteamsv2 } from '../../../lib/alertmanager';
import { fields } from './fields';

const webhookUrl = SecretKey.of('teams', 'address');

describe('Msteamsv2', () => {
  test('posts our texts to a workflow from a file', () => {
    expect(fields(new Msteamsv2({ webhookUrl }))).toEqual({
      msteamsv2_configs: { send_resolved: true, webhook_url_file: '/etc/alertmanager/secrets/teams/address', title: '{{ template "canary.title" . }}', text: '{{ template "canary.markdown" . }}' },
    });
  });

  test('posts texts of one\'s own', () => {
    expect(fields(new Msteamsv2({ webhookUrl, title: 'a', text: 'b', sendResolved: false }))).toEqual({
      msteamsv2_configs: { send_resolved: false, webhook_url_file: '/etc/alertmanager/secrets/teams/address', title: 'a', text: 'b' },
    });
  });

  test('refuses a template that does not parse', () => {
    expect(() => new Msteamsv2({ webhookUrl, title: '{{ if }}' })).toThrow('Msteamsv2.title: the template is not well-formed');
  });
});
