import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { breaks, differences } from './upstream/compare';
import { Comparison, textOf } from './upstream/report';
import { snapshotOf } from './upstream/snapshot';
import { Use } from './upstream/use';
import { Watched, WATCHED } from './upstream/watched';
import { build } from './build';
import { environment, recipes, toolsFolder } from './recipe';

const USAGE = `npm run upstream                       compares the newest release of each program with the one that this library is made for
npm run upstream -- flagger@v1.45.0    compares a release, newer or older; several may be named
npm run upstream -- --json             prints the differences as JSON

The programs: ${WATCHED.map(({ name }) => name).join(', ')}`;

/** Compares two releases, the older one first. */
export function compare(watched: Watched, version: string, use: Use): Comparison {
  const [from, to] = [watched.pinned, version].sort(byVersion) as [string, string];
  return { program: watched.name, from, to, differences: differences(snapshotOf(watched, from), snapshotOf(watched, to), use) };
}

/** Orders `v1.9.3` before `v1.10.0`, and a release candidate before its release. */
export function byVersion(a: string, b: string): number {
  const [x, y] = [a, b].map((each) => each.replace(/^v/, '').split(/[.-]/).map(Number)) as [number[], number[]];
  for (let i = 0; i < 3; i++) {
    const order = (x[i] ?? 0) - (y[i] ?? 0);
    if (order !== 0) { return order; }
  }
  return y.length - x.length;
}

/** The newest release that the Go proxy offers. */
function newestOf({ module }: Watched): string {
  mkdirSync(toolsFolder(), { recursive: true });
  const answer = execFileSync('go', ['list', '-m', '-json', `${module}@latest`], {
    cwd: toolsFolder(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment, GOFLAGS: '-mod=mod' },
  });
  return (JSON.parse(answer) as { readonly Version: string }).Version;
}

/** The command; gives the exit code: 1 where something that this library uses is gone or is another thing, 2 for wrong arguments. */
export async function main(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  const named = args.filter((each) => each !== '--json');
  const wrong = named.find((each) => each.startsWith('-') || !WATCHED.some(({ name }) => name === each.split('@')[0]) || /@(?!v\d+\.\d+\.\d+)/.test(each));
  if (wrong !== undefined) {
    console.error(`${wrong} is no program that is watched, nor one with a release such as @v1.2.3\n\n${USAGE}`);
    return 2;
  }
  await build(recipes.find(({ name }) => name === 'upstream-reader') ?? fail('versions.json has no upstream-reader'));
  const use = new Use();
  const comparisons: Comparison[] = [];
  let missed = 0;
  for (const [watched, version] of wanted(named)) {
    try {
      const other = version ?? newestOf(watched);
      if (version === undefined && byVersion(other, watched.pinned) <= 0) {
        if (!json) { console.log(`${watched.name} ${watched.pinned}: no newer release${other === watched.pinned ? '' : `, as far as the Go proxy knows (${other})`}`); }
        continue;
      }
      const comparison = compare(watched, other, use);
      comparisons.push(comparison);
      if (!json) { console.log(textOf(comparison)); }
    } catch (error) {
      missed += 1;
      console.error(`${watched.name}: ${reasonOf(error)}`);
    }
  }
  if (json) { console.log(JSON.stringify(comparisons, null, 2)); }
  return missed > 0 || comparisons.some((each) => each.differences.some(breaks)) ? 1 : 0;
}

function wanted(named: readonly string[]): [Watched, string | undefined][] {
  if (named.length === 0) { return WATCHED.map((each) => [each, undefined]); }
  return named.map((each) => {
    const [name, version] = each.split('@');
    return [WATCHED.find((watched) => watched.name === name) as Watched, version];
  });
}

/** What a failed `go` says of it, without the command's whole line. */
function reasonOf(error: unknown): string {
  const { stderr, stdout, message } = error as { readonly stderr?: string; readonly stdout?: string; readonly message: string };
  const said = [stdout ?? '', stderr ?? ''].join('\n');
  return /"Error": "((?:[^"\\]|\\.)*)/.exec(said)?.[1] ?? /^go: (.*)$/m.exec(said)?.[1] ?? (said.trim().split('\n')[0] || message);
}

function fail(message: string): never {
  throw new Error(message);
}

if (require.main === module) {
  void main(process.argv.slice(2)).then((code) => { process.exitCode = code; });
}
