import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The page of a check, as it is shipped with this package; undefined where there is none. */
export function checkPage(id: string): string | undefined {
  const folder = pages();
  const path = folder === undefined || !/^[a-z-]+\/[a-z-]+$/.test(id) ? undefined : join(folder, `${id}.md`);
  return path !== undefined && existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** What a check is about, in a line, from its page. */
export function checkSummary(id: string): string | undefined {
  const [, what] = /^# .*\n+([^\n]+)/.exec(checkPage(id) ?? '') ?? [];
  return what?.replace(/\s*\*\*Severity\*\*.*$/, '').replaceAll('`', '').trim();
}

/** docs/checks is two folders up from the sources and three from what is compiled. */
function pages(): string | undefined {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const path = join(folder, 'docs', 'checks');
    if (existsSync(path)) { return path; }
    if (folder === dirname(folder)) { return undefined; }
  }
}
