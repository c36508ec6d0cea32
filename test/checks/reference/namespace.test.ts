import { foundIn, object } from './manifests';

const alert = (place: string): string => object('Alert', place, 'spec: {eventSources: [], providerRef: {name: slack}}');
const CANARY = object('Canary', 'shop/cart', 'spec: {analysis: {metrics: [{name: m, templateRef: {name: t, namespace: ops}}], alerts: [{name: a, providerRef: {name: slack, namespace: ops}}]}}');
const FORBIDS = object('HelmRelease', 'ops/flagger', 'spec: {chart: {spec: {chart: flagger}}, values: {noCrossNamespaceRefs: true}}');
const FOUND = [
  'error Canary/shop/cart spec.analysis.alerts[0].providerRef.namespace: the providerRef of canary cart leaves its namespace, which Flagger forbids with -no-cross-namespace-refs: it ignores the whole canary',
  'error Canary/shop/cart spec.analysis.metrics[0].templateRef.namespace: the templateRef of canary cart leaves its namespace, which Flagger forbids with -no-cross-namespace-refs: it ignores the whole canary',
];

describe('reference/namespace', () => {
  test('an Alert in another namespace than its Provider', () => {
    expect(foundIn('reference/namespace', [alert('flux-system/all'), object('Provider', 'flagger-system/slack')]))
      .toEqual(['error Alert/flux-system/all spec.providerRef.name: Provider slack is in flagger-system, but the Alert all looks for it in flux-system: every event is lost']);
  });

  test('references that leave their namespace, where the options forbid it', () => {
    expect(foundIn('reference/namespace', [CANARY], { noCrossNamespaceRefs: true }).sort()).toEqual(FOUND);
  });

  test('references that leave their namespace, where the values of Flagger\'s chart forbid it', () => {
    expect(foundIn('reference/namespace', [CANARY, FORBIDS]).sort()).toEqual(FOUND);
  });

  describe('where the chart lets Flagger watch one namespace', () => {
    const watches = (namespace: string, place = 'ops/flagger'): string => object('HelmRelease', place, `spec: {chart: {spec: {chart: flagger}}, values: {namespace: "${namespace}"}}`);

    test('what a canary refers to elsewhere is not seen', () => {
      expect(foundIn('reference/namespace', [CANARY, watches('shop')]).sort()).toEqual([
        'error Canary/shop/cart spec.analysis.alerts[0].providerRef.namespace: Flagger does not see the AlertProvider of canary cart: no message is sent',
        'error Canary/shop/cart spec.analysis.metrics[0].templateRef.namespace: Flagger does not see the MetricTemplate of canary cart: the check cannot be made',
      ]);
    });

    test('a canary elsewhere is not seen', () => {
      expect(foundIn('reference/namespace', [CANARY, watches('search')])).toEqual(['error Canary/shop/cart metadata.namespace: Flagger does not see canary cart: nothing is rolled out, and nobody is told']);
    });

    const ELSEWHERE = object('Canary', 'shop/cart');
    test.each([
      ['all namespaces', [watches(''), ELSEWHERE]],
      ['one that is filled in', [watches('${NAMESPACE}'), ELSEWHERE]],
      ['another one beside a second Flagger', [watches('search'), watches('shop', 'ops/second'), ELSEWHERE]],
      ['the one of the references', [watches('ops'), object('Canary', 'ops/cart', 'spec: {analysis: {alerts: [{name: a, providerRef: {name: slack, namespace: ops}}]}}')]],
    ])('nothing about %s', (_, objects) => { expect(foundIn('reference/namespace', objects)).toEqual([]); });
  });

  test.each([
    ['a Provider in the Alert\'s namespace and in another one', [alert('flux-system/all'), object('Provider', 'flux-system/slack'), object('Provider', 'ops/slack')]],
    ['a Provider that is made elsewhere', [alert('flux-system/all')]],
    ['an Alert whose namespace a kustomization gives', [alert('all'), object('Provider', 'ops/slack')]],
    ['references that leave their namespace, as Flagger allows', [CANARY]],
  ])('nothing about %s', (_, objects) => { expect(foundIn('reference/namespace', objects)).toEqual([]); });
});
