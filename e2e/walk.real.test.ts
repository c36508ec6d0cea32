import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * A newcomer's walk: the commands of README.md's section "Start", one after the other, in an empty folder, with the packed library in the
 * place of the published one. Everything else comes from npm, as it does for them.
 */

const root = resolve(__dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const commands = (/^## Start\n[\s\S]*?^```sh\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? '').split('\n').map((line) => line.replace(/\s+# .*$/, '').trim()).filter((line) => line !== '');
/** Of a person, and not of this package's own test run. */
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|JEST_|INIT_CWD|TS_|CI$)/.test(name)));

let folder: string;
let tarball: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'canary-alerting-walk-'));
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root, env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  tarball = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '');
}, 180_000);
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

/** A line as a person types it, but for where the library comes from. */
function fromTarball(line: string): string {
  return line.replace(/^npx cdk8s-canary-alerting /, `npx --yes 'file:${tarball}' `)
    .replace(/^npm install$/, `npm pkg set 'devDependencies.cdk8s-canary-alerting=file:${tarball}' && npm install --no-audit --no-fund`);
}

function walk(lines: readonly string[]): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', lines.map(fromTarball).join('\n')], { cwd: folder, env: environment, encoding: 'utf8', timeout: 400_000, stdio: ['ignore', 'pipe', 'pipe'] });
  return { status, said: `${stdout}\n${stderr}` };
}

test('it takes five commands at most, the last of which checks', () => {
  expect(commands.filter((line) => /&&|;|\|/.test(line))).toEqual([]);
  expect(commands.length).toBeLessThanOrEqual(5);
  expect(commands.at(-1)).toBe('npm run check');
});

test('it leads to a checked dist/ with a canary', () => {
  const { status, said } = walk(commands);
  expect([status, status === 0 ? '' : said]).toEqual([0, '']);
  expect(said).toMatch(/All good: nothing to report in \d+ objects/);
  expect(existsSync(join(folder, 'canaries/dist/shop/Canary.podinfo.k8s.yaml'))).toBe(true);
  expect(existsSync(join(folder, 'canaries/dist/flux-system/Kustomization.canary-alerting.k8s.yaml'))).toBe(true);
}, 420_000);

test('what CI does passes, and the first canary is explained', () => {
  const { status, said } = walk(['cd canaries', 'npm run types', 'npm test', 'npm run explain -- shop/podinfo']);
  expect([status, status === 0 ? '' : said]).toEqual([0, '']);
  expect(said).toContain('Tests:       1 passed, 1 total');
  expect(said).toContain('Slack #deployments-alert');
}, 180_000);
