import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { REFERENCE } from '../../../lib/checks/reference';
import { SCHEMA } from '../../../lib/checks/schema';
import { findingsOf } from '../findings';

const ROOT = path.resolve(__dirname, '../../..');

describe.each([...SCHEMA, ...REFERENCE].map(({ id }) => id))('the page of %s', (id) => {
  const text = readFileSync(path.join(ROOT, `docs/checks/${id}.md`), 'utf8');
  const block = (title: string): string => new RegExp(`^## ${title}\\n\`\`\`yaml\\n([\\s\\S]*?)\`\`\``, 'm').exec(text)?.[1] ?? '';
  const checks = (yaml: string): string[] => findingsOf(yaml, { only: ['schema', 'reference'] }).map(({ check }) => check);

  test('is called as the check, its file and its test are', () => {
    expect(text.startsWith(`# ${id}\n`)).toBe(true);
    expect(existsSync(path.join(ROOT, `lib/checks/${id}.ts`)) && existsSync(path.join(ROOT, `test/checks/${id}.test.ts`))).toBe(true);
  });

  test('has an example that fails, with this finding alone', () => { expect(checks(block('Fails'))).toEqual([id]); });

  test('has an example that passes', () => {
    expect(block('Passes')).not.toBe('');
    expect(checks(block('Passes'))).toEqual([]);
  });

  test('waives what it says', () => { expect(text).toContain(`waive.canary-alerting/${id.replace('/', '.')}:`); });
});
