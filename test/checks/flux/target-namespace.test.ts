import { foundInFiles, testPage } from '../page';

const kustomization = (name: string, path: string, spec: string = ''): string => `---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: ${name}, namespace: flux-system }\nspec:\n  interval: 10m\n  prune: true\n  path: ./${path}\n  sourceRef: { kind: GitRepository, name: flux-system }\n  ${spec}\n`;

describe('flux/target-namespace', () => {
  test.each([
    ['a namespace', kustomization('apps', 'dist/apps', 'targetNamespace: shop'), ['test.yaml:10:20 warning flux/target-namespace: targetNamespace rewrites the namespace of all that Kustomization/flux-system/apps applies, and not what custom resources refer to']],
    ['a prefix', kustomization('apps', 'dist/apps', 'namePrefix: blue-'), ['test.yaml:10:15 warning flux/target-namespace: namePrefix rewrites the name of all that Kustomization/flux-system/apps applies, and not what custom resources refer to']],
    ['custom resources that are shown', '# file: dist/flux/k.yaml\n' + kustomization('apps', 'dist/apps', 'targetNamespace: shop') + '# file: dist/apps/c.yaml\napiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: a }\n', ['dist/flux/k.yaml:11:20 warning flux/target-namespace: targetNamespace rewrites the namespace of all that Kustomization/flux-system/apps applies, and not what custom resources refer to']],
  ])('%s', (_, text, expected) => {
    expect(foundInFiles(text, 'flux/target-namespace')).toEqual(expected);
  });

  test.each([
    ['none', kustomization('apps', 'dist/apps')],
    ['an empty one', kustomization('apps', 'dist/apps', 'targetNamespace: ""')],
    ['kinds whose references kustomize knows', '# file: dist/flux/k.yaml\n' + kustomization('apps', 'dist/apps', 'targetNamespace: shop') + '# file: dist/apps/c.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\n'],
  ])('%s is right', (_, text) => {
    expect(foundInFiles(text, 'flux/target-namespace')).toEqual([]);
  });

  testPage('flux/target-namespace');
});
