import { foundIn, object } from './manifests';

const apps = (more: string): string => object('Kustomization', 'flux-system/apps', `spec: {sourceRef: {kind: GitRepository, name: flux-system}${more}}`);
const release = (values: string): string => object('HelmRelease', 'ops/kps', `spec: {chart: {spec: {chart: x, sourceRef: {kind: HelmRepository, name: charts}}}, valuesFrom: [${values}]}`);
const config = (place: string, key: string): string => object('ConfigMap', place, `data: {${key}: "a: 1"}`);
const HERE = object('GitRepository', 'flux-system/flux-system');

describe('reference/flux', () => {
  test.each([
    ['a source in another namespace', [apps(''), object('GitRepository', 'git/flux-system')], ['error Kustomization/flux-system/apps spec.sourceRef.name: GitRepository flux-system is in git, but Kustomization apps looks for it in flux-system: nothing is applied']],
    ['a misspelt dependency', [apps(', dependsOn: [{name: flager}]'), object('Kustomization', 'flux-system/flagger')], ['warning Kustomization/flux-system/apps spec.dependsOn[0].name: Kustomization apps names Kustomization flager, and the manifests have flagger']],
    ['a dependency in another namespace', [apps(', dependsOn: [{name: crds}]'), object('Kustomization', 'infra/crds')], ['error Kustomization/flux-system/apps spec.dependsOn[0].name: Kustomization crds is in infra, but Kustomization apps looks for it in flux-system: it waits forever']],
    ['a chart\'s repository in another namespace', [release(''), object('HelmRepository', 'flux-system/charts')], ['error HelmRelease/ops/kps spec.chart.spec.sourceRef.name: HelmRepository charts is in flux-system, but HelmRelease kps looks for it in ops: nothing is applied']],
    ['values under another key', [release('{kind: ConfigMap, name: values}'), config('ops/values', 'alertmanager.yaml')], ['error HelmRelease/ops/kps spec.valuesFrom[0].name: the ConfigMap values has no key values.yaml, which HelmRelease kps reads: it is not installed']],
    ['values in another namespace', [release('{kind: ConfigMap, name: values}'), config('flux-system/values', 'values.yaml')], ['error HelmRelease/ops/kps spec.valuesFrom[0].name: ConfigMap values is in flux-system, but HelmRelease kps looks for it in ops: it is not installed']],
  ])('%s', (_, objects, expected) => { expect(foundIn('reference/flux', objects)).toEqual(expected); });

  test.each([
    ['a source where it is looked for', [apps(''), HERE]],
    ['a source that is made elsewhere', [apps('')]],
    ['dependencies that are made elsewhere', [apps(', dependsOn: [{name: istio}]'), HERE]],
    ['values under the key that is named', [release('{kind: ConfigMap, name: values, valuesKey: a.yaml}'), config('ops/values', 'a.yaml')]],
    ['values that may be missing', [release('{kind: ConfigMap, name: values, optional: true}'), config('ops/values', 'a.yaml')]],
  ])('nothing about %s', (_, objects) => { expect(foundIn('reference/flux', objects)).toEqual([]); });
});
