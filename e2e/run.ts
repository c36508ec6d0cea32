import { spawnSync } from 'node:child_process';
import { tool } from './tools';

/** What a real program said. */
export interface Verdict {
  /** Whether it ended with exit code 0. */
  readonly ok: boolean;

  /** What it printed, on both streams. */
  readonly output: string;

  /** What it printed on its standard output. */
  readonly stdout: string;
}

/** Runs a real program to its end. */
export function run(name: string, args: readonly string[], options: { readonly cwd?: string; readonly input?: string; readonly env?: Readonly<Record<string, string>> } = {}): Verdict {
  const { status, signal, error, stdout, stderr } = spawnSync(tool(name), args, {
    cwd: options.cwd,
    // With one of its own it has nothing of this process'.
    env: options.env ?? process.env,
    input: options.input ?? '',
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) { throw error; }
  if (signal !== null) { throw new Error(`${name} was ended by ${signal}: ${stderr}`); }
  return { ok: status === 0, output: stdout + stderr, stdout };
}
