import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { scratchFolder } from '../scratch';

export const root = resolve(__dirname, '../..');

/** The environment of a shell that knows nothing of npm's run, whose settings npm would take for its own, nor of this repository's commands. */
export function outside(): NodeJS.ProcessEnv {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_') && name !== 'NODE_PATH' && name !== 'INIT_CWD'));
  return { ...env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
}

/** Packs the package as it would be published, compiled anew, and gives the file's path. */
export function pack(folder = scratchFolder('packed')): string {
  mkdirSync(folder, { recursive: true });
  // npm prints the file's name last, after what the build prints.
  const printed = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root, encoding: 'utf8', env: outside(), stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1e8 });
  return join(folder, printed.trim().split('\n').at(-1) as string);
}

/** Installs packages in an empty folder. */
export function install(folder: string, ...packages: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
  execFileSync('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--silent', ...packages], { cwd: folder, env: outside(), stdio: ['ignore', 'ignore', 'inherit'] });
}

/** What a command said. */
export interface Said { readonly code: number | null; readonly stdout: string; readonly stderr: string }

/** Runs a command to its end. */
export function command(file: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Said {
  const { status, error, stdout, stderr } = spawnSync(file, args, { cwd, env: { ...outside(), ...env }, encoding: 'utf8', maxBuffer: 1e8 });
  if (error !== undefined) { throw error; }
  return { code: status, stdout, stderr };
}
