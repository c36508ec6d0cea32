import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { importCrds } from '../../scripts/import';

const root = path.resolve(__dirname, '../..');
const folder = process.env.CRDS ?? path.resolve(root, '../shared/crds');
const there = existsSync(folder);

// Named by CRDS it must be there; else a clone without the folder says so and proves nothing.
(there || process.env.CRDS !== undefined ? test : test.skip)(`imports/ is what ${there ? folder : 'a folder of CRDs (none here: name it by CRDS)'} makes`, async () => {
  expect((await importCrds({ root, from: folder, check: true })).different).toEqual([]);
}, 60_000);
