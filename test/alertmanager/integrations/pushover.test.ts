import { Duration } from 'cdk8s';
import { SecretKey } from '../../../lib';
import { Pushover, PushoverProps } from '../../../lib/alertmanager';
import { fields } from './fields';

const secret = SecretKey.of('pushover', 'key');
const path = '/etc/alertmanager/secrets/pushover/key';

describe('Pushover', () => {
  test.each<[string, PushoverProps, object]>([
    ['what it needs', { userKey: secret, token: secret }, { user_key_file: path, token_file: path, title: '{{ template "canary.title" . }}', message: '{{ template "canary.text" . }}' }],
    ['all of it', { userKey: secret, token: secret, title: 't', message: 'm', url: 'https://x', urlTitle: 'u', device: 'd', sound: 's', priority: '1', retry: Duration.minutes(1), expire: Duration.hours(3), ttl: Duration.seconds(90), html: true, monospace: false }, { user_key_file: path, token_file: path, title: 't', message: 'm', url: 'https://x', url_title: 'u', device: 'd', sound: 's', priority: '1', retry: '1m', expire: '3h', ttl: '1m30s', html: true, monospace: false }],
  ])('writes %s', (_, props, expected) => {
    expect(fields(new Pushover(props))).toEqual({ pushover_configs: { send_resolved: true, ...expected } });
  });

  test.each<[string, PushoverProps, string]>([
    ['no user', { token: secret } as PushoverProps, 'Pushover: userKey is not given'],
    ['two ways to show it', { userKey: secret, token: secret, html: true, monospace: true }, 'Pushover: both html and monospace are on'],
    ['a priority of nobody', { userKey: secret, token: secret, priority: 'P1' }, 'Pushover: the priority is none of Pushover'],
    ['what is repeated too often', { userKey: secret, token: secret, retry: Duration.seconds(29) }, 'Pushover: retry is shorter than Pushover takes\n  value:   "29 seconds"'],
    ['what is repeated too long', { userKey: secret, token: secret, expire: Duration.hours(4) }, 'Pushover: expire is longer'],
    ['a long title', { userKey: secret, token: secret, title: 'x'.repeat(251) }, 'Pushover: title is longer'],
  ])('refuses %s', (_, props, message) => {
    expect(() => fields(new Pushover(props))).toThrow(message);
  });
});
