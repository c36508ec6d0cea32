import { checkFiles, SourceFile } from '../../lib/checks/run';
import { timed } from './size-class';

/**
 * Twice the canaries take twice the time, and not four times: teams of 20, a rule with a selector for each team, a route for each
 * team. What counts is this process' own time, and of several runs the shortest, so that other work on the machine makes no test fail.
 */
function manifests(count: number): SourceFile[] {
  const teams = Array.from({ length: count / 20 }, (_, index) => `team-${index}`);
  const canaries = Array.from({ length: count }, (_, index): SourceFile => ({
    path: `${teams[index % teams.length]}/app-${index}.yaml`,
    text: `apiVersion: flagger.app/v1beta1
kind: Canary
metadata:
  name: app-${index}
  namespace: ${teams[index % teams.length]}
spec:
  provider: istio
  targetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: app-${index}
  service:
    port: 8080
  analysis:
    interval: 30s
    threshold: 5
    maxWeight: 50
    stepWeight: 10
    metrics:
      - name: request-success-rate
        interval: 1m
        thresholdRange:
          min: 99
    webhooks:
      - name: load
        url: http://load-tester.${teams[index % teams.length]}/
        metadata:
          cmd: hey -z 30s http://app-${index}-canary.${teams[index % teams.length]}:8080/
`,
  }));
  const heavy = teams.map((team) => `max by (namespace, workload) (flagger_canary_weight{namespace="${team}",workload=~"app-.*[0-9]"}) > 50`).join(' or ');
  const rules = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: canaries, namespace: monitoring, labels: { release: kube-prometheus-stack } }
spec:
  groups:
  - name: canaries
    interval: 5s
    rules:
    - { alert: CanaryFailed, expr: 'max by (name, namespace) (flagger_canary_status) == 2', labels: { severity: critical }, annotations: { summary: '{{ $labels.name }}' } }
    - alert: CanaryHeavy
      expr: ${heavy}
      labels: { severity: warning }
`;
  const routes = teams.map((team) => `    - { matchers: ['namespace="${team}"'], receiver: ${team}, group_by: [namespace, name] }`).join('\n');
  const receivers = ['root', ...teams].map((team) => `    - { name: ${team}, slack_configs: [{ channel: ${team}, api_url_file: /x, text: '{{ .CommonLabels.name }}' }] }`).join('\n');
  return [...canaries, { path: 'rules.yaml', text: rules }, { path: 'values.yaml', text: `alertmanager:\n  config:\n    route:\n      receiver: root\n      routes:\n${routes.replaceAll(/^ {2}/gm, '    ')}\n    receivers:\n${receivers}\n` }];
}

function milliseconds(count: number): number {
  const files = manifests(count);
  return Math.min(...[0, 1, 2].map(() => timed(() => checkFiles(files)).milliseconds));
}

test('1,000, 2,000 and 4,000 canaries take time in proportion', () => {
  expect(checkFiles(manifests(100)).filter(({ check }) => check === 'yaml/parse')).toEqual([]);
  milliseconds(1000);
  const [one, two, four] = [milliseconds(1000), milliseconds(2000), milliseconds(4000)] as [number, number, number];
  const ratios = `1,000: ${Math.round(one)} ms, 2,000: ${Math.round(two)} ms, 4,000: ${Math.round(four)} ms`;
  if (four > 6 * one || four > 3 * two) { throw new Error(`it is not linear: ${ratios}`); }
}, 300_000);
