import { testPage } from '../page';
import { alertmanager, FAILED, monitor, rule, told } from '../routing/samples';

describe('latency/second', () => {
  test.each([
    ['ten minutes for all canaries', rule(FAILED) + monitor('5s') + alertmanager('{ receiver: on-call, group_wait: 0s, group_by: [alertname], group_interval: 10m }'), ['warning at 10m }]']],
    ['ten minutes for each canary', rule(FAILED) + monitor('5s') + alertmanager('{ receiver: on-call, group_wait: 0s, group_by: [namespace, name], group_interval: 10m }'), ['info at 10m }]']],
    ['without rules, a route for canaries', alertmanager('{ receiver: on-call, matchers: [alertname=CanaryFailed], group_interval: 10m }'), ['warning at 10m }]']],
    ['without rules, any other route', alertmanager('{ receiver: on-call, matchers: [alertname=DiskFull], group_interval: 10m }'), []],
    ['the default for each canary', rule(FAILED) + monitor('5s') + alertmanager('{ receiver: on-call, group_wait: 0s, group_by: ["..."] }'), []],
    ['ten seconds', rule(FAILED) + monitor('5s') + alertmanager('{ receiver: on-call, group_wait: 0s, group_interval: 10s }'), []],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'latency/second')).toEqual(expected);
  });

  testPage('latency/second');
});
