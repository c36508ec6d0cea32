import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CHECKS } from '../../lib/checks/registry';
import { checkFiles } from '../../lib/checks/run';
import { WAIVERS } from '../../lib/checks/waiver';
import { filesOf } from './page';

/** Every check has a page, whose examples say what they say. */

const folder = resolve(__dirname, '../../docs/checks');
const ids = [...CHECKS.map(({ id }) => id), ...WAIVERS].sort();

test('every page is of a check', () => {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md') && path !== 'README.md').map((path) => path.replace(/\.md$/, '')).sort();
  expect(pages.filter((page) => !ids.includes(page))).toEqual([]);
});

test('every check has an id of its own', () => {
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(ids)('%s', (id) => {
  const path = join(folder, `${id}.md`);
  const page = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const [, severity] = /\*\*Severity\*\* ([^.\n]+)/.exec(page) ?? [];
  const sections = new Map(page.split(/^## /m).slice(1).map((section) => [section.slice(0, section.indexOf('\n')), section]));
  const example = (section: string): string | undefined => /^```yaml\n([\s\S]*?)^```$/m.exec(sections.get(section) ?? '')?.[1];
  const told = (section: string) => checkFiles(filesOf(example(section) ?? '')).filter(({ check }) => check === id);

  test('has a page', () => {
    expect(page.split('\n')[0]).toBe(`# ${id}`);
    expect(page).toMatch(/\*\*Severity\*\* (error|warning|info)/);
    expect([...page.matchAll(/^## (.*)$/gm)].map(([, name]) => name).filter((name) => ['Why', 'Fails', 'Passes', 'Waive'].includes(name as string))).toEqual(['Why', 'Fails', 'Passes', 'Waive']);
  });

  test('fails where the page says so, as severely as it says', () => {
    const findings = told('Fails');
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) { expect(severity).toContain(finding.severity); }
  });

  test('passes where the page says so', () => {
    expect(example('Passes')).toMatch(/\S/);
    expect(told('Passes').map(({ what }) => what)).toEqual([]);
  });
});
