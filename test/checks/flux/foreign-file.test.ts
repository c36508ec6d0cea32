import { foundInFiles, testPage } from '../page';

const kustomization = (name: string, path: string, spec: string = ''): string => `---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: ${name}, namespace: flux-system }\nspec:\n  interval: 10m\n  prune: true\n  path: ./${path}\n  sourceRef: { kind: GitRepository, name: flux-system }\n  ${spec}\n`;

describe('flux/foreign-file', () => {
  test.each([
    ['values', '# file: f/k.yaml\n' + kustomization('a', 'dist/a') + '# file: dist/a/values.yaml\nreplicas: 2\n', ['dist/a/values.yaml:2:1 error flux/foreign-file: values.yaml is no Kubernetes object, and stands in a folder that Kustomization/flux-system/a applies']],
    ['a list', '# file: f/k.yaml\n' + kustomization('a', 'dist') + '# file: dist/a/b.yml\n- 1\n', ['dist/a/b.yml:2:1 error flux/foreign-file: b.yml is no Kubernetes object, and stands in a folder that Kustomization/flux-system/a applies']],
  ])('%s', (_, text, expected) => {
    expect(foundInFiles(text, 'flux/foreign-file')).toEqual(expected);
  });

  test.each([
    ['values elsewhere', '# file: f/k.yaml\n' + kustomization('a', 'dist/a') + '# file: values.yaml\nreplicas: 2\n'],
    ['an empty file', '# file: f/k.yaml\n' + kustomization('a', 'dist/a') + '# file: dist/a/b.yaml\n---\n'],
    ['a folder with its list', '# file: f/k.yaml\n' + kustomization('a', 'dist/a') + '# file: dist/a/kustomization.yaml\nresources: [a.yaml]\n# file: dist/a/values.yaml\nreplicas: 2\n'],
    ['what the source leaves out', '# file: f/k.yaml\n' + kustomization('a', 'dist/a') + '---\napiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: flux-system, namespace: flux-system }\nspec: { ignore: values.yaml }\n# file: dist/a/values.yaml\nreplicas: 2\n'],
    ['SOPS\' settings', '# file: f/k.yaml\n' + kustomization('a', 'dist/a') + '# file: dist/a/.sops.yaml\ncreation_rules: []\n'],
  ])('%s is right', (_, text) => {
    expect(foundInFiles(text, 'flux/foreign-file')).toEqual([]);
  });

  testPage('flux/foreign-file');
});
