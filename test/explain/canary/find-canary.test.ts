import { canariesOf } from '../../../lib/checks/alerts';
import { worldOfFiles } from '../../../lib/checks/open';
import { findCanary } from '../../../lib/explain/canary';
import { Plain } from '../manifests';

const canary = (namespace: string, name: string, target = name): Plain => ({ apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name, namespace }, spec: { targetRef: { name: target } } });
const find = (meant: string, ...canaries: readonly Plain[]): string => {
  const world = worldOfFiles(canaries.map((each, index) => ({ path: `${index}.yaml`, text: JSON.stringify(each) })));
  const found = findCanary(meant, world);
  expect(canariesOf(world)).toContain(found);
  return `${found.namespace}/${found.name}`;
};

describe('findCanary', () => {
  test.each<[string, string, readonly Plain[], string]>([
    ['by its name', 'cart', [canary('shop', 'cart'), canary('shop', 'pay')], 'shop/cart'],
    ['by its namespace and name', 'other/cart', [canary('shop', 'cart'), canary('other', 'cart')], 'other/cart'],
    ['by its target', 'shop/cart', [canary('shop', 'cart-canary', 'cart')], 'shop/cart-canary'],
    ['its own name wins over a target\'s', 'cart', [canary('shop', 'x', 'cart'), canary('shop', 'cart', 'y')], 'shop/cart'],
  ])('%s', (_, meant, canaries, found) => {
    expect(find(meant, ...canaries)).toBe(found);
  });

  test.each<[string, string, readonly Plain[], string]>([
    ['none at all', 'cart', [], 'cart: there is no Canary among the manifests\n  allowed: files or folders that hold the Canary (flagger.app), beside the rules and Alertmanager\'s configuration\n  fix:     canary-alerting explain cart PATH…'],
    ['another name', 'crat', [canary('shop', 'cart'), canary('shop', 'pay')], 'crat: there is no such Canary among the manifests\n  allowed: shop/cart, shop/pay\n  fix:     shop/cart'],
    ['another namespace', 'shpo/cart', [canary('shop', 'cart')], 'shpo/cart: there is no such Canary among the manifests\n  allowed: shop/cart\n  fix:     shop/cart'],
    ['nothing near', 'checkout', [canary('shop', 'cart')], 'checkout: there is no such Canary among the manifests\n  allowed: shop/cart'],
    ['several', 'cart', [canary('shop', 'cart'), canary('other', 'cart')], 'cart: several Canaries have this name\n  allowed: other/cart, shop/cart\n  fix:     canary-alerting explain other/cart'],
    ['the same twice', 'cart', [canary('shop', 'cart'), canary('shop', 'cart')], 'cart: this Canary is there 2 times: 0.yaml:1:72, 1.yaml:1:72\n  allowed: one: which of them is applied is not known\n  fix:     name the folder of one as PATH'],
  ])('refuses %s', (_, meant, canaries, message) => {
    expect(() => find(meant, ...canaries)).toThrow(new Error(message));
  });

  test('a patch of it is not another one', () => {
    const world = worldOfFiles([
      { path: 'base/cart.yaml', text: JSON.stringify(canary('shop', 'cart')) },
      { path: 'base/patch.yaml', text: JSON.stringify(canary('shop', 'cart')) },
      { path: 'base/kustomization.yaml', text: 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches: [{ path: patch.yaml }]\n' },
    ]);
    expect(findCanary('cart', world).document.file).toBe('base/cart.yaml');
  });

  test('names twenty of many', () => {
    expect(() => find('x', ...Array.from({ length: 30 }, (_, index) => canary('shop', `canary-${index}`)))).toThrow(/ and 10 more/);
  });
});
