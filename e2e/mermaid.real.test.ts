import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CanaryExplanation, canaryMermaid } from '../lib/explain/canary';
import { fuzzed } from '../test/explain/canary/names';
import { toolsFolder } from './recipe';

/** Mermaid is not among the dependencies: with what it needs it is larger than all of them. It is fetched once, into the cache of the real programs. */
const VERSIONS = { mermaid: '11.17.2', jsdom: '29.1.1' };
const CHARTS = 150;

const folder = join(toolsFolder(), `mermaid-${VERSIONS.mermaid}`);

function mermaid(charts: readonly string[]): readonly { readonly nodes?: readonly string[]; readonly error?: string }[] {
  return JSON.parse(execFileSync(process.execPath, [resolve(__dirname, 'mermaid-oracle/parse.mjs'), folder], { input: JSON.stringify(charts), encoding: 'utf8', maxBuffer: 1e8, timeout: 110_000 })) as never;
}

beforeAll(() => {
  if (existsSync(join(folder, 'done'))) { return; }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: VERSIONS }));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder, stdio: 'ignore', timeout: 400_000 });
  writeFileSync(join(folder, 'done'), '');
  // 180 MB, the first time.
}, 420_000);

/** The texts of all boxes of a chart, as Mermaid shows them. */
function expectedNodes({ events }: CanaryExplanation): string[] {
  const safe = (text: string): string => text.replace(/[\p{Cc}\p{Cs}]/gu, ' ');
  return [...new Set(events.filter(({ impossible }) => impossible === undefined).flatMap(({ ways, nobody, unknown }) => [
    ...ways.flatMap(({ steps, lost }) => [
      ...steps.map(({ lane, name, detail }) => lane === 'heard' || detail === undefined ? safe(name) : `${safe(name)}<br>${safe(detail)}`),
      ...(lost === undefined ? [] : [`nobody: ${safe(lost)}`]),
    ]),
    ...(ways.length > 0 ? [] : [`nobody: ${safe(nobody ?? unknown ?? '')}`]),
  ]))].map((each) => each.trim());
}

test('Mermaid reads every flowchart, and shows each name as it is', () => {
  const explanations = Array.from({ length: CHARTS }, (_, seed) => fuzzed(seed + 10_000));
  const answers = mermaid(explanations.map(canaryMermaid));
  for (const [index, { nodes, error }] of answers.entries()) {
    expect([index, error]).toEqual([index, undefined]);
    expect(nodes?.map((each) => each.trim())).toEqual(expect.arrayContaining(expectedNodes(explanations[index] as CanaryExplanation)));
  }
});

test('a name that is not made safe is noticed', () => {
  expect(mermaid(['flowchart LR\n  n0["a "quoted" name"]\n'])[0]?.error).toMatch(/Parse error/);
});
