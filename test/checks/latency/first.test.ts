import { findingsOf } from '../findings';
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

  test('names the longest term, and a fix for it, where that one stands nowhere', () => {
    const values = `alertmanager:\n  config:\n    route: { receiver: a, group_by: [name], group_wait: 5s, group_interval: 5s }\n    receivers: [{ name: a, webhook_configs: [{ url_file: /a }] }]\n`;
    expect(findingsOf(`${rule(FAILED)}---\n${values}`, { only: ['latency/first'] }).map(({ value, fix, assuming }) => [value, fix, assuming?.startsWith('Flagger is scraped every 30 s')])).toEqual([['scrape: 30 s', 'interval: 5s in the monitor of Flagger', true]]);
  });

  testPage('latency/first');
});
