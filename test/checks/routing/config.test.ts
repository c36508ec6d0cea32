import { testPage } from '../page';
import { told } from './samples';

describe('routing/config', () => {
  test.each([
    ['a duration without a unit, and one of 0', 'route: { receiver: a, group_wait: 30, repeat_interval: 0s }\nreceivers: [{ name: a }]', ['error at 30, repeat_interval: 0s', 'error at 0s }']],
    ['an unknown field', 'route: { receiver: a, groupBy: [x] }\nreceivers: [{ name: a }]', ['error at [x] }']],
    ['a matcher that does not parse', 'route: { receiver: a, routes: [{ matchers: ["x=~("] }] }\nreceivers: [{ name: a }]', ['error at "x=~("] }] }']],
    ['a matcher that is no list', 'route: { receiver: a, routes: [{ matchers: x=y }] }\nreceivers: [{ name: a }]', ['error at x=y }] }']],
    ['a condition on the root', 'route: { receiver: a, matchers: [x=y] }\nreceivers: [{ name: a }]', ['error at [x=y] }']],
    ['no receiver at the root', 'route: { group_wait: 0s }\nreceivers: [{ name: a }]', ['error at { group_wait: 0s }']],
    ['a label twice', 'route: { receiver: a, group_by: [x, x] }\nreceivers: [{ name: a }]', ['error at x] }']],
    ['an unknown time interval', 'route: { receiver: a, routes: [{ mute_time_intervals: [night] }] }\nreceivers: [{ name: a }]', ['error at night] }] }']],
    ['a week that ends before it begins', 'route: { receiver: a }\nreceivers: [{ name: a }]\ntime_intervals: [{ name: night, time_intervals: [{ weekdays: ["saturday:sunday"] }] }]', ['error at "saturday:sunday"] }] }]']],
    ['Slack without an address', 'route: { receiver: a }\nreceivers: [{ name: a, slack_configs: [{ channel: x }] }]', ['error at { channel: x }] }]']],
    ['an unquoted null', 'route: { receiver: a }\nreceivers: [{ name: a }, { name: null }]', ['error at null }]']],
    ['what only the operator refuses, in a Secret', 'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData:\n  alertmanager.yaml: |\n    route: { receiver: a }\n    receivers: [{ name: a, discord_configs: [{ webhook_url_file: /x }] }]\n', ['error at /x }] }]']],
    ['the same in a plain file, which Alertmanager reads', 'route: { receiver: a }\nreceivers: [{ name: a, discord_configs: [{ webhook_url_file: /x }] }]', []],
    ['an AlertmanagerConfig that breaks the configuration of all', 'apiVersion: monitoring.coreos.com/v1alpha1\nkind: AlertmanagerConfig\nmetadata: { name: a }\nspec: { route: { receiver: a, matchers: [{ name: x, value: "(", matchType: "=~" }] }, receivers: [{ name: a }] }', ['error at { name: x, value: "(", m']],
    ['values that leave the root to the chart', 'alertmanager: { config: { global: { resolve_timeout: 5m } } }', []],
    ['an address from global', 'global: { slack_api_url_file: /x }\nroute: { receiver: a }\nreceivers: [{ name: a, slack_configs: [{ channel: x }] }]', []],
    ['every kind of right spelling', `
    route: { receiver: a, group_by: ['...'], group_wait: 0s, group_interval: 1h30m, routes: [{ matchers: ['{a="1", b!~c}', x=y, 'z =~ "(?i)q"'], active_time_intervals: [day] }] }
    receivers: [{ name: a, webhook_configs: [{ url: 'http://x' }] }, { name: b }]
    inhibit_rules: [{ source_matchers: [a=b], target_matchers: [c=d], equal: [e] }]
    templates: [/etc/alertmanager/config/*.tmpl]
    time_intervals:
      - name: day
        time_intervals: [{ weekdays: ['monday:friday', Sunday], times: [{ start_time: '09:00', end_time: '24:00' }], days_of_month: ['1:-1', '-3:-1', 15], months: ['march:may', '1'], years: ['2026:2027'], location: Asia/Seoul }]
    `, []],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'routing/config')).toEqual(expected);
  });

  testPage('routing/config');
});
