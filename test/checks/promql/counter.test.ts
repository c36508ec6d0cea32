import { foundIn, placesIn } from './rule';

const misses = (name: string, kind = 'failure', metric = 'failures'): string => `error: misses the first ${kind} of each canary: ${name}() of flagger_canary_${metric}_total is 0 there`;
const endless = 'warning: goes on until Flagger restarts: flagger_canary_failures_total never gets smaller';

describe('promql/counter', () => {
  test.each([
    ['an increase', 'increase(flagger_canary_failures_total[5m]) > 0', [`15 ${misses('increase')}`]],
    ['a rate within a sum', 'sum by (name) (rate(flagger_canary_failures_total{name="a"}[5m])) > 0', [`30 ${misses('rate')}`]],
    ['a delta', 'delta(flagger_canary_failures_total[5m]) >= 1', [`15 ${misses('delta')}`]],
    ['changes', 'changes(flagger_canary_failures_total[5m]) > 0', [`15 ${misses('changes')}`]],
    ['successes', 'increase(flagger_canary_successes_total[5m]) > 0', [`15 ${misses('increase', 'success', 'successes')}`]],
    ['the bare counter', 'flagger_canary_failures_total > 0', [`47 ${endless}`]],
    ['its sum', 'sum(flagger_canary_failures_total) >= 1', [`53 ${endless}`]],
    ['no comparison', 'flagger_canary_failures_total', [`15 ${endless}`]],
  ])('%s', (_, expr, expected) => {
    expect(foundIn(expr, 'promql/counter')).toEqual(expected);
  });

  test.each([
    'flagger_canary_failures_total unless flagger_canary_failures_total offset 5m', 'flagger_canary_failures_total - flagger_canary_failures_total offset 5m > 0',
    'increase(flagger_canary_failures_total[5m]) > 0 or flagger_canary_failures_total unless flagger_canary_failures_total offset 5m', 'flagger_canary_status == 2 or increase(flagger_canary_failures_total[5m]) > 0',
    'flagger_canary_status == 2 unless on (name) increase(flagger_canary_failures_total[5m]) > 3', 'increase(http_requests_total[5m]) > 0', 'absent(flagger_canary_failures_total)',
  ])('%s is left alone', (expr) => {
    expect(placesIn(expr, 'promql/counter')).toEqual([]);
  });

  test('a recording rule may count', () => {
    expect(placesIn('up\n      - { record: r, expr: "increase(flagger_canary_failures_total[1h])" }', 'promql/counter')).toEqual([]);
  });
});
