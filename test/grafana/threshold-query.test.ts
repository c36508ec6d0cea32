import { AnalysisThreshold } from '../../lib/grafana/analysis-threshold';
import { Bound, thresholdQuery } from '../../lib/grafana/threshold-query';

const BY = 'namespace, name, metric';
const limit = (matchers: string, value: string): string => `group by (${BY}) (flagger_canary_metric_analysis{${matchers}}) * ${value}`;
const within = (...limits: string[]): string => `(${limits.join(' or ')}) and on (${BY}) (values)`;
const shop = { namespace: 'shop', metric: 'request-success-rate' };

describe('thresholdQuery', () => {
  test.each<[string, AnalysisThreshold[], Bound, string | undefined]>([
    ['is none where nothing is limited', [], 'min', undefined],
    ['is none where only the other end is limited', [{ ...shop, name: 'a', max: 1 }], 'min', undefined],
    [
      'draws a limit of one canary',
      [{ ...shop, name: 'a', min: 99 }], 'min',
      within(limit('namespace="shop",name="a",metric="request-success-rate"', '99')),
    ],
    [
      'draws a limit of 0 and one below',
      [{ ...shop, name: 'a', metric: 'queue', min: 0 }, { ...shop, name: 'b', metric: 'queue', min: -1.5 }], 'min',
      within(limit('namespace="shop",name="a",metric="queue"', '0'), limit('namespace="shop",name="b",metric="queue"', '-1.5')),
    ],
    [
      'says request-duration in seconds, as its metric does',
      [{ ...shop, name: 'a', metric: 'request-duration', max: 500 }], 'max',
      within(limit('namespace="shop",name="a",metric="request-duration"', '0.5')),
    ],
    [
      'folds the canaries of a namespace that share a limit, in the order of their names',
      [{ ...shop, name: 'b', min: 99 }, { ...shop, name: 'c', min: 95 }, { ...shop, name: 'a.v1', min: 99 }], 'min',
      within(
        limit('namespace="shop",name="c",metric="request-success-rate"', '95'),
        limit('namespace="shop",name=~"a[.]v1|b",metric="request-success-rate"', '99'),
      ),
    ],
    [
      'keeps namespaces apart',
      [{ ...shop, name: 'a', min: 99 }, { ...shop, namespace: 'bank', name: 'a', min: 99 }], 'min',
      within(limit('namespace="bank",name="a",metric="request-success-rate"', '99'), limit('namespace="shop",name="a",metric="request-success-rate"', '99')),
    ],
    [
      'draws the greater of two least values',
      [{ ...shop, name: 'a', min: 95 }, { ...shop, name: 'a', min: 99 }, { ...shop, name: 'a', min: 90 }], 'min',
      within(limit('namespace="shop",name="a",metric="request-success-rate"', '99')),
    ],
    [
      'draws the less of two greatest values',
      [{ ...shop, name: 'a', metric: 'errors', max: 5 }, { ...shop, name: 'a', metric: 'errors', max: 1 }], 'max',
      within(limit('namespace="shop",name="a",metric="errors"', '1')),
    ],
    [
      'quotes a check whose name PromQL, Grafana or Flux would read otherwise',
      [{ ...shop, name: 'a', metric: '"p\\9${x}"', max: 5 }], 'max',
      within(limit('namespace="shop",name="a",metric="\\"p\\\\9\\x24{x}\\""', '5')),
    ],
  ])('%s', (_, thresholds, bound, expected) => {
    expect(thresholdQuery(thresholds, bound, 'values')).toBe(expected);
    expect(thresholdQuery([...thresholds].reverse(), bound, 'values')).toBe(expected);
  });
});
