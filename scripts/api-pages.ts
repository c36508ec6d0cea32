import { loadAssemblyFromPath } from '@jsii/spec';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Assembly } from './api/assembly';
import { apiPages } from './api/pages';

/** Writes docs/api/ from what `npm run build` made: `npm run docs:api` does both. */
const root = resolve(__dirname, '..');
const folder = join(root, 'docs/api');
const pages = apiPages(loadAssemblyFromPath(root, false) as unknown as Assembly);

mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder).filter((each) => !pages.has(each))) { rmSync(join(folder, name)); }
for (const [name, text] of pages) { writeFileSync(join(folder, name), text); }
process.stdout.write(`docs/api/: ${pages.size} pages\n`);
