import { Duration } from 'cdk8s';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../lib';
import { checkFiles } from '../../lib/checks/run';
import { shortestRollout, timingFor, worstCase } from '../../lib/facts/latency';
import { blocks, read, ROOT } from './documents';

const seconds = (duration: Duration): number => duration.toMilliseconds() / 1000;

test('the table of promises is what follows from the formula', () => {
  const rows = [...read('docs/guides/how-fast.md').matchAll(/^\| (\d+) s \|.*$/gm)];
  expect(rows.length).toBeGreaterThanOrEqual(5);
  for (const [row, promise] of rows) {
    const timing = timingFor(Duration.seconds(Number(promise)));
    const { scrapeInterval: scrape, evaluationInterval: evaluation, groupWait, groupInterval } = timing;
    const [first, again] = [groupWait, groupInterval].map((group) => worstCase({ scrape, evaluation, group }) / 1000);
    const least = Math.max(10, Math.ceil(seconds(shortestRollout(timing)) / 2));
    expect(row).toBe(`| ${promise} s | ${seconds(scrape)} s | ${seconds(evaluation)} s | ${seconds(groupInterval)} s | ${first} s | ${again} s | ${least} s |`);
  }
});

test('at 2 a.m. every alert is there', () => {
  const page = read('docs/guides/at-2-am.md');
  const alerts = Object.keys(rules).filter((name) => /^[A-Z]/.test(name));
  expect(alerts.filter((alert) => !page.includes(`../alerts/${alert}.md`))).toEqual([]);
});

test('the README names every guide', () => {
  const guides = readdirSync(join(ROOT, 'docs/guides'));
  expect(guides.filter((guide) => !read('README.md').includes(`docs/guides/${guide}`))).toEqual([]);
});

/** The pages of checks show what is wrong, and have a test of their own. */
test.each(blocks('yaml').filter(({ document }) => !document.startsWith('docs/checks/')).map((block) => [`${block.document}:${block.line}`, block.text]))('%s: the checks find no error in it', (_, text) => {
  expect(checkFiles([{ path: 'block.yaml', text }]).filter(({ severity }) => severity === 'error').map(({ check, what }) => `${check}: ${what}`)).toEqual([]);
});
