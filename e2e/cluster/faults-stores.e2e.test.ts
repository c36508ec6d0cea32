import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BRIDGE, FAILURES, PROGRESS, PROMISE } from './scenario';
import { Theatre } from './theatre';
import { until } from './until';

const INITIALIZED = 'New Deployment detected, initialization completed.';
const BEGUN = 'New revision detected, progressing canary analysis.';
const FAILED = 'Failed checks threshold reached 2';
const FIRING = '[FIRING] CanaryFailed shop/bad';
const RESOLVED = '[RESOLVED] CanaryFailed shop/bad';

/** After how many seconds Prometheus sends again what still fires (prometheus v3.15 cmd/prometheus/main.go, --rules.alert.resend-delay). */
const RESEND = 60;

/** What remembers is away: etcd, the API server, Alertmanager. The order of these tests is a story. */
describe('what is told, when', () => {
  let theatre: Theatre;
  const heard = (path: string): string[] => theatre.heard.byAlertmanager(path, 'shop/bad');
  const hears = (path: string, count: number, within: number): Promise<unknown> =>
    until(`${path} hears ${count}`, () => Promise.resolve(heard(path).length >= count), within, () => heard(path));
  beforeAll(async () => {
    theatre = await Theatre.start(['bad']);
    await theatre.releases.reaches('bad', 'Initialized');
    theatre.cluster.metrics.setSuccessRate('bad', 97);
  }, 180_000);
  afterAll(() => theatre?.stop());

  test('etcd and the API server are killed in the middle of a rollout, and away for a tick of Flagger: it fails after their return, and is told once', async () => {
    const { releases, cluster: { server } } = theatre;
    await releases.roll('bad', '2');
    await until('a check has failed', async () => ((await releases.state('bad')).failedChecks ?? 0) > 0);
    await server.kill();
    await sleep(12_000);
    await server.resume();
    const failedAt = await releases.reaches('bad', 'Failed');
    await Promise.all([FAILURES, BRIDGE].map((path) => hears(path, 1, PROMISE)));
    expect(((await theatre.heard.alert(FAILURES, 'shop/bad')).at - failedAt) / 1000).toBeLessThan(PROMISE);
    expect(await theatre.heard.saidByFlagger(PROGRESS, 'bad.shop', 3)).toEqual([INITIALIZED, BEGUN, FAILED]);
    // Longer than the group's next tick.
    await sleep(15_000);
    expect([heard(FAILURES), heard(BRIDGE)]).toEqual([[FIRING], [FIRING]]);
  });

  test('Alertmanager is ended in order while a canary is failed: it knows what it has told', async () => {
    const { alertmanager } = theatre.pager;
    await alertmanager.server.halt();
    await alertmanager.resume();
    await until('Prometheus has sent it again', async () => (await alertmanager.alerts()).some(({ labels }) => labels['alertname'] === 'CanaryFailed'), RESEND + 30);
    await sleep(15_000);
    expect([heard(FAILURES), heard(BRIDGE)]).toEqual([[FIRING], [FIRING]]);
  });

  test('Alertmanager is killed: what it has told since it started is told again, once, when Prometheus sends it again', async () => {
    const { alertmanager } = theatre.pager;
    theatre.cluster.metrics.setSuccessRate('bad', 100);
    await theatre.releases.roll('bad', '3');
    await Promise.all([FAILURES, BRIDGE].map((path) => hears(path, 2, 90)));
    theatre.cluster.metrics.setSuccessRate('bad', 97);
    await theatre.releases.reaches('bad', 'Succeeded');
    await theatre.releases.roll('bad', '4');
    await Promise.all([FAILURES, BRIDGE].map((path) => hears(path, 3, 120)));
    expect(heard(FAILURES)).toEqual([FIRING, RESOLVED, FIRING]);
    await alertmanager.server.kill();
    await alertmanager.resume();
    await Promise.all([FAILURES, BRIDGE].map((path) => hears(path, 4, RESEND + PROMISE)));
    await sleep(15_000);
    expect([heard(FAILURES), heard(BRIDGE)]).toEqual([[FIRING, RESOLVED, FIRING, FIRING], [FIRING, RESOLVED, FIRING, FIRING]]);
  });

  test('a canary fails while Alertmanager is away: it is told within a minute and the promise of the return', async () => {
    const { pager: { alertmanager, prometheus }, releases } = theatre;
    await alertmanager.server.kill();
    await releases.roll('bad', '5');
    await releases.reaches('bad', 'Progressing');
    await releases.reaches('bad', 'Failed');
    await until('it fires', async () => (await prometheus.alerts()).some(({ labels }) => labels['alertname'] === 'CanaryFailed'));
    await sleep(5000);
    await alertmanager.resume();
    await Promise.all([FAILURES, BRIDGE].map((path) => hears(path, 5, RESEND + PROMISE)));
    await sleep(15_000);
    expect([heard(FAILURES).slice(4), heard(BRIDGE).slice(4)]).toEqual([[FIRING], [FIRING]]);
  });

  test('the file with a receiver\'s address is missing: Alertmanager says so, the others are told, and it is when the file is there', async () => {
    const { pager: { alertmanager, prometheus }, releases } = theatre;
    const failed = async (): Promise<number> => (await (await fetch(`${alertmanager.server.url}/metrics`)).text())
      .split('\n').filter((line) => line.startsWith('alertmanager_notifications_failed_total{integration="slack"')).reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    const [before, beside] = [heard(FAILURES).length, heard(BRIDGE).length];
    const file = join(alertmanager.server.folder, 'secrets', FAILURES);
    renameSync(file, `${file}.away`);
    await releases.roll('bad', '6');
    await releases.reaches('bad', 'Progressing');
    await releases.reaches('bad', 'Failed');
    await until('the bridge hears that it fails', () => Promise.resolve(heard(BRIDGE).slice(beside).includes(FIRING)));
    await until('it is counted', async () => await failed() > 0);
    expect(alertmanager.log()).toMatch(/secrets\/slack-on-call\/address: no such file or directory/);
    expect(heard(FAILURES)).toHaveLength(before);
    renameSync(`${file}.away`, file);
    await hears(FAILURES, before + 1, PROMISE + RESEND);
    expect(heard(FAILURES).slice(before)).toEqual([FIRING]);
    expect(await prometheus.alerts()).toContainEqual(expect.objectContaining({ state: 'firing' }));
  });
});
