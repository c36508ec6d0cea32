import { ClusterCanary } from '../lib/drill/cluster';
import { play } from '../lib/drill/play';
import { cluster, programs, scenarioOf } from './drill-plan';
import { BASELINE, nameOf, planFor, RunningPlatform } from './platform';
import { configsOf, routesOf, telling } from './tellings';

/** What the library makes for thousands of canaries, in the real programs. Ratios, not times: the machine may be busy. */

const PROMISE = 30;
const CANARIES = 10_000;
const MINUTES = 60_000;

test(`no group of rules costs much more than a look at every canary, for ${CANARIES} of them`, async () => {
  const running = await RunningPlatform.start(planFor(PROMISE, CANARIES), CANARIES, 5);
  try {
    // Until both exporters have been scraped, kube-state-metrics every 30 s, and evaluated: before, no canary has a primary.
    await new Promise((done) => { setTimeout(done, 50_000); });
    const durations = await running.durations(30);
    // The shortest of each: what else the machine does makes any other longer.
    const baseline = Math.min(...durations.get(BASELINE.name) ?? []);
    const ratios = [...durations].map(([group, each]): [string, number, number] => [group, each.length, Math.min(...each) / baseline]);
    expect(ratios.map(([group]) => group)).toEqual(expect.arrayContaining([
      'canary-workloads', 'canary-primary', 'canary-target', 'canary-service', 'canary-deletion', 'canary-failure', 'canary-stuck', 'canary-initialization', 'canary-weight',
    ]));
    console.log(ratios.map(([group, count, ratio]) => `${group}: ${ratio.toFixed(1)} (${count})`).join('\n'));
    expect(ratios.filter(([, count, ratio]) => count < 4 || !(ratio < 6))).toEqual([]);
    // The rules were evaluated on what they are about: at rest nothing fires but the heartbeat, and nobody's Alertmanager has failed.
    const alerts = (await running.prometheus.alerts()).map(({ labels }) => labels['alertname']);
    expect(alerts.filter((name) => name !== 'CanaryAlertingHeartbeat' && name !== 'FlaggerNotScraped')).toEqual([]);
  } finally {
    await running.stop();
  }
}, 6 * MINUTES);

test(`one of ${CANARIES} canaries that fails is told within the promise`, async () => {
  const canaries: ClusterCanary[] = Array.from({ length: CANARIES }, (_, i) => ({ ...nameOf(i), target: 'Deployment', maxWeight: 50, strategy: 'canary', isOurs: true }));
  const failing = 'canary-4321';
  const { messages, troubles, done } = await play(
    // A minute of rest: half an hour of a hundred thousand series is six million samples, of which nothing here depends.
    scenarioOf([[5, { do: 'fail', canary: failing }]], 40, { canaries: canaries.map(({ name }) => name), before: { state: [], lasted: 60 } }), planFor(PROMISE, CANARIES), programs, { cluster: { ...cluster, canaries } },
  );
  const about = messages.filter(({ alerts }) => !alerts.includes('CanaryAlertingHeartbeat'));
  expect(about.map(({ canaries: of, alerts, integration }) => [of, alerts, integration.channel]).sort()).toEqual([
    [[failing], ['CanaryFailed'], 'Slack #on-call'], [[failing], ['CanaryFailed'], 'Slack #team-86'],
  ]);
  for (const { at } of about) { expect((at - (done[0]?.at ?? NaN)) / 1000).toBeLessThan(PROMISE); }
  expect(troubles).toEqual([]);
}, 6 * MINUTES);

describe('Alertmanager', () => {
  const ALERTS = 1000;

  test('has a route for each team, not for each canary, and sends as fast as with a single one', async () => {
    const plan = planFor(PROMISE, ALERTS);
    const { ours, single } = configsOf(plan);
    expect(routesOf(ours)).toBe(routesOf(configsOf(planFor(PROMISE, ALERTS - 40)).ours));
    const templates = plan.alertmanager?.templates ?? {};
    // Turn by turn, the better of two: what else the machine does must not decide.
    const lasts = { ours: [] as number[], single: [] as number[] };
    for (let run = 0; run < 2; run++) {
      for (const [name, config] of [['ours', ours], ['single', single]] as const) {
        const { messages, last } = await telling(config, templates, ALERTS, 2 * ALERTS);
        expect(messages).toBe(2 * ALERTS);
        lasts[name].push(last);
      }
    }
    expect(Math.min(...lasts.ours) / Math.min(...lasts.single)).toBeLessThan(3);
  }, 6 * MINUTES);
});
