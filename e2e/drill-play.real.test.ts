import { play } from '../lib/drill/play';
import { Plan } from '../lib/drill/plan';
import { Scenario } from '../lib/drill/scenario';
import { Timeline } from '../lib/drill/timeline';
import { cluster, planWith, programs, scenarioOf } from './drill-plan';

/** The engine of the drill, with the real programs, side by side as a drill plays. */

const played = (scenario: Scenario, plan: Plan = planWith()): Promise<Timeline> => play(scenario, plan, programs, { cluster });
const firing = ({ messages }: Timeline): number[] => messages.filter(({ resolved, status }) => !resolved && status === 200).map(({ at }) => at);
const fail = { do: 'fail', canary: 'a' } as const;
const progress = { do: 'progress', canary: 'a', weight: 10 } as const;

describe('a play', () => {
  test.concurrent('shows what was done, what Prometheus and Alertmanager made of it, and who heard, when', async () => {
    const timeline = await played(scenarioOf([[0.5, progress], [2, fail], [8, progress]], 16));
    expect(timeline.canaries).toEqual([{ key: 'a', namespace: 'shop', name: 'cart', isOurs: true }]);
    expect(timeline.done.map(({ canary, what }) => [canary, what])).toEqual([['a', 'progressing, 10 % of the traffic'], ['a', 'failed, rolled back'], ['a', 'progressing, 10 % of the traffic']]);
    expect(Math.abs((timeline.done[1]?.at ?? 0) - 2000)).toBeLessThan(200);
    expect(timeline.alerts.map(({ alert, canary, state }) => [alert, canary, state])).toEqual([['CanaryFailed', 'a', 'firing'], ['CanaryFailed', 'a', 'gone']]);
    expect(timeline.messages.map(({ integration, canaries, alerts, resolved, status }) => [integration.channel, canaries, alerts, resolved, status])).toEqual([
      ['Slack #shop', ['a'], ['CanaryFailed'], false, 200], ['Slack #shop', ['a'], ['CanaryFailed'], true, 200],
    ]);
    const [at = 0] = firing(timeline);
    expect(at).toBeGreaterThan(2000);
    // A scrape, an evaluation, and what a busy machine adds.
    expect(at).toBeLessThan(7000);
    expect(timeline.notifications.map(({ integration, alerts }) => [integration.receiver, alerts[0]?.labels['name'], alerts[0]?.resolved])).toEqual([['shop', 'cart', false], ['shop', 'cart', true]]);
    expect(timeline.troubles).toEqual([]);
  });

  test.concurrent('survives a restart of Prometheus, a message is neither lost nor repeated', async () => {
    const timeline = await played(scenarioOf([[0, progress], [1, fail], [7, { do: 'prometheus', state: 'restarts' }]], 18));
    expect(firing(timeline)).toHaveLength(1);
  });

  test.concurrent('without Alertmanager nobody hears; when it is back they do', async () => {
    const timeline = await played(scenarioOf([[0, { do: 'alertmanager', state: 'stops' }], [2, fail], [9, { do: 'alertmanager', state: 'starts' }]], 80));
    expect(firing(timeline).length).toBe(1);
    expect(firing(timeline)[0]).toBeGreaterThan(9000);
    expect(timeline.troubles.join()).toContain('Error sending alerts');
  });

  test.concurrent('of two Alertmanagers one tells', async () => {
    const timeline = await played(scenarioOf([[1, fail]], 25, { alertmanagers: 2 }));
    expect(firing(timeline)).toHaveLength(1);
  });

  test.concurrent('a chat that is broken is tried again, each attempt is seen', async () => {
    const timeline = await played(scenarioOf([[0, { do: 'receivers', status: 500 }], [1, fail], [6, { do: 'receivers', status: 200 }]], 14));
    expect(timeline.messages.filter(({ status }) => status === 500).length).toBeGreaterThan(1);
    expect(timeline.notifications.length).toBeGreaterThanOrEqual(timeline.messages.length);
    expect(firing(timeline)).toHaveLength(1);
  });

  test.concurrent('Flagger that restarts is another pod that knows nothing for a while; one that is gone is no target', async () => {
    const rules = [
      { alert: 'NoWeights', expr: 'absent(flagger_canary_weight)' },
      { alert: 'Down', expr: 'up{pod=~"flagger.+"} == 0' },
      { alert: 'Gone', expr: 'absent(up{pod=~"flagger.+"})' },
      { alert: 'Two', expr: 'count(flagger_canary_status{name="cart"}) > 1' },
    ];
    const flagger = (state: 'restarts' | 'down' | 'up' | 'gone') => ({ do: 'flagger', state } as const);
    const timeline = await played(scenarioOf([
      [0, { do: 'progress', canary: 'a', weight: 10 }], [6, flagger('restarts')], [26, flagger('down')], [30, flagger('up')], [34, flagger('gone')], [50, flagger('up')], [52, { do: 'flagger', state: 'replicas', replicas: 2 }],
    ], 66), planWith(rules));
    const first = (alert: string, after = 0): number => timeline.alerts.find((each) => each.alert === alert && each.state === 'firing' && each.at > after)?.at ?? Infinity;
    expect(first('NoWeights', 6_000)).toBeLessThan(26_000);
    expect(first('Down', 26_000)).toBeLessThan(30_000);
    expect(first('Gone', 34_000)).toBeLessThan(50_000);
    expect(first('Two', 52_000)).toBeLessThan(66_000);
  }, 180_000);
});

