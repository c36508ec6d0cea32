import { setTimeout as sleep } from 'node:timers/promises';
import { Manifest } from '../operator';
import { Cluster } from './cluster';
import { Heard } from './heard';
import { Releases } from './releases';
import { until } from './until';

/** What this library takes Flagger to do, and upstream's documents do not say: asked of Flagger itself. docs/facts.md lists them. */
const SEVERITIES = ['info', 'warn', 'error', 'none'];

const INITIALIZED = 'New Deployment detected, initialization completed.';
const BEGUN = 'New revision detected, progressing canary analysis.';
const PROMOTED = 'Canary analysis completed successfully, promotion finished.';
const SKIPPED = 'Canary analysis was skipped, promotion finished.';

describe('Flagger', () => {
  let cluster: Cluster;
  let releases: Releases;
  let heard: Heard;

  /** A Canary that tells every severity to a channel of its own. */
  const canary = (name: string, analysis: object, spec: object = {}): Manifest => ({
    apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name, namespace: 'shop' },
    spec: {
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, service: { port: 9898 }, progressDeadlineSeconds: 20, ...spec,
      analysis: {
        interval: '10s', threshold: 1, iterations: 1,
        metrics: [{ name: 'request-success-rate', interval: '1m', thresholdRange: { min: 99 } }],
        alerts: SEVERITIES.map((severity) => ({ name: severity, ...severity !== 'none' && { severity }, providerRef: { name: severity } })),
        ...analysis,
      },
    },
  });
  const told = async (name: string, news: number): Promise<Record<string, string[]>> => {
    await heard.saidByFlagger('/info', `${name}.shop`, news);
    // Each alert is posted after the one before.
    for (let count = -1; count !== cluster.chat.messages.length;) { count = cluster.chat.messages.length; await sleep(1500); }
    return Object.fromEntries(SEVERITIES.map((severity) => [severity, heard.byFlagger(`/${severity}`, `${name}.shop`)]));
  };

  beforeAll(async () => {
    cluster = await Cluster.start();
    const { server, chat, gates } = cluster;
    releases = new Releases(cluster, 'shop');
    heard = new Heard(chat);
    await server.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    for (const name of SEVERITIES) {
      // A name that no Secret has: the address stands in the object, as it may.
      const spec = { type: 'slack', channel: 'x', address: chat.url(`/${name}`) };
      await server.create({ apiVersion: 'flagger.app/v1beta1', kind: 'AlertProvider', metadata: { name, namespace: 'shop' }, spec });
    }
    const hook = (type: string, name: string): object => ({ name: type, type, url: gates.url(name) });
    const canaries = [
      canary('passes', {}),
      canary('fails', {}),
      canary('hangs', {}),
      canary('half', {}),
      canary('manual', { iterations: 30, webhooks: [hook('rollback', 'manual')] }),
      canary('gated', { webhooks: [hook('confirm-rollout', 'rollout'), hook('confirm-promotion', 'promotion')] }),
      canary('waits', { webhooks: [hook('confirm-rollout', 'never'), hook('rollback', 'always')] }),
      canary('skips', {}, { skipAnalysis: true }),
    ];
    gates.set('always', true);
    await Promise.all(canaries.map((each) => releases.roll((each['metadata'] as { name: string }).name, '1')));
    await Promise.all(canaries.map((each) => server.create(each)));
    await Promise.all(canaries.map((each) => releases.reaches((each['metadata'] as { name: string }).name, 'Initialized')));
    cluster.metrics.setSuccessRate('fails', 97);
    cluster.kubelet.fail(({ metadata, spec }) => ['hangs', 'half-primary'].includes(metadata.labels?.['app'] ?? '') && spec.containers[0]?.image.endsWith(':2') === true);
  }, 180_000);
  afterAll(() => cluster?.stop());

  test('sets the weight before the status: nobody sees a rollback with traffic on the canary, nor a failed promotion without', async () => {
    const samples: Record<string, Set<string>> = { fails: new Set(), half: new Set() };
    let count = 0;
    let isOver = false;
    const url = `http://127.0.0.1:${cluster.programs.flagger.port}/metrics`;
    const watch = (async () => {
      while (!isOver) {
        const text = await (await fetch(url)).text();
        for (const name of ['fails', 'half']) {
          const value = (metric: string, label: string): string | undefined =>
            new RegExp(`^${metric}\\{[^}]*${label}="${name}"[^}]*\\} (\\S+)$`, 'm').exec(text)?.[1];
          samples[name]?.add(`status ${value('flagger_canary_status', 'name')}, weight ${value('flagger_canary_weight', 'workload')}`);
        }
        count += 1;
        await sleep(2);
      }
    })();
    await Promise.all(['passes', 'fails', 'hangs', 'half', 'manual', 'gated', 'waits', 'skips'].map((name) => releases.roll(name, '2')));
    await Promise.all([releases.reaches('fails', 'Failed', 150), releases.reaches('half', 'Failed', 200)]);
    await sleep(1000);
    isOver = true;
    await watch;
    expect([...samples['fails'] as Set<string>].filter((each) => each.startsWith('status 2'))).toEqual(['status 2, weight 0']);
    expect([...samples['half'] as Set<string>].filter((each) => each.startsWith('status 2'))).toEqual(['status 2, weight 100']);
    expect(count).toBeGreaterThan(500);
  });

  test('a rollback by webhook is a warning, and no error follows', async () => {
    await releases.reaches('manual', 'Progressing');
    cluster.gates.set('manual', true);
    await releases.reaches('manual', 'Failed');
    expect(await told('manual', 3)).toEqual({ info: [INITIALIZED, BEGUN, 'Rolling back manual webhook invoked'], warn: ['Rolling back manual webhook invoked'], error: [], none: [] });
  });

  test('failed checks are an error, the rest is news', async () => {
    const failed = 'Failed checks threshold reached 1';
    expect(await told('fails', 3)).toEqual({ info: [INITIALIZED, BEGUN, failed], warn: [failed], error: [failed], none: [] });
  });

  test('a failed promotion is an error', async () => {
    const failed = expect.stringMatching(/^Promotion failed, primary not ready: /) as string;
    expect(await told('half', 3)).toEqual({ info: [INITIALIZED, BEGUN, failed], warn: [failed], error: [failed], none: [] });
  });

  test('a canary that never becomes ready fails, and nobody is told', async () => {
    await releases.reaches('hangs', 'Failed');
    expect(await told('hangs', 2)).toEqual({ info: [INITIALIZED, BEGUN], warn: [], error: [], none: [] });
    expect(await (await fetch(`http://127.0.0.1:${cluster.programs.flagger.port}/metrics`)).text()).toMatch(/^flagger_canary_status\{name="hangs",namespace="shop"\} 2$/m);
  });

  test('a promotion is news', async () => {
    await releases.reaches('passes', 'Succeeded');
    expect(await told('passes', 3)).toEqual({ info: [INITIALIZED, BEGUN, PROMOTED], warn: [], error: [], none: [] });
  });

  test('so is one without an analysis', async () => {
    await releases.reaches('skips', 'Succeeded');
    expect(await told('skips', 3)).toEqual({ info: [INITIALIZED, BEGUN, SKIPPED], warn: [], error: [], none: [] });
  });

  test('what waits for approval is a warning, told once a gate, with the status of a canary at rest', async () => {
    const status = async (): Promise<string> => (await fetch(`http://127.0.0.1:${cluster.programs.flagger.port}/metrics`)).text();
    await releases.reaches('gated', 'Waiting');
    await sleep(22_000);
    expect((await told('gated', 2))['warn']).toEqual(['Canary is waiting for approval.']);
    expect(await status()).toMatch(/^flagger_canary_status\{name="gated",namespace="shop"\} 1$/m);
    cluster.gates.set('rollout', true);
    await releases.reaches('gated', 'WaitingPromotion');
    await sleep(12_000);
    expect(await status()).toMatch(/^flagger_canary_status\{name="gated",namespace="shop"\} 1$/m);
    cluster.gates.set('promotion', true);
    await releases.reaches('gated', 'Succeeded');
    expect(await told('gated', 5)).toEqual({
      info: [INITIALIZED, 'Canary is waiting for approval.', BEGUN, 'Canary promotion is waiting for approval.', PROMOTED],
      warn: ['Canary is waiting for approval.', 'Canary promotion is waiting for approval.'], error: [], none: [],
    });
  });

  test('is not asked for a rollback while it waits to begin', async () => {
    expect((await releases.state('waits')).phase).toBe('Waiting');
    expect(cluster.programs.flagger.log()).not.toContain('Rolling back waits.shop');
  });

  test('going back to the revision that was promoted last leaves the canary failed', async () => {
    await releases.roll('fails', '1');
    await sleep(25_000);
    expect((await releases.state('fails')).phase).toBe('Failed');
    expect(await (await fetch(`http://127.0.0.1:${cluster.programs.flagger.port}/metrics`)).text()).toMatch(/^flagger_canary_status\{name="fails",namespace="shop"\} 2$/m);
  });

  test('of a canary that is deleted, the primary goes with it, and its status stays', async () => {
    expect(await releases.primary('fails')).toBeDefined();
    await cluster.server.ask('DELETE', '/apis/flagger.app/v1beta1/namespaces/shop/canaries/fails');
    await until('its primary is gone', async () => await releases.primary('fails') === undefined);
    await sleep(3000);
    expect(await (await fetch(`http://127.0.0.1:${cluster.programs.flagger.port}/metrics`)).text()).toMatch(/^flagger_canary_status\{name="fails",namespace="shop"\} 2$/m);
  });
});
