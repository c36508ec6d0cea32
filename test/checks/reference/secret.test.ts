import { foundIn, object } from './manifests';

const PROVIDER = object('Provider', 'ops/slack', 'spec: {type: slack, secretRef: {name: hook}}');

describe('reference/secret', () => {
  test.each([
    ['a Secret in another namespace', [PROVIDER, object('Secret', 'shop/hook', 'stringData: {address: x}')]],
    ['an ExternalSecret in another namespace', [PROVIDER, object('ExternalSecret', 'shop/es', 'spec: {target: {name: hook}}')]],
  ])('%s', (_, objects) => {
    expect(foundIn('reference/secret', objects)).toEqual(['error Provider/ops/slack spec.secretRef.name: the Secret hook is in shop, but Provider slack looks for it in ops']);
  });

  test.each([
    ['a Secret beside it', [PROVIDER, object('Secret', 'ops/hook', 'stringData: {address: x}')]],
    ['a Secret in both namespaces', [PROVIDER, object('Secret', 'ops/hook'), object('Secret', 'shop/hook')]],
    ['a Secret that is made elsewhere', [PROVIDER]],
    ['a Secret without a namespace', [PROVIDER, object('Secret', 'hook')]],
  ])('nothing about %s', (_, objects) => { expect(foundIn('reference/secret', objects)).toEqual([]); });
});
