import { foundIn, placesIn } from './rule';

describe('promql/histogram', () => {
  test.each([
    ['the bare name', 'flagger_canary_duration_seconds > 600', ['15 error: asks for flagger_canary_duration_seconds, which is a histogram: there is no series of that name']],
    ['its rate', 'rate(flagger_canary_duration_seconds[5m]) > 1', ['20 error: asks for flagger_canary_duration_seconds, which is a histogram: there is no series of that name']],
    ['a quantile of ten minutes', 'histogram_quantile(0.9, sum by (le) (rate(flagger_canary_duration_seconds_bucket[5m]))) > 600', ['105 warning: takes flagger_canary_duration_seconds for the length of a rollout: it is how long one tick of an analysis takes']],
    ['an average of half an hour', 'flagger_canary_duration_seconds_sum / flagger_canary_duration_seconds_count > 1800', ['93 warning: takes flagger_canary_duration_seconds for the length of a rollout: it is how long one tick of an analysis takes']],
    ['a quantile without le', 'histogram_quantile(0.9, sum by (name) (rate(flagger_canary_duration_seconds_bucket[5m]))) > 5', ['39 error: takes a quantile of buckets whose label le is gone: it gives nothing']],
  ])('%s', (_, expr, expected) => {
    expect(foundIn(expr, 'promql/histogram')).toEqual(expected);
  });

  test.each([
    'flagger_canary_duration_seconds_count > 600', 'histogram_quantile(0.9, sum by (le, name) (rate(flagger_canary_duration_seconds_bucket[5m]))) > 5', 'flagger_canary_duration_seconds_sum / flagger_canary_duration_seconds_count > 8',
    'histogram_quantile(0.9, rate(http_request_duration_seconds_bucket[5m])) > 600', 'flagger_canary_status == 0',
  ])('%s is right', (expr) => {
    expect(placesIn(expr, 'promql/histogram')).toEqual([]);
  });
});
