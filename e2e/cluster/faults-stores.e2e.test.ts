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

/** After how many seconds Prometheus sends again what still fires (prometheus v3.15 cmd/prometheus/main.go, --rules.alert.resend-delay). */
const RESEND = 60;

/** What remembers is away: etcd, the API server, Alertmanager. The order of these tests is a story. */
describe('what is told, when', () => {
  let theatre: Theatre;
  const heard = (path: string, name = 'bad'): string[] => theatre.heard.byAlertmanager(path, `shop/${name}`);
  const hears = (path: string, count: number, within: number, name = 'bad'): Promise<unknown> =>
    until(`${path} hears ${count} of ${name}`, () => Promise.resolve(heard(path, name).length >= count), within, () => heard(path, name));
  const fires = (name: string): Promise<unknown> => until(`${name} fires`, async () => (await theatre.pager.prometheus.alerts())
    .some(({ labels, state }) => labels['alertname'] === 'CanaryFailed' && labels['name'] === name && state === 'firing'));
  const fails = async (name: string, revision: string): Promise<void> => {
    theatre.cluster.metrics.setSuccessRate(name, 97);
    await theatre.releases.roll(name, revision);
    await theatre.releases.reaches(name, 'Progressing');
    await theatre.releases.reaches(name, 'Failed');
  };
  beforeAll(async () => {
    theatre = await Theatre.start(['bad', 'good']);
    await Promise.all(['bad', 'good'].map((name) => theatre.releases.reaches(name, 'Initialized')));
  }, 180_000);
  afterAll(() => theatre?.stop());

  test('etcd and the API server are killed in the middle of a rollout, and away for a tick of Flagger: it fails after their return, and is told once', async () => {
    const { releases, cluster: { metrics, server } } = theatre;
    metrics.setSuccessRate('bad', 97);
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

  test('Alertmanager is killed while a canary is failed: it has forgotten, and tells it again, once, when Prometheus sends it again', async () => {
    const { alertmanager } = theatre.pager;
    await alertmanager.server.kill();
    await alertmanager.resume();
    await Promise.all([FAILURES, BRIDGE].map((path) => hears(path, 2, RESEND + PROMISE)));
    await sleep(15_000);
    expect([heard(FAILURES), heard(BRIDGE)]).toEqual([[FIRING, FIRING], [FIRING, FIRING]]);
  });

  test('Alertmanager is ended in order, and away while another canary fails: that is told within a minute and the promise of the return, and the first not again', async () => {
    const { alertmanager } = theatre.pager;
    await alertmanager.server.halt();
    await fails('good', '2');
    await fires('good');
    await sleep(5000);
    renameSync(address(), `${address()}.away`);
    await alertmanager.resume();
    await hears(BRIDGE, 1, RESEND + PROMISE, 'good');
    await sleep(15_000);
    expect([heard(BRIDGE), heard(BRIDGE, 'good')]).toEqual([[FIRING, FIRING], [FIRING.replace('bad', 'good')]]);
  });

  test('the file with a receiver\'s address is missing: Alertmanager says so, the others are told, and it is when the file is there', async () => {
    const { alertmanager } = theatre.pager;
    const failed = async (): Promise<number> => (await (await fetch(`${alertmanager.server.url}/metrics`)).text())
      .split('\n').filter((line) => line.startsWith('alertmanager_notifications_failed_total{integration="slack"')).reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    await until('it is counted', async () => await failed() > 0);
    expect(alertmanager.log()).toMatch(/secrets\/slack-on-call\/address: no such file or directory/);
    expect(heard(FAILURES, 'good')).toEqual([]);
    renameSync(`${address()}.away`, address());
    await hears(FAILURES, 1, RESEND + PROMISE, 'good');
    await sleep(15_000);
    expect([heard(FAILURES), heard(FAILURES, 'good')]).toEqual([[FIRING, FIRING], [FIRING.replace('bad', 'good')]]);
  });

  test('a canary whose failure was told fails again while Alertmanager is away: as far as Alertmanager knows, that was told', async () => {
    const { alertmanager } = theatre.pager;
    await alertmanager.server.halt();
    await fails('bad', '3');
    await fires('bad');
    await alertmanager.resume();
    await until('Prometheus has sent it', async () => (await alertmanager.alerts()).some(({ labels }) => labels['name'] === 'bad'), RESEND + PROMISE);
    await sleep(25_000);
    expect([heard(FAILURES), heard(BRIDGE)]).toEqual([[FIRING, FIRING], [FIRING, FIRING]]);
  });

  /** The file that holds the address of the channel of failures. */
  const address = (): string => join(theatre.pager.alertmanager.server.folder, 'secrets', FAILURES);
});
