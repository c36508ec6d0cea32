import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Finding } from '../../lib/checks/finding';
import { checkFiles } from '../../lib/checks/run';

/** What we make and what we recommend passes our own checks. */

const root = resolve(__dirname, '../..');
const told = (findings: readonly Finding[]): string[] => findings.filter(({ severity }) => severity !== 'info').map(({ file, position, check, what }) => `${file}:${position?.line} ${check}: ${what}`);

test('dist/ has no error and no warning', () => {
  const files = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml')).map((path) => ({ path, text: readFileSync(join(root, 'dist', path), 'utf8') }));
  expect(files.length).toBeGreaterThan(30);
  expect(told(checkFiles(files))).toEqual([]);
});

const documents = ['README.md', ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md') && !/^checks\/\w+\//.test(path)).map((path) => join('docs', path))];

test.each(documents)('the YAML of %s has none either', (path) => {
  const blocks = [...readFileSync(join(root, path), 'utf8').matchAll(/^( *)```yaml\n([\s\S]*?)^ *```$/gm)].map(([, indent, text]) => (text as string).replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
  for (const text of blocks) { expect(told(checkFiles([{ path, text }])).filter((each) => !/waiver\/unused/.test(each))).toEqual([]); }
});
