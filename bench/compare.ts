import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ownContenders } from './synth';
import { Command, Cost, turnByTurn } from './synth/measure';

/**
 * `npm run bench:compare`: whether anything has become slower than bench/results.json says. What is compared are ratios of processor time, measured in one run, turn by turn,
 * beside code that does not change with this repository: another machine, and other work on it, meet both. What looks slower is measured again before it counts.
 * `-- --write` writes the ratios that are there now.
 *
 * It measures the compiled package (npm run build), and takes one to three minutes.
 */
const CANARIES = 1000;
const RUNS = 3;
/** A ratio may be worse by a quarter. */
const TOLERANCE = 1.25;
/** How often all is measured again while something looks slower. */
const REPEATS = 3;

const root = resolve(__dirname, '..');
const RESULTS = join(root, 'bench/results.json');

/** What is compared with what. */
interface Comparison {
  readonly name: string;
  readonly command: Command;
  readonly base: Command;
}

function comparisons(folder: string): Comparison[] {
  const [cdk8s, app, ours, checked] = ownContenders(folder, CANARIES).map(({ command }) => command) as [Command, Command, Command, Command];
  const node = (text: string): Command => ({ program: process.execPath, args: ['-e', text], env: { NODE_PATH: join(root, 'node_modules') } });
  const lib = JSON.stringify(join(root, 'build/lib'));
  const loading = node('require("cdk8s")');
  const check: Command = { program: process.execPath, args: [join(root, 'build/lib/cli/main.js'), 'check', '--fail-on', 'never', ours.args[1] ?? ''] };
  return [
    { name: 'cdk8s\' objects in this library\'s App / in cdk8s\' App', command: app, base: cdk8s },
    { name: 'this library / cdk8s with the same objects', command: ours, base: cdk8s },
    { name: 'this library with checks attached / cdk8s with the same objects', command: checked, base: cdk8s },
    { name: 'canary-alerting check / cdk8s making the same objects', command: check, base: cdk8s },
    { name: 'loading cdk8s and this library / loading cdk8s', command: node(`require("cdk8s"); require(${lib})`), base: loading },
    { name: 'loading cdk8s and what an app uses of this library / loading cdk8s', command: node(`require("cdk8s"); const lib = require(${lib}); lib.App; lib.CanaryAlerting; lib.Channel; lib.flagger.Canary; lib.flux.Kustomization`), base: loading },
  ];
}

/** The ratios, of the least that all runs so far took. */
function measure(all: readonly Comparison[], least: Map<Command, number>, folder: string): Map<string, number> {
  const commands = [...new Set(all.flatMap(({ command, base }) => [command, base]))];
  const costs = turnByTurn(commands, RUNS, folder);
  commands.forEach((command, index) => { least.set(command, Math.min(least.get(command) ?? Number.POSITIVE_INFINITY, (costs[index] as Cost).processor)); });
  return new Map(all.map(({ name, command, base }) => [name, (least.get(command) as number) / (least.get(base) as number)]));
}

function main(write: boolean): void {
  if (!existsSync(join(root, 'build/lib/cli/main.js'))) { throw new Error('The package is not built: npm run build.'); }
  const before = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) as Record<string, number> : {};
  const folder = mkdtempSync(join(tmpdir(), 'canary-alerting-bench-'));
  try {
    const all = comparisons(folder);
    const least = new Map<Command, number>();
    let ratios = measure(all, least, folder);
    const slower = (): string[] => all.map(({ name }) => name).filter((name) => (ratios.get(name) as number) > (before[name] ?? Number.POSITIVE_INFINITY) * TOLERANCE);
    for (let repeat = 1; (write || slower().length > 0) && repeat < REPEATS; repeat++) { ratios = measure(all, least, folder); }
    for (const { name } of all) { console.log(`${(ratios.get(name) as number).toFixed(2)} (${before[name]?.toFixed(2) ?? 'not measured before'}) ${name}${slower().includes(name) && !write ? '  SLOWER' : ''}`); }
    if (write) {
      writeFileSync(RESULTS, `${JSON.stringify(Object.fromEntries([...ratios].map(([name, ratio]) => [name, Number(ratio.toFixed(2))])), undefined, 2)}\n`);
    } else if (slower().length > 0) {
      console.error(`More than ${Math.round((TOLERANCE - 1) * 100)} % slower than bench/results.json. If that is meant to be: npm run bench:compare -- --write`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main(process.argv.includes('--write'));
