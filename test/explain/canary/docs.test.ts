import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from '../../../lib/cli/run';
import { CanaryExplanation, canaryPicture } from '../../../lib/explain/canary';

const root = resolve(__dirname, '../../..');

async function printed(...args: string[]): Promise<string> {
  let out = '';
  expect(await run(['explain', 'search/suggest', ...args], { folder: root, out: (text) => { out += text; }, err: (text) => { out += text; } })).toBe(0);
  return out;
}

/** The example of docs/explain.md is what dist/ gives today. Made anew by: canary-alerting explain search/suggest --svg docs/explain.svg */
describe('docs/explain.md', () => {
  const page = readFileSync(join(root, 'docs/explain.md'), 'utf8');

  test('the table', async () => {
    const [, table] = /```text\n([\s\S]*?)```/.exec(page) ?? [];
    expect((await printed()).split('\nWAYS\n')[0]).toBe(table);
  });

  test('the picture', async () => {
    expect(readFileSync(join(root, 'docs/explain.svg'), 'utf8')).toBe(canaryPicture(JSON.parse(await printed('--format', 'json')) as CanaryExplanation));
  });
});
