import { testPage } from '../page';
import { inQuery } from './canary-metric';

const told = (query: string): string[] => inQuery(query, 'promql/single-value');

describe('promql/single-value', () => {
  testPage('promql/single-value');

  test.each([
    ['a comparison', 'sum(x) > 5', ['11 error that compares: where the comparison does not hold, it gives no value, and the check fails']],
    ['series as they are', 'rate(x[1m])', ['11 warning that may give several series, of which Flagger takes the last']],
    ['labels that are kept', 'sum by (pod) (x)', ['11 warning that may give several series, of which Flagger takes the last']],
    ['errors over everything', 'sum(rate(x{code=~"5.."}[1m])) / sum(rate(x[1m])) * 100', ['11 warning that gives no value as long as there is no error: then the check fails']],
    ['errors as a label', '100 * sum(rate(x{status="error"}[1m])) / sum(rate(x[1m]))', ['17 warning that gives no value as long as there is no error: then the check fails']],
    ['a fallback for NaN', 'sum(x) / sum(y) or vector(0)', ['11 info whose `or` does not help without traffic: 0 / 0 is a value, NaN']],
  ])('%s', (_, query, expected) => { expect(told(query)).toEqual(expected); });

  test.each([
    'sum(rate(x[1m]))', 'sum(x) > bool 5', 'histogram_quantile(0.99, sum(rate(x_bucket[1m])) by (le))', '100 - sum(rate(x{code!~"5.."}[1m])) / sum(rate(x[1m])) * 100', 'sum(rate(x{code!~"5.."}[1m])) / sum(rate(x[1m]))',
    '(sum(rate(x{code=~"5.."}[1m])) or vector(0)) / sum(rate(x[1m]))', 'sum(x{code=~"5.."}) or vector(0)', 'sum(x) / (sum(y) > 0)', 'max(x) or vector(0)', 'vector(1)', 'absent(x)', 'sum(', 'x[5m]', '1',
  ])('%s is one value', (query) => { expect(told(query)).toEqual([]); });
});
