import { computedFor } from '../../lib/drill/computed';
import { drill, DrillOptions, DrillProgress } from '../../lib/drill/drill';
import { phasesOf } from '../../lib/drill/phases';
import { measurementsOf, spreadOf, underestimated } from '../../lib/drill/record';
import { Scenario } from '../../lib/drill/scenario';
import { defaultScenarios } from '../../lib/drill/scenario-file';
import { Timeline } from '../../lib/drill/timeline';

const all = defaultScenarios();
const named = (name: string): Scenario => all.find((each) => each.name === name) as Scenario;

/** A world in which every failure is told after as many seconds. */
function timelineOf(scenario: Scenario, seconds: number): Timeline {
  return {
    canaries: [], done: [], alerts: [], notifications: [], troubles: [],
    messages: scenario.expect.filter(({ times }) => times > 0).map(({ canary, from = 0 }) => ({
      at: (from + seconds) * 1000, status: 200, body: {}, canaries: canary === undefined ? [] : [canary], alerts: ['A'], resolved: false,
      integration: { receiver: 'r', service: 'slack', index: 0, channel: 'Slack #a', isHeartbeat: false },
    })),
  };
}

function options(more: Partial<DrillOptions>): DrillOptions {
  return {
    scenarios: [named('failed-analysis'), named('success-only'), named('stuck')], player: (scenario) => Promise.resolve(timelineOf(scenario, 9)),
    promised: 30, concurrency: 2, signal: new AbortController().signal, programs: [], assumptions: [], ...more,
  };
}

test('all are played, no more side by side than wanted, and told in the order in which they were asked for', async () => {
  let playing = 0;
  let most = 0;
  const seen: DrillProgress[] = [];
  const result = await drill(options({
    progress: (each) => { seen.push(each); },
    player: async (scenario) => {
      most = Math.max(most, ++playing);
      await new Promise((resolve) => { setTimeout(resolve, 5); });
      playing -= 1;
      return timelineOf(scenario, 9);
    },
  }));
  expect(most).toBe(2);
  expect(result.plays.map(({ scenario, verdict }) => [scenario.name, verdict])).toEqual([['failed-analysis', 'told'], ['success-only', 'told'], ['stuck', 'told']]);
  expect(seen.filter(({ state }) => state === 'begins')).toHaveLength(3);
  expect(seen.filter(({ state }) => state === 'ends').map(({ ended, total, play }) => [ended, total, play?.verdict])).toEqual([[1, 3, 'told'], [2, 3, 'told'], [3, 3, 'told']]);
});

test('one that cannot be played is told, and the others are played', async () => {
  const result = await drill(options({ player: (scenario) => scenario.name === 'stuck' ? Promise.reject(new Error('prometheus ended')) : Promise.resolve(timelineOf(scenario, 40)) }));
  expect(result).toMatchObject({ verdict: 'too-late', unplayed: [{ scenario: 'stuck', why: 'prometheus ended' }] });
  expect(result.plays).toHaveLength(2);
});

test('it ends when it is told to, and waits for those who are playing', async () => {
  const stop = new AbortController();
  let ended = 0;
  const going = drill(options({
    signal: stop.signal,
    player: (_, signal) => new Promise((__, reject) => { signal.addEventListener('abort', () => { setTimeout(() => { ended += 1; reject(new Error('ended')); }, 5); }); }),
  }));
  stop.abort(new Error('SIGINT'));
  await expect(going).rejects.toThrow('SIGINT');
  expect(ended).toBe(2);
});

test('phases move everything by the same time, within the bounds', () => {
  const [first, second] = phasesOf(named('failed-analysis'), 2, 10, (() => { const values = [0, 0.999]; return () => values.shift() as number; })());
  expect(first).toMatchObject({ name: 'failed-analysis-1', expect: [{ from: 12 }] });
  expect(second).toMatchObject({ name: 'failed-analysis-2', expect: [{ from: 21.99 }], seconds: named('failed-analysis').seconds + 10 });
  expect(second?.steps.at(-1)?.at).toBe(21.99);
});

test('a computation is compared where nothing disturbs the programs', () => {
  const worst = { first: 11, again: 21 };
  const compared = Object.fromEntries(all.map((each) => [each.name, computedFor(each, worst)]));
  expect(compared).toMatchObject({ 'failed-analysis': 11, 'never-ready': 11, 'fifty-at-once': 11, flapping: 21 });
  expect(Object.keys(compared).filter((name) => compared[name] === undefined)).toEqual(expect.arrayContaining(['prometheus-restarts', 'chat-is-broken', 'stuck', 'success-only', 'alertmanager-pair']));
  expect(computedFor(named('failed-analysis'), undefined)).toBeUndefined();
});

test('what is measured is put beside what is computed, and is never more', async () => {
  const slow = await drill(options({ worst: { first: 11, again: 21 }, player: (scenario) => Promise.resolve(timelineOf(scenario, scenario.name === 'failed-analysis' ? 11.24 : 9)) }));
  expect(measurementsOf(slow)).toEqual([{ scenario: 'failed-analysis', measured: 11.2, computed: 11 }]);
  expect(underestimated(measurementsOf(slow))).toHaveLength(1);
  const quick = await drill(options({ worst: { first: 11, again: 21 } }));
  expect(underestimated(measurementsOf(quick))).toEqual([]);
  expect(spreadOf(quick)).toEqual({ least: 9, middle: 9, most: 9, count: 1 });
  expect(spreadOf({ ...quick, plays: [] })).toBeUndefined();
});
