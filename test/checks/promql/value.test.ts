import { found } from '../findings';
import { foundIn, placesIn, ruleFile } from './rule';

describe('promql/value', () => {
  test.each([
    ['a status of 3', 'flagger_canary_status == 3', ['40 error: asks whether flagger_canary_status is == 3, which it never is']],
    ['more than 2', 'flagger_canary_status > 2', ['39 error: asks whether flagger_canary_status is > 2, which it never is']],
    ['less than 0', 'flagger_canary_status < 0', ['39 error: asks whether flagger_canary_status is < 0, which it never is']],
    ['a negative number', 'flagger_canary_status == -1', ['40 error: asks whether flagger_canary_status is == -1, which it never is']],
    ['half a status', 'flagger_canary_status == 1.5', ['40 error: asks whether flagger_canary_status is == 1.5, which it never is']],
    ['the number first', '3 == flagger_canary_status', ['15 error: asks whether flagger_canary_status is == 3, which it never is']],
    ['the number first, greater', '3 <= flagger_canary_status', ['15 error: asks whether flagger_canary_status is >= 3, which it never is']],
    ['an aggregation', 'max by (name) (flagger_canary_status{name=~"a|b"}) == 3', ['69 error: asks whether flagger_canary_status is == 3, which it never is']],
    ['over time', 'max_over_time(flagger_canary_status[5m]) >= 3', ['59 error: asks whether flagger_canary_status is >= 3, which it never is']],
    ['the second of two comparisons', 'flagger_canary_status == 2 or flagger_canary_status == 3', ['70 error: asks whether flagger_canary_status is == 3, which it never is']],
    ['more than everything', 'flagger_canary_weight > 100', ['39 error: asks whether flagger_canary_weight is > 100, which it never is']],
    ['a weight as a share', 'flagger_canary_weight == 0.5', ['40 error: asks whether flagger_canary_weight is == 0.5, which it never is']],
    ['a weight in hundreds', 'flagger_canary_weight / 100 > 1', ['45 error: asks whether flagger_canary_weight is > 1, which it never is']],
    ['no canaries', 'flagger_canary_total == 0', ['39 error: asks whether flagger_canary_total is == 0, which it never is']],
    ['a failed analysis', 'flagger_canary_failures_total{analysis_status="failed"}', ['62 error: selects flagger_canary_failures_total whose analysis_status is "failed", which it never is']],
    ['a strategy that does not exist', 'flagger_canary_successes_total{deployment_strategy=~"rolling.*"}', ['68 error: selects flagger_canary_successes_total whose deployment_strategy is "rolling.*", which it never is']],
  ])('%s', (_, expr, expected) => {
    expect(foundIn(expr, 'promql/value')).toEqual(expected);
  });

  test.each([
    'flagger_canary_status == 2', 'flagger_canary_status > 1', 'flagger_canary_status >= 2', 'flagger_canary_status != 3', 'sum(flagger_canary_status) == 3', 'count(flagger_canary_status == 2) > 3', 'flagger_canary_weight > 99',
    'flagger_canary_weight == 100', 'avg(flagger_canary_status) == 1.5', 'flagger_canary_status + 1 == 3', 'changes(flagger_canary_status[1h]) > 5', 'flagger_canary_metric_analysis{metric="request-success-rate"} < 99',
    'other == 3', 'count_over_time(flagger_canary_status[5m]) == 3', 'flagger_canary_status == flagger_canary_weight', 'flagger_canary_successes_total{analysis_status="skipped"}', 'flagger_canary_status == bool 2', 'sum_over_time(flagger_canary_status[5m]) > 3',
    'flagger_canary_duration_seconds_count > 3', 'flagger_canary_failures_total{deployment_strategy!="x"}',
  ])('%s can be', (expr) => {
    expect(placesIn(expr, 'promql/value')).toEqual([]);
  });

  test('is told of recording rules and at the line of a block', () => {
    expect(found(ruleFile('x\n      - record: r\n        expr: |\n          flagger_canary_status\n            == 3'), 'promql/value')).toEqual(['9:16 error promql/value: the recording rule r asks whether flagger_canary_status is == 3, which it never is']);
  });
});
