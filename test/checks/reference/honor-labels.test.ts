import { foundIn, object } from './manifests';

const pod = (endpoint: string): string => object('PodMonitor', 'ops/flagger', `spec: {selector: {matchLabels: {app: flagger}}, podMetricsEndpoints: [${endpoint}]}`);
const rule = (expr: string): string => object('PrometheusRule', 'ops/r', `spec: {groups: [{name: g, rules: [{alert: A, expr: "${expr}"}]}]}`);
const WHAT = 'PodMonitor flagger scrapes Flagger without honorLabels: the label namespace of every canary becomes Flagger\'s own';

describe('reference/honor-labels', () => {
  test.each([
    ['an endpoint without', [pod('{port: http}')], [`error PodMonitor/ops/flagger spec.podMetricsEndpoints[0]: ${WHAT}`]],
    ['an endpoint that says no', [pod('{port: http, honorLabels: false}')], [`error PodMonitor/ops/flagger spec.podMetricsEndpoints[0].honorLabels: ${WHAT}`]],
    ['rules that ask for the namespace', [pod('{port: http}'), rule('max by (name, namespace) (flagger_canary_status) == 2')], [`error PodMonitor/ops/flagger spec.podMetricsEndpoints[0]: ${WHAT}`]],
  ])('%s', (_, objects, expected) => { expect(foundIn('reference/honor-labels', objects)).toEqual(expected); });

  test.each([
    ['honorLabels: true', [pod('{port: http, honorLabels: true}')]],
    ['rules that ask for exported_namespace', [pod('{port: http}'), rule('max by (name, exported_namespace) (flagger_canary_status) == 2')]],
    ['a relabeling that puts it right', [pod('{port: http, metricRelabelings: [{sourceLabels: [exported_namespace], targetLabel: namespace}]}')]],
    ['monitors of other programs', [object('PodMonitor', 'ops/cart', 'spec: {selector: {matchLabels: {app: cart}}, podMetricsEndpoints: [{port: http}]}')]],
  ])('nothing about %s', (_, objects) => { expect(foundIn('reference/honor-labels', objects)).toEqual([]); });
});
