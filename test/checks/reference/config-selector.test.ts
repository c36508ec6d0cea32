import { findingsOf } from '../findings';
import { foundIn, object } from './manifests';

const CONFIG = 'spec: {route: {receiver: a}, receivers: [{name: a}]}';
const config = (place: string, labels = ''): string => object('AlertmanagerConfig', place, CONFIG, labels === '' ? '' : `labels: {${labels}}`);
const values = (spec: string): string => `alertmanager: {alertmanagerSpec: {${spec}}}`;
const refusal = (why: string, field = ''): string[] => [`error AlertmanagerConfig/shop/a metadata${field}: AlertmanagerConfig a is not selected by Alertmanager: ${why}`];

describe('reference/config-selector', () => {
  test.each([
    ['another label than the values select', [config('shop/a', 'team: b'), values('alertmanagerConfigSelector: {matchLabels: {team: a}}')], refusal('it has no label team: a', '.labels')],
    ['no label', [config('shop/a'), values('alertmanagerConfigSelector: {matchExpressions: [{key: team, operator: Exists}]}')], refusal('it has no label team')],
    ['another namespace than the values select', [config('shop/a'), values('alertmanagerConfigNamespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}')], refusal('it is not in a namespace of kubernetes.io/metadata.name: monitoring')],
    ['an Alertmanager without a selector', [config('shop/a'), object('Alertmanager', 'monitoring/main')], refusal('Alertmanager/monitoring/main has no alertmanagerConfigSelector, and takes none')],
    ['an Alertmanager that looks in its own namespace alone', [config('shop/a'), object('Alertmanager', 'monitoring/main', 'spec: {alertmanagerConfigSelector: {}}')], refusal('it is not in a namespace of namespace monitoring')],
  ])('%s', (_, objects, expected) => { expect(foundIn('reference/config-selector', objects)).toEqual(expected); });

  test.each([
    ['one where no Alertmanager is shown', [config('shop/a')]],
    ['one that the chart takes', [config('shop/a'), values('configMaps: [a]')]],
    ['one that one of two takes', [config('shop/a', 'team: a'), values('alertmanagerConfigSelector: {matchLabels: {team: b}}'), object('Alertmanager', 'shop/main', 'spec: {alertmanagerConfigSelector: {matchLabels: {team: a}}}')]],
    ['the one that is the configuration for all', [config('shop/a'), object('Alertmanager', 'shop/main', 'spec: {alertmanagerConfiguration: {name: a}}')]],
    ['labels that Flux fills in', [config('shop/a', 'team: "${team}"'), values('alertmanagerConfigSelector: {matchLabels: {team: a}}')]],
    ['selectors that are none', [config('shop/a'), values('alertmanagerConfigSelector: [7], alertmanagerConfigNamespaceSelector: "x"')]],
  ])('nothing about %s', (_, objects) => { expect(foundIn('reference/config-selector', objects)).toEqual([]); });

  test('alerts do not reach one that is not selected', () => {
    const rule = object('PrometheusRule', 'shop/rules', 'spec: {groups: [{name: a, rules: [{alert: CanaryFailed, expr: "max(flagger_canary_status{name=\\"x\\"}) == 2", labels: {severity: critical, namespace: shop}}]}]}');
    const hook = 'spec: {route: {receiver: a}, receivers: [{name: a, webhookConfigs: [{url: "http://a.b"}]}]}';
    const main = 'route: {receiver: nobody}\nreceivers: [{name: nobody}]';
    const secret = `{apiVersion: v1, kind: Secret, metadata: {name: alertmanager, namespace: shop}, stringData: {alertmanager.yaml: ${JSON.stringify(main)}}}`;
    const unreached = (selector: string): number => findingsOf([rule, object('AlertmanagerConfig', 'shop/a', hook, 'labels: {team: a}'), secret, values(`alertmanagerConfigSelector: {matchLabels: {team: ${selector}}}`)].join('\n---\n'), { only: ['routing/unreached'] }).length;
    expect([unreached('a'), unreached('b')]).toEqual([0, 1]);
  });
});
