import { SecretKey } from '../../../lib';
import { Dialect, Msteams, MsteamsProps } from '../../../lib/alertmanager';
import { fields } from './fields';

const secret = SecretKey.of('msteams', 'key');
const path = '/etc/alertmanager/secrets/msteams/key';

describe('Msteams', () => {
  test.each<[string, MsteamsProps, object]>([
    ['our texts', { webhookUrl: secret }, { webhook_url_file: path, title: '{{ template "canary.title" . }}', summary: '{{ template "canary.title" . }}', text: '{{ template "canary.markdown" . }}' }],
    ['texts of ones own', { webhookUrl: secret, title: 't', summary: 's', text: 'x' }, { webhook_url_file: path, title: 't', summary: 's', text: 'x' }],
  ])('writes %s', (_, props, expected) => {
    expect(fields(new Msteams(props), Dialect.ALERTMANAGER)).toEqual({ msteams_configs: { send_resolved: true, ...expected } });
  });

  test.each<[string, MsteamsProps, string]>([
    ['no address', {} as MsteamsProps, 'Msteams: webhookUrl is not given'],
    ['a template that does not parse', { webhookUrl: secret, summary: '{{ .X' }, 'Msteams.summary: the template'],
  ])('refuses %s', (_, props, message) => {
    expect(() => fields(new Msteams(props), Dialect.ALERTMANAGER)).toThrow(message);
  });

  test('prometheus-operator refuses the file', () => {
    expect(() => fields(new Msteams({ webhookUrl: secret }))).toThrow('Msteams: prometheus-operator 0.93 refuses webhook_url_file');
  });
});
