import { ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, linkSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stagingReplaces } from './kubernetes';
import { binaryPath, buildFlags, environment, folderName, Recipe, sources, toolsFolder } from './recipe';

/**
 * Builds a program unless it is built already, and tells in how many seconds; 0 where it was there.
 *
 * @param recipe The program.
 * @param progress Which of how many it is, as `3 of 10`.
 */
export async function build(recipe: Recipe, progress?: string): Promise<number> {
  if (existsSync(binaryPath(recipe))) { return 0; }
  const began = Date.now();
  mkdirSync(toolsFolder(), { recursive: true });
  sweep();
  const unlock = await lock(recipe);
  let beat: NodeJS.Timeout | undefined;
  try {
    if (existsSync(binaryPath(recipe))) { return 0; }
    const name = `${progress === undefined ? '' : `${progress}: `}${recipe.name} ${recipe.version}`;
    process.stderr.write(`${name}: building…\n`);
    // Kubernetes takes minutes, in which a log that says nothing looks like one that hangs.
    beat = setInterval(() => { process.stderr.write(`${name}: ${Math.round((Date.now() - began) / 1000)} s…\n`); }, 30_000);
    await buildBeside(recipe);
  } finally {
    clearInterval(beat);
    unlock();
  }
  return (Date.now() - began) / 1000;
}

/** Where the output of a program's build is kept when it fails. */
export function logPath(recipe: Recipe): string {
  return join(toolsFolder(), `${folderName(recipe)}.log`);
}

async function buildBeside(recipe: Recipe): Promise<void> {
  const work = join(toolsFolder(), `.building-${process.pid}-${folderName(recipe)}`);
  const out = join(work, 'out');
  const log = openSync(logPath(recipe), 'w');
  const stop = (): void => { rmSync(work, { recursive: true, force: true }); };
  process.once('exit', stop);
  try {
    mkdirSync(out, { recursive: true });
    for (const [file, content] of sources(recipe)) { writeFileSync(join(work, file), content); }
    const run = (...args: string[]): Promise<string> => go(args, work, log, recipe);
    if (recipe.package === undefined) {
      await run('build', '-mod=readonly', ...buildFlags(recipe), '-o', join(out, recipe.name), '.');
    } else {
      await run('mod', 'init', `tools/${recipe.name}`);
      for (const replace of await replaces(recipe, run)) { await run('mod', 'edit', `-replace=${replace}`); }
      await run('get', '-tool', `${recipe.package}@${recipe.version}`);
      await run('build', ...buildFlags(recipe), '-o', join(out, recipe.name), recipe.package);
    }
    // The rename is what makes a program exist: whoever is killed before it leaves nothing that looks finished, and of two
    // that build the same program one wins.
    try {
      renameSync(out, join(toolsFolder(), folderName(recipe)));
    } catch (error) {
      if (!existsSync(binaryPath(recipe))) { throw error; }
    }
    rmSync(logPath(recipe), { force: true });
  } finally {
    closeSync(log);
    stop();
    process.removeListener('exit', stop);
  }
}

/** What upstream's go.mod replaces. */
async function replaces(recipe: Recipe, run: (...args: string[]) => Promise<string>): Promise<readonly string[]> {
  if (recipe.staging !== true) { return recipe.replaces ?? []; }
  const { GoMod } = JSON.parse(await run('mod', 'download', '-json', `${recipe.module}@${recipe.version}`)) as { readonly GoMod: string };
  return [...stagingReplaces(readFileSync(GoMod, 'utf8'), recipe.version), ...(recipe.replaces ?? [])];
}

let running: ChildProcess | undefined;

/** Stops the build that runs, if one does. */
export function stopBuild(): void {
  running?.kill('SIGTERM');
}

/** Runs the compiler, and gives what it prints on its standard output. */
function go(args: string[], cwd: string, log: number, recipe: Recipe): Promise<string> {
  writeSync(log, `$ go ${args.join(' ')}\n`);
  return new Promise((resolve, reject) => {
    let printed = '';
    running = spawn('go', args, { cwd, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', log] });
    running.stdout?.on('data', (data: Buffer) => { printed += data.toString(); writeSync(log, data); });
    running.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? new Error('`go` is not on the PATH: the real programs are built with Go 1.26 or newer') : error);
    });
    running.once('close', (code, signal) => {
      running = undefined;
      if (code === 0) { resolve(printed); return; }
      const lines = readFileSync(logPath(recipe), 'utf8').trimEnd().split('\n').slice(-15);
      reject(new Error([`${recipe.name} ${recipe.version} does not build (${signal ?? `exit ${code}`}):`,
        ...lines.map((line) => `  ${line}`), `the whole output: ${logPath(recipe)}`].join('\n')));
    });
  });
}

/** Two runs at once would compile the same twice; the second one waits. A run that was killed holds nothing up. */
async function lock(recipe: Recipe): Promise<() => void> {
  const file = join(toolsFolder(), `.lock-${folderName(recipe)}`);
  const mine = join(toolsFolder(), `.building-${process.pid}-lock`);
  writeFileSync(mine, String(process.pid));
  try {
    while (!isLinked(mine, file)) {
      if (isGone(pidIn(file))) { rmSync(file, { force: true }); } else { await sleep(200); }
    }
  } finally {
    rmSync(mine, { force: true });
  }
  const unlock = (): void => { rmSync(file, { force: true }); };
  process.once('exit', unlock);
  return () => { unlock(); process.removeListener('exit', unlock); };
}

/** A hard link appears with its content, so that nobody reads a lock without a pid. */
function isLinked(mine: string, lockFile: string): boolean {
  try {
    linkSync(mine, lockFile);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') { throw error; }
    return false;
  }
}

function pidIn(file: string): number {
  try { return Number(readFileSync(file, 'utf8')); } catch { return 0; }
}

/** Removes what killed runs left. */
function sweep(): void {
  for (const entry of readdirSync(toolsFolder())) {
    const pid = /^\.building-(\d+)-/.exec(entry)?.[1];
    if (pid !== undefined && isGone(Number(pid))) { rmSync(join(toolsFolder(), entry), { recursive: true, force: true }); }
  }
}

function isGone(pid: number): boolean {
  if (pid === 0) { return false; }
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
