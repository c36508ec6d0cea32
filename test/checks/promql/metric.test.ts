import { findingsOf } from '../findings';
import { foundIn, placesIn, ruleFile } from './rule';

const fixOf = (expr: string): (string | undefined)[] => findingsOf(ruleFile(expr), { only: ['promql/metric'] }).map(({ fix }) => fix);

describe('promql/metric', () => {
  test.each([
    ['a counter without its ending', 'increase(flagger_canary_failures[5m]) > 0', 'flagger_canary_failures_total'],
    ['a letter missing', 'flagger_canary_statu == 2', 'flagger_canary_status'],
    ['a status of another name', 'flagger_status == 2', 'flagger_canary_status'],
    ['a phase', 'flagger_canary_phase{phase="Failed"} == 1', 'flagger_canary_status'],
    ['a rollback', 'sum(flagger_rollbacks_total) > 0', 'flagger_canary_status'],
    ['the weight in other words', 'flagger_traffic_percent > 50', 'flagger_canary_weight'],
    ['no flagger_', 'canary_status == 2', 'flagger_canary_status'],
    ['another prefix', 'fluxcd_canary_weight > 2', 'flagger_canary_weight'],
    ['a name in braces', '\'{__name__="flagger_canary_state"} == 2\'', 'flagger_canary_status'],
  ])('%s', (_, expr, meant) => {
    expect(fixOf(expr)).toEqual([`did you mean ${meant}?`]);
  });

  test('is told where the selector stands', () => {
    expect(foundIn('max by (name) (flagger_canary_state) == 2', 'promql/metric')).toEqual(['30 error: asks for flagger_canary_state, which Flagger does not export']);
    expect(placesIn('canary_status == 2', 'promql/metric')).toEqual(['15 warning']);
  });

  test('a pattern of names that none has', () => {
    expect(foundIn('\'{__name__=~"flagger_rollout_.*"} > 0\'', 'promql/metric')).toEqual(['28 error: asks for metrics called "flagger_rollout_.*", and Flagger exports none of that name']);
  });

  test.each([
    'flagger_canary_status', 'flagger_info', 'flagger_canary_duration_seconds_bucket', 'flagger_canary_duration_seconds', 'myapp_canary_weight', 'kube_customresource_canary_status', '\'{__name__=~"flagger_canary_.*"}\'',
    'flagger:canary:deleted', 'up', 'canary_requests_total',
  ])('%s is no mistake of this kind', (expr) => {
    expect(placesIn(expr, 'promql/metric')).toEqual([]);
  });

  test('a series that an alert of this library rests on must be recorded', () => {
    expect(foundIn('flagger:canary:failed unless on (namespace, name) flagger:canary:deleted', 'promql/metric')).toEqual(['15 warning: rests on flagger:canary:failed, which no rule records']);
    expect(placesIn('flagger:canary:failed\n      - { record: "flagger:canary:failed", expr: flagger_canary_status == 2 }', 'promql/metric')).toEqual([]);
    expect(placesIn('flagger_canary_weight > 50 unless on (namespace, name) flagger:canary:failed', 'promql/metric')).toEqual([]);
  });

  test('a recorded series is known', () => {
    expect(placesIn('flagger_failed\n      - { record: flagger_failed, expr: flagger_canary_status == 2 }', 'promql/metric')).toEqual([]);
  });
});
