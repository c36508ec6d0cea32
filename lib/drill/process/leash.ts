import { ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A program that must not outlive this process. */
export interface Leashed {
  /** Its path. */
  readonly program: string;
  readonly args: readonly string[];

  /** The folder that is its own: it is removed when this process dies. */
  readonly folder: string;

  /** The file in the folder that takes what it prints. */
  readonly log: string;

  /**
   * What it has in its environment beside this process' own.
   *
   * @default - nothing
   */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * The shell that a program runs under. It ends the program when its standard input does, which happens when the process
 * that started it is gone, SIGKILL included; then it removes the program's folder too.
 */
const LEASH = `
folder=$1; log=$2; shift 2
exec 3<&0
"$@" </dev/null 3<&- >>"$folder/$log" 2>&1 &
program=$!
(
  orphan=
  read -r how <&3 || { trap '' TERM; orphan=1; }
  if [ "$how" = kill ]; then kill -9 "$program"; else kill "$program"; fi
  n=0; while kill -0 "$program" && [ $n -lt 50 ]; do sleep 0.1; n=$((n+1)); done
  kill -9 "$program"
  if [ "$orphan" ]; then rm -rf "$folder"; rmdir "$(dirname "$folder")"; fi
) 2>/dev/null &
watcher=$!
exec 3<&-
wait "$program"; code=$?
kill "$watcher" 2>/dev/null
exit $code
`;

/** Starts a program under its leash. A line on the leash's standard input ends it: `stop` in order, `kill` by SIGKILL. */
export function leashed({ program, args, folder, log, env }: Leashed): ChildProcess {
  const leash = spawn('sh', ['-c', LEASH, 'leash', folder, log, program, ...args], {
    // A session of its own: Ctrl-C reaches this process alone, and the leash ends the program in order.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...process.env, ...env },
  });
  leash.stdin?.on('error', () => undefined);
  return leash;
}

/**
 * Runs a program to its end.
 *
 * @throws With the end of what it printed, where it fails.
 */
export async function runLeashed(options: Leashed): Promise<void> {
  const leash = leashed(options);
  const code = await new Promise((resolve) => { leash.once('exit', resolve); });
  leash.stdin?.destroy();
  const log = join(options.folder, options.log);
  if (code !== 0) { throw new Error(`${basename(options.program)} failed: ${existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').slice(-20).join('\n') : ''}`); }
}
