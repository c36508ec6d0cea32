import { findingsOf } from '../findings';

const of = (apiVersion: string, kind: string): (string | undefined)[][] => findingsOf(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\n`, { only: ['schema/unknown-kind'] }).map(({ field, what, fix }) => [field, what, fix]);

describe('schema/unknown-kind', () => {
  test.each([
    ['a misspelt kind', 'flagger.app/v1beta1', 'Canari', ['kind', 'flagger.app has no kind Canari', 'did you mean Canary?']],
    ['a small letter', 'flagger.app/v1beta1', 'canary', ['kind', 'flagger.app has no kind canary', 'did you mean Canary?']],
    ['a kind of another group', 'notification.toolkit.fluxcd.io/v1beta3', 'AlertProvider', ['kind', 'notification.toolkit.fluxcd.io has no kind AlertProvider', 'AlertProvider is of flagger.app: write that group, or the kind that was meant']],
    ['a misspelt group', 'notifications.toolkit.fluxcd.io/v1beta3', 'Provider', ['apiVersion', 'there is no group notifications.toolkit.fluxcd.io with a Provider', 'did you mean notification.toolkit.fluxcd.io/v1beta3?']],
    ['half a group', 'toolkit.fluxcd.io/v1', 'Kustomization', ['apiVersion', 'there is no group toolkit.fluxcd.io with a Kustomization', 'did you mean kustomize.toolkit.fluxcd.io/v1?']],
    ['a group without a version', 'flagger.app', 'Canary', ['apiVersion', 'the apiVersion flagger.app of a Canary has no version', 'did you mean flagger.app/v1beta1?']],
    ['a version without its group', 'v1', 'Kustomization', ['apiVersion', 'there is no Kustomization in v1', 'did you mean kustomize.toolkit.fluxcd.io/v1?']],
    ['nothing for a version', '', 'Canary', ['apiVersion', 'a Canary has no apiVersion', 'write apiVersion: flagger.app/v1beta1']],
    ['a number for a version', '1', 'Alert', ['apiVersion', 'a Alert has no apiVersion that is a text', 'write apiVersion: notification.toolkit.fluxcd.io/v1beta3']],
    ['nothing for a kind', 'flagger.app/v1beta1', '', ['kind', 'an object of flagger.app/v1beta1 has no kind', 'write which of them it is']],
  ])('%s', (_, apiVersion, kind, expected) => { expect(of(apiVersion, kind)).toEqual([expected]); });

  test('what is no object and has a field kind is left alone', () => {
    expect(findingsOf('kind: Alert\nreplicas: 2\n', { only: ['schema'] })).toEqual([]);
  });

  test.each([
    ['flagger.app/v1beta1', 'Canary'], ['monitoring.coreos.com/v1alpha1', 'ScrapeConfig'], ['source.toolkit.fluxcd.io/v1', 'HelmChart'], ['image.toolkit.fluxcd.io/v1', 'ImagePolicy'],
    ['external-secrets.io/v1', 'ClusterSecretStore'], ['pkg.crossplane.io/v1', 'Provider'], ['networking.istio.io/v1', 'VirtualService'], ['flagger.app/v1beta1', 'CanaryList'], ['v1', 'Secret'],
  ])('nothing about %s of %s', (apiVersion, kind) => { expect(of(apiVersion, kind)).toEqual([]); });
});
