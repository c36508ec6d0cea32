import { SecretKey, SecretSource } from '../lib';

describe('SecretKey', () => {
  test('names a key of a Secret that exists', () => {
    const key = SecretKey.of('slack-on-call', 'address');
    expect([key.secretName, key.key, key.filledBy.external]).toEqual(['slack-on-call', 'address', undefined]);
  });

  test('names a key that External Secrets fills', () => {
    const filledBy = SecretSource.externalSecret({ store: 'vault', remoteKey: 'slack/on-call', property: 'url' });
    expect(SecretKey.of('slack-on-call', 'address', { filledBy }).filledBy.external).toEqual({ store: 'vault', remoteKey: 'slack/on-call', property: 'url' });
  });

  test('refuses a secret in place of a name, and does not repeat it', () => {
    const secret = 'https://hooks.slack.com/services/T0/B0/XXXX';
    for (const make of [() => SecretKey.of(secret, 'address'), () => SecretKey.of('slack', secret)]) {
      expect(make).toThrow(/is not (the name|a key) of a Secret/);
      expect(make).not.toThrow(secret);
    }
  });
});
