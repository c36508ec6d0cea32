import { readQuery } from '../../lib/flagger/query-template';

// What Flagger 1.44.0 makes of each of these was seen by calling its own RenderQuery (pkg/metrics/observers/render.go).
describe('readQuery', () => {
  test.each([
    ['plain text', 'sum(rate(errors[1m]))', []],
    ['every function', '{{name}}{{ namespace }}{{target}}{{service}}{{ingress}}{{route}}{{interval}}', []],
    ['variables, each once', '{{ variables.a }}{{ variables.b }}{{ variables.a }}', ['a', 'b']],
    ['variables by index', '{{ index variables "a-b" }}', ['a-b']],
    ['a pipeline and trim markers', '{{- name | printf "%s-x" -}}', []],
    ['conditions', '{{ if eq name "a" }}a{{ else if not true }}b{{ end }}', []],
    ['a loop over variables', '{{ range $k, $v := variables }}{{ $k }}{{ . }}{{ end }}', []],
    ['a field inside with', '{{ with variables }}{{ .direction }}{{ end }}', []],
    ['braces of the query\'s own language', '{{ "{{" }} {{ "}}" }} {{ `{{ foo }}` }}', []],
    ['a function\'s name in a text', '{{ printf "%s {{ foo }}" name }}', []],
    ['a comment', '{{/* foo .Bar */}}{{- /* foo */ -}}', []],
    ['closing braces alone', 'a }} b', []],
  ])('takes %s', (_, query, variables) => {
    expect(readQuery('MetricTemplate/a/b', query).variables).toEqual(variables);
  });

  test.each([
    ['a field, as in other templates', 'x{ns="{{ .Namespace }}"}', 'the query reads the field .Namespace, and there is none\n  value:   "{{ .Namespace }}"\n'
      + '  allowed: functions, without a dot: name, namespace, target, service, ingress, route, interval, variables\n  fix:     {{ namespace }}'],
    ['a function in capitals', '{{ Target }}', 'fix:     did you mean {{ target }}?'],
    ['a typing error', '{{ namspace }}', 'fix:     did you mean {{ namespace }}?'],
    ['an unknown function', '{{ cluster }}', 'fix:     {{ variables.cluster }}, and variables: { cluster: \'…\' } where the template is used'],
    ['a field of a text', '{{ name.first }}', 'the query reads the field .first'],
    ['braces that stay open', 'x{{ name', 'the query has a {{ without }}'],
    ['an empty action', '{{ }}', 'an action of the query is not one'],
    ['a trim marker without a space', '{{-name}}', 'an action of the query is not one'],
    ['an end that is missing', '{{ if name }}x', 'the query has no {{ end }} for its {{ if }}'],
    ['an end too many', 'x{{ end }}{{ if name }}', 'the query has an {{ end }} without its {{ if }}'],
    ['nothing', ' \n', 'the query is empty'],
  ])('refuses %s', (_, query, message) => {
    expect(() => readQuery('MetricTemplate/a/b', query)).toThrow(message);
  });
});
