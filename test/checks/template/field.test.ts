import { found } from '../findings';
import { testPage } from '../page';
import { slack } from './receiver';

const told = (text: string): string[] => found(slack(`text: ${JSON.stringify(text)}`), 'template/field')
  .map((each) => each.replace(/^8:(\d+) error template\/field: the receiver on-call asks (.*), which it does not have: the message is never sent$/, (_, column: string, what: string) => `${text.slice(Number(column) - 16).split(/[ }|]/)[0] ?? ''} of ${what}`));

describe('template/field', () => {
  test.each([
    ['the labels of an alert, of the message', '{{ .Labels.name }} failed', ['Labels.name of the message as a whole for Labels']],
    ['annotations within a condition', '{{ if .Status }}{{ .Annotations.summary }}{{ end }}', ['Annotations.summary of the message as a whole for Annotations']],
    ['the value', '{{ .Value }}', ['Value of the message as a whole for Value']],
    ['the value of an alert', '{{ range .Alerts }}{{ .Value | printf }}{{ end }}', ['Value of an alert for Value']],
    ['the message, of an alert', '{{ range .Alerts.Firing }}{{ .CommonLabels.name }}{{ end }}', ['CommonLabels.name of an alert for CommonLabels']],
    ['after the range', '{{ range .Alerts }}{{ .Labels.a }}{{ end }}{{ .Labels.b }}', ['Labels.b of the message as a whole for Labels']],
    ['in the else of a range', '{{ range .Alerts }}x{{ else }}{{ .Labels.b }}{{ end }}', ['Labels.b of the message as a whole for Labels']],
    ['by its variable', '{{ range $i, $a := .Alerts }}{{ $.Labels.b }}{{ end }}', ['Labels.b of the message as a whole for Labels']],
    ['of the list', '{{ .Alerts.Labels.name }}', ['Alerts.Labels.name of the list of alerts for Labels']],
    ['in lower case', '{{ .commonLabels.name }}', ['commonLabels.name of the message as a whole for commonLabels']],
    ['of a pair', '{{ range .CommonLabels.SortedPairs }}{{ .Key }}{{ end }}', ['Key of a label of SortedPairs for Key']],
    ['as an argument', '{{ if eq .Labels.severity "critical" }}!{{ end }}', ['Labels.severity of the message as a whole for Labels']],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  test.each([
    '{{ .Receiver }} {{ .Status | toUpper }} {{ .Alerts | len }} {{ .Alerts.Firing | len }} {{ .GroupLabels.a }} {{ .CommonLabels.SortedPairs.Values }} {{ .CommonAnnotations.b }} {{ .ExternalURL }}',
    '{{ range .Alerts }}{{ .Status }} {{ .Labels.a }} {{ .Annotations.b }} {{ .StartsAt.Unix }} {{ .EndsAt }} {{ .GeneratorURL }} {{ .Fingerprint }} {{ $.GroupLabels.a }}{{ end }}',
    '{{ (index .Alerts 0).Labels.name }} {{ index .CommonLabels "name" }}',
    '{{ range $a := .Alerts.Resolved }}{{ $a.Labels.name }}{{ .Labels.name }}{{ end }}',
    '{{ with .CommonAnnotations }}{{ .summary }}{{ end }}{{ range .Alerts }}{{ with .Labels }}{{ .anything }}{{ end }}{{ end }}',
    '{{ range .GroupLabels.SortedPairs }}{{ .Name }}={{ .Value }}{{ end }}',
    '{{ range .GroupLabels }}{{ .whatever }}{{ end }}{{ with index .Alerts 0 }}{{ .Labels.name }}{{ end }}',
    '{{ define "a" }}{{ .Labels.name }}{{ $.Labels.name }}{{ end }}{{ range .Alerts }}{{ template "a" . }}{{ end }}',
    '{{ with $x := .Alerts }}{{ .Anything }}{{ else with .Status }}{{ .Anything }}{{ end }}',
    'no action, .Labels.name',
  ])('%s is right', (text) => {
    expect(told(text)).toEqual([]);
  });

  /** A configuration with a file of message templates, whose text begins at 14:9. */
  const inFile = (call: string, defines: string): string => `apiVersion: v1\nkind: Secret\nmetadata: { name: main, namespace: monitoring }\nstringData:\n  alertmanager.yaml: |\n    route: { receiver: on-call }\n    receivers:\n      - name: on-call\n        slack_configs:\n          - text: ${JSON.stringify(call)}\n    templates: [/etc/alertmanager/config/*.tmpl]\n  a.tmpl: |\n    ${defines.split('\n').join('\n    ')}\n`;
  const toldInFile = (call: string, defines: string): string[] => found(inFile(call, defines), 'template/field')
    .map((each) => each.replace(/^\d+:(\d+) error template\/field: the template "(\w+)", called for the receiver on-call, asks (.*), which it does not have: the message is never sent$/, (_, column: string, name: string, what: string) => `${name}: ${defines.slice(Number(column) - 5).split(/[ }|]/)[0] ?? ''} of ${what}`));

  test.each([
    ['that is given the message', '{{ template "a" . }}', '{{ define "a" }}{{ .Labels.name }}{{ end }}', ['a: Labels.name of the message as a whole for Labels']],
    ['by $, which is what it is given', '{{ range .Alerts }}{{ template "a" $ }}{{ end }}', '{{ define "a" }}{{ $.Annotations.x }}{{ end }}', ['a: Annotations.x of the message as a whole for Annotations']],
    ['that is given an alert', '{{ range .Alerts.Firing }}{{ template "a" . }}{{ end }}', '{{ define "a" }}{{ .CommonLabels.x }}{{ $.GroupLabels.x }}{{ end }}', ['a: CommonLabels.x of an alert for CommonLabels', 'a: GroupLabels.x of an alert for GroupLabels']],
    ['that another one calls', '{{ template "a" . }}', '{{ define "a" }}{{ if .Status }}{{ template "b" . }}{{ end }}{{ end }}{{ define "b" }}{{ .Value }}{{ end }}', ['b: Value of the message as a whole for Value']],
    ['that another one calls with each alert', '{{ template "a" . }}', '{{ define "a" }}{{ range .Alerts }}{{ template "b" . }}{{ end }}{{ end }}{{ define "b" }}{{ .Value }}{{ end }}', ['b: Value of an alert for Value']],
    ['a range within it', '{{ template "a" . }}', '{{ define "a" }}{{ range .Alerts }}{{ .Value }}{{ end }}{{ end }}', ['a: Value of an alert for Value']],
    ['with the message within it', '{{ template "a" . }}', '{{ define "a" }}{{ with . }}{{ .Labels.x }}{{ end }}{{ end }}', ['a: Labels.x of the message as a whole for Labels']],
    ['that is called both ways, of which one is wrong', '{{ template "a" . }}{{ range .Alerts }}{{ template "a" . }}{{ end }}', '{{ define "a" }}{{ .Labels.name }}{{ end }}', ['a: Labels.name of the message as a whole for Labels']],
    ['that calls itself', '{{ template "a" . }}', '{{ define "a" }}{{ template "a" . }}{{ .Labels.name }}{{ end }}', ['a: Labels.name of the message as a whole for Labels']],
  ])('in a template of a file: %s', (_, call, defines, expected) => {
    expect(toldInFile(call, defines)).toEqual(expected);
  });

  test.each([
    ['an alert', '{{ range .Alerts }}{{ template "a" . }}{{ end }}', '{{ define "a" }}{{ .Labels.name }}{{ .Annotations.x }}{{ end }}'],
    ['the message', '{{ template "a" . }}', '{{ define "a" }}{{ .CommonLabels.name }}{{ range .Alerts }}{{ .Labels.x }}{{ $.GroupLabels.y }}{{ end }}{{ end }}'],
    ['labels', '{{ template "a" .CommonLabels }}', '{{ define "a" }}{{ .Labels }}{{ .anything }}{{ end }}'],
    ['the list of alerts', '{{ template "a" .Alerts.Firing }}', '{{ define "a" }}{{ range . }}{{ .Labels.x }}{{ end }}{{ end }}'],
    ['a variable', '{{ $x := index .Alerts 0 }}{{ template "a" $x }}', '{{ define "a" }}{{ .Labels.x }}{{ end }}'],
    ['nothing, where nobody calls it', 'x', '{{ define "a" }}{{ .Labels.x }}{{ end }}'],
    ['one or the other of two', '{{ template "a" . }}', '{{ define "a" }}{{ .Labels.x }}{{ end }}{{ define "a" }}x{{ end }}'],
  ])('nothing of a template that is given %s', (_, call, defines) => {
    expect(toldInFile(call, defines)).toEqual([]);
  });

  test('the define stands in the text itself, or at its line of a file', () => {
    expect(told('{{ define "a" }}{{ .Value }}{{ end }}{{ template "a" . }}')).toEqual(['8:38 error template/field: the template "a", called for the receiver on-call, asks the message as a whole for Value, which it does not have: the message is never sent']);
    expect(found(inFile('{{ template "a" . }}', '{{ define "a" }}\nit failed:\n  {{ .Labels.name }}\n{{ end }}'), 'template/field').map((each) => each.split(' ')[0])).toEqual(['15:11']);
  });

  test('a rule has other fields', () => {
    expect(found('groups: [{ name: g, rules: [{ alert: A, expr: up, annotations: { summary: "{{ .Labels.job }} {{ .Value }}" } }] }]', 'template/field')).toEqual([]);
  });

  testPage('template/field');
});
