import { axis } from '../../../lib/drill/report/axis';
import { clusters, labelOf } from '../../../lib/drill/report/cluster';
import { inRows } from '../../../lib/drill/report/rows';
import { secondsText } from '../../../lib/drill/report/seconds';
import { Sight } from '../../../lib/drill/report/story';
import { fitting, textWidth } from '../../../lib/drill/report/text-width';

test.each([[0, '0 s'], [90, '0.1 s'], [6100, '6.1 s'], [19_940, '19.9 s'], [41_200, '41 s'], [119_000, '119 s'], [120_000, '2 min'], [125_400, '2 min 5 s'], [3_600_000, '1 h'], [5_460_000, '1 h 31 min'], [-893_000, '−14 min 53 s']])('%i ms is %s', (ms, text) => {
  expect(secondsText(ms)).toBe(text);
});

test('what would touch stands in another row', () => {
  const at = (start: number, end: number): { start: number; end: number } => ({ start, end });
  expect(inRows([at(30, 40), at(0, 10), at(5, 15), at(12, 20), at(19, 25)], 2)).toEqual([[at(0, 10), at(12, 20), at(30, 40)], [at(5, 15), at(19, 25)]]);
});

test.each([
  [45_000, 900, ['0 s', '5 s', '10 s', '15 s', '20 s', '25 s', '30 s', '35 s', '40 s', '45 s']],
  [45_000, 300, ['0 s', '10 s', '20 s', '30 s', '40 s']],
  [150_000, 900, ['0 s', '10 s', '20 s', '30 s', '40 s', '50 s', '60 s', '70 s', '80 s', '90 s', '100 s', '110 s', '120 s', '130 s', '140 s', '150 s']],
  [0, 300, ['0 s', '1 s']],
])('an axis of %i ms on %i pixels has ticks that people use', (end, right, texts) => {
  const { ticks, x } = axis({ end, left: 0, right, before: 0, apart: 52 });
  expect(ticks.map(({ text }) => text)).toEqual(texts);
  expect([x(0), x(Math.max(1000, end)), x(10 * end + 2000)]).toEqual([0, right, right]);
});

test('what was before the beginning stands left of it', () => {
  const { x } = axis({ end: 10_000, left: 100, right: 210, before: 10, apart: 50 });
  expect([x(-893_000), x(-1), x(0), x(10_000)]).toEqual([105, 105, 110, 210]);
});

describe('a cluster', () => {
  const sight = (from: number, what = 'x', after?: number): Sight => ({ from, to: from, what, tone: 'plain', after });

  test('holds what says the same, close to each other', () => {
    expect(clusters([sight(0), sight(900), sight(1800), sight(5000), sight(100, 'y')], 1000).map(({ words, from, to }) => [words, from, to])).toEqual([['3 × x', 0, 1800], ['y', 100, 100], ['x', 5000, 5000]]);
  });

  test('says from when to when', () => {
    expect(clusters([sight(0, 'x', 4000), sight(500, 'x', 8400)], 1000).map(({ words, time }) => words + time)).toEqual(['2 × x +4–8.4 s']);
    expect(clusters([sight(0, 'x', 4000)], 1000).map(({ words, time }) => words + time)).toEqual(['x +4 s']);
  });

  test('is cut in its words, and not in its time', () => {
    const size = (text: string): number => text.length;
    expect(labelOf({ words: 'Slack #deployments', time: ' +6.1 s' }, 17, size)).toBe('Slack #de… +6.1 s');
    expect(labelOf({ words: 'Slack #deployments', time: ' +6.1 s' }, 5, size)).toBe('Slac…');
  });
});

test('a width is at least that of the letters, and a text that does not fit is cut between them', () => {
  expect(textWidth('WWW', 10)).toBeGreaterThan(textWidth('iii', 10) * 2);
  expect(textWidth('👩‍👩‍👧‍👦', 10)).toBe(14);
  expect(fitting('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 25, (text) => textWidth(text, 10))).toBe('👩‍👩‍👧‍👦…');
  expect(fitting('abc', 0, (text) => text.length)).toBe('');
});
