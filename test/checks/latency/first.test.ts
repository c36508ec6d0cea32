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

  test('what another group records is waited for, and what its own has just recorded is not', () => {
    const recording = '      - { record: canary:failed, expr: "max by (namespace, name) (flagger_canary_status) == 2" }\n';
    const own = rule('canary:failed').replace('      - alert:', `${recording}      - alert:`);
    const other = `${rule('canary:failed')}  - name: other\n    interval: 20s\n    rules:\n${recording}`;
    const rest = monitor('5s') + alertmanager('{ receiver: on-call, group_wait: 0s }');
    expect(told(own + rest, 'latency/first')).toEqual([]);
    expect(findingsOf(other + rest, { only: ['latency/first'] }).map(({ what, value, fix }) => [what, value, fix])).toEqual([[
      'a failure is told after up to 31 s where 30 s are promised, by CanaryFailed: 5 s scrape + 20 s recording + 5 s evaluation + 0 s group_wait + 1 s for the work itself = 31 s', 'recording: 20 s', 'record it in the alert\'s own group, before the alert',
    ]]);
    // After the alert it is an interval late.
    expect(told(rule('canary:failed').replace('interval: 5s', 'interval: 15s') + recording + rest, 'latency/first')).toHaveLength(1);
  });

  test('a job of Prometheus itself, and its own intervals', () => {
    const config = (global: string, job = ''): string => `---\nglobal: { ${global} }\nscrape_configs:\n  - { job_name: flagger, honor_labels: true${job} }\n`;
    const rest = alertmanager('{ receiver: on-call, group_wait: 0s }');
    const said = (text: string): unknown[] => findingsOf(text, { only: ['latency/first'] }).map(({ value, assuming, fix }) => [value, assuming, fix]);
    expect(said(rule(FAILED) + rest + config('scrape_interval: 5s'))).toEqual([]);
    expect(said(rule(FAILED) + rest + config('scrape_interval: 5s', ', scrape_interval: 1m'))).toEqual([['scrape: 60 s', undefined, 'scrape_interval: 5s in the job of Flagger']]);
    // Without an interval of the group the configuration's own counts, and without that one a minute.
    const without = rule(FAILED).replace('    interval: 5s\n', '');
    expect(said(without + rest + config('scrape_interval: 5s, evaluation_interval: 5s'))).toEqual([]);
    expect(said(without + rest + config('scrape_interval: 5s'))).toEqual([['evaluation: 60 s', undefined, 'interval: 5s in the rule\'s group']]);
  });

  test('names the longest term, and a fix for it, where that one stands nowhere', () => {
    const values = `alertmanager:\n  config:\n    route: { receiver: a, group_by: [name], group_wait: 5s, group_interval: 5s }\n    receivers: [{ name: a, webhook_configs: [{ url_file: /a }] }]\n`;
    expect(findingsOf(`${rule(FAILED)}---\n${values}`, { only: ['latency/first'] }).map(({ value, fix, assuming }) => [value, fix, assuming?.startsWith('Flagger is scraped every 30 s')])).toEqual([['scrape: 30 s', 'interval: 5s in the monitor of Flagger', true]]);
  });

  testPage('latency/first');
});
