import { SecretKey } from '../../../lib';
import { Opsgenie, OpsgenieResponder } from '../../../lib/alertmanager';
import { fields } from './fields';

const apiKey = SecretKey.of('opsgenie', 'key');

describe('Opsgenie', () => {
  test('opens an alert with our texts', () => {
    expect(fields(new Opsgenie({ apiKey }))).toEqual({
      opsgenie_configs: { send_resolved: true, api_key_file: '/etc/alertmanager/secrets/opsgenie/key', message: '{{ template "canary.title" . }}', description: '{{ template "canary.text" . }}' },
    });
  });

  test('names who answers', () => {
    const responders = [OpsgenieResponder.team('a'), OpsgenieResponder.user('b@c.test'), OpsgenieResponder.escalation('d'), OpsgenieResponder.schedule('e')];
    expect(fields(new Opsgenie({ apiKey, apiUrl: 'https://api.eu.opsgenie.com/', message: 'm', description: 'd', priority: 'P1', tags: 't', responders }))).toEqual({
      opsgenie_configs: {
        send_resolved: true, api_key_file: '/etc/alertmanager/secrets/opsgenie/key', api_url: 'https://api.eu.opsgenie.com/', message: 'm', description: 'd', priority: 'P1', tags: 't',
        responders: [{ name: 'a', type: 'team' }, { username: 'b@c.test', type: 'user' }, { name: 'd', type: 'escalation' }, { name: 'e', type: 'schedule' }],
      },
    });
  });

  test.each([
    ['a priority of another service', { priority: 'high' }, 'Opsgenie: the priority is none of Opsgenie\'s\n  value:   "high"'],
    ['a title that would be cut', { message: 'x'.repeat(131) }, 'Opsgenie: message is longer than the service takes'],
    ['a template that does not parse', { tags: '{{' }, 'Opsgenie.tags: the template is not well-formed'],
  ])('refuses %s', (_, props, message) => {
    expect(() => new Opsgenie({ apiKey, ...props })).toThrow(message);
  });

  test('refuses a responder without a name', () => {
    expect(() => OpsgenieResponder.team('')).toThrow('OpsgenieResponder: the team has no name');
  });
});
