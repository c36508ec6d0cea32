import { found } from '../findings';
import { testPage } from '../page';
import { inQuery } from './canary-metric';

const told = (query: string, metric?: string, type?: string): string[] => inQuery(query, 'promql/query', metric, type);

describe('promql/query', () => {
  testPage('promql/query');

  test.each([
    ['a function that Flagger does not have', 'up{a="{{ namspace }}"}', ['21 error that Flagger cannot fill in: the function namspace is not defined']],
    ['a field', 'up{a="{{ .Namespace }}"}', ['21 error that Flagger cannot fill in: it reads .Namespace, and there is no data to read it from']],
    ['a field of a function', 'up{a="{{ name.first }}"}', ['21 error that Flagger cannot fill in: it reads name.first, and there is no data to read it from']],
    ['a variable that is not defined', '{{ $x }}', ['14 error that Flagger cannot fill in: the variable $x is not defined']],
    ['braces that are not closed', 'up{a="{{ name"}', ['18 error that Flagger cannot fill in: an action is not closed: {{ without }}, or a quotation mark within it']],
    ['a bracket that is not closed', 'sum(rate(x[{{ interval }}])', ['37 error that Prometheus does not read: unexpected end of input']],
    ['a function that Prometheus does not have', 'summ(x)', ['15 error that Prometheus does not read: unknown function with name "summ"']],
    ['a rate without a range', 'sum(rate(x{a="{{ target }}"}))', ['20 error that Prometheus does not read: expected type range vector in call to function "rate", got instant vector']],
    ['a range', 'x[{{ interval }}]', ['10 error that gives a range vector, which Flagger does not read']],
    ['a number', '1', ['10 error that gives a scalar, which Flagger does not read']],
    ['a scalar', 'scalar(sum(x))', ['10 error that gives a scalar, which Flagger does not read']],
    ['a comment with something after it', 'sum(x) # all\n/ sum(y)', ['18 error with a comment, which takes away all that follows it']],
  ])('%s', (_, query, expected) => { expect(told(query)).toEqual(expected); });

  test.each([
    'sum(rate(x{ns="{{ namespace }}",app=~"{{ target }}-[0-9a-z]+",s="{{ service }}",i="{{ ingress }}",r="{{ route }}",n="{{name}}"}[{{interval}}]))', 'sum(x) # all', 'sum(x{a="#"})\n/ sum(y)', '{{- /* text */ -}} sum(x)',
    'sum(x{a="{{ "{{" }}"})', 'vector({{ "1" }})', '{{ if eq name "a" }}sum(x){{ else }}1{{ end }}', 'sum(${metric})', 'sum(x{a="{{ name | printf "%s" }}"}', '{{ range $k, $v := variables }}{{ .x }}{{ end }}',
  ])('%s is taken', (query) => { expect(told(query)).toEqual([]); });

  test('a variable has the value that the Canary gives it; where none is shown, nothing is said of what it may be', () => {
    expect(told('sum({{ variables.metric }})', 'templateVariables: { metric: "rate(x[1m])" }')).toEqual([]);
    expect(told('sum({{ variables.metric }})', 'templateVariables: { metric: "rate(x)" }')).toEqual(['15 error that Prometheus does not read: expected type range vector in call to function "rate", got instant vector']);
    const alone = (query: string): string[] => found(`apiVersion: flagger.app/v1beta1\nkind: MetricTemplate\nmetadata: { name: errors }\nspec: { provider: { type: prometheus }, query: ${JSON.stringify(query)} }\n`, 'promql/query');
    expect(alone('sum(x) {{ variables.op }} sum(y)')).toEqual([]);
    expect(alone('sum(x{a="{{ variables.op }}"})) + 1')).toEqual([]);
    expect(alone('summ(x)')).toHaveLength(1);
  });

  test('the names of the Canary stand where the query puts them', () => {
    expect(told('{{ target }}_total')).toEqual([]);
    expect(told('sum({{ service }}_total)')).toEqual([]);
    expect(told('sum({{ target }}!total)')).toHaveLength(1);
  });

  test('only PromQL is read as such; a query within a Canary is PromQL', () => {
    expect(told('sum:trace{service:{{ target }}}', undefined, 'datadog')).toEqual([]);
    expect(told('sum:trace{service:{{ tarjet }}}', undefined, 'datadog')).toHaveLength(1);
    expect(found('apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: a }\nspec: { analysis: { metrics: [{ name: m, query: "rate(x)" }, { name: n, query: 7 }, 8] } }\n', 'promql/query'))
      .toEqual(['4:55 error promql/query: the metric m of the canary a has a query that Prometheus does not read: expected type range vector in call to function "rate", got instant vector']);
  });
});
