import { foundInFiles, testPage } from '../page';

const kustomization = (name: string, path: string, spec: string = ''): string => `---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: ${name}, namespace: flux-system }\nspec:\n  interval: 10m\n  prune: true\n  path: ./${path}\n  sourceRef: { kind: GitRepository, name: flux-system }\n  ${spec}\n`;
const object = (kind: string, name: string, more: string = ''): string => `---\napiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: shop }\n${more}\n`;

describe('flux/empty-path', () => {
  test.each([
    ['a folder that is not there', '# file: dist/flux/k.yaml\n' + kustomization('a', 'dist/shpo') + '# file: dist/shop/a.yaml\n' + object('Service', 'a'), ['dist/flux/k.yaml:9:9 warning flux/empty-path: Kustomization/flux-system/a applies a folder in which there is nothing']],
  ])('%s', (_, text, expected) => {
    expect(foundInFiles(text, 'flux/empty-path')).toEqual(expected);
  });

  test.each([
    ['a folder that is there', '# file: dist/flux/k.yaml\n' + kustomization('a', 'dist/shop') + '# file: dist/shop/a.yaml\n' + object('Service', 'a')],
    ['a folder with folders', '# file: x/dist/flux/k.yaml\n' + kustomization('a', 'dist') + '# file: x/dist/shop/a.yaml\n' + object('Service', 'a')],
    ['a repository that was not given', kustomization('a', 'clusters/blue/apps')],
    ['the root', '# file: dist/flux/k.yaml\n' + kustomization('a', '')],
  ])('%s is right', (_, text) => {
    expect(foundInFiles(text, 'flux/empty-path')).toEqual([]);
  });

  testPage('flux/empty-path');
});
