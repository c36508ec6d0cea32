import { inRows } from '../../../lib/drill/report/rows';
import { chaptersOf } from '../../../lib/drill/report/story';
import { failure, HEARTBEAT, message, play, together } from '../fixtures';

test('a time counts from the last failure before it', () => {
  const flapping = play('flapping', {
    ...together(failure('podinfo', 6000, 6000), failure('podinfo', 66_000, 5000)),
    scenario: { seconds: 90, expect: [6, 66].map((from) => ({ canary: 'podinfo', times: 1, from, resolved: false })) },
  });
  const [chapter] = chaptersOf(flapping, 30);
  expect(chapter?.lanes.find(({ name }) => name === 'message')?.sights.map(({ after }) => after)).toEqual([6000, 5000]);
  expect(chapter?.promises).toEqual([{ from: 6000, to: 36_000 }, { from: 66_000, to: 96_000 }]);
});

test('what says that all is well does not look like a failure', () => {
  const [, own] = chaptersOf(play('x', together({
    alerts: ['CanaryAlertingHeartbeat', 'FlaggerDown'].map((alert) => ({ at: 1000, alert, state: 'firing' as const })),
    messages: [message(2000, [], { integration: HEARTBEAT, alerts: ['CanaryAlertingHeartbeat'] })],
  })), 30);
  expect(own?.lanes.find(({ name }) => name === 'rule')?.sights.map(({ what, tone }) => [what, tone])).toEqual([['CanaryAlertingHeartbeat', 'quiet'], ['FlaggerDown', 'firing']]);
});

test('what has lasted stands before the beginning', () => {
  const stuck = play('stuck', { scenario: { before: { state: [{ do: 'progress', canary: 'podinfo', weight: 10 }, { do: 'flagger', state: 'down' }], lasted: 1800 } } });
  expect(chaptersOf(stuck, 30).map(({ title, lanes }) => [title, lanes[0]?.sights.map(({ what, from }) => [what, from])])).toEqual([
    ['Flagger, Prometheus and Alertmanager', [['Flagger down for 30 min', -1]]], ['shop/podinfo', [['progressing, 10 % of the traffic for 30 min', -1]]],
  ]);
});

test('what stands too close to be told apart is put into another row', () => {
  const [a, b] = [{ start: 0, end: 10 }, { start: 11, end: 20 }];
  expect(inRows([a, b], 2)).toEqual([[a], [b]]);
  expect(inRows([a, b], 1)).toEqual([[a, b]]);
});
