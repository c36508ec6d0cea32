import { durationInWords } from '../../lib/duration';
import { parseDuration, walk } from '../../lib/alertmanager/route-walk';

const config = {
  route: {
    receiver: 'root',
    group_by: ['alertname'],
    routes: [
      { receiver: 'all', matchers: ['severity="critical"'], continue: true, group_wait: '5s', mute_time_intervals: ['weekend'] },
      {
        receiver: 'team', matchers: ['namespace=~"shop|bank"'], group_interval: '1m', repeat_interval: '1h', mute_time_intervals: ['holiday'], active_time_intervals: ['office'],
        routes: [{ matchers: ['name="podinfo"'], group_by: ['...'], group_wait: '0s' }, { receiver: 'none', match: { name: 'cart' }, group_by: [] }, { match_re: { name: 'a.*' }, receiver: 'a' }],
      },
      { receiver: 'late', matchers: ['severity="critical"'] },
    ],
  },
};

const found = (labels: Record<string, string>): unknown => walk(config, labels).map(({ groupWait, groupInterval, repeatInterval, groupBy, receiver, path }) =>
  [path, receiver, groupBy, ...[groupWait, groupInterval, repeatInterval].map(durationInWords)]);

describe('walk', () => {
  test.each([
    ['what no route takes ends at the root, with Alertmanager\'s defaults', {}, [['route', 'root', ['alertname'], '30 seconds', '5 minutes', '4 hours']]],
    ['after a route that continues the next ones are tried', { severity: 'critical' }, [
      ['route.routes[0]', 'all', ['alertname'], '5 seconds', '5 minutes', '4 hours'], ['route.routes[2]', 'late', ['alertname'], '30 seconds', '5 minutes', '4 hours'],
    ]],
    ['a child inherits what it does not say', { namespace: 'shop', name: 'podinfo' }, [['route.routes[1].routes[0]', 'team', 'all', '0 seconds', '1 minute', '1 hour']]],
    ['an empty group_by takes back what was inherited', { namespace: 'shop', name: 'cart' }, [['route.routes[1].routes[1]', 'none', [], '30 seconds', '1 minute', '1 hour']]],
    ['deprecated expressions are anchored', { namespace: 'shop', name: 'xa' }, [['route.routes[1]', 'team', ['alertname'], '30 seconds', '1 minute', '1 hour']]],
    ['deprecated expressions are understood', { namespace: 'shop', name: 'ab' }, [['route.routes[1].routes[2]', 'a', ['alertname'], '30 seconds', '1 minute', '1 hour']]],
    ['a route that takes an alert ends the search', { namespace: 'bank', severity: 'critical' }, [
      ['route.routes[0]', 'all', ['alertname'], '5 seconds', '5 minutes', '4 hours'], ['route.routes[1]', 'team', ['alertname'], '30 seconds', '1 minute', '1 hour'],
    ]],
  ])('%s', (_, labels, expected) => {
    expect(found(labels as Record<string, string>)).toEqual(expected);
  });

  test('time intervals are not inherited', () => {
    expect(walk(config, { namespace: 'shop', severity: 'critical' }).map(({ muteTimeIntervals, activeTimeIntervals }) => [muteTimeIntervals, activeTimeIntervals])).toEqual([[['weekend'], []], [['holiday'], ['office']]]);
    expect(walk(config, { namespace: 'shop', name: 'podinfo' }).map(({ muteTimeIntervals, activeTimeIntervals }) => [muteTimeIntervals, activeTimeIntervals])).toEqual([[[], []]]);
  });

  test.each([
    ['no configuration', undefined, 'no route provided'],
    ['no route', { receivers: [] }, 'no route provided'],
    ['a matcher that is none', { route: { receiver: 'a', routes: [{ matchers: ['x'] }] } }, 'bad matcher format: x'],
    ['a duration that is none', { route: { receiver: 'a', group_wait: '30' } }, 'not a valid duration string: "30"'],
  ])('throws on %s', (_, broken, message) => {
    expect(() => walk(broken, {})).toThrow(message);
  });
});

test.each([['0', 0], ['5s', 5], ['1h30m', 5400], ['1d12h', 129_600], ['1w', 604_800], ['1y', 31_536_000], ['1500ms', 1.5]])('%s is %d seconds', (text, expected) => {
  expect(parseDuration(text).toMilliseconds({ integral: false })).toBe(expected * 1000);
});
