import { foundInFiles, testPage } from '../page';

const kustomization = (name: string, path: string, spec: string = ''): string => `---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: ${name}, namespace: flux-system }\nspec:\n  interval: 10m\n  prune: true\n  path: ./${path}\n  sourceRef: { kind: GitRepository, name: flux-system }\n  ${spec}\n`;
const object = (kind: string, name: string, more: string = ''): string => `---\napiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: shop }\n${more}\n`;

describe('flux/order', () => {
  test.each([
    ['a namespace', '# file: f/k.yaml\n' + kustomization('a', 'dist/a') + kustomization('b', 'dist/b', '') + '# file: dist/a/a.yaml\n' + 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n' + '# file: dist/b/b.yaml\n' + object('Service', 's'), ['f/k.yaml:17:3 warning flux/order: Kustomization/flux-system/b does not wait for Kustomization/flux-system/a, which brings the namespace shop']],
    ['a chart', '# file: f/k.yaml\n' + kustomization('a', 'dist/a') + kustomization('b', 'dist/b', '') + '# file: dist/a/a.yaml\n' + 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: f, namespace: x }\nspec: { chart: { spec: { chart: flagger } } }\n' + '# file: dist/b/b.yaml\n' + '---\napiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: c, namespace: shop }\n', ['f/k.yaml:17:3 warning flux/order: Kustomization/flux-system/b does not wait for Kustomization/flux-system/a, which brings the kind Canary']],
    ['a CRD', '# file: f/k.yaml\n' + kustomization('a', 'dist/a') + kustomization('b', 'dist/b', 'dependsOn: [{ name: other }]') + '# file: dist/a/a.yaml\n' + 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: canaries.flagger.app }\nspec: { group: flagger.app, names: { kind: Canary } }\n' + '# file: dist/b/b.yaml\n' + '---\napiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: c, namespace: shop }\n', ['f/k.yaml:21:14 warning flux/order: Kustomization/flux-system/b does not wait for Kustomization/flux-system/a, which brings the kind Canary']],
    ['a chart and its kinds in one folder', '# file: f/k.yaml\n' + kustomization('a', 'dist/a') + '# file: dist/a/a.yaml\n' + 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: f, namespace: x }\nspec: { chart: { spec: { chart: flagger } } }\n' + '---\napiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: c, namespace: shop }\n', ['dist/a/a.yaml:8:7 error flux/order: Canary/shop/c and the release that brings its kind are applied together, so that neither ever is']],
  ])('%s', (_, text, expected) => {
    expect(foundInFiles(text, 'flux/order')).toEqual(expected);
  });

  test.each([
    ['a namespace that is waited for', '# file: f/k.yaml\n' + kustomization('a', 'dist/a') + kustomization('b', 'dist/b', 'dependsOn: [{ name: a }]') + '# file: dist/a/a.yaml\n' + 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n' + '# file: dist/b/b.yaml\n' + object('Service', 's')],
    ['a chart that is waited for', '# file: f/k.yaml\n' + kustomization('a', 'dist/a') + kustomization('b', 'dist/b', 'dependsOn: [{ name: a, namespace: flux-system }]') + '# file: dist/a/a.yaml\n' + 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: f, namespace: x }\nspec: { chart: { spec: { chart: flagger } } }\n' + '# file: dist/b/b.yaml\n' + '---\napiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: c, namespace: shop }\n'],
    ['a CRD in the same folder', '# file: f/k.yaml\n' + kustomization('a', 'dist/a') + '# file: dist/a/a.yaml\n' + 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: canaries.flagger.app }\nspec: { group: flagger.app, names: { kind: Canary } }\n' + '---\napiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: c, namespace: shop }\n'],
    ['by way of another', kustomization('c', 'dist/c', 'dependsOn: [{ name: a }]') + '# file: f/k.yaml\n' + kustomization('a', 'dist/a') + kustomization('b', 'dist/b', 'dependsOn: [{ name: c }]') + '# file: dist/a/a.yaml\n' + 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n' + '# file: dist/b/b.yaml\n' + object('Service', 's')],
    ['what is not shown', kustomization('a', 'dist/a') + object('Service', 's')],
    ['a circle', '# file: f/k.yaml\n' + kustomization('a', 'dist/a') + kustomization('b', 'dist/b', 'dependsOn: [{ name: b }, { name: a }]') + '# file: dist/a/a.yaml\n' + 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n' + '# file: dist/b/b.yaml\n' + object('Service', 's')],
  ])('%s is right', (_, text) => {
    expect(foundInFiles(text, 'flux/order')).toEqual([]);
  });

  testPage('flux/order');
});
