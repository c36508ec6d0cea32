import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { scratchFolder } from '../scratch';
import { pack, root } from './packed';
import { STALE } from './setup';

/** What a user downloads: all that is needed, and nothing else. */

const packed = process.env['PACKED'] as string;
let unpacked: string;
let files: readonly string[];

beforeAll(() => {
  const folder = scratchFolder('unpacked');
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xzf', packed, '-C', folder]);
  unpacked = join(folder, 'package');
  files = readdirSync(unpacked, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(join(unpacked, file)).isFile());
});

const own = (): readonly string[] => files.filter((file) => !file.startsWith('node_modules/'));
const read = (file: string): string => readFileSync(join(unpacked, file), 'utf8');

test('it is small', () => {
  // 1.6 MB, of which a picture is 0.2, and 5 MB; 3.3 and 15.6 with source maps and the declarations of what is inside.
  expect(statSync(packed).size).toBeLessThan(1_700_000);
  expect(files.reduce((sum, file) => sum + statSync(join(unpacked, file)).size, 0)).toBeLessThan(6_000_000);
});

test('it holds what a user needs', () => {
  expect(own()).toEqual(expect.arrayContaining([
    'LICENSE', 'CHANGELOG.md', 'README.md', 'package.json', '.jsii', '.jsii.gz',
    'build/lib/index.js', 'build/lib/index.d.ts', 'build/lib/jsii.js', 'build/lib/jsii.d.ts', 'build/lib/cli/main.js',
    'build/lib/jest/index.js', 'build/lib/jest/index.d.ts', 'build/lib/validation/index.js', 'build/lib/validation/index.d.ts',
    ...['docs/alerts', 'docs/checks', 'imports/schemas', 'lib/drill/scenarios'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)).filter((file) => statSync(join(root, file)).isFile())),
  ]));
  const { bundleDependencies } = JSON.parse(read('package.json')) as { bundleDependencies: string[] };
  expect(bundleDependencies.filter((name) => !files.includes(`node_modules/${name}/package.json`))).toEqual([]);
});

test('it holds nothing else', () => {
  const allowed = [
    /^(LICENSE|CHANGELOG\.md|README\.md|package\.json|\.jsii|\.jsii\.gz)$/, /^build\/(lib|imports)\/.*\.js$/, /^build\/lib\/.*\.(d\.ts|json)$/,
    /^docs\/(alerts|checks)\/.*\.md$/, /^docs\/\w[\w.-]*\.(md|json|png|svg)$/, /^imports\/schemas\/.*\.json$/, /^lib\/drill\/scenarios\/.*\.yaml$/,
  ];
  expect(own().filter((file) => !allowed.some((each) => each.test(file)))).toEqual([]);
  expect(own().filter((file) => /\.[jt]s$/.test(file) && read(file).includes('sourceMappingURL'))).toEqual([]);
  expect(files.filter((file) => /\.(ts|npmrc|tgz|tsbuildinfo)$/.test(file) && !file.endsWith('.d.ts'))).toEqual([]);
});

test('no file of the last build is left in it', () => {
  expect(files).not.toContain(STALE);
});

test('each file that a script or a declaration names is in it', () => {
  const missing = own().filter((file) => file.endsWith('.js') || isReached(file)).flatMap((file) => {
    const pattern = file.endsWith('.js') ? /(?:require|import)\(["'](\.[^"']+)["']\)/g : /(?:from |import\()["'](\.[^"']+)["']/g;
    return [...read(file).matchAll(pattern)].map(([, target]) => resolve(dirname(join(unpacked, file)), target as string))
      .filter((target) => !['', '.js', '.d.ts', '/index.js', '/index.d.ts'].some((end) => existsSync(target + end) && statSync(target + end).isFile()))
      .map((target) => `${file}: ${target.slice(unpacked.length)}`);
  });
  expect(missing).toEqual([]);
});

test('packed again it is the same, byte for byte', () => {
  const hash = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
  expect(hash(pack())).toBe(hash(packed));
});

/** Whether a declaration belongs to what is public: it is reached from an entry. */
function isReached(file: string): boolean {
  reached ??= declarations();
  return reached.has(file);
}

let reached: Set<string> | undefined;

function declarations(): Set<string> {
  const found = new Set<string>();
  const open = ['build/lib/index.d.ts', 'build/lib/jsii.d.ts', 'build/lib/jest/index.d.ts', 'build/lib/validation/index.d.ts'];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file)) { continue; }
    found.add(file);
    for (const [, target] of read(file).matchAll(/(?:from |import\()["'](\.[^"']+)["']/g)) {
      const path = join(dirname(file), target as string);
      const next = [`${path}.d.ts`, join(path, 'index.d.ts')].find((each) => files.includes(each));
      if (next !== undefined) { open.push(next); }
    }
  }
  return found;
}
