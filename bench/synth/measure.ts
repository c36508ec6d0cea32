import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a run took. */
export interface Cost {
  /** Seconds from its start to its end. */
  readonly seconds: number;
  /** Seconds of processor time, of all its threads and what it has started. */
  readonly processor: number;
  /** The most memory that it had at once, in MB; undefined where GNU time is not installed. */
  readonly memory?: number;
}

/** A program, what it is given, and where its standard output goes. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stdout?: string;
  /** Where it runs; else where this process does. */
  readonly folder?: string;
}

const TIME = '/usr/bin/time';

/** Runs a program to its end. */
export function cost({ program, args, env, stdout, folder }: Command, scratch: string): Cost {
  const report = join(scratch, 'time');
  const run = stdout === undefined ? [program, ...args] : ['sh', '-c', 'out=$1; shift; exec "$@" > "$out"', 'sh', stdout, program, ...args];
  const [command, rest] = existsSync(TIME) ? [TIME, ['-o', report, '-f', '%e %U %S %M', ...run]] : ['bash', ['-c', 'report=$1; shift; TIMEFORMAT="%R %U %S"; { time "$@" 2>&3; } 3>&2 2> "$report"', 'bash', report, ...run]];
  const { status, stderr, error } = spawnSync(command as string, rest as string[], { encoding: 'utf8', maxBuffer: 1e9, cwd: folder, env: { ...process.env, ...env } });
  if (error !== undefined || status !== 0) { throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? stderr}`); }
  const [seconds = 0, user = 0, system = 0, memory] = readFileSync(report, 'utf8').trim().split(/\s+/).map(Number);
  return { seconds, processor: user + system, ...(memory !== undefined && { memory: memory / 1024 }) };
}

/** Runs all commands turn by turn, so that what else the machine does meets all of them; of each the least, because other work never makes a run shorter. */
export function turnByTurn(commands: readonly Command[], runs: number, scratch: string): Cost[] {
  const costs = commands.map((): Cost[] => []);
  for (let run = 0; run < runs; run++) { commands.forEach((each, index) => { costs[index]?.push(cost(each, scratch)); }); }
  return costs.map(leastOf);
}

/** The least of each. */
export function leastOf(costs: readonly Cost[]): Cost {
  const least = (of: (each: Cost) => number | undefined): number => Math.min(...costs.map((each) => of(each) ?? Number.NaN));
  const memory = least((each) => each.memory);
  return { seconds: least((each) => each.seconds), processor: least((each) => each.processor), ...(Number.isFinite(memory) && { memory }) };
}
