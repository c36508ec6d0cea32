import { found } from '../findings';

describe('reference/misplaced', () => {
  test.each([
    ['rules below prometheus', 'prometheus: { additionalPrometheusRulesMap: { a: {} } }', ['1:15 kube-prometheus-stack does not read prometheus.additionalPrometheusRulesMap']],
    ['rules below its spec', 'prometheus: { prometheusSpec: { additionalPrometheusRules: [] } }', ['1:33 kube-prometheus-stack does not read prometheus.prometheusSpec.additionalPrometheusRules']],
    ['a selector beside the spec', 'prometheus: { prometheusSpec: {}, ruleSelectorNilUsesHelmValues: false }', ['1:35 kube-prometheus-stack does not read prometheus.ruleSelectorNilUsesHelmValues']],
    ['secrets beside the spec', 'alertmanager: { alertmanagerSpec: {}, secrets: [slack] }', ['1:39 kube-prometheus-stack does not read alertmanager.secrets']],
    ['a route beside the configuration', 'alertmanager: { config: { receivers: [] }, route: { receiver: a } }', ['1:44 kube-prometheus-stack does not read alertmanager.route']],
    ['a configuration in the spec', 'alertmanager: { alertmanagerSpec: { config: {} } }', ['1:37 kube-prometheus-stack does not read alertmanager.alertmanagerSpec.config']],
    ['in a HelmRelease', 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: a }\nspec: { chart: { spec: { chart: kube-prometheus-stack } }, values: { alertmanagerSpec: {} } }\n', ['4:70 kube-prometheus-stack does not read alertmanagerSpec']],
    ['a name with a dot', 'meshProvider: istio\nprometheus.install: false', ['2:1 flagger does not read "prometheus.install"']],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'reference/misplaced').map((each) => each.replace(/ error reference\/misplaced:/, '').replace(/: what stands there.*/, ''))).toEqual(expected);
  });

  test.each([
    ['everything at its place', 'additionalPrometheusRulesMap: {}\nprometheus: { prometheusSpec: { ruleSelector: {} }, additionalPodMonitors: [] }\nalertmanager: { config: { route: {} }, alertmanagerSpec: { secrets: [] }, templateFiles: {}, secret: {} }'],
    ['values of another chart', 'prometheus: { ruleSelector: {} }\na.b: 1'],
    ['an umbrella chart whose stack is called prometheus', 'prometheus: { prometheus: { prometheusSpec: {} }, additionalPrometheusRulesMap: {} }'],
    ['a name that is no path', 'meshProvider: istio\n"app.kubernetes.io/name": a'],
    ['null', 'alertmanager: { alertmanagerSpec: {}, secrets: null }'],
  ])('%s is left alone', (_, text) => {
    expect(found(text, 'reference/misplaced')).toEqual([]);
  });
});
