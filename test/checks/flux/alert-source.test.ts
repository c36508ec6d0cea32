import { found } from '../findings';
import { testPage } from '../page';

const alert = (sources: string, more: string = ''): string => `---\napiVersion: notification.toolkit.fluxcd.io/v1beta3\nkind: Alert\nmetadata: { name: a, namespace: flux-system }\nspec:\n  providerRef: { name: slack }\n  eventSources: [${sources}]\n  ${more}\n`;
const release = (namespace: string): string => `---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: app, namespace: ${namespace} }\n`;

describe('flux/alert-source', () => {
  test.each([
    ['a Canary', alert('{ kind: Canary, name: app, namespace: shop }'), ['7:26 error flux/alert-source: the Alert a cannot hear of a Canary: Flagger sends Flux no events']],
    ['no source', alert(''), ['7:17 error flux/alert-source: the Alert a hears nothing: it has no event source']],
    ['all namespaces', alert('{ kind: HelmRelease, name: "*", namespace: "*" }'), ['7:61 error flux/alert-source: the Alert a hears nothing of the namespace "*": there is no wildcard for namespaces']],
    ['half a name', alert('{ kind: HelmRelease, name: "app-*" }'), ['7:45 error flux/alert-source: the Alert a hears of no HelmRelease called "app-*": names are compared whole']],
    ['all names, without a namespace', alert('{ kind: HelmRelease, name: "*" }, { kind: Kustomization, name: "*" }'), ['7:18 info flux/alert-source: the Alert a hears only of the HelmReleases and Kustomizations of its own namespace flux-system']],
    ['all names, and one elsewhere', alert('{ kind: HelmRelease, name: "*" }') + release('shop'), ['7:18 warning flux/alert-source: the Alert a hears only of the HelmReleases of its own namespace flux-system']],
    ['a name that is elsewhere', alert('{ kind: HelmRelease, name: app }') + release('shop'), ['7:18 warning flux/alert-source: the Alert a does not hear of HelmRelease/shop/app: it listens in its own namespace flux-system']],
    ['a look-ahead', alert('{ kind: Kustomization, name: apps }', 'inclusionList: ["^(?!waiting)"]'), ['8:19 error flux/alert-source: Flux cannot read a pattern of inclusionList, so that it matches nothing: invalid or unsupported Perl syntax: (?']],
    ['a bracket', alert('{ kind: Kustomization, name: apps }', 'exclusionList: ["waiting["]'), ['8:19 error flux/alert-source: Flux cannot read a pattern of exclusionList, so that it excludes nothing: missing closing ]']],
    ['everything excluded', alert('{ kind: Kustomization, name: apps }', 'exclusionList: [".*"]'), ['8:19 error flux/alert-source: the Alert a excludes every message']],
    ['a success that is no error', alert('{ kind: Kustomization, name: apps }', 'eventSeverity: error\n  inclusionList: ["Reconciliation finished"]'), ['9:19 warning flux/alert-source: the Alert a sends nothing: what its inclusionList names are no errors']],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'flux/alert-source')).toEqual(expected);
  });

  test.each([
    ['a name', alert('{ kind: Kustomization, name: apps }')],
    ['a name and its namespace', alert('{ kind: HelmRelease, name: app, namespace: shop }') + release('shop')],
    ['all names of a namespace', alert('{ kind: HelmRelease, name: "*", namespace: shop }')],
    ['all names, and all are here', alert('{ kind: HelmRelease, name: "*" }') + release('flux-system')],
    ['labels', alert('{ kind: Kustomization, name: "*", matchLabels: { a: b } }')],
    ['patterns', alert('{ kind: Kustomization, name: apps }', 'inclusionList: [".*failed.*", "Canary/shop/app status"]\n  exclusionList: ["waiting"]')],
    ['what is no list', alert('7, null').replace('[7, null]', '{ kind: Canary }')],
  ])('%s is right', (_, text) => {
    expect(found(text, 'flux/alert-source')).toEqual([]);
  });

  testPage('flux/alert-source');
});
