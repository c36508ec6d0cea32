import { found } from '../findings';

const of = (apiVersion: string, kind: string): string[] => found(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\n`, 'schema/version');

describe('schema/version', () => {
  test.each([
    ['notification.toolkit.fluxcd.io/v1beta1', 'Alert', 'it was dropped in Flux 2.7'],
    ['notification.toolkit.fluxcd.io/v1beta2', 'Provider', 'it was dropped in Flux 2.9'],
    ['notification.toolkit.fluxcd.io/v1', 'Provider', 'there is no v1 of it yet'],
    ['notification.toolkit.fluxcd.io/v1beta3', 'Receiver', 'there never was a v1beta3 of it'],
    ['kustomize.toolkit.fluxcd.io/v1beta2', 'Kustomization', 'it was dropped in Flux 2.8'],
    ['flagger.app/v1alpha3', 'Canary', 'v1beta1 took its place'],
  ])('%s of %s', (apiVersion, kind, why) => {
    expect(of(apiVersion, kind)).toEqual([`1:13 error schema/version: ${apiVersion} of ${kind} is not served: ${why}`]);
  });

  test.each([['source.toolkit.fluxcd.io/v1beta2', 'GitRepository'], ['helm.toolkit.fluxcd.io/v2beta1', 'HelmRelease'], ['external-secrets.io/v1beta1', 'ExternalSecret'], ['monitoring.coreos.com/v1alpha1', 'PodMonitor']])('%s of %s', (apiVersion, kind) => {
    expect(of(apiVersion, kind)).toEqual([`1:13 error schema/version: ${apiVersion} of ${kind} is not served`]);
  });

  test.each([['flagger.app/v1beta1', 'Canary'], ['notification.toolkit.fluxcd.io/v1', 'Receiver'], ['monitoring.coreos.com/v1alpha1', 'AlertmanagerConfig'], ['apps/v1beta1', 'Deployment'], ['v1', 'Secret']])('nothing about %s of %s', (apiVersion, kind) => {
    expect(of(apiVersion, kind)).toEqual([]);
  });

  test('an object of a version that is not served is held against one that is', () => {
    expect(found('apiVersion: notification.toolkit.fluxcd.io/v1beta2\nkind: Alert\nmetadata: {name: a}\nspec:\n  eventSources: []\n  providerRef: {name: x}\n  eventSeverity: warn\n', 'schema/value'))
      .toEqual(['7:18 error schema/value: eventSeverity is none of info, error']);
  });
});
