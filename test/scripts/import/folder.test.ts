import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { differences, files, swap } from '../../../scripts/import/folder';

let root: string;

beforeEach(() => { root = mkdtempSync(path.join(tmpdir(), 'folder-')); });
afterEach(() => { rmSync(root, { recursive: true, force: true }); });

function write(folder: string, contents: { readonly [file: string]: string }): string {
  for (const [file, text] of Object.entries(contents)) {
    const at = path.join(root, folder, file);
    mkdirSync(path.dirname(at), { recursive: true });
    writeFileSync(at, text);
  }
  return path.join(root, folder);
}

test('differences names each file and how it differs', () => {
  const wanted = write('wanted', { 'same.ts': '1', 'sub/changed.json': '1', 'new.ts': '1' });
  const actual = write('actual', { 'same.ts': '1', 'sub/changed.json': '2', 'old.ts': '1' });
  expect(differences(wanted, actual)).toEqual(['missing new.ts', 'stale   old.ts', 'differs sub/changed.json']);
});

test('swap leaves nothing of the old folder', () => {
  const made = write('made', { 'new.ts': '1' });
  const target = write('target', { 'old.ts': '1' });
  swap(made, target);
  expect(files(root)).toEqual(['target/new.ts']);
});

test('swap puts the old folder back when the new one is not there', () => {
  const target = write('target', { 'old.ts': '1' });
  expect(() => swap(path.join(root, 'absent'), target)).toThrow('ENOENT');
  expect(readFileSync(path.join(target, 'old.ts'), 'utf8')).toBe('1');
  expect(existsSync(path.join(root, 'absent.old'))).toBe(false);
});
