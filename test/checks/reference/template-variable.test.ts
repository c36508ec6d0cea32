import { found } from '../findings';
import { metricTemplate } from '../promql/canary-metric';

const told = (query: string, metric: string): string[] => found(metricTemplate(query, metric), 'reference/template-variable').map((each) => each.replace('reference/template-variable: ', ''));

describe('reference/template-variable', () => {
  test.each([
    ['one that is not given', '{{ variables.a }}', 'interval: 1m', ['14:25 error the metric errors of the canary cart gives no variable a, which the MetricTemplate errors reads: every check of it fails']],
    ['one by index', '{{ index variables "a" }}', 'templateVariables: { b: x }', ['14:91 error the metric errors of the canary cart gives no variable a, which the MetricTemplate errors reads: every check of it fails']],
    ['one that nothing reads', '{{ variables.a }}', 'templateVariables: { a: x, b: y }', ['14:102 warning the MetricTemplate errors does not read the variable b that the metric errors of the canary cart gives it']],
  ])('%s', (_, query, metric, expected) => { expect(told(query, metric)).toEqual(expected); });

  test.each([
    ['those that are given', '{{ variables.a }}{{ index variables "b" }}', 'templateVariables: { a: x, b: y }'],
    ['those that a branch may read', '{{ if eq name "x" }}{{ variables.a }}{{ end }}', 'templateVariables: { b: y }'],
    ['all of them at once', '{{ range $k, $v := variables }}{{ $k }}{{ end }}', 'templateVariables: { b: y }'],
    ['one that is chosen', '{{ index variables name }}', 'templateVariables: { b: y }'],
    ['what Flux fills in', '{{ variables.a }}', 'templateVariables: { "${name}": y }'],
    ['what is no map', 'x', 'templateVariables: [7]'],
  ])('nothing about %s', (_, query, metric) => { expect(told(query, metric)).toEqual([]); });
});
