import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { DOCUMENTS, prose, read, ROOT } from './documents';

/** Links lead somewhere: files and headings are there, addresses of others are known ones, every page can be reached. */

/** Where links of ours lead outside; no test asks the network. */
const HOSTS = ['semver.org'];

interface Link {
  readonly document: string;
  readonly target: string;
}

const links: Link[] = DOCUMENTS.flatMap((document) => [...prose(document).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => ({ document, target: target as string })));
const inside = links.filter(({ target }) => !/^[a-z]+:/.test(target));
const pathOf = ({ document, target }: Link): string => target.startsWith('#') ? document : normalize(join(dirname(document), target.replace(/#.*/, '')));

/** The anchors of a page's headings, as GitHub makes them. */
function anchors(document: string): string[] {
  const seen = new Map<string, number>();
  return [...prose(document).matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = '']) => {
    const base = heading.replace(/`|\*|\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-');
    const before = seen.get(base) ?? 0;
    seen.set(base, before + 1);
    return before === 0 ? base : `${base}-${before}`;
  });
}

test('every link within leads to a file', () => {
  expect(inside.filter((link) => !existsSync(join(ROOT, pathOf(link)))).map(({ document, target }) => `${document}: ${target}`)).toEqual([]);
});

test('every anchor is a heading', () => {
  const known = new Map<string, string[]>();
  const wrong = inside.filter((link) => link.target.includes('#') && pathOf(link).endsWith('.md')).filter((link) => {
    const path = pathOf(link);
    const there = known.get(path) ?? anchors(path);
    known.set(path, there);
    return !there.includes(link.target.replace(/.*#/, ''));
  });
  expect(wrong.map(({ document, target }) => `${document}: ${target}`)).toEqual([]);
});

test('every address outside is a known one', () => {
  const outside = links.filter(({ target }) => /^[a-z]+:/.test(target));
  const wrong = outside.filter(({ target }) => { const url = URL.canParse(target) ? new URL(target) : undefined; return url?.protocol !== 'https:' || !HOSTS.includes(url.hostname); });
  expect(wrong).toEqual([]);
});

test('every page can be reached from the README', () => {
  const reached = new Set(['README.md']);
  for (const document of reached) {
    for (const link of inside.filter((each) => each.document === document)) {
      const path = pathOf(link);
      const isFolder = existsSync(join(ROOT, path)) && statSync(join(ROOT, path)).isDirectory();
      const page = isFolder ? join(path, 'README.md') : path;
      if (DOCUMENTS.includes(page)) { reached.add(page); }
    }
  }
  // A check's page is found by its id, which is its path: `check --explain-check ID` prints it.
  expect(DOCUMENTS.filter((document) => !reached.has(document) && !/^docs\/checks\/[a-z-]+\//.test(document))).toEqual([]);
});

test('a page that is shipped finds its pictures and pages among what is shipped', () => {
  const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { files: string[] };
  const isShipped = (path: string): boolean => ['README.md', 'LICENSE'].includes(path) || files.some((each) => path === each || path.startsWith(`${each}/`));
  // npm shows the README with links into the repository.
  const wrong = inside.filter(({ document }) => document !== 'README.md' && isShipped(document)).filter((link) => !isShipped(pathOf(link)));
  expect(wrong.map(({ document, target }) => `${document}: ${target}`)).toEqual([]);
});

test('every picture has words in its place', () => {
  expect(DOCUMENTS.filter((document) => /!\[\s*\]\(/.test(read(document)))).toEqual([]);
});
