import { foundIn, object } from './manifests';

const CANARY = object('Canary', 'shop/cart', 'spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: cart}}');
const deployment = (place: string, spec: string): string => object('Deployment', place, `spec: {${spec}}`);
const GOOD = 'selector: {matchLabels: {app: cart}}';

describe('reference/target', () => {
  test.each([
    ['a selector that Flagger does not know', [CANARY, deployment('shop/cart', 'selector: {matchLabels: {component: cart}}')], ['error Deployment/shop/cart spec.selector.matchLabels: Deployment cart is selected by none of the labels that Flagger knows: the canary is never initialized']],
    ['replicas that are written', [CANARY, deployment('shop/cart', `replicas: 2, ${GOOD}`)], ['warning Deployment/shop/cart spec.replicas: Deployment cart says its replicas, which Flagger scales to zero and up again']],
    ['a target in another namespace', [CANARY, deployment('store/cart', GOOD)], ['error Canary/shop/cart spec.targetRef.name: Deployment cart is in store, but canary cart looks for it in shop: the canary is never initialized']],
    ['a misspelt target', [CANARY, deployment('shop/carts', GOOD)], ['warning Canary/shop/cart spec.targetRef.name: canary cart names Deployment cart, and the manifests have carts']],
  ])('%s', (_, objects, expected) => { expect(foundIn('reference/target', objects)).toEqual(expected); });

  test.each([
    ['a target as Flagger wants it', [CANARY, deployment('shop/cart', GOOD)]],
    ['the label of the recommended names', [CANARY, deployment('shop/cart', 'selector: {matchLabels: {app.kubernetes.io/name: cart}}')]],
    ['a label that Flagger\'s chart is told of', [CANARY, deployment('shop/cart', 'selector: {matchLabels: {component: cart}}'), object('HelmRelease', 'ops/flagger', 'spec: {chart: {spec: {chart: flagger}}, values: {selectorLabels: "app,component"}}')]],
    ['a target that is elsewhere', [CANARY]],
    ['replicas of a Deployment without a canary', [CANARY, deployment('shop/search-engine', `replicas: 2, ${GOOD}`)]],
  ])('nothing about %s', (_, objects) => { expect(foundIn('reference/target', objects)).toEqual([]); });
});
