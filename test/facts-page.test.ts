import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** docs/facts.md: whoever reads a fact can run its proof. */
const root = resolve(__dirname, '..');
const rows = readFileSync(join(root, 'docs/facts.md'), 'utf8').split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| fact'))
  .map((line) => line.slice(2, -2).split(' | '));

test('has a fact, a source and a test in each row', () => {
  expect(rows.length).toBeGreaterThan(15);
  expect(rows.filter((cells) => cells.length !== 3 || cells.some((cell) => cell.trim() === ''))).toEqual([]);
});

test.each(rows.map(([fact, , proof]) => [fact, proof] as [string, string]))('%s', (_, proof) => {
  const [, file = '', name] = /^([\w.-]+): (.+)$/.exec(proof) ?? [];
  const path = join(root, file.endsWith('.real') ? `e2e/${file}.test.ts` : `e2e/cluster/${file}.e2e.test.ts`);
  expect({ proof, exists: existsSync(path) }).toEqual({ proof, exists: true });
  const quoted = `('${(name as string).replaceAll('\'', '\\\'')}'`;
  // A test of its own, or one for each of several rows.
  expect([`test${quoted}`, `)${quoted}`].filter((words) => readFileSync(path, 'utf8').includes(words))).toHaveLength(1);
});
