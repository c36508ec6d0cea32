import { Duration, JsonPatch } from 'cdk8s';
import { DeletionPolicy, ExternalSecret } from '../../lib/externalsecrets';
import { SecretDecoding, SecretKey, SecretSource, SecretStoreKind } from '../../lib/secret-key';
import { chart, manifest } from '../render';
import { validate } from '../schema';

const external = (key: string, remoteKey: string, more: object = {}) =>
  SecretKey.of('slack-on-call', key, { filledBy: SecretSource.externalSecret({ store: 'vault', remoteKey, ...more }) });

describe('ExternalSecret', () => {
  test('fills the key that the reader needs', () => {
    const c = chart('flagger-system');
    new ExternalSecret(c, 'secret', { keys: [external('address', 'slack/on-call', { property: 'url' })] });
    expect(manifest(c)).toEqual({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'slack-on-call', namespace: 'flagger-system' },
      spec: {
        refreshInterval: '1h',
        secretStoreRef: { name: 'vault', kind: 'ClusterSecretStore' },
        target: { name: 'slack-on-call', creationPolicy: 'Owner', deletionPolicy: 'Retain' },
        data: [{ secretKey: 'address', remoteRef: { key: 'slack/on-call', property: 'url' } }],
      },
    });
    expect(validate(manifest(c))).toEqual([]);
  });

  test('says everything else', () => {
    const c = chart();
    new ExternalSecret(c, 'secret', {
      keys: [external('address', 'a', { version: '3', decoding: SecretDecoding.BASE64 })], refreshInterval: Duration.minutes(5), type: 'kubernetes.io/dockerconfigjson', labels: { 'reconcile.fluxcd.io/watch': 'Enabled' },
      annotations: { a: 'b' }, deletionPolicy: DeletionPolicy.DELETE, orphan: true,
    }).addJsonPatch(JsonPatch.add('/spec/newer', { deep: true }));
    expect(manifest(c).spec).toEqual({
      refreshInterval: '5m', secretStoreRef: { name: 'vault', kind: 'ClusterSecretStore' }, newer: { deep: true },
      target: {
        name: 'slack-on-call', creationPolicy: 'Orphan', deletionPolicy: 'Delete',
        template: { type: 'kubernetes.io/dockerconfigjson', metadata: { labels: { 'reconcile.fluxcd.io/watch': 'Enabled' }, annotations: { a: 'b' } } },
      },
      data: [{ secretKey: 'address', remoteRef: { key: 'a', version: '3', decodingStrategy: 'Base64' } }],
    });
  });

  test.each<[string, () => unknown, string]>([
    ['no interval', () => new ExternalSecret(chart(), 's', { keys: [external('address', 'a')], refreshInterval: Duration.seconds(0) }), 'ExternalSecret/shop/slack-on-call: the refreshInterval is not positive'],
    ['an empty type', () => new ExternalSecret(chart(), 's', { keys: [external('address', 'a')], type: '' }), 'the type is empty'],
    ['a store that is none', () => SecretSource.externalSecret({ store: 'Vault/x', remoteKey: 'a' }), 'SecretSource.externalSecret: the store is not the name of one\n  value:   "Vault/x"'],
    ['an empty entry', () => external('address', ' '), 'SecretSource.externalSecret: remoteKey is empty'],
    ['an empty version', () => external('address', 'a', { version: '' }), 'SecretSource.externalSecret: version is empty'],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test('fills keys from two stores', () => {
    const c = chart();
    const secret = new ExternalSecret(c, 'secret', {
      metadata: { name: 'own-name' },
      keys: [external('address', 'slack/url')],
      refreshInterval: Duration.minutes(5),
    });
    secret.addKey(external('token', 'slack/token', { storeKind: SecretStoreKind.SECRET_STORE }));
    secret.addKey(external('address', 'slack/url'));
    expect(manifest(c)).toEqual({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'own-name', namespace: 'shop' },
      spec: {
        refreshInterval: '5m',
        target: { name: 'slack-on-call', creationPolicy: 'Owner', deletionPolicy: 'Retain' },
        data: [
          { secretKey: 'address', remoteRef: { key: 'slack/url' }, sourceRef: { storeRef: { name: 'vault', kind: 'ClusterSecretStore' } } },
          { secretKey: 'token', remoteRef: { key: 'slack/token' }, sourceRef: { storeRef: { name: 'vault', kind: 'SecretStore' } } },
        ],
      },
    });
    expect(validate(manifest(c))).toEqual([]);
  });

  test.each([
    ['a Secret that exists', [SecretKey.of('slack-on-call', 'address')], 'ExternalSecret/shop/slack-on-call: nobody says from where the key address is filled'],
    ['no key', [], 'ExternalSecret/shop/secret: there is no key to fill'],
    ['two Secrets', [external('address', 'a'), SecretKey.of('other', 'token', { filledBy: SecretSource.externalSecret({ store: 'vault', remoteKey: 'b' }) })], 'the keys are of two Secrets'],
    ['two entries for a key', [external('address', 'a'), external('address', 'b')], 'the key address is filled from two entries\n  value:   ["vault a","vault b"]'],
  ])('refuses %s', (_, keys, message) => {
    expect(() => new ExternalSecret(chart(), 'secret', { keys })).toThrow(message);
  });
});
