import { found } from '../findings';
import { slack } from './receiver';

const column = (text: string): string[] => found(text, 'template/group-label').map((each) => each.replace(/ error template.*/, ''));

describe('template/group-label', () => {
  test.each([
    ['a label that is not there', slack('text: \'{{ .GroupLabels.name }}\''), ['8:32']],
    ['twice in a block', slack('text: |\n  *App:* {{ .GroupLabels.name }}\n  *Where:* {{ .GroupLabels.exported_namespace }}'), ['9:34', '10:36']],
    ['by index', slack('title: \'{{ index .GroupLabels "name" }}\''), ['8:40']],
    ['in a field of an attachment', slack('fields: [{ title: App, value: "{{ .GroupLabels.name }}" }]'), ['8:56']],
    ['no group_by at all', slack('text: \'{{ .GroupLabels.name }}\'').replace(/ {2}group_by.*\n/, ''), ['7:32']],
    ['in a route below, which inherits', `route:\n  receiver: default\n  group_by: [alertname]\n  routes: [{ receiver: chat }]\nreceivers:\n  - name: default\n  - name: chat\n    msteamsv2_configs: [{ text: "{{ .GroupLabels.name }}" }]\n`, ['8:50']],
    ['values of the chart, whose default groups by namespace', 'alertmanager:\n  config:\n    route: { receiver: chat }\n    receivers:\n      - name: chat\n        slack_configs: [{ text: "{{ .GroupLabels.namespace }} {{ .GroupLabels.name }}" }]\n', ['6:79']],
    ['an AlertmanagerConfig', 'apiVersion: monitoring.coreos.com/v1alpha1\nkind: AlertmanagerConfig\nmetadata: { name: a }\nspec:\n  route: { receiver: x, groupBy: [alertname] }\n  receivers: [{ name: x, slackConfigs: [{ text: "{{ .GroupLabels.name }}" }] }]\n', ['6:66']],
  ])('%s', (_, text, expected) => {
    expect(column(text)).toEqual(expected);
  });

  test('in a template that a receiver calls', () => {
    const secret = (groupBy: string): string => `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData:\n  alertmanager.yaml: |\n    route: { receiver: x, group_by: [${groupBy}] }\n    receivers: [{ name: x, slack_configs: [{ text: '{{ template "mine" . }}' }] }]\n  a.tmpl: |\n    {{ define "other" }}{{ .GroupLabels.x }}{{ end }}\n    {{ define "mine" }}{{ .GroupLabels.name }}{{ end }}\n`;
    expect(column(secret('alertname'))).toEqual(['10:40']);
    expect(column(secret('name'))).toEqual([]);
  });

  test.each([
    ['a label of group_by', slack('text: \'{{ .GroupLabels.namespace }}\'')],
    ['all labels', slack('text: \'{{ .GroupLabels.name }}\'', '\'...\'')],
    ['a method', slack('text: \'{{ range .GroupLabels.SortedPairs }}{{ .Value }}{{ end }}\'')],
    ['asked first', slack('text: \'{{ if .GroupLabels.name }}{{ .GroupLabels.name }}{{ end }}\'')],
    ['a receiver that no route leads to', `${slack('color: good')}  - name: unused\n    slack_configs: [{ text: "{{ .GroupLabels.name }}" }]\n`],
    ['another route that has it', `route:\n  receiver: a\n  group_by: [x]\n  routes: [{ receiver: a, group_by: [name] }]\nreceivers: [{ name: a, slack_configs: [{ text: "{{ .GroupLabels.name }}" }] }]\n`],
    ['an AlertmanagerConfig that inherits from what is not shown', 'apiVersion: monitoring.coreos.com/v1alpha1\nkind: AlertmanagerConfig\nmetadata: { name: a }\nspec:\n  route: { receiver: x }\n  receivers: [{ name: x, slackConfigs: [{ text: "{{ .GroupLabels.name }}" }] }]\n'],
  ])('%s is right', (_, text) => {
    expect(column(text)).toEqual([]);
  });
});