describe('what has been before', () => {
  const slow = { alert: 'CanaryStuck', expr: 'flagger_canary_status == 0', for: '40m' };

  test.concurrent('an alert that is due fires some seconds after the beginning', async () => {
    const timeline = await played(scenarioOf([], 20, { before: { state: [progress], lasted: 'until-due' } }), planWith([slow]));
    const stuck = timeline.alerts.filter(({ alert }) => alert === 'CanaryStuck');
    expect(stuck.map(({ state }) => state)).toEqual(['pending', 'firing']);
    expect(stuck[0]?.at).toBeLessThan(-39 * 60_000);
    expect(stuck[1]?.at).toBeGreaterThan(1000);
    expect(stuck[1]?.at).toBeLessThan(15_000);
    expect(firing(timeline)).toHaveLength(1);
  });

  test.concurrent('an alert whose time has not come stays pending', async () => {
    const timeline = await played(scenarioOf([], 20, { before: { state: [progress], lasted: 600 } }), planWith([slow]));
    expect(timeline.alerts.filter(({ alert }) => alert === 'CanaryStuck').map(({ state }) => state)).toEqual(['pending']);
    expect(Math.abs((timeline.alerts[0]?.at ?? 0) + 600_000)).toBeLessThan(30_000);
  });

  test.concurrent('rules that look back see it: ranges, offsets, and what they recorded themselves', async () => {
    const rules = [
      { record: 'seen', expr: 'flagger_canary_status == 2' },
      { record: 'seen:long', expr: 'seen and seen offset 10m' },
      { alert: 'LongFailed', expr: 'seen:long and seen:long offset 5m and count_over_time(flagger_canary_status[15m]) > 15' },
    ];
    const timeline = await played(scenarioOf([], 8, { before: { state: [fail], lasted: 1800 } }), planWith(rules));
    expect(timeline.alerts.some(({ alert }) => alert === 'LongFailed')).toBe(true);
  });
});

describe('what a program refuses is said in its words', () => {
  test.concurrent('Prometheus', async () => {
    const plan = planWith([{ alert: 'A', expr: 'nonsense(' }]);
    await expect(played(scenarioOf([], 1), plan)).rejects.toThrow(/prometheus ended with exit code.*unclosed left parenthesis/s);
  });

  test.concurrent('Alertmanager', async () => {
    await expect(played(scenarioOf([], 1), planWith([], { route: { receiver: 'x' }, receivers: [] }))).rejects.toThrow(/alertmanager ended with exit code.*undefined receiver \\?"x\\?"/s);
  });
});
