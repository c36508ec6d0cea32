import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { WATCHED } from './upstream/watched';

/**
 * The tests of rules, of dist/ and of Alertmanager's configuration with the programs of the releases before: `npm run test:before`. Further
 * arguments go to jest.
 */

/** The programs that are replaced, by the name under which their releases are watched. */
const PROGRAMS: readonly [program: string, watched: string][] = [['promtool', 'prometheus'], ['amtool', 'alertmanager']];

/** What is asked of each release: nothing about fields that only newer ones know. */
const TESTS = ['rules', 'dist', 'promtool', 'amtool'].map((name) => `e2e/${name}.real.test`);

/** The programs of the n-th releases before, as CANARY_ALERTING_PROGRAMS names them. */
export function programsBefore(n: number): string {
  return PROGRAMS.map(([program, watched]) => `${program}=${WATCHED.find(({ name }) => name === watched)?.before[n] ?? fail(watched, n)}`).join(' ');
}

function fail(watched: string, n: number): never {
  throw new Error(`${watched} has no release ${n + 1} before: see e2e/upstream/watched.ts`);
}

function run(programs: string, args: readonly string[]): boolean {
  const { status } = spawnSync(process.execPath, args, {
    cwd: resolve(__dirname, '..'), stdio: 'inherit', env: { ...process.env, CANARY_ALERTING_PROGRAMS: programs },
  });
  return status === 0;
}

if (require.main === module) {
  for (const n of [0, 1]) {
    const programs = programsBefore(n);
    console.log(`--- ${programs}`);
    const isGreen = run(programs, ['--import', 'tsx', 'e2e/tools.ts', ...PROGRAMS.map(([program]) => program), 'operator-oracle', 'prometheus', 'alertmanager', 'loadtester'])
      && run(programs, [require.resolve('jest/bin/jest'), '--config', 'e2e/jest.config.json', ...TESTS, ...process.argv.slice(2)]);
    if (!isGreen) { process.exitCode = 1; }
  }
}
