import { found } from '../findings';
import { ruleFile } from '../promql/rule';
import { slack } from './receiver';

const rule = ruleFile('max by (exported_namespace, name) (flagger_canary_status) == 2', 'CanaryFailed', '        labels: { severity: critical }\n        annotations: { summary: "{{ $labels.name }} failed", title: "A canary failed" }\n');
const told = (text: string, groupBy: string, more = rule): string[] => found(`${slack(`text: '${text}'`, groupBy)}---\n${more}`, 'template/common').map((each) => each.replace(/ template\/common: .*it differs by/, ' by'));

describe('template/common', () => {
  test.each([
    ['an annotation that names the canary', '{{ .CommonAnnotations.summary }}', 'alertname', ['8:38 warning by name in the alert CanaryFailed']],
    ['a label of the canary', '{{ .CommonLabels.name }}', 'alertname, namespace', ['8:33 warning by name in the alert CanaryFailed']],
    ['its namespace', '{{ .CommonLabels.exported_namespace }}', 'name', ['8:33 warning by exported_namespace in the alert CanaryFailed']],
  ])('%s', (_, text, groupBy, expected) => {
    expect(told(text, groupBy)).toEqual(expected);
  });

  test.each([
    ['a group for each canary', '{{ .CommonAnnotations.summary }} {{ .CommonLabels.name }}', 'alertname, exported_namespace, name'],
    ['no groups at all', '{{ .CommonAnnotations.summary }}', '\'...\''],
    ['an annotation that is the same for all', '{{ .CommonAnnotations.title }}', 'alertname'],
    ['a label that is the same for all', '{{ .CommonLabels.severity }}', 'alertname'],
    ['each alert for itself', '{{ range .Alerts }}{{ .Annotations.summary }}{{ end }}', 'alertname'],
    ['asked first', '{{ if .CommonLabels.name }}{{ .CommonLabels.name }}{{ end }}', 'alertname'],
  ])('%s is right', (_, text, groupBy) => {
    expect(told(text, groupBy)).toEqual([]);
  });

  test('of rules that are not shown, or not about canaries, nothing is said', () => {
    expect(told('{{ .CommonLabels.name }}', 'alertname', 'a: 1\n')).toEqual([]);
    expect(told('{{ .CommonLabels.instance }}', 'alertname', ruleFile('up == 0'))).toEqual([]);
  });
});
