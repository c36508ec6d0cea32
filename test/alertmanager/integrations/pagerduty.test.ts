import { SecretKey } from '../../../lib';
import { Pagerduty, PagerdutyProps } from '../../../lib/alertmanager';
import { fields } from './fields';

const secret = SecretKey.of('pagerduty', 'key');
const path = '/etc/alertmanager/secrets/pagerduty/key';

describe('Pagerduty', () => {
  test('opens an incident with our texts; the details begin with a tab, so that they are not read as YAML', () => {
    expect(fields(new Pagerduty({ routingKey: secret }))).toEqual({
      pagerduty_configs: {
        send_resolved: true,
        routing_key_file: path,
        description: '{{ template "canary.title" . }}',
        severity: '{{ if match "^(error|warning|info)$" .CommonLabels.severity }}{{ .CommonLabels.severity }}{{ else }}critical{{ end }}',
        details: { text: '\t{{ template "canary.text" . }}' },
      },
    });
  });

  test('takes an older integration and texts of one\'s own', () => {
    expect(fields(new Pagerduty({ serviceKey: secret, description: 'a', severity: 'warning', details: { b: 'c' } }))).toEqual({
      pagerduty_configs: { send_resolved: true, service_key_file: path, description: 'a', severity: 'warning', details: { b: 'c' } },
    });
  });

  test.each<[string, PagerdutyProps, string]>([
    ['no key', {}, 'Pagerduty: neither routingKey nor serviceKey is given'],
    ['two keys', { routingKey: secret, serviceKey: secret }, 'Pagerduty: both routingKey and serviceKey are given'],
    ['a title that would be cut', { routingKey: secret, description: 'x'.repeat(1025) }, 'Pagerduty: description is longer than the service takes'],
    ['a template that does not parse', { routingKey: secret, details: { why: '{{' } }, 'Pagerduty.why: the template is not well-formed'],
  ])('refuses %s', (_, props, message) => {
    expect(() => new Pagerduty(props)).toThrow(message);
  });
});
