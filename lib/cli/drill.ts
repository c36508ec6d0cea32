import { setMaxListeners } from 'node:events';
import { accessSync, constants, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { Document } from '../checks/document';
import { failurePaths, promiseOf } from '../checks/latency-path';
import { readWorld } from '../checks/read';
import { World } from '../checks/world';
import { clusterOf } from '../drill/cluster';
import { worstCaseOf } from '../drill/computed';
import { drill as playAll } from '../drill/drill';
import { planOf } from '../drill/operator';
import { phasesOf } from '../drill/phases';
import { play } from '../drill/play';
import { findPrograms } from '../drill/programs';
import { measurementsOf, spreadOf, underestimated } from '../drill/record';
import { htmlReport, jsonReport, Progress, textReport } from '../drill/report';
import { Scenario } from '../drill/scenario';
import { defaultScenarios, readScenario } from '../drill/scenario-file';
import { DrillResult, Verdict } from '../drill/verdict';
import { nearest } from '../nearest';
import { readInput, Unreadable } from './check-input';
import { clusterSettings, outputFolder } from './cluster-settings';
import { DrillCommand } from './drill-command';
import { Interrupted, SignalWatch } from './interrupted';
import { messageOf } from './message';
import { Terminal } from './terminal';
import { WrongUsage } from './wrong-usage';

/** What the process ends with. */
const EXIT: { readonly [verdict in Verdict]: number } = { 'told': 0, 'told-twice': 10, 'too-late': 11, 'told-for-nothing': 12, 'not-told': 13 };

/** What is played again and again by --phases where no scenario is named. */
const FAILURE = 'failed-analysis';

/** Plays rollbacks. Returns the exit code: 0 all told; 1 something could not be played; 10 to 13 by the worst verdict. */
export async function drill(command: DrillCommand, terminal: Terminal): Promise<number> {
  try {
    if (command.list) { terminal.out(listOfScenarios()); return 0; }
    const settings = clusterSettings(command);
    const scenarios = command.scenarios.map((each) => scenarioOf(each, terminal));
    for (const path of [command.output, command.record]) { if (path !== undefined) { refuseUnwritable(path, terminal); } }
    const paths = command.paths.length === 0 ? [outputFolder(terminal)] : command.paths;
    const files = await readInput(paths, terminal);
    if (files.length === 0) { throw new Unreadable(`${paths.join(', ')}: there is no .yaml, .yml or .json file`); }
    const documents = files.flatMap(({ path, text }) => Document.read(text, path));
    refuseBroken(documents);
    const result = await played(command, readWorld(documents, settings), scenarios, terminal);
    return report(command, result, terminal);
  } catch (error) {
    if (error instanceof WrongUsage || error instanceof Interrupted) { throw error; }
    terminal.err(`${error instanceof Unreadable ? error.message : messageOf(error)}\n`);
    return 1;
  }
}

async function played(command: DrillCommand, world: World, named: readonly Scenario[], terminal: Terminal): Promise<DrillResult> {
  const programs = findPrograms({ prometheus: command.prometheus, alertmanager: command.alertmanager, promtool: command.promtool });
  const plan = planOf(world);
  const cluster = clusterOf(world);
  const scenarios = chosen(command, named, world);
  const progress = command.quiet ? undefined
    : new Progress({ write: terminal.err, isTty: false, colors: false, ...terminal.progress }, scenarios.reduce((sum, { seconds }) => sum + seconds, 0));
  const signals = new SignalWatch();
  const ended = new AbortController();
  // Every play listens, and every wait of it.
  setMaxListeners(0, ended.signal);
  void signals.first.then((signal) => { ended.abort(new Interrupted(signal)); });
  try {
    return await playAll({
      scenarios,
      player: (scenario, signal) => play(scenario, plan, programs, { cluster, signal }),
      promised: promiseOf(world),
      worst: worstCaseOf(world),
      concurrency: command.concurrency ?? atOnce(scenarios.length),
      signal: ended.signal,
      programs: [programs.prometheus, programs.alertmanager].map(({ name, version }) => ({ name, version })),
      assumptions: [...plan.assumptions, ...plan.refused.map((each) => `left out: ${each}`)],
      progress: (each) => { progress?.take(each); },
    });
  } finally {
    progress?.end();
    signals.close();
  }
}

/** The default set is played side by side, so that it is over in three minutes; of many phases as many as the processor can serve. */
function atOnce(count: number): number {
  return Math.min(count, Math.max(defaultScenarios().length, cpus().length * 8));
}

function chosen({ phases }: DrillCommand, named: readonly Scenario[], world: World): readonly Scenario[] {
  const scenarios = named.length > 0 ? named : phases === undefined ? defaultScenarios() : defaultScenarios().filter(({ name }) => name === FAILURE);
  if (phases === undefined) { return scenarios; }
  const within = Math.max(1, ...failurePaths(world).map(({ scrape, evaluation }) => (scrape?.seconds ?? 0) + (evaluation?.seconds ?? 0)));
  return scenarios.flatMap((each) => phasesOf(each, phases, within));
}

function report(command: DrillCommand, result: DrillResult, terminal: Terminal): number {
  terminal.out(command.format === 'json' ? jsonReport(result) : textReport(result, { columns: terminal.columns, colors: terminal.colors === true }));
  if (command.output !== undefined) {
    writeFileSync(resolve(terminal.folder, command.output), htmlReport(result));
    terminal.err(`The page: ${command.output}\n`);
  }
  const spread = command.phases === undefined ? undefined : spreadOf(result);
  if (spread !== undefined) {
    const [least, middle, most] = [spread.least, spread.middle, spread.most].map((each) => `${each.toFixed(1)} s`);
    terminal.err(`Told after ${least} at least, ${middle} in the middle, ${most} at most (${spread.count} times).\n`);
  }
  const isUnderestimated = command.record !== undefined && !record(command.record, result, terminal);
  const code = EXIT[result.verdict];
  return code === 0 && (result.unplayed.length > 0 || isUnderestimated) ? 1 : code;
}

/** Writes what was measured. Returns whether the computation holds. */
function record(file: string, result: DrillResult, terminal: Terminal): boolean {
  const measurements = measurementsOf(result);
  writeFileSync(resolve(terminal.folder, file), `${JSON.stringify({ promised: result.promised, programs: result.programs, measurements }, null, 2)}\n`);
  const wrong = underestimated(measurements);
  for (const { scenario, measured, computed } of wrong) { terminal.err(`${scenario}: it took ${measured} s, and check computes at most ${computed} s.\n`); }
  return wrong.length === 0;
}

function scenarioOf(named: string, terminal: Terminal): Scenario {
  if (/\.ya?ml$/i.test(named)) {
    let text: string;
    try {
      text = readFileSync(resolve(terminal.folder, named), 'utf8');
    } catch (error) {
      throw new Unreadable(`${named}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such scenario' : (error as Error).message}`);
    }
    return readScenario(text, named);
  }
  const all = defaultScenarios();
  const found = all.find(({ name }) => name === named);
  if (found !== undefined) { return found; }
  const meant = nearest(named, all.map(({ name }) => name));
  throw new WrongUsage(`There is no scenario "${named}".${meant === undefined ? ' canary-alerting drill --list names them; a file ends in .yaml.' : ` Did you mean ${meant}?`}`);
}

function listOfScenarios(): string {
  const all = defaultScenarios();
  const width = Math.max(...all.map(({ name }) => name.length));
  return all.map(({ name, about }) => `${name.padEnd(width)}  ${about}\n`).join('');
}

/** What cannot be written is told before minutes are spent. */
function refuseUnwritable(path: string, terminal: Terminal): void {
  const full = resolve(terminal.folder, path);
  try {
    mkdirSync(dirname(full), { recursive: true });
    if (statSync(full, { throwIfNoEntry: false })?.isDirectory() === true) { throw new Unreadable(`${path}: it is a folder, and a file is to be written`); }
    accessSync(statSync(full, { throwIfNoEntry: false }) === undefined ? dirname(full) : full, constants.W_OK);
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable(`${path}: it cannot be written: ${(error as Error).message}`);
  }
}

/** Flux applies nothing of a folder with a file that it cannot read: there is nothing to play. */
function refuseBroken(documents: readonly Document[]): void {
  const broken = documents.flatMap((document) => document.unreadable.map(({ message, position }) => `${document.file ?? 'a document'}:${position?.line ?? 1}:${position?.column ?? 1}: it is not YAML: ${message}`));
  if (broken.length > 0) { throw new Unreadable(broken.join('\n')); }
}
