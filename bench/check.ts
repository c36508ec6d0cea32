import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { tool } from '../e2e/tools';
import versions from '../e2e/versions.json';
import { ours, TEAM } from './synth';
import { Cost, cost, turnByTurn } from './synth/measure';

/**
 * `npm run bench`: how long `canary-alerting check` takes for the manifests of many canaries, beside what else checks manifests,
 * on the same files, in the same run, turn by turn. The numbers that last are the ratios.
 *
 * It measures the compiled package (npm run build). BENCH_CANARIES (a list) and BENCH_RUNS change the size; KUBECONFORM is the program's path where
 * it is neither built with the other real programs nor on the PATH.
 */
const SIZES = (process.env['BENCH_CANARIES'] ?? '1000,10000').split(',').map(Number);
const RUNS = Number(process.env['BENCH_RUNS'] ?? 3);
/** Files of rules: one for each application of a team, not one for each canary of a platform. */
const RULE_FILES = 100;

const root = resolve(__dirname, '..');
const command = join(root, 'build/lib/cli/main.js');

/** One program, and what it is given. */
interface Contender {
  readonly name: string;
  readonly of: string;
  readonly program: string;
  readonly args: readonly string[];
}

interface PrometheusRule {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: { readonly groups: readonly { readonly name: string }[] };
}

/** Copies of the rules, as those have them who write a rule file for each application. */
function writeRules(from: string, objects: string, files: string): void {
  mkdirSync(objects);
  mkdirSync(files);
  const rules = paths(from).map((path) => parse(readFileSync(path, 'utf8')) as PrometheusRule).find(({ kind }) => kind === 'PrometheusRule') as PrometheusRule;
  for (let index = 0; index < RULE_FILES; index++) {
    const spec = { groups: rules.spec.groups.map((group) => ({ ...group, name: `${group.name}-${index}` })) };
    writeFileSync(join(objects, `${index}.yaml`), stringify({ ...rules, metadata: { ...rules.metadata, name: `app-${index}` }, spec }));
    writeFileSync(join(files, `${index}.yaml`), stringify(spec));
  }
}

function paths(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml')).map((path) => join(folder, path));
}

/** Seconds of a run. A program that finds something has run, too; one that falls over has not. */
/** kubeconform as the tests build it, or the one that is installed; undefined where there is none. */
function kubeconform(): string | undefined {
  const candidates = [() => tool('kubeconform'), () => process.env['KUBECONFORM'] ?? 'kubeconform'];
  for (const candidate of candidates) {
    try {
      const program = candidate();
      if (spawnSync(program, ['-v']).error === undefined) { return program; }
    } catch {
      // It is not among the programs that are built.
    }
  }
  return undefined;
}

/** The schemas of the package, a file for each version of a kind, as kubeconform looks for them. */
function writeSchemas(folder: string): string {
  const schemas = join(root, 'imports/schemas');
  for (const path of readdirSync(schemas, { recursive: true, encoding: 'utf8' }).filter((each) => each.endsWith('.json'))) {
    const { group, kind, versions } = JSON.parse(readFileSync(join(schemas, path), 'utf8')) as { group: string; kind: string; versions: Record<string, unknown> };
    mkdirSync(join(folder, group), { recursive: true });
    for (const [version, schema] of Object.entries(versions)) { writeFileSync(join(folder, group, `${kind.toLowerCase()}_${version}.json`), JSON.stringify(schema)); }
  }
  return `${folder}/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json`;
}

function main(): void {
  if (!existsSync(command)) { throw new Error('The package is not built: npm run build.'); }
  const [conform, promtool] = [kubeconform(), tool('promtool')];
  console.log(`${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, promtool ${versions.programs.promtool.version}, ${conform === undefined ? 'without kubeconform, which is not installed' : `kubeconform ${versions.programs.kubeconform.version}`}, the least of ${RUNS} runs\n`);
  console.log('| checked | by | time | ratio | processor | ratio |\n|---|---|---|---|---|---|');
  for (const canaries of SIZES) { compareAt(canaries, conform, promtool); }
}

function compareAt(count: number, conform: string | undefined, promtool: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'canary-alerting-bench-'));
  try {
    const [canaries, objects, files, schemas] = ['canaries', 'objects', 'files', 'schemas'].map((each) => join(folder, each)) as [string, string, string, string];
    cost(ours(folder, canaries, [String(count), String(TEAM), 'files']), folder);
    writeRules(canaries, objects, files);
    const location = writeSchemas(schemas);
    const [many, some] = [`manifests of ${count.toLocaleString('en')} canaries (${paths(canaries).length.toLocaleString('en')} files)`, `${RULE_FILES} files of rules`];
    const shapes = (of: string, where: string): Contender[] => conform === undefined ? []
      : [{ name: 'kubeconform', of, program: conform, args: ['-ignore-missing-schemas', '-schema-location', location, where] }];
    const own = (of: string, where: string): Contender => ({ name: 'canary-alerting check', of, program: process.execPath, args: [command, 'check', '--fail-on', 'never', where] });
    const rules = (of: string, all: readonly string[]): Contender => ({ name: 'promtool check rules', of, program: promtool, args: ['check', 'rules', ...all] });
    const contenders: Contender[] = [
      own(many, canaries), ...shapes(many, canaries), rules('its file of rules', [join(files, '0.yaml')]),
      ...(count === SIZES[0] ? [own(some, objects), ...shapes(some, objects), rules(some, paths(files))] : []),
    ];
    const costs = turnByTurn(contenders, RUNS, folder);
    contenders.forEach(({ name, of }, index) => {
      const [own, first] = [costs[index] as Cost, costs[of === 'its file of rules' ? 0 : contenders.findIndex((each) => each.of === of)] as Cost];
      console.log(`| ${of} | ${name} | ${own.seconds.toFixed(2)} s | ${(own.seconds / first.seconds).toFixed(2)} | ${own.processor.toFixed(2)} s | ${(own.processor / first.processor).toFixed(2)} |`);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main();
