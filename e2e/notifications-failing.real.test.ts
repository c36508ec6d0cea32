import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { readManifests } from './manifests';
import { Replay } from './replay';

/**
 * What AlertmanagerNotificationsFailing and the heartbeat rest on, in the real Alertmanager: its counter is there before the
 * first failure, grows when a chat refuses, and nothing is lost once the chat answers again.
 */
describe('Alertmanager', () => {
  let replay: Replay;
  beforeAll(async () => {
    replay = await Replay.start({
      manifests: readManifests(join(__dirname, '../dist')),
      monitorLabels: { release: 'kube-prometheus-stack' },
      extra: (address) => [{ job: 'alertmanager', address, interval: '5s' }],
    });
  }, 120_000);
  afterAll(() => replay.stop());

  const failed = async (): Promise<number | undefined> => {
    const response = await replay.prometheus.query('sum(alertmanager_notifications_failed_total{integration="slack"})');
    return response[0] === undefined ? undefined : response[0].value;
  };

  test('counts from zero for each integration, grows while a chat refuses, and delivers afterwards', async () => {
    expect(await failed()).toBe(0);
    replay.chat.refuse(500);
    replay.flagger.setTotal('search', 1);
    replay.flagger.setStatus('search', 'suggest', 2);
    for (let tries = 0; (await failed()) === 0 && tries < 60; tries++) { await sleep(1000); }
    expect(await failed()).toBeGreaterThan(0);
    replay.chat.accept();
    const told = await replay.chat.hear(({ path, status, body }) => path === '/slack-on-call/address' && status === 200 && JSON.stringify(body).includes('CanaryFailed search/suggest'), 60_000);
    expect(told.status).toBe(200);
  }, 150_000);
});
