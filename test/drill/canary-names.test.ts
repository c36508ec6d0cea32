import { canariesInLabels, canariesInText, textOf } from '../../lib/drill/canary-names';
import { PlayedCanary } from '../../lib/drill/timeline';

const canary = (namespace: string, name: string): PlayedCanary => ({ key: `${namespace}.${name}`, namespace, name, isOurs: true });
const cart = canary('checkout', 'cart');
const cart2 = canary('checkout', 'cart-2');
const otherCart = canary('search', 'cart');
const own = canary('shop', 'shop');
const keys = (found: readonly PlayedCanary[]): string[] => found.map(({ key }) => key);

describe('the labels of an alert name', () => {
  test.each([
    ['the canary', { alertname: 'CanaryFailed', namespace: 'checkout', name: 'cart' }, ['checkout.cart']],
    ['it behind Flagger\'s own namespace', { namespace: 'flagger-system', exported_namespace: 'search', name: 'cart' }, ['search.cart']],
    ['its primary', { namespace: 'checkout', workload: 'cart-primary' }, ['checkout.cart']],
    ['no other one whose name begins alike', { namespace: 'checkout', name: 'cart-2' }, ['checkout.cart-2']],
    ['it without its namespace: any of that name', { name: 'cart' }, ['checkout.cart', 'search.cart']],
    ['a canary that is called as its namespace', { namespace: 'shop', name: 'shop' }, ['shop.shop']],
    ['a namespace alone, and so no canary', { namespace: 'shop' }, []],
    ['nothing, where only a pod is called so', { pod: 'cart', job: 'cart', alertname: 'cart' }, []],
  ])('%s', (_, labels, expected) => {
    expect(keys(canariesInLabels(labels as Record<string, string>, [cart, cart2, otherCart, own]))).toEqual(expected);
  });
});

describe('a text names', () => {
  test.each([
    ['the canary of its namespace', '[FIRING] CanaryFailed checkout/cart', ['checkout.cart']],
    ['no other one whose name begins alike', 'The canary checkout/cart-2 failed.', ['checkout.cart-2']],
    ['its primary', 'too much for cart-primary in search', ['search.cart']],
    ['all of that name, where it says no namespace', 'cart failed', ['checkout.cart', 'search.cart']],
    ['nobody', 'The canary / failed. See cartoon, my-cart', []],
  ])('%s', (_, text, expected) => {
    expect(keys(canariesInText(text, [cart, cart2, otherCart]))).toEqual(expected);
  });

  test('also in an address', () => {
    expect(keys(canariesInText(textOf({ a: [{ b: 'https://x/?var-name=cart%2D2' }], c: 3, d: null }), [cart, cart2]))).toEqual(['checkout.cart-2']);
  });
});
