import { Finding } from '../../lib/checks/finding';
import { githubReport } from '../../lib/report';
import { finding } from './findings';

test.each<[string, Partial<Finding>, string]>([
  ['an error', {}, '::error file=rules.yaml,line=2,col=7,title=promql/value::PrometheusRule/shop/rules: the status is never 3'],
  ['a warning', { severity: 'warning' }, '::warning file=rules.yaml,line=2,col=7,title=promql/value::PrometheusRule/shop/rules: the status is never 3'],
  ['an info', { severity: 'info' }, '::notice file=rules.yaml,line=2,col=7,title=promql/value::PrometheusRule/shop/rules: the status is never 3'],
  ['lines and percents', { value: '100%\r\n::error::x' }, '::error file=rules.yaml,line=2,col=7,title=promql/value::PrometheusRule/shop/rules: the status is never 3%0Avalue: 100%25%0D%0A::error::x'],
  ['a file with all that properties are split by', { file: 'a,b:c%.yaml' }, '::error file=a%2Cb%3Ac%25.yaml,line=2,col=7,title=promql/value::PrometheusRule/shop/rules: the status is never 3'],
  ['no file', { file: undefined, position: undefined }, '::error title=promql/value::PrometheusRule/shop/rules: the status is never 3'],
])('%s', (_, more, line) => {
  expect(githubReport([finding(more)], { files: 1, objects: 1 }).split('\n')[0]).toBe(line);
});

test('ends with the summary', () => {
  expect(githubReport([], { files: 1, objects: 1 })).toBe('All good: nothing to report in 1 object of 1 file\n');
});
