import { readTemplate, readTemplatesIn } from '../../lib/alertmanager/template-text';

describe('readTemplate', () => {
  test.each([
    ['text alone', 'no template } here', { defines: [], refersTo: [] }],
    ['definitions and references', '{{ define "a" }}{{ template "b" . }}{{ end }}{{- block "c" . -}}x{{ end }}', { defines: ['a', 'c'], refersTo: ['b'] }],
    ['functions, fields, variables', '{{ range $i, $a := .Alerts }}{{ if gt (len $.Alerts.Firing) 1 }}{{ $a.Labels.name | toUpper | printf "%s }}" }}{{ else if eq $i 0 }}{{ .Status }}{{ end }}{{ end }}', { defines: [], refersTo: [] }],
    ['comments and other quotes', '{{/* {{ nope }} */}}{{- /* x */ -}}{{ `a}}"` }}{{ print \'x\' 1.5 0x1F nil true }}', { defines: [], refersTo: [] }],
    ['a declaration and an assignment', '{{ $x := 1 }}{{ $x = 2 }}{{ with $y := .Status }}{{ $y }}{{ break }}{{ end }}', { defines: [], refersTo: [] }],
  ])('reads %s', (_, text, expected) => {
    const { defines, refersTo } = readTemplate('here', text);
    expect({ defines, refersTo }).toEqual(expected);
  });

  test.each([
    ['an action that stays open', '{{ .Status', 'here: the template is not well-formed: a {{ is not closed'],
    ['a quote that stays open', '{{ "a }}', 'a {{ is not closed, or a text in quotes'],
    ['a block that stays open', '{{ if .Status }}x', 'a {{ if }} has no {{ end }}'],
    ['an end too many', 'x{{ end }}', 'an {{ end }} closes nothing'],
    ['an else of nothing', '{{ else }}', 'an {{ else }} belongs to nothing'],
    ['a function of Prometheus\' rules', '{{ humanize 1 }}', 'here: the function is none that Alertmanager knows, in {{ humanize 1 }}\n  value:   "humanize"'],
    ['a field without its dot', '{{ Status }}', 'fix:     a field begins with a dot: {{ .Status }}'],
    ['the function as the docs misspell it', '{{ .Alerts | toJSON }}', 'the function is none that Alertmanager knows'],
    ['a variable of Prometheus\' rules', '{{ $labels.name }}', 'here: the variable is not declared\n  value:   "$labels"'],
  ])('refuses %s', (_, text, message) => {
    expect(() => readTemplate('here', text)).toThrow(message);
  });

  test('reads the text of each definition that stands in no other', () => {
    expect(readTemplate('here', 'a {{ define "x" -}}1{{ if .Status }}2{{ end }}{{- end }} b {{ define `y` }}{{ block "z" . }}3{{ end }}{{ end }}{{ block "w" . }}{{ end }}').definitions).toEqual([
      { name: 'x', text: '{{ define "x" -}}1{{ if .Status }}2{{ end }}{{- end }}' },
      { name: 'y', text: '{{ define `y` }}{{ block "z" . }}3{{ end }}{{ end }}' },
    ]);
  });

  test('reads each text within a value', () => {
    expect(readTemplatesIn('here', { a: ['{{ template "x" . }}', { b: '{{ template "y" . }}' }], c: 1, d: null })).toEqual(['x', 'y']);
    expect(() => readTemplatesIn('here', { a: { b: '{{' } })).toThrow('here.a.b: the template is not well-formed');
  });
});
