import { Duration, JsonPatch } from 'cdk8s';
import * as flux from '../../lib/flux';
import { SecretKey } from '../../lib/secret-key';
import { chart, manifest } from '../render';
import { validate } from '../schema';

const { EventSource, ReceiverType } = flux;
const secret = SecretKey.of('webhook', 'token');
const resources = [{ object: EventSource.gitRepository('flux-system') }];
const issuerUrl = 'https://token.actions.githubusercontent.com';
const validations = [{ expression: 'claims.repository_owner == "acme"', message: 'not acme' }];

describe('Receiver', () => {
  test('reconciles a repository when GitHub calls', () => {
    const c = chart('flux-system');
    new flux.Receiver(c, 'github', { type: ReceiverType.GITHUB, secret, resources });
    expect(manifest(c)).toEqual({
      apiVersion: 'notification.toolkit.fluxcd.io/v1',
      kind: 'Receiver',
      metadata: { name: 'github', namespace: 'flux-system' },
      spec: { type: 'github', secretRef: { name: 'webhook' }, resources: [{ apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'GitRepository', name: 'flux-system' }] },
    });
    expect(validate(manifest(c))).toEqual([]);
  });

  test('says everything else', () => {
    const c = chart('flux-system');
    new flux.Receiver(c, 'all', {
      type: ReceiverType.GENERIC_OIDC,
      resources: [
        { object: EventSource.imageRepository(EventSource.ALL, { namespace: 'shop', matchLabels: { team: 'shop' } }), filter: 'res.spec.image == req.image' },
        { object: EventSource.helmRelease('shop', { namespace: 'flux-system' }) },
      ],
      resourceFilter: 'claims.ref == "refs/heads/main"', interval: Duration.minutes(5), suspend: true,
      oidcProviders: [{ issuerUrl, audience: 'flux', variables: [{ name: 'owner', expression: 'claims.repository_owner' }], validations }],
    });
    expect(manifest(c).spec).toEqual({
      type: 'generic-oidc',
      resources: [
        { apiVersion: 'image.toolkit.fluxcd.io/v1', kind: 'ImageRepository', name: '*', namespace: 'shop', matchLabels: { team: 'shop' }, filter: 'res.spec.image == req.image' },
        { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', name: 'shop' },
      ],
      resourceFilter: 'claims.ref == "refs/heads/main"', interval: '5m', suspend: true,
      oidcProviders: [{ issuerURL: issuerUrl, audience: 'flux', variables: [{ name: 'owner', expression: 'claims.repository_owner' }], validations }],
    });
    expect(validate(manifest(c))).toEqual([]);
  });

  test.each(Object.values(ReceiverType))('%s', (type) => {
    const c = chart();
    const moreKeys = type === ReceiverType.GCR ? [SecretKey.of('webhook', 'email'), SecretKey.of('webhook', 'audience')] : [];
    new flux.Receiver(c, 'receiver', { type, resources, ...(type === ReceiverType.GENERIC_OIDC ? { oidcProviders: [{ issuerUrl, validations }] } : { secret, moreKeys }) });
    expect(validate(manifest(c))).toEqual([]);
  });

  test('has no field that JSON Patch cannot write', () => {
    const c = chart();
    new flux.Receiver(c, 'github', { type: ReceiverType.GITHUB, secret, resources }).addJsonPatch(JsonPatch.add('/spec/newer', { deep: true }));
    expect(manifest(c).spec.newer).toEqual({ deep: true });
  });

  test.each<[string, Partial<flux.ReceiverProps>, string]>([
    ['no Secret', { secret: undefined }, 'github has no Secret'],
    ['a key of its own', { secret: SecretKey.of('webhook', 'secret') }, 'the Secret\'s key is not the one that Flux reads\n  value:   "secret"\n  allowed: token'],
    ['keys that nobody reads', { moreKeys: [SecretKey.of('webhook', 'email')] }, 'github does not read a key of moreKeys'],
    ['gcr without an audience', { type: ReceiverType.GCR, moreKeys: [SecretKey.of('webhook', 'email')] }, 'gcr\'s Secret lacks audience'],
    ['gcr with keys of two Secrets', { type: ReceiverType.GCR, moreKeys: [SecretKey.of('other', 'email')] }, 'gcr does not read a key of moreKeys\n  value:   "other: email"'],
    ['oidc with a Secret', { type: ReceiverType.GENERIC_OIDC }, 'generic-oidc has a Secret'],
    ['oidc without issuers', { type: ReceiverType.GENERIC_OIDC, secret: undefined }, 'generic-oidc has no oidcProviders'],
    ['issuers elsewhere', { oidcProviders: [{ issuerUrl, validations }] }, 'github has oidcProviders'],
    ['an issuer twice', { type: ReceiverType.GENERIC_OIDC, secret: undefined, oidcProviders: [{ issuerUrl, validations }, { issuerUrl, validations }] }, 'an issuer is there twice'],
    ['an issuer of anybody', { type: ReceiverType.GENERIC_OIDC, secret: undefined, oidcProviders: [{ issuerUrl, validations: [] }] }, `the issuer ${issuerUrl} has no validation`],
    ['an issuer that is no URL', { type: ReceiverType.GENERIC_OIDC, secret: undefined, oidcProviders: [{ issuerUrl: 'github', validations }] }, 'an issuerUrl is not a URL'],
    ['an empty expression', { type: ReceiverType.GENERIC_OIDC, secret: undefined, oidcProviders: [{ issuerUrl, validations: [{ expression: '', message: '' }] }] }, `the issuer ${issuerUrl} has an empty expression`],
    ['a variable with a dash', { type: ReceiverType.GENERIC_OIDC, secret: undefined, oidcProviders: [{ issuerUrl, validations, variables: [{ name: 'a-b', expression: '1' }] }] }, 'a variable\'s name is none'],
    ['nothing to do', { resources: [] }, 'there is no resource'],
    ['all of a kind', { resources: [{ object: EventSource.gitRepository(EventSource.ALL) }] }, 'all of GitRepository are named without labels'],
    ['labels that nobody reads', { resources: [{ object: EventSource.gitRepository('x', { matchLabels: { a: 'b' } }) }] }, 'GitRepository x has labels beside its name'],
    ['an empty filter', { resourceFilter: ' ' }, 'resourceFilter is empty'],
    ['claims that are not there', { resourceFilter: 'claims.sub == "x"' }, 'resourceFilter speaks of claims'],
    ['events that nobody reads', { type: ReceiverType.HARBOR, events: ['push'] }, 'harbor does not read events'],
    ['an empty event', { events: [''] }, 'an event is empty'],
    ['no interval', { interval: Duration.seconds(0) }, 'the interval is not positive'],
  ])('refuses %s', (_, props, message) => {
    expect(() => new flux.Receiver(chart(), 'hook', { type: ReceiverType.GITHUB, secret, resources, ...props })).toThrow(`Receiver/shop/hook: ${message}`);
  });
});
