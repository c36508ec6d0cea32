import { Duration } from 'cdk8s';
import { seconds } from '../../lib/duration';
import { repeatsEvery, timingFor, worstCase } from '../../lib/facts/latency';

const s = Duration.seconds;

describe('worstCase', () => {
  test.each([
    ['each stage counts once', { scrape: s(5), evaluation: s(5), group: s(0) }, 11],
    ['a pending time is rounded up to whole evaluations', { scrape: s(5), evaluation: s(30), pending: s(31), group: s(0) }, 96],
    ['the tutorials\' numbers do not keep 30 seconds', { scrape: s(15), evaluation: s(30), group: s(10) }, 56],
  ])('%s', (_, stages, expected) => {
    expect(worstCase(stages) / 1000).toBe(expected);
  });
});

describe('timingFor', () => {
  test.each([
    // promise, scrape, evaluation, group_interval
    [5, 1, 1, 1],
    [12, 2, 2, 4],
    [30, 5, 5, 10],
    [60, 10, 10, 20],
    [120, 20, 20, 40],
    [300, 30, 30, 100],
    [3600, 30, 30, 300],
  ])('%i seconds', (promise, scrape, evaluation, groupInterval) => {
    const timing = timingFor(s(promise));
    expect([timing.scrapeInterval, timing.evaluationInterval, timing.groupWait, timing.groupInterval].map(seconds))
      .toEqual([scrape, evaluation, 0, groupInterval]);
  });

  test('a first and a second failure are told within every promise, with time left to deliver', () => {
    for (let promise = 5; promise <= 3600; promise++) {
      const { scrapeInterval: scrape, evaluationInterval: evaluation, groupWait, groupInterval } = timingFor(s(promise));
      const first = worstCase({ scrape, evaluation, group: groupWait });
      const second = worstCase({ scrape, evaluation, group: groupInterval });
      expect([promise, first <= promise * 1000, second < promise * 1000]).toEqual([promise, true, true]);
    }
  });
});

test.each([
  // group_interval, repeat_interval, how often
  [30, 50, 60],
  [30, 60, 90],
  [10, 14_400, 14_410],
])('a group that ticks every %i s and repeats after %i s repeats every %i s', (tick, repeat, every) => {
  expect(repeatsEvery(tick * 1000, repeat * 1000) / 1000).toBe(every);
});
