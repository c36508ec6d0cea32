import { foundInFiles, testPage } from '../page';

const kustomization = (name: string, path: string, spec: string = ''): string => `---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: ${name}, namespace: flux-system }\nspec:\n  interval: 10m\n  prune: true\n  path: ./${path}\n  sourceRef: { kind: GitRepository, name: flux-system }\n  ${spec}\n`;
const object = (kind: string, name: string, more: string = ''): string => `---\napiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: shop }\n${more}\n`;

describe('flux/substitution', () => {
  test.each([
    ['a variable that is not set', '# file: dist/flux/k.yaml\n' + kustomization('apps', 'dist/apps', 'postBuild: { substitute: { cluster: blue } }') + '# file: dist/apps/a.yaml\n' + object('ConfigMap', 'c', 'data: { a: \'${DS_PROMETHEUS}\' }'), ['dist/apps/a.yaml:6:13 error flux/substitution: no variable DS_PROMETHEUS is set, and Flux applies nothing of the Kustomization']],
    ['a group of a relabelling', '# file: dist/flux/k.yaml\n' + kustomization('apps', 'dist/apps', 'postBuild: { substitute: { cluster: blue } }') + '# file: dist/apps/a.yaml\n' + object('ConfigMap', 'c', 'data: { a: \'a ${1}\' }'), ['dist/apps/a.yaml:6:15 error flux/substitution: no variable 1 is set, and Flux applies nothing of the Kustomization']],
    ['two dollars', '# file: dist/flux/k.yaml\n' + kustomization('apps', 'dist/apps', 'postBuild: { substitute: { cluster: blue } }') + '# file: dist/apps/a.yaml\n' + object('ConfigMap', 'c', 'data: { a: \'a$$b\' }'), ['dist/apps/a.yaml:6:14 warning flux/substitution: Flux makes one dollar of two']],
    ['no name', '# file: dist/flux/k.yaml\n' + kustomization('apps', 'dist/apps', 'postBuild: { substitute: { cluster: blue } }') + '# file: dist/apps/a.yaml\n' + object('ConfigMap', 'c', 'data: { a: \'${}\' }'), ['dist/apps/a.yaml:6:13 error flux/substitution: Flux cannot read ${}, and applies nothing of the Kustomization']],
    ['a dot', '# file: dist/flux/k.yaml\n' + kustomization('apps', 'dist/apps', 'postBuild: { substitute: { cluster: blue } }') + '# file: dist/apps/a.yaml\n' + object('ConfigMap', 'c', 'data: { a: \'${.x}\' }'), ['dist/apps/a.yaml:6:13 error flux/substitution: Flux cannot read ${.x}, and applies nothing of the Kustomization']],
    ['a field', '# file: dist/flux/k.yaml\n' + kustomization('apps', 'dist/apps', 'postBuild: { substitute: { cluster: blue } }') + '# file: dist/apps/a.yaml\n' + object('ConfigMap', 'c', 'data: { a: \'${var.name}\' }'), ['dist/apps/a.yaml:6:13 error flux/substitution: Flux cannot read ${var.name}, and applies nothing of the Kustomization']],
    ['a minus', '# file: dist/flux/k.yaml\n' + kustomization('apps', 'dist/apps', 'postBuild: { substitute: { cluster: blue } }') + '# file: dist/apps/a.yaml\n' + object('ConfigMap', 'c', 'data: { a: \'${a-b}\' }'), ['dist/apps/a.yaml:6:13 error flux/substitution: Flux cannot read ${a-b}, and applies nothing of the Kustomization']],
    ['an open brace', '# file: dist/flux/k.yaml\n' + kustomization('apps', 'dist/apps', 'postBuild: { substitute: { cluster: blue } }') + '# file: dist/apps/a.yaml\n' + object('ConfigMap', 'c', 'data: { a: \'%s${\' }'), ['dist/apps/a.yaml:6:15 error flux/substitution: Flux cannot read ${, and applies nothing of the Kustomization']],
    ['an object whose folder is not shown', kustomization('apps', 'dist/apps', 'postBuild: { substitute: { cluster: blue } }') + object('ConfigMap', 'c', 'data: { a: "${x}" }'), ['test.yaml:15:13 warning flux/substitution: no variable x is set, and Flux applies nothing of the Kustomization']],
    ['a block, at its place', '# file: dist/flux/k.yaml\n' + kustomization('apps', 'dist/apps', 'postBuild: { substitute: { cluster: blue } }') + '# file: dist/apps/a.yaml\n' + object('ConfigMap', 'c', 'data:\n  a: |\n    one\n    two ${x}'), ['dist/apps/a.yaml:9:9 error flux/substitution: no variable x is set, and Flux applies nothing of the Kustomization']],
  ])('%s', (_, text, expected) => {
    expect(foundInFiles(text, 'flux/substitution')).toEqual(expected);
  });

  test.each([
    ['what Prometheus writes', '# file: dist/flux/k.yaml\n' + kustomization('apps', 'dist/apps', 'postBuild: { substitute: { cluster: blue } }') + '# file: dist/apps/a.yaml\n' + object('ConfigMap', 'c', 'data: { a: \'{{ $labels.name }} {{ $value }} $1 $__rate_interval ^foo$\' }')],
    ['a variable that is set', '# file: dist/flux/k.yaml\n' + kustomization('apps', 'dist/apps', 'postBuild: { substitute: { cluster: blue } }') + '# file: dist/apps/a.yaml\n' + object('ConfigMap', 'c', 'data: { a: \'${cluster}\' }')],
    ['a variable with a fallback', '# file: dist/flux/k.yaml\n' + kustomization('apps', 'dist/apps', 'postBuild: { substitute: { cluster: blue } }') + '# file: dist/apps/a.yaml\n' + object('ConfigMap', 'c', 'data: { a: \'${x:=5} ${y:-6}\' }')],
    ['the text itself', '# file: dist/flux/k.yaml\n' + kustomization('apps', 'dist/apps', 'postBuild: { substitute: { cluster: blue } }') + '# file: dist/apps/a.yaml\n' + object('ConfigMap', 'c', 'data: { a: \'$${var}\' }')],
    ['an object that is left alone', kustomization('apps', 'dist/apps', 'postBuild: { substitute: { cluster: blue } }') + object('ConfigMap', 'c', 'data: { a: "${x}" }').replace('namespace: shop', 'namespace: shop, annotations: { kustomize.toolkit.fluxcd.io/substitute: disabled }')],
    ['a label that leaves it alone', kustomization('apps', 'dist/apps', 'postBuild: { substitute: { cluster: blue } }') + object('ConfigMap', 'c', 'data: { a: "${x}" }').replace('namespace: shop', 'namespace: shop, labels: { kustomize.toolkit.fluxcd.io/substitute: disabled }')],
    ['no postBuild', kustomization('apps', 'dist/apps') + object('ConfigMap', 'c', 'data: { a: "${x} $$" }')],
    ['variables of a Secret that is elsewhere', kustomization('apps', 'dist/apps', 'postBuild: { substituteFrom: [{ kind: Secret, name: s }] }') + object('ConfigMap', 'c', 'data: { a: "${x}" }')],
    ['a folder that another Kustomization applies', '# file: dist/flux/k.yaml\n' + kustomization('apps', 'dist/apps', 'postBuild: { substitute: { cluster: blue } }') + kustomization('other', 'dist/other') + '# file: dist/other/a.yaml\n' + object('ConfigMap', 'c', 'data: { a: "${x}" }')],
  ])('%s is right', (_, text) => {
    expect(foundInFiles(text, 'flux/substitution')).toEqual([]);
  });

  testPage('flux/substitution');
});
