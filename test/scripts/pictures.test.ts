import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Duration } from 'cdk8s';
import { dashboardSketch, Panel } from '../../scripts/pictures/dashboard';
import { promisePicture } from '../../scripts/pictures/promise';
import { slackMessage, slackPage, wordsOf } from '../../scripts/pictures/slack';

const docs = resolve(__dirname, '../../docs');

test('docs/promise.svg is what follows from the formula: else `npm run pictures`', () => {
  expect(readFileSync(join(docs, 'promise.svg'), 'utf8')).toBe(promisePicture(Duration.seconds(30)));
});

test.each([5, 30, 90, 600])('the picture of a promise of %d s stays inside of itself', (promise) => {
  const picture = promisePicture(Duration.seconds(promise));
  const [, width] = /viewBox="0 0 (\d+) /.exec(picture) ?? [];
  const ends = [...picture.matchAll(/<rect [^>]*x="([\d.]+)"[^>]* width="([\d.-]+)"/g)].map(([, x, wide]) => [Number(x) + Number(wide), Number(wide)]);
  expect(ends.length).toBeGreaterThan(4);
  // A second of many minutes is less than the width of a line.
  for (const [end, wide] of ends) { expect(end).toBeLessThan(Number(width)); expect(wide).toBeGreaterThanOrEqual(0); }
});

const MESSAGE = { integration: { service: 'slack', channel: 'Slack #a<b' }, alerts: ['CanaryFailed'], body: { attachments: [{ title: '[FIRING] It', text: '*It failed.*\nAll <of> it.\n<https://example.com|Runbook>' }] } };

test('the message that Slack got is found in a report, and said in words', () => {
  const report = (messages: object[]): string => JSON.stringify({ plays: [{ timeline: { messages } }] });
  const message = slackMessage(report([{ ...MESSAGE, integration: { service: 'webhook', channel: '' } }, { ...MESSAGE, alerts: [] }, MESSAGE]));
  expect(wordsOf(message)).toBe('[FIRING] It: It failed. All <of> it.');
  expect(() => slackMessage(report([]))).toThrow('the drill told Slack nothing of a failure');
});

test('what was sent is text in the page, whatever it was', () => {
  const page = slackPage({ ...MESSAGE, body: { attachments: [{ title: '<script>x</script>', text: 'a' }] } });
  expect(page).not.toMatch(/<script|#a<b/);
  expect(page).toContain('&#60;script');
});

test('docs/dashboard.svg says what it is, and shows panels that the dashboard has', () => {
  const picture = readFileSync(join(docs, 'dashboard.svg'), 'utf8');
  const { panels } = JSON.parse(readFileSync(resolve(docs, '../lib/grafana/canaries.dashboard.json'), 'utf8')) as { panels: readonly Panel[] };
  const titles = [...picture.matchAll(/<text class="title"[^>]*>([^<]*)</g)].map(([, title]) => title);
  expect(titles.length).toBe(4);
  expect(titles.filter((title) => !panels.some((panel) => panel.title === title))).toEqual([]);
  expect(picture).toContain('A sketch: the dashboard’s own queries, answered by a real Prometheus from made-up samples');
});

test('a sketch puts panels side by side, and names of others in it as text', () => {
  const panel = (title: string, type: string, w: number): Panel => ({ title, type, gridPos: { h: 8, w, x: 0, y: 40 }, targets: [] });
  const picture = dashboardSketch([
    { panel: panel('A', 'state-timeline', 24), series: [{ name: 'a<b', points: [[0, 1], [1, 1], [2, 2]] }] },
    { panel: panel('B', 'timeseries', 12), series: [{ name: 'c', points: [[0, 5], [1, 5]] }] },
    { panel: panel('C', 'timeseries', 12), series: [] },
  ]);
  expect([...picture.matchAll(/<rect class="panel" x="(\d+)" y="(\d+)"/g)].map(([, x, y]) => [x, y])).toEqual([['4', '4'], ['4', '180'], ['508', '180']]);
  expect(picture).toContain('a&lt;b');
  expect(picture).not.toMatch(/NaN|Infinity/);
});
