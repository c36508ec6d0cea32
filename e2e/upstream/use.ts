import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** Where this library uses what upstream shows: the words of its own source. */
export class Use {
  private readonly files: readonly { readonly path: string; readonly text: string }[];

  /** Words that were looked for already. */
  private readonly found = new Map<string, string | undefined>();

  public constructor() {
    this.files = [...filesBelow(join(ROOT, 'lib')), ...filesBelow(join(ROOT, 'e2e')).filter((path) => /\.e2e\.test\.ts$/.test(path))]
      .map((path) => ({ path: relative(ROOT, path), text: readFileSync(path, 'utf8') }));
  }

  /** The first file that has the word by which a line of a snapshot is used. */
  public of(name: string): string | undefined {
    const word = wordOf(name);
    if (word === undefined) { return undefined; }
    if (!this.found.has(word)) { this.found.set(word, this.firstWith(word)); }
    return this.found.get(word);
  }

  private firstWith(word: string): string | undefined {
    const whole = new RegExp(`(?<![A-Za-z0-9_])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![A-Za-z0-9_])`);
    return this.files.find(({ text }) => whole.test(text))?.path;
  }
}

/** What stands in a source that uses it: a field's own name, a metric's, the longest piece of a message that is not formatted. */
function wordOf(name: string): string | undefined {
  const [sort, ...rest] = name.split(' ');
  const last = rest.at(-1) ?? '';
  switch (sort) {
    case 'kind': return rest[0];
    case 'crd': return last.replace(/(\[\]|\.\*)+$/, '').split('.').at(-1);
    case 'field': return last.split('.').at(-1);
    case 'value': return last.split('.').at(-1);
    case 'message': {
      const pieces = rest.slice(1).join(' ').replace(/^"|"$/g, '').split(/%[a-z+]|\\./).map((piece) => piece.trim());
      const longest = pieces.sort((a, b) => b.length - a.length)[0] ?? '';
      return longest.length < 10 ? undefined : longest;
    }
    default: return last;
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name)).sort();
}
