import { SecretKey } from '../../../lib';
import { Victorops, VictoropsProps } from '../../../lib/alertmanager';
import { fields } from './fields';

const secret = SecretKey.of('victorops', 'key');
const path = '/etc/alertmanager/secrets/victorops/key';

describe('Victorops', () => {
  test.each<[string, VictoropsProps, object]>([
    ['what it needs', { apiKey: secret, routingKey: 'r' }, { api_key_file: path, routing_key: 'r', state_message: '{{ template "canary.text" . }}', entity_display_name: '{{ template "canary.title" . }}' }],
    ['all of it', { apiKey: secret, apiUrl: 'https://x', routingKey: 'r', messageType: 'WARNING', stateMessage: 's', entityDisplayName: 'e', monitoringTool: 'm', customFields: { a: 'b' } }, { api_key_file: path, api_url: 'https://x', routing_key: 'r', message_type: 'WARNING', state_message: 's', entity_display_name: 'e', monitoring_tool: 'm', custom_fields: { a: 'b' } }],
  ])('writes %s', (_, props, expected) => {
    expect(fields(new Victorops(props))).toEqual({ victorops_configs: { send_resolved: true, ...expected } });
  });

  test.each<[string, VictoropsProps, string]>([
    ['no routing key', { apiKey: secret, routingKey: '' }, 'Victorops: routingKey is not given'],
    ['a field of its own', { routingKey: 'r', customFields: { entity_id: 'x' } }, 'Victorops: a custom field has the name of one of VictorOps'],
    ['a template that does not parse', { routingKey: 'r', customFields: { a: '{{ .X' } }, 'Victorops.a: the template'],
  ])('refuses %s', (_, props, message) => {
    expect(() => fields(new Victorops(props))).toThrow(message);
  });
});
