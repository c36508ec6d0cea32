import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { groups, recipes } from './recipe';
import { tool } from './tools';

let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'tools-test-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const command = [process.execPath, '--require', 'tsx/cjs', join(__dirname, 'tools.ts')] as const;

/** `npm run tools` with a compiler that is quick: it stands before the real one on the PATH. */
function environment(go: string): NodeJS.ProcessEnv {
  writeFileSync(join(folder, 'go'), `#!/bin/sh\n${go}\n`);
  chmodSync(join(folder, 'go'), 0o755);
  return { ...process.env, CANARY_ALERTING_TOOLS: folder, PATH: `${folder}${delimiter}${process.env['PATH']}` };
}

const QUICK = 'case $1 in build) while [ "$1" != -o ]; do shift; done; sleep 1; echo "$$" >"$2";; esac';

function tools(env: NodeJS.ProcessEnv, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const [node, ...rest] = command;
  return spawnSync(node, [...rest, ...args], { env, encoding: 'utf8' });
}

function built(): string[] {
  const path = join(folder, 'tools');
  return existsSync(path) ? readdirSync(path).sort() : [];
}

test('what was built is there, and its path is told', () => {
  expect(tool('promtool')).toMatch(/\/promtool-v0\.315\.0-[0-9a-f]{12}\/promtool$/);
  expect(() => tool('promtol')).toThrow('no program is called "promtol"; there are promtool, amtool,');
});

test('a second run finds what the first has built', () => {
  const env = environment(QUICK);
  expect(tools(env, 'amtool').stdout).toMatch(/^amtool +v0\.34\.2 +built in \d+ s\n$/);
  const began = Date.now();
  expect(tools(env, 'amtool').stdout).toMatch(/^amtool +v0\.34\.2 +cached\n$/);
  expect(Date.now() - began).toBeLessThan(2000);
  expect(built()).toEqual([expect.stringMatching(/^amtool-v0\.34\.2-[0-9a-f]{12}$/)]);
});

test('two runs at once build once', async () => {
  const env = environment(QUICK);
  const [node, ...rest] = command;
  const run = (): Promise<string> => new Promise((resolve) => {
    const child = spawn(node, [...rest, 'amtool'], { env });
    let out = '';
    child.stdout.on('data', (data: Buffer) => { out += data.toString(); });
    child.once('close', () => { resolve(out); });
  });
  const outputs = await Promise.all([run(), run()]);
  expect(outputs.map((out) => /built|cached/.exec(out)?.[0]).sort()).toEqual(['built', 'cached']);
  expect(built()).toHaveLength(1);
});

test.each(['SIGTERM', 'SIGKILL'] as const)('a build that got %s leaves nothing that looks finished, and the next run builds', async (signal) => {
  const env = environment(QUICK);
  const [node, ...rest] = command;
  const child = spawn(node, [...rest, 'amtool'], { env });
  await new Promise((resolve) => { child.stderr.once('data', resolve); });
  child.kill(signal);
  await new Promise((resolve) => { child.once('exit', resolve); });
  expect(built().filter((entry) => entry.startsWith('amtool-') && !entry.endsWith('.log'))).toEqual([]);
  expect(tools(env, 'amtool').stdout).toContain('built in');
  expect(built()).toHaveLength(1);
});

test('a build that fails shows the end of its output and where the whole is', () => {
  const { status, stderr } = tools(environment('echo "no such module" >&2; exit 1'), 'amtool');
  expect(status).toBe(1);
  expect(stderr).toMatch(/amtool v0\.34\.2 does not build \(exit 1\):\n.*\n {2}no such module\nthe whole output: .*\.log\n$/);
  expect(built()).toEqual([expect.stringMatching(/\.log$/)]);
});

test('a machine without Go is told so', () => {
  const { status, stderr } = tools({ ...environment(''), PATH: '/nowhere' }, 'amtool');
  expect(status).toBe(1);
  expect(stderr).toContain('`go` is not on the PATH');
});

test('an unknown name is refused', () => {
  expect(tools(environment(''), 'amtol').stderr).toContain('no program is called "amtol"');
});

test('a group is built in its order, each program once, and the progress is told', () => {
  const { stdout, stderr } = tools(environment(QUICK.replace('sleep 1; ', '')), 'peers', 'kubeconform');
  const peers = groups['peers'] as string[];
  expect(stdout.trim().split('\n').map((line) => line.replace(/ .*/, ''))).toEqual(peers);
  expect(stdout).toMatch(/^promtool +v0\.315\.0 +built in 1 s\nkubeconform +v0\.8\.0 +built in 1 s\n/);
  expect(stderr).toMatch(new RegExp(`1 of ${peers.length}: promtool v0\\.315\\.0: building…\n(.*\n)*2 of ${peers.length}: kubeconform v0\\.8\\.0: building…\n`));
});

test('without a name, what the tests run is built, and no more', () => {
  tools(environment(QUICK.replace('sleep 1; ', 'mkdir -p "$(dirname "$2")"; ').replace('case $1 in', 'case $1 in mod) if [ "$2" = download ]; then printf \'k8s.io/api v0.0.0\\n\' >go.mod; printf \'{"GoMod":"%s/go.mod"}\' "$PWD"; fi;;')));
  expect(built().map((each) => each.replace(/-v\d.*/, '')).sort()).toEqual([...groups['real'] as string[]].sort());
});

test('every program is in a group, and every name of a group is one', () => {
  const names = recipes.map(({ name }) => name);
  const grouped = Object.values(groups).flat();
  expect(names.filter((each) => !grouped.includes(each))).toEqual([]);
  expect(grouped.filter((each) => !names.includes(each))).toEqual([]);
  expect(Object.keys(groups).filter((each) => names.includes(each))).toEqual([]);
});
