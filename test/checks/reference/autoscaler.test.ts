import { foundIn, object } from './manifests';

const canary = (ref: string): string => object('Canary', 'shop/cart', `spec: {targetRef: {kind: Deployment, name: cart}${ref === '' ? '' : `, autoscalerRef: ${ref}`}}`);
const hpa = (place: string, target: string): string => object('HorizontalPodAutoscaler', place, `spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${target}}}`);
const REF = '{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: cart}';

describe('reference/autoscaler', () => {
  test.each([
    ['an autoscaler that the canary does not name', [canary(''), hpa('shop/cart', 'cart')], ['warning Canary/shop/cart spec: canary cart has no autoscalerRef, and HorizontalPodAutoscaler cart scales its target']],
    ['an autoscaler of something else', [canary(REF), hpa('shop/cart', 'search')], ['error HorizontalPodAutoscaler/shop/cart spec.scaleTargetRef.name: HorizontalPodAutoscaler cart scales search, but canary cart has the target cart']],
    ['an autoscaler in another namespace', [canary(REF), hpa('store/cart', 'cart')], ['error Canary/shop/cart spec.autoscalerRef.name: HorizontalPodAutoscaler cart is in store, but canary cart looks for it in shop: the canary is never initialized']],
    ['a ScaledObject that the canary does not name', [canary(''), object('ScaledObject', 'shop/so', 'spec: {scaleTargetRef: {name: cart}}')], ['warning Canary/shop/cart spec: canary cart has no autoscalerRef, and ScaledObject so scales its target']],
  ])('%s', (_, objects, expected) => { expect(foundIn('reference/autoscaler', objects)).toEqual(expected); });

  test.each([
    ['the autoscaler of the target', [canary(REF), hpa('shop/cart', 'cart')]],
    ['an autoscaler that is elsewhere', [canary(REF)]],
    ['an autoscaler of a Deployment without a canary', [canary(''), hpa('shop/search', 'search')]],
    ['a target of the same name in another namespace', [canary(''), hpa('store/cart', 'cart')]],
  ])('nothing about %s', (_, objects) => { expect(foundIn('reference/autoscaler', objects)).toEqual([]); });
});
