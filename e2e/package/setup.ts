import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pack, root } from './packed';

/** What a source that is gone would leave behind: it must not be packed. */
export const STALE = 'build/lib/gone.js';

/** Packs once for all tests; they find the file at `PACKED`, which may be given. */
export default function setup(): void {
  if (process.env['PACKED'] !== undefined) { return; }
  mkdirSync(join(root, 'build/lib'), { recursive: true });
  writeFileSync(join(root, STALE), '');
  process.env['PACKED'] = pack();
  rmSync(join(root, STALE), { force: true });
}
