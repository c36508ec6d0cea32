import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Prometheus } from './prometheus';

function isAlive(pid: number): boolean {
  try { process.kill(pid, 0); return true; } catch { return false; }
}

async function eventually(isSo: () => boolean): Promise<boolean> {
  for (let i = 0; i < 100 && !isSo(); i++) { await new Promise((resolve) => { setTimeout(resolve, 100); }); }
  return isSo();
}

test('a program serves until it is stopped, and leaves no folder', async () => {
  const prometheus = await Prometheus.start({ global: { scrape_interval: '1s' } });
  const { folder } = prometheus.server;
  expect(await prometheus.query('vector(1)')).toEqual([{ labels: {}, value: 1 }]);
  await prometheus.stop();
  expect(existsSync(folder)).toBe(false);
  expect(prometheus.log()).toContain('See you next time!');
  await expect(prometheus.query('vector(1)')).rejects.toThrow('prometheus has ended; its log ends with');
});

test('a program that does not start throws with the end of its log', async () => {
  await expect(Prometheus.start({ global: { scrape_intervall: '1s' } })).rejects.toThrow(/prometheus ended with exit code 2.*field scrape_intervall not found/s);
});

test.each([
  ['SIGKILL', ''], ['SIGTERM', ''],
  // The one who cleans up may be faster than the one who ends the program.
  ['SIGKILL', 'require("node:fs").rmSync(p.server.folder, { recursive: true });'],
] as const)('nothing is left of a program whose test got %s %s', async (signal, first) => {
  const folder = mkdtempSync(join(tmpdir(), 'server-test-'));
  try {
    const script = `const { Prometheus } = require("./prometheus"); Prometheus.start({}).then((p) => { ${first} console.log(p.server.pid); });`;
    const child = spawn(process.execPath, ['--require', 'tsx/cjs', '-e', script], { cwd: __dirname, env: { ...process.env, TMPDIR: folder } });
    const pid = await new Promise<number>((resolve, reject) => {
      child.stdout.once('data', (data: Buffer) => { resolve(Number(data.toString())); });
      child.once('exit', () => { reject(new Error('the script ended')); });
    });
    expect(isAlive(pid)).toBe(true);
    expect(readdirSync(folder).filter((entry) => entry.startsWith('canary-alerting-'))).toHaveLength(1);
    child.kill(signal);
    expect(await eventually(() => !isAlive(pid))).toBe(true);
    expect(await eventually(() => !readdirSync(folder).some((entry) => entry.startsWith('canary-alerting-')))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
