import { checkFiles, SourceFile } from '../../lib/checks/run';

const kustomization = (patches: string, path = './apps', name = 'apps'): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: ${name}, namespace: flux-system }\nspec:\n  path: ${path}\n  patches:\n${patches}`;
const MONITOR = 'apiVersion: monitoring.coreos.com/v1\nkind: PodMonitor\nmetadata: { name: flagger, namespace: ops }\nspec:\n  selector: { matchLabels: { app: flagger } }\n  podMetricsEndpoints:\n    - port: http\n';
const RULE = 'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: { name: rules, namespace: ops }\nspec:\n  groups:\n    - name: g\n      rules:\n        - alert: CanaryFailed\n          expr: flagger_canary_status == 2\n';
const HONORED = '    - { target: { kind: PodMonitor }, patch: "[{ op: add, path: /spec/podMetricsEndpoints/0/honorLabels, value: true }]" }\n';

/** What two checks find, each as `object field: what (assuming)`. */
function found(files: Readonly<Record<string, string>>): string[] {
  const all = Object.entries(files).map(([path, text]): SourceFile => ({ path, text }));
  return checkFiles(all, { only: ['reference/honor-labels', 'promql/value'] }).map(({ check, file, position, assuming }) => `${check} ${file ?? ''}:${position?.line ?? 0}${assuming === undefined ? '' : ` (${assuming})`}`);
}

const UNHONORED = 'reference/honor-labels deploy/apps/monitor.yaml:7';
const PERHAPS = 'the patch of Kustomization/flux-system/apps, which may be for it, does not change this';
const LEFT = 'it is as the patch of Kustomization/flux-system/apps leaves it';

describe('inline patches of a Kustomization', () => {
  test.each([
    ['no patch', { 'clusters/apps.yaml': kustomization('    []\n'), 'deploy/apps/monitor.yaml': MONITOR }, [UNHONORED]],
    ['operations of JSON', { 'clusters/apps.yaml': kustomization(HONORED), 'deploy/apps/monitor.yaml': MONITOR }, []],
    ['a part of the object', { 'clusters/apps.yaml': kustomization('    - patch: |\n        apiVersion: monitoring.coreos.com/v1\n        kind: PodMonitor\n        metadata: { name: flagger, namespace: ops }\n        spec: { podMetricsEndpoints: [{ port: http, honorLabels: true }] }\n'), 'deploy/apps/monitor.yaml': MONITOR }, []],
    ['one that takes it away', { 'clusters/apps.yaml': kustomization('    - { target: { name: flagger.* }, patch: "{ $patch: delete, kind: PodMonitor, metadata: { name: x } }" }\n'), 'deploy/apps/monitor.yaml': MONITOR }, []],
    ['two after one another', { 'clusters/apps.yaml': kustomization(`${HONORED}    - { target: { kind: PodMonitor }, patch: "[{ op: replace, path: /spec/podMetricsEndpoints/0/honorLabels, value: false }]" }\n`), 'deploy/apps/monitor.yaml': MONITOR }, [`${UNHONORED} (${LEFT})`]],
    ['one for another kind', { 'clusters/apps.yaml': kustomization(HONORED.replace('PodMonitor', 'ServiceMonitor')), 'deploy/apps/monitor.yaml': MONITOR }, [UNHONORED]],
    ['one of another field', { 'clusters/apps.yaml': kustomization(HONORED.replace('/spec/podMetricsEndpoints/0/honorLabels', '/spec/jobLabel')), 'deploy/apps/monitor.yaml': MONITOR }, [UNHONORED]],
    ['another folder\'s', { 'clusters/apps.yaml': kustomization(HONORED, './other'), 'clusters/own.yaml': kustomization('    []\n', './apps', 'own'), 'deploy/apps/monitor.yaml': MONITOR }, [UNHONORED]],
    ['a mistake that it makes, where the object stands', { 'clusters/apps.yaml': kustomization('    - { target: { kind: PrometheusRule }, patch: "[{ op: replace, path: /spec/groups/0/rules/0/expr, value: flagger_canary_status == 3 }]" }\n'), 'deploy/apps/rules.yaml': RULE }, [`promql/value deploy/apps/rules.yaml:9 (${LEFT})`]],
  ])('%s', (_, files, expected) => {
    expect(found(files)).toEqual(expected);
  });

  test.each([
    ['a folder that the paths do not show', { 'clusters/apps.yaml': kustomization(HONORED, './'), 'deploy/apps/monitor.yaml': MONITOR }],
    ['a folder of two Kustomizations', { 'clusters/apps.yaml': kustomization(HONORED), 'clusters/own.yaml': kustomization('    []\n', './apps', 'own'), 'deploy/apps/monitor.yaml': MONITOR }],
    ['what Flux fills in', { 'clusters/apps.yaml': kustomization(HONORED.replace('true', '\'${honor}\'')), 'deploy/apps/monitor.yaml': MONITOR }],
    ['an operation that kustomize alone understands', { 'clusters/apps.yaml': kustomization(HONORED.replace('op: add', 'op: copy, from: /x')), 'deploy/apps/monitor.yaml': MONITOR }],
    ['a Kustomization that could not be read wholly', { 'clusters/apps.yaml': kustomization(HONORED.replace('true', '"x"')), 'deploy/apps/monitor.yaml': MONITOR }],
    ['objects chosen by labels', { 'clusters/apps.yaml': kustomization(HONORED.replace('kind: PodMonitor', 'labelSelector: a=b')), 'deploy/apps/monitor.yaml': MONITOR }],
  ])('of %s it is said what is assumed', (_, files) => {
    expect(found(files)).toEqual([`${UNHONORED} (${PERHAPS})`]);
  });

  test('what hangs on another object is judged by what that is after its patch', () => {
    const rule = RULE.replace('flagger_canary_status == 2', 'max by (name, namespace) (flagger_canary_status{exported_namespace="shop"}) == 2');
    const told = (patches: string): number => checkFiles([
      { path: 'clusters/apps.yaml', text: kustomization(patches) }, { path: 'apps/monitor.yaml', text: MONITOR }, { path: 'apps/rules.yaml', text: rule },
    ], { only: ['promql/label'] }).filter(({ value }) => value?.includes('exported_namespace')).length;
    expect(told('    []\n')).toBe(0);
    expect(told(HONORED)).toBe(1);
  });

  test.each(['patches: 7', 'patches: [7, null, { patch: 7 }, { patch: "{", target: 7 }, { patch: "[7]" }, { patch: "[{ op: add, path: /__proto__/x, value: 1 }]", target: { name: "(" } }]'])('nothing throws at %s', (patches) => {
    const text = kustomization('').replace('  patches:\n', `  ${patches}\n`);
    expect(found({ 'clusters/apps.yaml': text, 'deploy/apps/monitor.yaml': MONITOR }).map((each) => each.replace(/ \(.*/, ''))).toEqual([UNHONORED]);
  });
});
