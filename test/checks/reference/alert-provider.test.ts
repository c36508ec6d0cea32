import { foundIn, object } from './manifests';

const canary = (ref: string, place = 'shop/cart'): string => object('Canary', place, `spec: {analysis: {alerts: [{name: a, severity: error, providerRef: ${ref}}]}}`);
const AT = 'Canary/shop/cart spec.analysis.alerts[0].providerRef.name';

describe('reference/alert-provider', () => {
  test.each([
    ['a Provider of Flux in its place', [canary('{name: slack, namespace: ops}'), object('Provider', 'ops/slack')],
      [`error ${AT}: slack is a Provider of Flux, which Flagger does not read: no message is sent`]],
    ['a Provider of Flux in the canary\'s namespace', [canary('{name: slack}'), object('Provider', 'shop/slack')],
      [`error ${AT}: slack is a Provider of Flux, which Flagger does not read: no message is sent`]],
    ['an AlertProvider in another namespace, and no namespace in the reference', [canary('{name: slack}'), object('AlertProvider', 'ops/slack')],
      [`error ${AT}: AlertProvider slack is in ops, but canary cart looks for it in shop: no message is sent`]],
    ['a name with a letter missing', [canary('{name: slack-deployment}'), object('AlertProvider', 'shop/slack-deployments')],
      [`warning ${AT}: canary cart names AlertProvider slack-deployment, and the manifests have slack-deployments`]],
    ['an AlertProvider that is elsewhere, while others are here', [canary('{name: teams}'), object('AlertProvider', 'shop/slack')],
      [`info ${AT}: the AlertProvider teams is not in the manifests`]],
  ])('%s', (_, objects, expected) => {
    expect(foundIn('reference/alert-provider', objects)).toEqual(expected);
    expect(foundIn('reference/alert-provider', [...objects].reverse())).toEqual(expected);
  });

  test.each([
    ['the AlertProvider in the canary\'s namespace', [canary('{name: slack}'), object('AlertProvider', 'shop/slack')]],
    ['the AlertProvider in the namespace that is given', [canary('{name: slack, namespace: ops}'), object('AlertProvider', 'ops/slack')]],
    ['both kinds with one name', [canary('{name: slack, namespace: ops}'), object('AlertProvider', 'ops/slack'), object('Provider', 'ops/slack')]],
    ['no AlertProvider in the manifests at all', [canary('{name: slack}')]],
    ['namespaces that a kustomization gives', [canary('{name: slack}', 'cart'), object('AlertProvider', 'ops/slack')]],
    ['a name that Flux fills in', [canary('{name: "${provider}"}'), object('AlertProvider', 'ops/slack')]],
    ['items of a List', [`{apiVersion: v1, kind: List, items: [${canary('{name: slack}')}, ${object('AlertProvider', 'shop/slack')}]}`]],
  ])('nothing about %s', (_, objects) => { expect(foundIn('reference/alert-provider', objects)).toEqual([]); });
});
