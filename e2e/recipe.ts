import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { versionFlag } from './kubernetes';
import versions from './versions.json';

/** How one real program is built: what `versions.json` says of it. */
export interface Recipe {
  readonly name: string;
  readonly module: string;
  readonly version: string;

  /** The main package, where it is upstream's. */
  readonly package?: string;

  /** The folder of e2e/ that holds the main package, with its go.mod and go.sum, where it is ours. */
  readonly source?: string;

  /** Modules that upstream's go.mod replaces: a main module has to repeat them, as `old@version=new@version`. */
  readonly replaces?: readonly string[];

  /** Whether its go.mod requires modules of its own repository at v0.0.0, as Kubernetes' does: see kubernetes.ts. */
  readonly staging?: boolean;

  /** Flags of `go build` beside those of every program. */
  readonly flags?: readonly string[];
}

/** The programs, in the order in which they are built. */
export const recipes: readonly Recipe[] = withVersions(
  Object.entries(versions.programs).map(([name, program]) => ({ name, ...program })), process.env['CANARY_ALERTING_PROGRAMS'] ?? '');

/**
 * The programs with other releases than those of versions.json, to try a newer one, or to see that an older one still does.
 *
 * @param all The programs.
 * @param others Such as `flagger=v1.43.0 promtool=v0.313.0`.
 * @throws When a name is none, a version is none, or the program is built from our own go.mod, which names the version.
 */
export function withVersions(all: readonly Recipe[], others: string): Recipe[] {
  const wanted = new Map(others.split(/[\s,]+/).filter((each) => each !== '').map((each) => {
    const [name = '', version = ''] = each.split('=');
    const recipe = all.find((one) => one.name === name);
    const at = `CANARY_ALERTING_PROGRAMS: ${each}`;
    if (recipe === undefined) { throw new Error(`${at}: no program is called "${name}"; there are ${all.map((one) => one.name).join(', ')}`); }
    if (!/^v\d+\.\d+\.\d+/.test(version)) { throw new Error(`${at}: "${version}" is no release; allowed: one such as ${name}=${recipe.version}`); }
    if (recipe.source !== undefined) { throw new Error(`${at}: its go.mod names the version; change e2e/${recipe.source}/go.mod`); }
    return [name, version];
  }));
  return all.map((recipe) => ({ ...recipe, version: wanted.get(recipe.name) ?? recipe.version }));
}

/** What is built together, by name: the programs of the tests, those of a cluster, those that benchmarks compare with. */
export const groups: Readonly<Record<string, readonly string[]>> = versions.groups;

/** What every build has in its environment. */
export const environment: Readonly<Record<string, string>> = versions.env;

/** Where the built programs are: outside of the clone, so that a fresh one finds them. */
export function toolsFolder(): string {
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(process.env['CANARY_ALERTING_TOOLS'] || join(cache, 'cdk8s-canary-alerting'), 'tools');
}

/** The name of the folder of a built program: another recipe is another folder. */
export function folderName(recipe: Recipe): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([recipe.package, recipe.version, recipe.replaces, versions.env, buildFlags(recipe), process.platform, process.arch]));
  for (const [file, content] of sources(recipe)) { hash.update(`\0${file}\0${content}`); }
  return `${recipe.name}-${recipe.version}-${hash.digest('hex').slice(0, 12)}`;
}

/** The path of a program once it is built. */
export function binaryPath(recipe: Recipe): string {
  return join(toolsFolder(), folderName(recipe), recipe.name);
}

/** The flags of `go build`. */
export function buildFlags(recipe: Recipe): string[] {
  return [...versions.flags, ...(recipe.staging === true ? [versionFlag(recipe.version)] : []), ...(recipe.flags ?? [])];
}

/** The files of a program of ours, by name. */
export function sources(recipe: Recipe): [string, string][] {
  if (recipe.source === undefined) { return []; }
  const folder = join(__dirname, recipe.source);
  return readdirSync(folder).sort().map((file) => [file, readFileSync(join(folder, file), 'utf8')]);
}
