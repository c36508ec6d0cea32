import { foundIn, object } from './manifests';

const rule = (name: string, labels = ''): string => object('PrometheusRule', `ops/${name}`, 'spec: {groups: []}', labels === '' ? '' : `labels: {${labels}}`);
const STACK = object('HelmRelease', 'monitoring/kps', 'spec: {releaseName: prom, chart: {spec: {chart: kube-prometheus-stack}}}');

describe('reference/rule-selector', () => {
  test.each([
    ['no label, where another rule has one', [rule('a', 'release: prom'), rule('b')], ['warning PrometheusRule/ops/b metadata: PrometheusRule b is not selected by Prometheus: it has no label release: prom']],
    ['another label than most', [rule('a', 'release: prom'), rule('b', 'release: prom'), rule('c', 'release: prometheus')], ['warning PrometheusRule/ops/c metadata.labels.release: PrometheusRule c is not selected by Prometheus: it has no label release: prom']],
    ['another name than the Helm release\'s', [rule('a', 'release: kps'), STACK], ['error PrometheusRule/ops/a metadata.labels.release: PrometheusRule a is not selected by Prometheus: it has no label release: prom']],
    ['another label than the Prometheus of the manifests selects', [rule('a', 'role: x'), object('Prometheus', 'ops/main', 'spec: {ruleSelector: {matchLabels: {role: alerts}}}')], ['error PrometheusRule/ops/a metadata.labels.role: PrometheusRule a is not selected by Prometheus: it has no label role: alerts']],
    ['another value than an expression takes', [rule('a', 'team: x'), object('Prometheus', 'ops/main', 'spec: {ruleSelector: {matchExpressions: [{key: team, operator: In, values: [a, b]}, {key: team, operator: Exists}]}}')], ['error PrometheusRule/ops/a metadata: PrometheusRule a is not selected by Prometheus: it has no label team in (a, b)']],
    ['a label that an expression does not take', [rule('a', 'team: x'), object('Prometheus', 'ops/main', 'spec: {ruleSelector: {matchExpressions: [{key: team, operator: NotIn, values: [x]}, {key: team, operator: DoesNotExist}]}}')], ['error PrometheusRule/ops/a metadata: PrometheusRule a is not selected by Prometheus: it has no label team notin (x), !team']],
    ['another namespace than that of a Prometheus without a namespace selector', [rule('a'), object('Prometheus', 'monitoring/main', 'spec: {ruleSelector: {}}')], ['error PrometheusRule/ops/a metadata.namespace: PrometheusRule a is not selected by Prometheus: it is not in a namespace of namespace monitoring']],
    ['another namespace than the values name', [rule('a'), 'prometheus: {prometheusSpec: {ruleSelectorNilUsesHelmValues: false, ruleNamespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}}}'], ['error PrometheusRule/ops/a metadata.namespace: PrometheusRule a is not selected by Prometheus: it is not in a namespace of kubernetes.io/metadata.name: monitoring']],
    ['a namespace without the label', [rule('a'), object('Namespace', 'ops', 'spec: {}', 'labels: {watched: "no"}'), object('Prometheus', 'ops/main', 'spec: {ruleSelector: {}, ruleNamespaceSelector: {matchLabels: {watched: "yes"}}}')], ['error PrometheusRule/ops/a metadata.namespace: PrometheusRule a is not selected by Prometheus: it is not in a namespace of watched: yes']],
  ])('%s', (_, objects, expected) => { expect(foundIn('reference/rule-selector', objects)).toEqual(expected); });

  test.each([
    ['rules that are alone', [rule('a'), rule('b')]],
    ['rules with the label of the release', [rule('a', 'release: prom, team: x'), STACK]],
    ['a Prometheus that selects all rules', [rule('a', 'release: x'), rule('b'), object('Prometheus', 'ops/main', 'spec: {ruleSelector: {}}')]],
    ['a label that an expression takes', [rule('a', 'team: x'), object('Prometheus', 'ops/main', 'spec: {ruleSelector: {matchExpressions: [{key: team, operator: In, values: [x]}]}}')]],
    ['a namespace whose labels are not shown', [rule('a'), object('Prometheus', 'ops/main', 'spec: {ruleSelector: {}, ruleNamespaceSelector: {matchLabels: {watched: "yes"}}}')]],
    ['all namespaces', [rule('a'), object('Prometheus', 'monitoring/main', 'spec: {ruleSelector: {}, ruleNamespaceSelector: {}}')]],
    ['values that name the namespace', [rule('a'), 'prometheus: {prometheusSpec: {ruleSelectorNilUsesHelmValues: false, ruleNamespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ops}}}}']],
    ['a selector that is none', [rule('a'), object('Prometheus', 'ops/main', 'spec: {ruleSelector: {matchExpressions: [7, {key: a}, {key: a, operator: Like}]}, ruleNamespaceSelector: 7}')]],
  ])('nothing about %s', (_, objects) => { expect(foundIn('reference/rule-selector', objects)).toEqual([]); });
});
