import { Duration } from 'cdk8s';
import { GroupBy, Matcher, Receiver, Route, TimeInterval, Weekday } from '../../lib/alertmanager';
import { withSecretPaths } from '../../lib/alertmanager/secret-file';

const weekend = new TimeInterval('weekend', [{ weekdays: [Weekday.SATURDAY] }]);

describe('Route', () => {
  test('says what it is told, and nothing else', () => {
    expect(withSecretPaths(new Route({})._render())).toEqual({});
  });

  test('has each field as alertmanager.yaml spells it', () => {
    const route = new Route({
      receiver: Receiver.none('nobody'),
      matchers: [Matcher.equal('a', 'b'), Matcher.matches('c', 'd')],
      groupBy: GroupBy.labels('alertname'),
      groupWait: Duration.seconds(0),
      groupInterval: Duration.seconds(90),
      repeatInterval: Duration.hours(36),
      continue: true,
      muteTimeIntervals: [weekend],
      activeTimeIntervals: [weekend],
      routes: [new Route({ groupBy: GroupBy.all() })],
      fields: { labels: { team: 'shop' } },
    });
    expect(withSecretPaths(route._render())).toEqual({
      receiver: 'nobody',
      matchers: ['a="b"', 'c=~"d"'],
      group_by: ['alertname'],
      group_wait: '0s',
      group_interval: '1m30s',
      repeat_interval: '1d12h',
      mute_time_intervals: ['weekend'],
      active_time_intervals: ['weekend'],
      continue: true,
      labels: { team: 'shop' },
      routes: [{ group_by: ['...'] }],
    });
  });

  test('a child added later comes last', () => {
    const route = new Route({ routes: [new Route({ receiver: Receiver.none('a') })] });
    route.addRoute(new Route({ receiver: Receiver.none('b') }), new Route({ receiver: Receiver.none('c') }));
    expect(route.routes.map((each) => each.receiver?.name)).toEqual(['a', 'b', 'c']);
  });

  test.each([
    ['groupInterval', { groupInterval: Duration.seconds(0) }],
    ['repeatInterval', { repeatInterval: Duration.seconds(0) }],
  ])('refuses a %s of nothing', (property, props) => {
    expect(() => new Route({ matchers: [Matcher.equal('a', 'b')], ...props })).toThrow(`Route {a="b"}: ${property} is not longer than nothing\n  value:   "0 seconds"`);
  });
});
