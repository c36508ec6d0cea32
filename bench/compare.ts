import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Load, ownContenders } from './synth';
import { Command, cost, Cost, leastOf, turnByTurn } from './synth/measure';

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

/** Twice as many canaries shall take no more than this, whatever was measured before. */
const TWICE = 2.1;

/** What is compared with what. */
interface Comparison {
  readonly name: string;
  readonly command: Command;
  readonly base: Command;
  /** What the ratio may be, where it hangs on nothing that was measured before. */
  readonly most?: number;
  /** What is compared. */
  readonly of?: 'processor' | 'memory';
}

function commandsOf(parent: string, canaries: number, load: Load): [Command, Command, Command, Command] {
  const folder = join(parent, `${canaries}-${load === Load.WHOLE ? 'whole' : 'canary'}`);
  mkdirSync(folder);
  return ownContenders(folder, canaries, load).map(({ command }) => command) as [Command, Command, Command, Command];
}

/** A repository as `init` makes it, with this package built and linked: what its people wait for when they save a file. */
function project(parent: string): Command {
  const folder = join(parent, 'project');
  const main = join(root, 'build/lib/cli/main.js');
  cost({ program: process.execPath, args: [main, 'init', folder] }, parent);
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(join(root, 'node_modules')).filter((each) => !each.startsWith('.'))) { symlinkSync(join(root, 'node_modules', name), join(modules, name)); }
  symlinkSync(root, join(modules, 'cdk8s-canary-alerting'));
  return { program: process.execPath, args: [main, 'synth'], folder };
}

function comparisons(folder: string): Comparison[] {
  const [cdk8s, app, ours, checked] = commandsOf(folder, CANARIES, Load.CANARY);
  const [cdk8sWhole, appWhole, oursWhole, checkedWhole] = commandsOf(folder, CANARIES, Load.WHOLE);
  const [, , , checkedTwice] = commandsOf(folder, 2 * CANARIES, Load.CANARY);
  const node = (text: string): Command => ({ program: process.execPath, args: ['-e', text], env: { NODE_PATH: join(root, 'node_modules') } });
  const lib = JSON.stringify(join(root, 'build/lib'));
  const loading = node('require("cdk8s")');
  const check: Command = { program: process.execPath, args: [join(root, 'build/lib/cli/main.js'), 'check', '--fail-on', 'never', ours.args[1] ?? ''] };
  return [
    { name: 'cdk8s\' objects in this library\'s App / in cdk8s\' App', command: app, base: cdk8s },
    { name: 'this library / cdk8s with the same objects', command: ours, base: cdk8s },
    { name: 'this library with checks attached / cdk8s with the same objects', command: checked, base: cdk8s },
    { name: 'four objects each: cdk8s\' objects in this library\'s App / in cdk8s\' App', command: appWhole, base: cdk8sWhole },
    { name: 'four objects each: this library / cdk8s with the same objects', command: oursWhole, base: cdk8sWhole },
    { name: 'four objects each: this library with checks attached / cdk8s with the same objects', command: checkedWhole, base: cdk8sWhole },
    { name: 'time of twice the canaries, with checks', command: checkedTwice, base: checked, most: TWICE },
    { name: 'memory of twice the canaries, with checks', command: checkedTwice, base: checked, most: TWICE, of: 'memory' },
    { name: 'canary-alerting check / cdk8s making the same objects', command: check, base: cdk8s },
    { name: 'canary-alerting synth again in a repository of one canary, checks and TypeScript included / loading cdk8s', command: project(folder), base: loading },
    { name: 'loading cdk8s and this library / loading cdk8s', command: node(`require("cdk8s"); require(${lib})`), base: loading },
    { name: 'loading cdk8s and what an app uses of this library / loading cdk8s', command: node(`require("cdk8s"); const lib = require(${lib}); lib.App; lib.CanaryAlerting; lib.Channel; lib.flagger.Canary; lib.flux.Kustomization`), base: loading },
  ];
}

/** The ratios, of the least that all runs so far took. */
function measure(all: readonly Comparison[], least: Map<Command, Cost>, folder: string): Map<string, number> {
  const commands = [...new Set(all.flatMap(({ command, base }) => [command, base]))];
  const costs = turnByTurn(commands, RUNS, folder);
  commands.forEach((command, index) => {
    const [before, now] = [least.get(command), costs[index] as Cost];
    least.set(command, before === undefined ? now : leastOf([before, now]));
  });
  return new Map(all.flatMap(({ name, command, base, of = 'processor' }) => {
    const [own, other] = [least.get(command)?.[of], least.get(base)?.[of]];
    // Memory is measured where GNU time is installed.
    return own === undefined || other === undefined ? [] : [[name, own / other]];
  }));
}

function main(write: boolean): void {
  if (!existsSync(join(root, 'build/lib/cli/main.js'))) { throw new Error('The package is not built: npm run build.'); }
  const before = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) as Record<string, number> : {};
  const folder = mkdtempSync(join(tmpdir(), 'canary-alerting-bench-'));
  try {
    const all = comparisons(folder);
    const least = new Map<Command, Cost>();
    const ratios = measure(all, least, folder);
    const slower = (): Comparison[] => all.filter(({ name, most }) => (ratios.get(name) ?? 0) > (most ?? (before[name] ?? Number.POSITIVE_INFINITY) * TOLERANCE));
    for (let repeat = 1; (write || slower().length > 0) && repeat < REPEATS; repeat++) {
      for (const [name, ratio] of measure(write ? all : slower(), least, folder)) { ratios.set(name, ratio); }
    }
    const late = slower();
    for (const each of all) {
      const limit = each.most === undefined ? before[each.name]?.toFixed(2) ?? 'not measured before' : `at most ${each.most}`;
      console.log(`${ratios.get(each.name)?.toFixed(2) ?? 'not measured'} (${limit}) ${each.name}${late.includes(each) && !write ? '  SLOWER' : ''}`);
    }
    if (write) {
      writeFileSync(RESULTS, `${JSON.stringify(Object.fromEntries([...ratios].filter(([name]) => all.some((each) => each.name === name && each.most === undefined)).map(([name, ratio]) => [name, Number(ratio.toFixed(2))])), undefined, 2)}\n`);
    } else if (late.length > 0) {
      console.error(`More than ${Math.round((TOLERANCE - 1) * 100)} % slower than bench/results.json, or more than what is allowed. If that is meant to be: npm run bench:compare -- --write`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main(process.argv.includes('--write'));
