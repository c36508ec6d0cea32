import { JsonPatch } from 'cdk8s';
import { flagger, SecretKey } from '../../lib';
import { chart, manifest } from '../render';

const secret = SecretKey.of('slack-news', 'address');

describe('AlertProvider', () => {
  test('refers to the Secret by name', () => {
    const c = chart('flagger-system');
    new flagger.AlertProvider(c, 'news', { type: flagger.AlertProviderType.SLACK, channel: '#deployments', secret });
    expect(manifest(c)).toEqual({
      apiVersion: 'flagger.app/v1beta1',
      kind: 'AlertProvider',
      metadata: { name: 'news', namespace: 'flagger-system' },
      spec: { type: 'slack', channel: '#deployments', secretRef: { name: 'slack-news' } },
    });
  });

  test('takes an address that is no secret', () => {
    const c = chart();
    new flagger.AlertProvider(c, 'bridge', { type: flagger.AlertProviderType.ROCKET, address: 'http://bridge.chat:8080/hook' });
    expect(manifest(c).spec).toEqual({ type: 'rocket', address: 'http://bridge.chat:8080/hook' });
  });

  test('a JsonPatch sets a field that the pinned CRD does not know', () => {
    const c = chart();
    const provider = new flagger.AlertProvider(c, 'news', { type: flagger.AlertProviderType.SLACK, secret });
    provider.addJsonPatch(JsonPatch.add('/spec/threadTs', '1'));
    expect(manifest(c).spec).toEqual({ type: 'slack', secretRef: { name: 'slack-news' }, threadTs: '1' });
  });

  test.each([
    ['both', { secret, address: 'http://bridge' }, 'both secret and address are given'],
    ['neither', {}, 'neither secret nor address is given'],
    ['a key that Flagger does not read', { secret: SecretKey.of('slack-news', 'url') }, 'the Secret\'s key is not the one that Flagger reads\n  value:   "url"'],
    ['an address without a scheme', { address: 'bridge.chat' }, 'the address is not an HTTP URL'],
  ])('refuses %s', (_, destination, message) => {
    expect(() => new flagger.AlertProvider(chart(), 'news', { type: flagger.AlertProviderType.SLACK, ...destination }))
      .toThrow(`AlertProvider/shop/news: ${message}`);
  });
});
