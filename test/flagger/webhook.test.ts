import { Duration } from 'cdk8s';
import { flagger } from '../../lib';
import { Analysis, judged, progressive, spec } from './canary-of';

const { Webhook } = flagger;
const url = 'https://hooks.shop/check?a=b';

function written(webhook: flagger.Webhook): unknown {
  const analysis = Analysis.progressive({ ...judged, maxWeight: 50, stepWeight: 10, webhooks: [webhook] });
  expect(progressive.webhooks).toEqual([]);
  return spec({ analysis }).analysis.webhooks[0];
}

describe('Webhook', () => {
  test.each([
    [Webhook.confirmRollout('w', { url }), 'confirm-rollout'],
    [Webhook.preRollout('w', { url }), 'pre-rollout'],
    [Webhook.rollout('w', { url }), 'rollout'],
    [Webhook.confirmTrafficIncrease('w', { url }), 'confirm-traffic-increase'],
    [Webhook.confirmPromotion('w', { url }), 'confirm-promotion'],
    [Webhook.postRollout('w', { url }), 'post-rollout'],
    [Webhook.rollback('w', { url }), 'rollback'],
    [Webhook.event('w', { url }), 'event'],
  ])('%# of its type', (webhook, type) => {
    expect(written(webhook)).toEqual({ name: 'w', type, url });
  });

  test('whole', () => {
    const gate = Webhook.confirmPromotion('gate', { url, timeout: Duration.minutes(2), retries: 0, disableTlsVerification: true, metadata: { team: 'shop' }, muteAlert: true });
    expect(written(gate)).toEqual({ name: 'gate', type: 'confirm-promotion', url, timeout: '2m', retries: 0, disableTLS: true, metadata: { team: 'shop' }, muteAlert: true });
  });

  test.each([
    ['a rollout webhook', Webhook.rollout('w', { url }), true],
    ['a pre-rollout webhook', Webhook.preRollout('w', { url, metadata: { suite: 'a' } }), true],
    ['a bash task of the load tester', Webhook.rollout('w', { url, metadata: { type: 'bash', cmd: 'test' } }), true],
    ['a cmd task of the load tester', Webhook.rollout('w', { url, metadata: { cmd: 'hey' } }), false],
    ['an ngrinder task of the load tester', Webhook.rollout('w', { url, metadata: { type: 'ngrinder' } }), false],
    ['a gate', Webhook.confirmRollout('w', { url }), false],
    ['a receiver of events', Webhook.event('w', { url }), false],
  ])('whether %s can fail a release', (_, webhook, can) => {
    expect(webhook._canFail).toBe(can);
  });

  test.each([
    ['a URL without a scheme', () => Webhook.rollout('w', { url: 'hooks.shop/' }), 'Webhook w: the URL is not an HTTP URL'],
    ['another scheme', () => Webhook.rollout('w', { url: 'ftp://hooks.shop/' }), 'the URL is not an HTTP URL'],
    ['a URL with a space', () => Webhook.rollout('w', { url: 'http://hooks.shop/ a' }), 'the URL is not an HTTP URL'],
    ['a URL without a host', () => Webhook.rollout('w', { url: 'http:///a' }), 'the URL is not an HTTP URL'],
    ['a password in the URL', () => Webhook.rollout('w', { url: 'http://user:hunter2@hooks.shop/' }), 'the URL holds a user name or password'],
    ['a timeout with a fraction', () => Webhook.rollout('w', { url, timeout: Duration.millis(500) }), 'timeout is not in whole seconds'],
    ['no timeout at all', () => Webhook.rollout('w', { url, timeout: Duration.seconds(0) }), 'timeout is too short'],
    ['a fraction of a retry', () => Webhook.rollout('w', { url, retries: 0.5 }), 'retries is not a whole number of at least 0'],
    ['a password in the metadata', () => Webhook.rollout('w', { url, metadata: { type: 'ngrinder', passwd: 'hunter2' } }), 'Webhook w: the metadata holds a password'],
    ['an empty name', () => Webhook.rollout('', { url }), 'Webhook of type rollout: the name is empty'],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message);
    expect(make).not.toThrow('hunter2');
  });
});
