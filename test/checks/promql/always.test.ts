import { found } from '../findings';
import { placesIn, ruleFile } from './rule';

describe('promql/always', () => {
  test.each([
    ['the status of success', 'flagger_canary_status == 1', ['40 error']],
    ['more than nothing', 'flagger_canary_status > 0', ['39 error']],
    ['anything but a failure', 'flagger_canary_status != 2', ['40 error']],
    ['the number first', '1 == flagger_canary_status', ['15 error']],
    ['no comparison at all', 'flagger_canary_status', ['15 error']],
    ['bool, whose 0 is a sample as well', 'flagger_canary_status == bool 2', ['45 error']],
    ['the weight with the primary\'s', 'flagger_canary_weight > 50', ['39 error']],
    ['the largest weight', 'max(flagger_canary_weight) >= 100', ['45 error']],
    ['the primary by its name', 'flagger_canary_weight{workload="shop-primary"} > 50', ['64 error']],
    ['the sum of both weights', 'sum by (exported_namespace) (flagger_canary_weight) > 99', ['69 error']],
    ['the canaries that there are', 'flagger_canary_total > 0', ['38 error']],
    ['of one canary', 'flagger_canary_status{name="shop"} == 1', ['53 error']],
    ['beside a good condition', 'flagger_canary_status == 2 or flagger_canary_weight > 50', ['69 error']],
    ['and something that always holds', 'flagger_canary_status == 1 and on () flagger_info', ['40 error']],
    ['Flagger itself', 'flagger_info == 1', ['31 error']],
  ])('%s', (_, expr, expected) => {
    expect(placesIn(expr, 'promql/always')).toEqual(expected);
  });

  test.each([
    'flagger_canary_status == 2', 'flagger_canary_status == 0', 'flagger_canary_status < 1', 'flagger_canary_weight{workload!~".+-primary"} > 50', 'flagger_canary_weight{workload="podinfo"} > 50',
    'flagger_canary_status == 1 and changes(flagger_canary_status[5m]) > 0', 'flagger_canary_status == 1 and on () hour() < 6', 'absent(flagger_info)', 'absent(flagger_canary_status{name="x"})', 'vector(1)',
    'flagger_canary_status == 1 and on (name) up', 'count(flagger_canary_status) > 100', 'sum(flagger_canary_total) > 10', 'min(flagger_canary_weight) > 0', 'flagger_canary_status == 1 unless flagger_canary_status offset 5m == 1',
    'flagger_canary_metric_analysis < 99', 'flagger_canary_successes_total > 0',
  ])('%s does not', (expr) => {
    expect(placesIn(expr, 'promql/always')).toEqual([]);
  });

  test('what is meant to fire always, and what is recorded, may', () => {
    expect(found(ruleFile('flagger_info == 1', 'FlaggerHeartbeat'), 'promql/always')).toEqual([]);
    expect(found(ruleFile('flagger_info == 1', 'A', '        labels: { severity: none }\n'), 'promql/always')).toEqual([]);
    expect(found(ruleFile('flagger_canary_status == 1').replace('alert', 'record'), 'promql/always')).toEqual([]);
  });

  test('recorded series are followed', () => {
    expect(found(ruleFile('canary:weight > 50', 'A', '      - record: canary:weight\n        expr: max by (workload) (flagger_canary_weight)\n'), 'promql/always')).toEqual([]);
    expect(found(ruleFile('canary:weight > 50 and on () flagger_info', 'A', '      - record: canary:weight\n        expr: max by (workload) (flagger_canary_weight)\n'), 'promql/always')).toHaveLength(1);
  });
});
