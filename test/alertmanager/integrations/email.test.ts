import { SecretKey } from '../../../lib';
import { Email } from '../../../lib/alertmanager';
import { fields } from './fields';

describe('Email', () => {
  test('sends our texts, in plain text and HTML', () => {
    expect(fields(new Email({ to: 'on-call@example.com' }))).toEqual({
      email_configs: { send_resolved: true, to: 'on-call@example.com', headers: { Subject: '{{ template "canary.title" . }}' }, html: '{{ template "canary.html" . }}', text: '{{ template "canary.text" . }}' },
    });
  });

  test('names its own server and texts', () => {
    expect(fields(new Email({ to: 'a@b.test, c@d.test', from: 'e@f.test', smarthost: '[::1]:25', authUsername: 'u', authPassword: SecretKey.of('smtp', 'password'), requireTls: false, subject: 's', html: 'h', text: 't', sendResolved: false }))).toEqual({
      email_configs: {
        send_resolved: false, to: 'a@b.test, c@d.test', from: 'e@f.test', smarthost: '[::1]:25', auth_username: 'u', auth_password_file: '/etc/alertmanager/secrets/smtp/password', require_tls: false, headers: { Subject: 's' }, html: 'h', text: 't',
      },
    });
  });

  test.each([
    ['no address', { to: 'on-call' }, 'Email: to holds no address\n  value:   "on-call"'],
    ['a server without a port', { smarthost: 'smtp.test' }, 'Email: the mail server has no port\n  value:   "smtp.test"'],
    ['HTTP', { http: {} }, 'Email: http is given'],
    ['a password\'s value', { fields: { auth_password: 'x' } }, 'Email.fields: auth_password holds a secret\'s value'],
    ['a template that does not parse', { subject: '{{' }, 'Email.subject: the template is not well-formed'],
  ])('refuses %s', (_, props, message) => {
    expect(() => new Email({ to: 'a@b.test', ...props })).toThrow(message);
  });
});
