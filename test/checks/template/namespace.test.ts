import { findingsOf } from '../findings';
import { ruleFile } from '../promql/rule';

const monitor = (endpoint: string): string => `apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: flagger, namespace: flagger-system }\nspec: { endpoints: [{ port: http${endpoint} }] }\n---\n`;
const told = (expr: string, text: string, before = ''): string[] => findingsOf(`${before}${ruleFile(expr, 'A', `        annotations:\n          summary: '${text}'\n`)}`, { only: ['template/namespace'] })
  .map(({ position, severity, assuming }) => `${position?.column ?? '-'} ${severity}${assuming === undefined ? '' : ', assuming'}`);

describe('template/namespace', () => {
  test.each([
    ['without a monitor', 'flagger_canary_status == 2', '{{ $labels.namespace }}', '', ['32 warning, assuming']],
    ['with a monitor', 'flagger_canary_status == 2', '{{ $labels.namespace }}', monitor(''), ['32 error']],
    ['with honorLabels: false', 'flagger_canary_weight > 50', '{{ $labels.name }} in {{ .Labels.namespace }}', monitor(', honorLabels: false'), ['54 error']],
    ['aggregated', 'max by (name, namespace) (flagger_canary_status) == 2', '{{ $labels.namespace }}', monitor(''), ['32 error']],
    ['both ways', 'flagger_canary_status == 2', '{{ $labels.namespace }} {{ $labels.exported_namespace }}', monitor(''), ['32 error']],
  ])('%s', (_, expr, text, before, expected) => {
    expect(told(expr, text, before)).toEqual(expected);
  });

  test.each([
    ['honorLabels', 'flagger_canary_status == 2', '{{ $labels.namespace }}', monitor(', honorLabels: true')],
    ['the other label', 'flagger_canary_status == 2', '{{ $labels.exported_namespace }}', monitor('')],
    ['an alert about Flagger', 'absent(flagger_info)', '{{ $labels.namespace }}', monitor('')],
    ['Flagger\'s own series', 'flagger_info != 1', '{{ $labels.namespace }}', monitor('')],
    ['another metric', 'up == 0', '{{ $labels.namespace }}', monitor('')],
    ['a namespace that is copied', 'label_replace(flagger_canary_status, "namespace", "$1", "exported_namespace", "(.+)") == 2', '{{ $labels.namespace }}', monitor('')],
    ['a namespace that is dropped', 'max by (exported_namespace, name) (flagger_canary_status) == 2', '{{ $labels.exported_namespace }}', monitor('')],
  ])('%s is right', (_, expr, text, before) => {
    expect(told(expr, text, before)).toEqual([]);
  });
});
