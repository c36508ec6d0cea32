import { setTimeout as sleep } from 'node:timers/promises';
import { BRIDGE, CANARIES, CanaryName, FAILURES, PROGRESS, PROMISE } from './scenario';
import { Theatre } from './theatre';
import { until } from './until';

const INITIALIZED = 'New Deployment detected, initialization completed.';
const BEGUN = 'New revision detected, progressing canary analysis.';
const PROMOTED = 'Canary analysis completed successfully, promotion finished.';
const FIRING = (name: CanaryName): string => `[FIRING] CanaryFailed shop/${name}`;

/** What each canary's channels hear, in all (docs/design.md, "Which program tells what"). */
const TOLD: Readonly<Record<CanaryName, { readonly progress: readonly string[]; readonly failures: readonly string[] }>> = {
  good: { progress: [INITIALIZED, BEGUN, PROMOTED], failures: [] },
  bad: { progress: [INITIALIZED, BEGUN, 'Failed checks threshold reached 2'], failures: [FIRING('bad')] },
  hangs: { progress: [INITIALIZED, BEGUN], failures: [FIRING('hangs')] },
  half: { progress: [INITIALIZED, BEGUN, expect.stringMatching(/^Promotion failed, primary not ready: /) as string], failures: [FIRING('half')] },
  manual: { progress: [INITIALIZED, BEGUN, 'Rolling back manual webhook invoked'], failures: [FIRING('manual')] },
  gated: { progress: [INITIALIZED, 'Canary is waiting for approval.', BEGUN, 'Canary promotion is waiting for approval.', PROMOTED], failures: [] },
};

describe('the real Flagger, Prometheus, Alertmanager and Flux', () => {
  let theatre: Theatre;
  const failedAt = new Map<CanaryName, number>();
  beforeAll(async () => { theatre = await Theatre.start(); }, 180_000);
  afterAll(() => theatre?.stop());

  test('initialize each canary', async () => {
    await Promise.all(CANARIES.map((name) => theatre.releases.reaches(name, 'Initialized')));
  });

  test('take each to its end', async () => {
    const { releases, cluster } = theatre;
    cluster.metrics.setSuccessRate('bad', 97);
    cluster.kubelet.fail(({ metadata, spec }) => ['hangs', 'half-primary'].includes(metadata.labels?.['app'] ?? '') && spec.containers[0]?.image.endsWith(':2') === true);
    await Promise.all(CANARIES.map((name) => releases.roll(name, '2')));
    const fails = async (name: CanaryName): Promise<void> => { failedAt.set(name, await releases.reaches(name, 'Failed', 150)); };
    await Promise.all([
      releases.reaches('good', 'Succeeded', 150),
      fails('bad'), fails('hangs'), fails('half'),
      releases.reaches('manual', 'Progressing').then(async () => { await sleep(12_000); cluster.gates.set('manual', true); await fails('manual'); }),
      releases.reaches('gated', 'Waiting').then(async () => {
        await until('it says that it waits', () => Promise.resolve(theatre.heard.byFlagger(PROGRESS, 'gated.shop').length === 2));
        cluster.gates.set('rollout', true);
        await releases.reaches('gated', 'WaitingPromotion');
        await sleep(12_000);
        cluster.gates.set('promotion', true);
        await releases.reaches('gated', 'Succeeded');
      }),
    ]);
  });

  describe.each(CANARIES)('of %s', (name) => {
    test('the channel of progress hears what Flagger says, each once', async () => {
      expect(await theatre.heard.saidByFlagger(PROGRESS, `${name}.shop`, TOLD[name].progress.length)).toEqual(TOLD[name].progress);
    });

    test('the channels of failures hear what Alertmanager says, each once, and nothing of Flagger', async () => {
      if (TOLD[name].failures.length > 0) { await Promise.all([FAILURES, BRIDGE].map((path) => theatre.heard.alert(path, `shop/${name}`))); }
      for (const path of [FAILURES, BRIDGE]) {
        expect(theatre.heard.byAlertmanager(path, `shop/${name}`)).toEqual(TOLD[name].failures);
        expect(theatre.heard.byFlagger(path, `${name}.shop`)).toEqual([]);
      }
      expect(theatre.heard.byAlertmanager(PROGRESS, `shop/${name}`)).toEqual([]);
    });
  });

  test.each(CANARIES.filter((name) => TOLD[name].failures.length > 0))('of %s the failure is told within the promise', async (name) => {
    for (const path of [FAILURES, BRIDGE]) {
      const { at } = await theatre.heard.alert(path, `shop/${name}`);
      expect((at - (failedAt.get(name) ?? 0)) / 1000).toBeLessThan(PROMISE);
    }
  });

  test.each([
    ['bad', 'Flagger rolled back: all traffic goes to the last good revision.'],
    ['manual', 'Flagger rolled back: all traffic goes to the last good revision.'],
    ['half', 'The promotion failed: 100 % of the traffic is left on the new revision'],
  ] as const)('the message about %s says where the traffic goes', async (name, words) => {
    expect(JSON.stringify((await theatre.heard.alert(FAILURES, `shop/${name}`)).body)).toContain(words);
  });

  test('when another revision is rolled out, whoever heard of the failure hears that it is over', async () => {
    theatre.cluster.metrics.setSuccessRate('bad', 100);
    await theatre.releases.roll('bad', '3');
    await theatre.releases.reaches('bad', 'Succeeded');
    await until('it is resolved', () => Promise.resolve(theatre.heard.byAlertmanager(FAILURES, 'shop/bad').length > 1));
    expect(theatre.heard.byAlertmanager(FAILURES, 'shop/bad')).toEqual([FIRING('bad'), '[RESOLVED] CanaryFailed shop/bad']);
    const said = [...TOLD.bad.progress, BEGUN, PROMOTED];
    expect(await theatre.heard.saidByFlagger(PROGRESS, 'bad.shop', said.length)).toEqual(said);
  });

  test('a commit that does not apply is told once to each channel of failures, by Flux or by Alertmanager for it', async () => {
    await theatre.commitBroken();
    const spoken = await until('Flux says it', () => Promise.resolve(theatre.heard.byFlux(FAILURES).length > 0 && theatre.heard.byFlux(FAILURES)));
    expect(spoken).toEqual([expect.stringContaining('Canary/shop/bad dry-run failed')]);
    const { body } = await theatre.cluster.chat.hear((message) => message.path === BRIDGE && JSON.stringify(message.body).includes('dry-run failed'));
    expect(body).toMatchObject({ status: 'firing', commonLabels: { told: 'webhook-bridge', component: 'canary-alerting-flux', severity: 'error' } });
    await sleep(15_000);
    expect(theatre.heard.byFlux(FAILURES)).toHaveLength(1);
    expect(theatre.cluster.chat.heard(BRIDGE).filter((message) => JSON.stringify(message.body).includes('dry-run failed'))).toHaveLength(1);
    expect(theatre.heard.byFlux(PROGRESS)).toEqual([]);
  });
});
