import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OwnPackage } from './init/package-file';

/** The version of this package. */
export function packageVersion(): string {
  return ownPackage().version;
}

/** This package's package.json, two folders up from the sources and three from what is compiled. */
export function ownPackage(): OwnPackage {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const text = readIfThere(join(folder, 'package.json'));
    if (text !== undefined) { return JSON.parse(text) as OwnPackage; }
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
