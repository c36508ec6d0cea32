import { found } from '../findings';
import { foundIn, placesIn, ruleFile } from './rule';

const monitor = (endpoint: string): string => `apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: flagger, namespace: flagger-system }
spec:
  selector: { matchLabels: { app.kubernetes.io/name: flagger } }
  podMetricsEndpoints: [{ port: http${endpoint} }]
---
`;
const withMonitor = (endpoint: string, expr: string): string[] => found(`${monitor(endpoint)}${ruleFile(expr)}`, 'promql/label').map((each) => each.replace(/ promql.*/, ''));

describe('promql/label', () => {
  test.each([
    ['the weight by name', 'flagger_canary_weight{name="podinfo"} > 50', ['37 error: selects flagger_canary_weight by the label name, which it does not have: no series passes']],
    ['the weight by a pattern of names', 'flagger_canary_weight{name=~"pod.*"} > 50', ['37 error: selects flagger_canary_weight by the label name, which it does not have: no series passes']],
    ['the weight without a name', 'flagger_canary_weight{name!~".*-primary"} > 50', ['37 warning: selects flagger_canary_weight by the label name, which it does not have: it passes every series']],
    ['the status by workload', 'flagger_canary_status{workload="podinfo"} == 2', ['37 error: selects flagger_canary_status by the label workload, which it does not have: no series passes']],
    ['the status by phase', 'flagger_canary_status{phase="Failed"}', ['37 error: selects flagger_canary_status by the label phase, which it does not have: no series passes']],
    ['the weight summed by name', 'sum by (name) (flagger_canary_weight) > 100', ['23 error: aggregates by the label name, which flagger_canary_weight does not have']],
    ['a label that is copied from nowhere', 'label_replace(flagger_canary_weight, "name", "$1", "name", "(.*)-primary") > 50', ['67 error: reads with label_replace the label name, which flagger_canary_weight does not have']],
    ['the canary\'s namespace', 'flagger_canary_status{namespace="prod"} == 2', ['37 warning: selects flagger_canary_status by namespace="prod", but without honorLabels the label namespace is Flagger\'s own: no series passes']],
  ])('%s', (_, expr, expected) => {
    expect(foundIn(expr, 'promql/label')).toEqual(expected);
  });

  test.each([
    ['namespace without honorLabels', '', 'flagger_canary_status{namespace="prod"}', ['12:37 error']],
    ['namespace with honorLabels', ', honorLabels: true', 'flagger_canary_status{namespace="prod"}', []],
    ['exported_namespace without honorLabels', '', 'flagger_canary_status{exported_namespace="prod"}', []],
    ['exported_namespace with honorLabels', ', honorLabels: true', 'flagger_canary_status{exported_namespace="prod"}', ['12:37 error']],
    ['Flagger\'s own namespace', '', 'flagger_info{namespace="flagger-system"}', []],
    ['a label that nobody gives', '', 'flagger_canary_status{team="a"}', ['12:37 error']],
    ['a label that a relabelling may give', ', relabelings: [{ targetLabel: team }]', 'flagger_canary_status{team="a"}', []],
    ['a label that an agent may give', '', 'flagger_canary_status{cluster="a"}', []],
  ])('with a monitor: %s', (_, endpoint, expr, expected) => {
    expect(withMonitor(endpoint, expr)).toEqual(expected);
  });

  test.each([
    'flagger_canary_weight{workload="podinfo"}', 'flagger_canary_status{name="podinfo",exported_namespace="x"}', 'flagger_canary_status{pod=~"flagger-.*"}', 'flagger_canary_status{team="a"}',
    'flagger_canary_weight{name=""}', 'other{name="x"}', 'max by (name, namespace, exported_namespace) (flagger_canary_status)', 'sum by (name) (label_replace(flagger_canary_weight, "name", "$1", "workload", "(.+)"))',
    'flagger_canary_status{namespace=~".+"}', 'flagger_canary_status{namespace!="prod"}', 'flagger_info{version!=""}', 'flagger_canary_duration_seconds_bucket{le="1"}', 'flagger_canary_status{namespace="istio-system"}',
  ])('%s is right', (expr) => {
    expect(placesIn(expr, 'promql/label')).toEqual([]);
  });

  test('the values of Flagger\'s chart say how it is scraped', () => {
    const release = (honorLabels: boolean): string => `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: flagger }\nspec: { chart: { spec: { chart: flagger } }, values: { podMonitor: { enabled: true, honorLabels: ${honorLabels} } } }\n---\n${ruleFile('flagger_canary_status{namespace="prod"}')}`;
    expect(found(release(true), 'promql/label')).toEqual([]);
    expect(found(release(false), 'promql/label')[0]).toMatch(/^10:37 error/);
  });
});
