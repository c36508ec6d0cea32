import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { invalid } from '../invalid';

/** A real program on this machine. */
export interface Program {
  readonly name: string;
  readonly path: string;
  /** As it says itself: `3.15.0`. */
  readonly version: string;
}

/** What a drill needs. */
export interface Programs {
  readonly prometheus: Program;
  readonly alertmanager: Program;
  /** It writes what has been before a play. */
  readonly promtool: Program;
}

/** Where to look beside PATH. */
export interface ProgramPaths {
  readonly prometheus?: string;
  readonly alertmanager?: string;
  readonly promtool?: string;
}

/** How each comes to a machine. */
const INSTALL: Readonly<Record<keyof Programs, string>> = {
  prometheus: 'the release page of prometheus/prometheus on GitHub, Debian\'s package prometheus',
  promtool: 'it comes with prometheus: the release page of prometheus/prometheus on GitHub, Debian\'s package prometheus',
  alertmanager: 'the release page of prometheus/alertmanager on GitHub, Debian\'s package prometheus-alertmanager',
};

/** How Debian calls a program. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = { alertmanager: ['alertmanager', 'prometheus-alertmanager'] };

/**
 * The real programs: those that are named, else those of PROMETHEUS, ALERTMANAGER and PROMTOOL in the environment, else of PATH, else the
 * newest that `npm run tools` has built.
 *
 * @throws InvalidInput Naming each that is absent, and how to install it.
 */
export function findPrograms(paths: ProgramPaths = {}, env: NodeJS.ProcessEnv = process.env): Programs {
  const names = ['prometheus', 'alertmanager', 'promtool'] as const;
  const found = new Map(names.map((name) => [name, named(name, paths[name] ?? env[name.toUpperCase()]) ?? inPath(name, env) ?? inTools(name, env)]));
  const absent = names.filter((name) => found.get(name) === undefined);
  if (absent.length > 0) {
    throw invalid({
      at: 'drill', what: `${absent.join(' and ')} ${absent.length === 1 ? 'is' : 'are'} not on this machine`,
      allowed: `the programs themselves, in PATH or by ${absent.map((name) => `--${name} PATH`).join(' ')}`,
      fix: `${absent.map((name) => `${name}: ${INSTALL[name]}`).join('; ')}; or npm run tools in a clone of this library, which builds them with Go`,
    });
  }
  const program = (name: keyof Programs): Program => ({ name, path: found.get(name) as string, version: versionOf(name, found.get(name) as string) });
  return { prometheus: program('prometheus'), alertmanager: program('alertmanager'), promtool: program('promtool') };
}

function named(name: string, path: string | undefined): string | undefined {
  if (path === undefined || path === '') { return undefined; }
  if (!isProgram(path)) { throw invalid({ at: 'drill', what: `${name} is no program`, value: path, allowed: 'the path of a file that can be run' }); }
  return path;
}

function inPath(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return (OTHER_NAMES[name] ?? [name]).flatMap((each) => folders.map((folder) => join(folder, each))).find(isProgram);
}

/** The folder that `npm run tools` builds into, `<name>-<version>-<hash>/<name>`. */
function inTools(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const home = env['CANARY_ALERTING_TOOLS'] || join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'cdk8s-canary-alerting');
  const folder = join(home, 'tools');
  const built = (existsSync(folder) ? readdirSync(folder) : []).filter((each) => each.startsWith(`${name}-v`)).map((each) => join(folder, each, name)).filter(isProgram);
  return built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function versionOf(name: string, path: string): string {
  let said: string;
  try {
    said = execFileSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw invalid({ at: 'drill', what: `${name} does not say its version`, value: path, allowed: `${name} itself`, fix: (error as Error).message.split('\n')[0] });
  }
  const [, program, version] = /^(\S+), version (\S*)/.exec(said) ?? [];
  if (program === undefined) { throw invalid({ at: 'drill', what: `this is not ${name}`, value: path, allowed: `${name} itself`, fix: `it says: ${said.split('\n')[0]}` }); }
  if (program !== name) { throw invalid({ at: 'drill', what: `this is ${program}, not ${name}`, value: path, allowed: `${name} itself` }); }
  return version === undefined || version === '' ? builtVersion(name, path) : version;
}

/** A program that is built from its Go module does not know its version; the folder of `npm run tools` does. Prometheus 3.15.0 is the module v0.315.0. */
function builtVersion(name: string, path: string): string {
  const [, major = '', minor = '', patch = ''] = new RegExp(`/${name}-v(\\d+)\\.(\\d+)\\.(\\d+)-[^/]*/${name}$`).exec(path) ?? [];
  if (major === '') { return 'unknown'; }
  const isShifted = major === '0' && minor.length === 3;
  return isShifted ? `${minor[0]}.${Number(minor.slice(1))}.${patch}` : `${major}.${minor}.${patch}`;
}
