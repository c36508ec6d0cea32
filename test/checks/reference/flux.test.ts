import { foundIn, object } from './manifests';

const apps = (more: string): string => object('Kustomization', 'flux-system/apps', `spec: {sourceRef: {kind: GitRepository, name: flux-system}${more}}`);
const release = (values: string): string => object('HelmRelease', 'ops/kps', `spec: {chart: {spec: {chart: x, sourceRef: {kind: HelmRepository, name: charts}}}, valuesFrom: [${values}]}`);
const HERE = object('GitRepository', 'flux-system/flux-system');

describe('reference/flux', () => {
  test.each([
    ['a source in another namespace', [apps(''), object('GitRepository', 'git/flux-system')], ['error Kustomization/flux-system/apps spec.sourceRef.name: GitRepository flux-system is in git, but Kustomization apps looks for it in flux-system: nothing is applied']],
    ['a misspelt dependency', [apps(', dependsOn: [{name: flager}]'), object('Kustomization', 'flux-system/flagger')], ['warning Kustomization/flux-system/apps spec.dependsOn[0].name: Kustomization apps names Kustomization flager, and the manifests have flagger']],
    ['a dependency in another namespace', [apps(', dependsOn: [{name: crds}]'), object('Kustomization', 'infra/crds')], ['error Kustomization/flux-system/apps spec.dependsOn[0].name: Kustomization crds is in infra, but Kustomization apps looks for it in flux-system: it waits forever']],
    ['a chart\'s repository in another namespace', [release(''), object('HelmRepository', 'flux-system/charts')], ['error HelmRelease/ops/kps spec.chart.spec.sourceRef.name: HelmRepository charts is in flux-system, but HelmRelease kps looks for it in ops: nothing is applied']],
  ])('%s', (_, objects, expected) => { expect(foundIn('reference/flux', objects)).toEqual(expected); });

  test.each([
    ['a source where it is looked for', [apps(''), HERE]],
    ['a source that is made elsewhere', [apps('')]],
    ['dependencies that are made elsewhere', [apps(', dependsOn: [{name: istio}]'), HERE]],
  ])('nothing about %s', (_, objects) => { expect(foundIn('reference/flux', objects)).toEqual([]); });
});
