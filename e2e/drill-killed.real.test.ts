import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whatever ends a drill, no process and no file is left of it. */

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'drill-test-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

/** The programs that run in the folder, whoever started them. */
const running = (): string[] => readdirSync('/proc').filter((pid) => /^\d+$/.test(pid)).filter((pid) => {
  try { return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder); } catch { return false; }
});
const left = (): string[] => readdirSync(folder).filter((entry) => entry.startsWith('canary-alerting-'));
const wait = (milliseconds: number): Promise<void> => new Promise((later) => { setTimeout(later, milliseconds); });

async function nothingLeft(): Promise<void> {
  for (let i = 0; i < 150 && (running().length > 0 || left().length > 0); i++) { await wait(100); }
  expect({ running: running(), left: left() }).toEqual({ running: [], left: [] });
}

/** A process of its own that plays; it ends the play itself where it is told to. */
const script = `
  const { play } = require('../lib/drill/play');
  const { cluster, planWith, programs, scenarioOf } = require('./drill-plan');
  const abort = new AbortController();
  process.stdin.once('data', () => { abort.abort(new Error('enough')); }).unref();
  play(scenarioOf([], 60, { alertmanagers: 2 }), planWith(), programs, { cluster, signal: abort.signal })
    .catch((error) => { console.log(error.message); });
`;

async function played(end: (child: ReturnType<typeof spawn>) => void, after: number): Promise<string> {
  const child = spawn(process.execPath, ['--require', 'tsx/cjs', '-e', script], { cwd: __dirname, env: { ...process.env, TMPDIR: folder }, stdio: ['pipe', 'pipe', 'ignore'] });
  let said = '';
  child.stdout.on('data', (data: Buffer) => { said += data.toString(); });
  const ended = new Promise((resolve) => { child.once('close', resolve); });
  for (let i = 0; i < 300 && running().length === 0; i++) { await wait(100); }
  expect(running().length).toBeGreaterThan(0);
  await wait(after);
  end(child);
  await ended;
  return said.trim();
}

// While the first Prometheus learns, between the two, and while it plays.
test.each([['SIGKILL', 500], ['SIGTERM', 3000], ['SIGINT', 6000], ['SIGKILL', 14_000]] as const)('of a drill that gets %s after %d ms', async (signal, after) => {
  await played((child) => { child.kill(signal); }, after);
  await nothingLeft();
});

test.each([[0], [1000], [4000], [14_000]])('of a play that is ended in order after %d ms; its process ends by itself', async (after) => {
  expect(await played((child) => { child.stdin?.end('end\n'); }, after)).toBe('enough');
  await nothingLeft();
});
