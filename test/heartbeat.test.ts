import { Duration } from 'cdk8s';
import { parse } from 'yaml';
import { alertmanager, Heartbeat, SecretKey } from '../lib';
import { Dialect } from '../lib/alertmanager/dialect';

const url = SecretKey.of('dead-mans-switch', 'address');

describe('Heartbeat', () => {
  test('posts to the service, and never that it is over', () => {
    const config = new alertmanager.Config({ route: new alertmanager.Route({ receiver: Heartbeat.webhook(url)._receiver() }) });
    expect(parse(config._toYaml(Dialect.PROMETHEUS_OPERATOR)).receivers).toEqual([{
      name: 'heartbeat', webhook_configs: [{ url_file: '/etc/alertmanager/secrets/dead-mans-switch/address', send_resolved: false }],
    }]);
  });

  test.each([
    // beat, group_interval, repeat_interval
    [Duration.minutes(1), '30s', '50s'],
    [Duration.minutes(5), '2m30s', '4m10s'],
  ])('beats with every second tick of its group', (every, tick, repeat) => {
    const heartbeat = Heartbeat.webhook(url, { every });
    expect(heartbeat._route(heartbeat._receiver(), [])._render()).toMatchObject({ group_wait: '0s', group_interval: tick, repeat_interval: repeat });
  });

  test.each([Duration.seconds(10), Duration.days(2)])('refuses a beat that no service could follow', (every) => {
    expect(() => Heartbeat.webhook(url, { every })).toThrow('the heartbeat is too fast or too slow');
  });
});
