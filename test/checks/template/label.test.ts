import { findingsOf, found } from '../findings';
import { ruleFile } from '../promql/rule';

const told = (expr: string, text: string, more = ''): string[] => findingsOf(ruleFile(expr, 'A', `${more}        annotations:\n          summary: '${text}'\n`), { only: ['template/label'] })
  .map(({ position, severity, what, fix }) => `${position?.column ?? '-'} ${severity} ${/prints \{\{ (\S+) \}\}/.exec(what)?.[1] ?? what} -> ${fix ?? '-'}`);

describe('template/label', () => {
  test.each([
    ['the weight\'s name', 'flagger_canary_weight > 50', '{{ $labels.name }}', ['32 error $labels.name -> {{ $labels.workload }}']],
    ['as a field of the dot', 'flagger_canary_weight > 50', '{{ .Labels.name }}', ['32 error .Labels.name -> {{ $labels.workload }}']],
    ['by index', 'flagger_canary_weight > 50', '{{ index $labels "name" }}', ['39 error $labels.name -> {{ $labels.workload }}']],
    ['within a pipeline', 'flagger_canary_weight > 50', '{{ $labels.name | toUpper }} {{ printf "%s" $labels.name }}', ['32 error $labels.name -> {{ $labels.workload }}']],
    ['the status\' workload', 'flagger_canary_status == 2', '{{ $labels.workload }}', ['32 error $labels.workload -> {{ $labels.name }}']],
    ['what an aggregation drops', 'max by (name) (flagger_canary_status) == 2', '{{ $labels.name }} {{ $labels.exported_namespace }}', ['51 error $labels.exported_namespace -> -']],
    ['what a sum without labels drops', 'sum(flagger_canary_status == 2) > 0', '{{ $labels.name }}', ['32 error $labels.name -> keep it in the expression: by (…, name)']],
    ['what without drops', 'max without (name) (flagger_canary_status) == 2', '{{ $labels.name }}', ['32 error $labels.name -> keep it in the expression: by (…, name)']],
    ['what on drops', 'flagger_canary_status * on (name) group_right () up', '{{ $labels.x }}', []],
    ['what a comparison on one label drops', 'flagger_canary_weight > on (workload) other', '{{ $labels.exported_namespace }}', ['32 error $labels.exported_namespace -> -']],
    ['any label of an absent series', 'absent(flagger_canary_status{name="a"})', '{{ $labels.name }} {{ $labels.namespace }}', ['51 error $labels.namespace -> -']],
    ['a label of a number', 'vector(1)', '{{ $labels.name }}', ['32 error $labels.name -> -']],
    ['the rule\'s own label', 'flagger_canary_status == 2', '{{ $labels.severity }}', ['32 error $labels.severity -> write its value'], '        labels: { severity: critical }\n'],
    ['an aggregation of anything', 'sum by (job) (rate(http_requests_total[5m])) > 5', '{{ $labels.instance }}', ['32 error $labels.instance -> -']],
  ])('%s', (_, expr, text, expected, more = '') => {
    expect(told(expr, text, more)).toEqual(expected);
  });

  test.each([
    ['flagger_canary_status == 2', '{{ $labels.name }} {{ $labels.namespace }} {{ $labels.exported_namespace }} {{ $labels.pod }}'], ['flagger_canary_weight > 50', '{{ $labels.workload }}'], ['up == 0', '{{ $labels.anything }}'],
    ['flagger_canary_weight > 50', '{{ if $labels.name }}{{ $labels.name }}{{ end }}'], ['label_replace(flagger_canary_weight, "name", "$1", "workload", "(.+)") > 50', '{{ $labels.name }}'],
    ['flagger_canary_weight > 50 or flagger_canary_status == 2', '{{ $labels.name }}{{ $labels.workload }}'], ['flagger_canary_status * on (pod) group_left (version) flagger_info', '{{ $labels.version }}'],
    ['flagger_canary_weight > 50', '{{ range query "flagger_canary_status" }}{{ .Labels.name }}{{ end }}'], ['flagger:canary:failed', '{{ $labels.name }}'], ['flagger_canary_status == 2', '{{ $labels.cluster }}'],
    ['flagger_canary_status == 2', '{{ $value }} {{ $externalLabels.name }}'], ['topk(1, flagger_canary_status) == 2', '{{ $labels.name }}'], ['absent(up{job="x"})', '{{ $labels.job }}'], ['sum( == 2', '{{ $labels.x }}'],
    ['count_values("status", flagger_canary_status)', '{{ $labels.status }}'],
  ])('%s has what %s prints', (expr, text) => {
    expect(told(expr, text)).toEqual([]);
  });

  test('a label of the rule is a template too', () => {
    expect(found(ruleFile('flagger_canary_weight > 50', 'A', '        labels: { canary: "{{ $labels.name }}" }\n'), 'template/label')).toHaveLength(1);
  });

  test('with a monitor that shows everything, what nobody gives is missing', () => {
    const monitor = 'apiVersion: monitoring.coreos.com/v1\nkind: PodMonitor\nmetadata: { name: flagger }\nspec: { podMetricsEndpoints: [{ port: http, honorLabels: true }] }\n---\n';
    const rule = ruleFile('flagger_canary_status == 2', 'A', '        annotations: { a: "{{ $labels.team }}", b: "{{ $labels.exported_namespace }}", c: "{{ $labels.cluster }}" }\n');
    expect(found(rule, 'template/label')).toEqual([]);
    expect(found(monitor + rule, 'template/label').map((each) => /prints \{\{ (\S+)/.exec(each)?.[1])).toEqual(['$labels.team', '$labels.exported_namespace']);
  });
});
