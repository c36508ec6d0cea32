import { testPage } from '../page';
import { alertmanager, FAILED, monitor, rule, told } from '../routing/samples';

describe('latency/first', () => {
  test.each([
    ['a long scrape', rule(FAILED) + monitor('60s') + alertmanager('{ receiver: on-call, group_wait: 0s }'), ['warning at 60s, honorLabels: true }']],
    ['a long group_wait, by default', rule(FAILED) + monitor('5s') + alertmanager('{ receiver: on-call }'), ['warning at { receiver: on-call }]']],
    ['a long evaluation', rule(FAILED).replace('interval: 5s', 'interval: 1m') + monitor('5s') + alertmanager('{ receiver: on-call, group_wait: 0s }'), ['warning at 1m']],
    ['all short', rule(FAILED) + monitor('5s') + alertmanager('{ receiver: on-call, group_wait: 0s }'), []],
    ['rules alone', rule(FAILED), []],
    ['rules and a long scrape', rule(FAILED) + monitor('60s'), ['warning at 60s, honorLabels: true }']],
    ['a `for` that is told by latency/for', rule(FAILED, '{}', '        for: 1m\n') + monitor('5s') + alertmanager('{ receiver: on-call, group_wait: 0s }'), []],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'latency/first')).toEqual(expected);
  });

  testPage('latency/first');
});
