import { foundInFiles, testPage } from '../page';

const kustomization = (name: string, path: string, spec: string = ''): string => `---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: ${name}, namespace: flux-system }\nspec:\n  interval: 10m\n  prune: true\n  path: ./${path}\n  sourceRef: { kind: GitRepository, name: flux-system }\n  ${spec}\n`;
const object = (kind: string, name: string, more: string = ''): string => `---\napiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: shop }\n${more}\n`;

describe('flux/duplicate', () => {
  test.each([
    ['twice in a file', object('Service', 'a') + object('Service', 'a'), ['test.yaml:9:19 error flux/duplicate: Service/shop/a is defined twice']],
    ['in two files of a folder', '# file: dist/a.yaml\n' + object('Service', 'a') + '# file: dist/b.yaml\n' + object('Service', 'a'), ['dist/b.yaml:5:19 warning flux/duplicate: Service/shop/a is defined twice']],
    ['in two folders of a Kustomization', '# file: f/k.yaml\n' + kustomization('all', 'dist') + '# file: dist/a/a.yaml\n' + object('Service', 'a') + '# file: dist/b/b.yaml\n' + object('Service', 'a'), ['dist/b/b.yaml:5:19 error flux/duplicate: Service/shop/a is defined twice']],
    ['by two Kustomizations', '# file: f/k.yaml\n' + kustomization('a', 'dist/a') + kustomization('b', 'dist/b') + '# file: dist/a/a.yaml\n' + object('Service', 'a') + '# file: dist/b/b.yaml\n' + object('Service', 'a'), ['dist/b/b.yaml:5:19 warning flux/duplicate: two Kustomizations apply Service/shop/a']],
    ['in a List', object('Service', 'a') + '---\napiVersion: v1\nkind: List\nitems: [{ apiVersion: v1, kind: Service, metadata: { name: a, namespace: shop } }]\n', ['test.yaml:9:60 error flux/duplicate: Service/shop/a is defined twice']],
  ])('%s', (_, text, expected) => {
    expect(foundInFiles(text, 'flux/duplicate')).toEqual(expected);
  });

  test.each([
    ['another kind', object('Service', 'a') + object('ConfigMap', 'a')],
    ['another namespace', object('Service', 'a') + object('Service', 'a').replace('shop', 'search')],
    ['two clusters', '# file: clusters/blue/a.yaml\n' + object('Service', 'a') + '# file: clusters/green/a.yaml\n' + object('Service', 'a')],
    ['a base and its patch', '# file: base/a.yaml\n' + object('Service', 'a') + '# file: base/over/kustomization.yaml\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n# file: base/over/p.yaml\n' + object('Service', 'a')],
    ['no name', object('Service', '""') + object('Service', '""')],
  ])('%s is right', (_, text) => {
    expect(foundInFiles(text, 'flux/duplicate')).toEqual([]);
  });

  testPage('flux/duplicate');
});
