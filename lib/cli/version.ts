import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version of this package; its package.json is two folders up from the sources and three from what is compiled. */
export function packageVersion(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const text = readIfThere(join(folder, 'package.json'));
    if (text !== undefined) { return (JSON.parse(text) as { version: string }).version; }
    if (folder === dirname(folder)) { throw new Error(`no package.json above ${__dirname}`); }
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
