import { foundIn, object } from './manifests';

const rule = (name: string, labels = ''): string => object('PrometheusRule', `ops/${name}`, 'spec: {groups: []}', labels === '' ? '' : `labels: {${labels}}`);
const STACK = object('HelmRelease', 'monitoring/kps', 'spec: {releaseName: prom, chart: {spec: {chart: kube-prometheus-stack}}}');

describe('reference/rule-selector', () => {
  test.each([
    ['no label, where another rule has one', [rule('a', 'release: prom'), rule('b')], ['warning PrometheusRule/ops/b metadata: PrometheusRule b is not selected by Prometheus: it has no label release: prom']],
    ['another label than most', [rule('a', 'release: prom'), rule('b', 'release: prom'), rule('c', 'release: prometheus')], ['warning PrometheusRule/ops/c metadata.labels.release: PrometheusRule c is not selected by Prometheus: it has no label release: prom']],
    ['another name than the Helm release\'s', [rule('a', 'release: kps'), STACK], ['error PrometheusRule/ops/a metadata.labels.release: PrometheusRule a is not selected by Prometheus: it has no label release: prom']],
    ['another label than the Prometheus of the manifests selects', [rule('a', 'role: x'), object('Prometheus', 'ops/main', 'spec: {ruleSelector: {matchLabels: {role: alerts}}}')], ['error PrometheusRule/ops/a metadata.labels.role: PrometheusRule a is not selected by Prometheus: it has no label role: alerts']],
  ])('%s', (_, objects, expected) => { expect(foundIn('reference/rule-selector', objects)).toEqual(expected); });

  test.each([
    ['rules that are alone', [rule('a'), rule('b')]],
    ['rules with the label of the release', [rule('a', 'release: prom, team: x'), STACK]],
    ['a Prometheus that selects all rules', [rule('a', 'release: x'), rule('b'), object('Prometheus', 'ops/main', 'spec: {ruleSelector: {}}')]],
  ])('nothing about %s', (_, objects) => { expect(foundIn('reference/rule-selector', objects)).toEqual([]); });
});
