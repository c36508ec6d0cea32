import { found } from '../findings';
import { slack } from './receiver';
import { ruleFile } from '../promql/rule';

const annotated = (text: string): string => ruleFile('up == 0', 'A', `        annotations:\n          summary: '${text}'\n`);
const inRule = (text: string): string[] => found(annotated(text), 'template/syntax').map((each) => each.replace(/^7:(\d+) error template\/syntax: the annotation summary of the alert A is no template that Prometheus takes: /, '$1 '));
const inMessage = (text: string): string[] => found(slack(`text: '${text}'`), 'template/syntax').map((each) => each.replace(/^\d+:(\d+) error template\/syntax: the receiver on-call has a text that is no template: /, '$1 '));

describe('template/syntax', () => {
  test.each([
    ['an action that is not closed', '{{ $labels.name failed', ['21 an action is not closed: {{ without }}, or a quotation mark within it']],
    ['a function that does not exist', '{{ $labels.name | upper }}', ['39 the function upper is not defined']],
    ['a function of messages', '{{ toJson $labels }}', ['24 the function toJson is not defined']],
    ['a variable of messages', '{{ $alert.name }}', ['24 the variable $alert is not defined']],
    ['an if without end', '{{ if $labels.name }}x', ['24 {{ if }} has no {{ end }}']],
    ['an end without beginning', '{{ end }}', ['24 an {{ end }} closes nothing']],
    ['an empty action', '{{ }}', ['23 an action is empty']],
  ])('in a rule: %s', (_, text, expected) => {
    expect(inRule(text)).toEqual(expected);
  });

  test.each([
    '{{ $labels.name }}', '{{ $value | humanize }} {{ $externalURL }} {{ $externalLabels.cluster }}', '{{ with query "up" }}{{ . | first | value }}{{ end }}', '{{/* nothing */}}', '{{- $labels.name -}}', '{{ $x := $labels.name }}{{ $x }}',
    '{{ range $i, $e := query "up" }}{{ $e.Labels.job }}{{ end }}', '{{ if eq $labels.a "}}" }}x{{ else if not $labels.b }}y{{ end }}', '{{ printf "%.2f" $value }}', '{{ (index $labels "name") }}', 'no action', '{{ .Labels.name }} {{ .Value }}', '{{ (query "up" | first).Value }}',
    '{{ define "x" }}{{ . }}{{ end }}{{ template "x" $labels }}',
  ])('in a rule: %s is taken', (text) => {
    expect(inRule(text)).toEqual([]);
  });

  test.each([
    ['a variable of rules', '{{ $labels.name }}', ['19 the variable $labels is not defined']],
    ['a function of rules', '{{ .CommonLabels.name | humanize }}', ['40 the function humanize is not defined']],
    ['a function that does not exist', '{{ .Status | upper }}', ['29 the function upper is not defined']],
    ['an action that is not closed', '{{ .Status', ['16 an action is not closed: {{ without }}, or a quotation mark within it']],
    ['a range without end', '{{ range .Alerts }}x', ['19 {{ range }} has no {{ end }}']],
  ])('in a message: %s', (_, text, expected) => {
    expect(inMessage(text)).toEqual(expected);
  });

  test.each([
    '{{ .Status | toUpper }}', '{{ range .Alerts.Firing }}{{ .Labels.name }} {{ .StartsAt | since | humanizeDuration }}{{ end }}', '{{ template "slack.default.text" . }}', '{{ (index .Alerts 0).Labels.name }}', '{{ len .Alerts }}',
    '{{ range $i, $a := .Alerts }}{{ if $i }}, {{ end }}{{ $a.Labels.name }}{{ end }}', '{{ .CommonLabels.SortedPairs.Values | join " " }}', '{{ if gt (len .Alerts.Firing) 0 }}x{{ end }}', '{{ reReplaceAll "a" "b" .Status }}',
  ])('in a message: %s is taken', (text) => {
    expect(inMessage(text)).toEqual([]);
  });

  test('an AlertmanagerConfig, a file of templates, and values that a chart fills in', () => {
    expect(found('apiVersion: monitoring.coreos.com/v1alpha1\nkind: AlertmanagerConfig\nmetadata: { name: a }\nspec:\n  route: { receiver: x }\n  receivers: [{ name: x, slackConfigs: [{ text: "{{ .Status | upper }}" }] }]\n', 'template/syntax')).toHaveLength(1);
    expect(found('apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData:\n  alertmanager.yaml: |\n    route: { receiver: x }\n    receivers: [{ name: x }]\n  a.tmpl: |\n    {{ define "x" }}\n    {{ .Status | upper }}{{ end }}\n', 'template/syntax')).toEqual(['10:18 error template/syntax: the file of message templates is none that Alertmanager takes: the function upper is not defined']);
    expect(found('alertmanager:\n  tplConfig: true\n  config:\n    route: { receiver: x }\n    receivers: [{ name: x, slack_configs: [{ text: "{{ .Values.text }} {{ include \\"x\\" . }}" }] }]\n', 'template/syntax')).toEqual([]);
  });
});
