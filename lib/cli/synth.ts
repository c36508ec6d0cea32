import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { invalid } from '../invalid';
import type { FailOn } from '../report/threshold';
import { AppProcess } from './app-process';
import { readCdk8sConfig } from './cdk8s-config';
import { SynthOptions } from './command-line';
import { readableCrash } from './crash';
import { CrashFilter } from './crash-filter';
import { Interrupted, SignalWatch } from './interrupted';
import { ManifestFile, readManifests } from './manifest-files';
import { messageOf } from './message';
import { Changes, OutputFolder } from './output-folder';
import { Terminal } from './terminal';

/**
 * Runs the app beside the output folder, checks what it wrote, and only then puts it in place of the last manifests. Returns
 * the exit code.
 */
export async function synth(options: SynthOptions, terminal: Terminal): Promise<number> {
  const { app, label } = settings(options, terminal);
  const promise = options.promise === undefined ? undefined : loadChecks().promiseOf(options.promise);
  const output = new OutputFolder(resolve(terminal.folder, label), label);
  const signals = new SignalWatch();
  let made: { readonly files: ManifestFile[]; readonly changes: Changes } | undefined;
  try {
    output.prepare(terminal.folder);
    const running = runApp(app, output.fresh, signals, terminal);
    // On another core, while the app runs: what follows shall not wait for it.
    if (!options.quiet) { setImmediate(loadSummary); }
    if (options.failOn !== undefined) { setImmediate(loadChecks); }
    if (await running) {
      const files = readManifests(output.fresh, label);
      if (options.failOn !== undefined && !isSound(files, { failOn: options.failOn, promise }, { fresh: output.fresh, label }, terminal)) {
        terminal.err(`${label}/ is as it was; --no-check lets it through.\n`);
        return 1;
      }
      made = { files, changes: output.swap() };
    }
  } catch (error) {
    if (error instanceof Interrupted) { throw error; }
    terminal.err(`${messageOf(error)}\n${label}/ is as it was.\n`);
    return 1;
  } finally {
    output.discard();
    signals.close();
  }
  if (made === undefined) {
    terminal.err(`The app failed: ${app}\n${label}/ is as it was.\n`);
    return 1;
  }
  if (!options.quiet) { tell(label, made.files, made.changes, options.brief === true, terminal); }
  return 0;
}

/** The command that runs the app, and the output folder. */
export function settings(options: SynthOptions, terminal: Terminal): { readonly app: string; readonly label: string } {
  const config = readCdk8sConfig(terminal.folder);
  const app = options.app ?? config?.app;
  if (app === undefined) {
    throw invalid({
      at: 'cdk8s.yaml',
      what: config === undefined ? 'there is no such file here, and no --app' : 'it has no app, and there is no --app',
      allowed: 'the command that runs the app',
      fix: 'in cdk8s.yaml: app: node --require tsx/cjs main.ts',
    });
  }
  if (config?.validations === true) {
    terminal.err('warning: cdk8s.yaml names validations; cdk8s synth runs those plugins, this command does not.\n');
  }
  return { app, label: labelOf(resolve(terminal.folder, options.output ?? config?.output ?? 'dist'), terminal.folder) };
}

/** The output folder as a person would name it. */
function labelOf(path: string, folder: string): string {
  const near = relative(folder, path);
  return near === '' ? '.' : near.length < path.length ? near : path;
}

/** Runs the app. Returns whether it succeeded; throws `Interrupted` when this process is told to end meanwhile. */
async function runApp(command: string, outdir: string, signals: SignalWatch, terminal: Terminal): Promise<boolean> {
  const stderr = new CrashFilter(terminal.err);
  const app = new AppProcess(command, {
    folder: terminal.folder,
    outdir,
    out: terminal.out,
    err: (text) => { stderr.take(text); },
  });
  const end = await Promise.race([app.ended, signals.first]);
  if (typeof end === 'string') {
    await app.end(end);
    throw new Interrupted(end);
  }
  stderr.end();
  const failed = end.code !== 0;
  if (stderr.held !== '') { terminal.err(failed ? readableCrash(stderr.held, terminal.folder) : stderr.held); }
  if (end.signal !== null) { terminal.err(`The app was ended by ${end.signal}.\n`); }
  return !failed;
}

/** Whether the checks let the manifests pass. */
function isSound(files: readonly ManifestFile[], asked: { readonly failOn: FailOn; readonly promise?: number }, { fresh, label }: { readonly fresh: string; readonly label: string }, terminal: Terminal): boolean {
  try {
    return loadChecks().checkFresh(files.map(({ path }) => ({ path: join(label, path), text: readFileSync(join(fresh, path), 'utf8') })), asked, terminal);
  } catch (error) {
    // A mistake of ours shall not keep anybody from delivering.
    terminal.err(`warning: the checks did not run to their end: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
    return true;
  }
}

function tell(label: string, files: ManifestFile[], changes: Changes, isBrief: boolean, terminal: Terminal): void {
  const { explain, explanationText, inventoryText } = loadSummary();
  try {
    if (isBrief) { terminal.out(`${inventoryText({ label, files, changes }, terminal.columns).split('\n', 1)[0] ?? ''}\n`); return; }
    terminal.out(inventoryText({ label, files, changes }, terminal.columns));
    terminal.out(explanationText(explain(files.flatMap((file) => file.objects)), terminal.columns));
  } catch (error) {
    // The manifests are in place, and nothing is wrong with them.
    terminal.err(`warning: who hears what cannot be said: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

/** Loads what tells of the manifests, and cdk8s with it, which takes longer than all the rest of the start. */
function loadSummary(): typeof import('../explain') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() of a CommonJS neighbour works under Node only, not under jest
  return require('../explain') as typeof import('../explain');
}

/** Loads the checks, and their schemas with them. */
function loadChecks(): typeof import('./check') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
  return require('./check') as typeof import('./check');
}
