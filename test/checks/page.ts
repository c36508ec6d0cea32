import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Finding } from '../../lib/checks/finding';
import { checkFiles, SourceFile } from '../../lib/checks/run';

/** The page of a check: what its examples yield, and that it has every part. */
export function testPage(id: string): void {
  const page = readFileSync(join(__dirname, '../../docs/checks', `${id}.md`), 'utf8');
  const block = (part: string): string => new RegExp(`^## ${part}\\n[\\s\\S]*?^\`\`\`yaml\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page)?.[1] ?? `no example of ${part}`;

  test('the page says what, how bad and why, and its examples are true', () => {
    expect(page).toMatch(new RegExp(`^# ${id}\n\n.+\\*\\*Severity\\*\\* (?:error|warning|info)[\\s\\S]*\n## Why\n[\\s\\S]+\n## Fails\n[\\s\\S]+\n## Passes\n[\\s\\S]+\n## Waive\n`));
    expect(findingsOfFiles(block('Fails'), id).map(({ check }) => check)).toContain(id);
    expect(findingsOfFiles(block('Passes'), id)).toEqual([]);
  });
}

/** An example, cut into files at lines such as `# file: dist/shop/canary.yaml`. */
export function filesOf(text: string): SourceFile[] {
  const [first = '', ...further] = text.split(/^(?=# file: )/m);
  const files = [...(first.trim() === '' ? [] : [first]), ...further];
  return files.map((each) => ({ path: /^# file: (\S+)/.exec(each)?.[1] ?? 'test.yaml', text: each }));
}

/** What one check finds in an example. */
export function findingsOfFiles(text: string, only: string): Finding[] {
  return checkFiles(filesOf(text), { only: [only] });
}

/** The same, each as `file:line:column severity check: what`. */
export function foundInFiles(text: string, only: string): string[] {
  return findingsOfFiles(text, only).map((each) => `${each.file ?? '-'}:${each.position?.line ?? '-'}:${each.position?.column ?? '-'} ${each.severity} ${each.check}: ${each.what}`);
}
