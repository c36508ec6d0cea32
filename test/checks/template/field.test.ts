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

  test('a rule has other fields', () => {
    expect(found('groups: [{ name: g, rules: [{ alert: A, expr: up, annotations: { summary: "{{ .Labels.job }} {{ .Value }}" } }] }]', 'template/field')).toEqual([]);
  });

  testPage('template/field');
});
