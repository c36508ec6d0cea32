import { Document } from '../../lib/checks/document';
import { readWorld } from '../../lib/checks/read';
import { World } from '../../lib/checks/world';
import { found } from './findings';

const world = (text: string): World => readWorld(Document.read(text, 'a.yaml'), {});
const GROUPS = '{ groups: [{ name: g, rules: [{ alert: A, expr: x == 1 }] }] }';
const CONFIG = '{ config: { route: { receiver: x }, receivers: [{ name: x }] } }';

describe('the rules of', () => {
  test.each<[string, string, string]>([
    ['a rule file in a ConfigMap', `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  canaries.rules: |\n    ${GROUPS}\n`, '6:53'],
    ['the chart prometheus', `serverFiles:\n  alerting_rules.yml: ${GROUPS}\n`, '2:71'],
    ['an umbrella chart', `kube-prometheus-stack:\n  additionalPrometheusRulesMap: { mine: ${GROUPS} }\n`, '2:89'],
    ['an Application of Argo CD', `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: a }\nspec:\n  source:\n    chart: kube-prometheus-stack\n    helm:\n      valuesObject: { additionalPrometheusRulesMap: { mine: ${GROUPS} } }\n`, '8:109'],
    ['an Application with several sources, as a text', `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: a }\nspec:\n  sources:\n    - chart: kube-prometheus-stack\n      helm:\n        values: |\n          additionalPrometheusRulesMap: { mine: ${GROUPS} }\n`, '9:97'],
    ['documentation, which shows a list of them', '- alert: A\n  expr: x == 1\n', '2:9'],
    ['documentation, which shows a group', 'name: g\nrules:\n  - alert: A\n    expr: x == 1\n', '4:11'],
  ])('%s', (_, text, place) => {
    expect(world(text).rules.map(({ alert, at }) => `${alert} ${at.at('expr').position?.line}:${at.at('expr').position?.column}`)).toEqual([`A ${place}`]);
  });

  test.each<[string, string]>([
    ['a list of something else', '- alert: A\n  expr: x == 1\n- name: b\n'],
    ['rules of something else', 'rules:\n  - alert: A\n  - pattern: x\n'],
    ['an object that happens to have such a list', 'apiVersion: x.io/v1\nkind: X\nrules: [{ alert: A, expr: x }]\n'],
    ['an Application without values', 'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: a }\nspec: { source: { helm: { values: 7 } }, sources: 8 }\n'],
  ])('%s are none', (_, text) => {
    expect(world(text).rules).toEqual([]);
  });
});

describe('values of', () => {
  const release = (chart: string, values: string): string => `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: a }\nspec: { chart: { spec: { chart: ${chart} } }, values: ${values} }\n`;

  test.each<[string, string, number]>([
    ['kube-prometheus-stack', `alertmanager: ${CONFIG}\n`, 1],
    ['the chart prometheus, which has an Alertmanager with other defaults', `alertmanager: ${CONFIG}\nserver: { retention: 1d }\n`, 0],
    ['the chart prometheus in a HelmRelease', release('prometheus', `{ alertmanager: ${CONFIG} }`), 0],
    ['a stack whose source is called prometheus', release('prometheus', `{ alertmanager: ${CONFIG}, prometheus: { prometheusSpec: {} } }`), 1],
    ['an umbrella chart', `monitoring:\n  alertmanager: ${CONFIG}\n`, 1],
  ])('%s', (_, text, count) => {
    expect(world(text).stackValues).toHaveLength(count);
  });

  test('the chart prometheus are not told what kube-prometheus-stack has', () => {
    expect(found(`alertmanager: ${CONFIG}\nserver: {}\n`, 'routing/replaced')).toEqual([]);
    expect(found(`alertmanager: ${CONFIG}\n`, 'routing/replaced')).toHaveLength(1);
  });

  test.each<[string, string, number]>([
    ['Flagger in an umbrella chart', 'flagger:\n  slack: { url: x }\n', 1],
    ['Flagger in an Application', 'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: a }\nspec: { source: { chart: flagger, helm: { valuesObject: { podMonitor: { enabled: true } } } } }\n', 1],
    ['a chart that makes Canaries', 'flagger:\n  enabled: true\n  analysis: { interval: 1m }\n', 0],
    ['something else', 'apiVersion: x/v1\nkind: X\nflagger: { slack: {} }\n', 0],
  ])('%s', (_, text, count) => {
    expect(world(text).flaggerValues).toHaveLength(count);
  });
});

test('a patch that a kustomization names is no object of its own', () => {
  const canary = (more: string): string => `apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: a }\nspec: { analysis: { interval: 1m${more} } }\n`;
  const kustomization = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches: [{ path: patch.yaml }]\n';
  const files = { 'x/canary.yaml': canary(', threshold: 5'), 'x/patch.yaml': canary(''), 'x/kustomization.yaml': kustomization, 'y/patch.yaml': canary('') };
  const { objects, of } = readWorld(Object.entries(files).flatMap(([path, text]) => Document.read(text, path)), {});
  expect(objects).toHaveLength(3);
  expect(of('flagger.app', 'Canary').map(({ document }) => document.file)).toEqual(['x/canary.yaml', 'y/patch.yaml']);
});
