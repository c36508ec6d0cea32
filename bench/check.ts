import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App, Duration, YamlOutputType } from 'cdk8s';
import { parse, stringify } from 'yaml';
import { tool } from '../e2e/tools';
import versions from '../e2e/versions.json';
import { CanaryAlerting, Channel, flagger, Hears, PrometheusStack, SecretKey } from '../lib';

/**
 * `npm run bench`: how long `canary-alerting check` takes for the manifests of 1,000 canaries, beside what else checks manifests,
 * on the same files, in the same run, turn by turn. The numbers that last are the ratios.
 *
 * It measures the compiled package (npm run build). BENCH_CANARIES and BENCH_RUNS change the size; KUBECONFORM is the program's path where
 * it is neither built with the other real programs nor on the PATH.
 */
const CANARIES = Number(process.env['BENCH_CANARIES'] ?? 1000);
const RUNS = Number(process.env['BENCH_RUNS'] ?? 3);
/** Files of rules: one for each application of a team, not one for each canary of a platform. */
const RULE_FILES = Math.min(100, CANARIES);
const TEAM = 50;

const root = resolve(__dirname, '..');
const command = join(root, 'build/lib/cli/main.js');

/** One program, and what it is given. */
interface Contender {
  readonly name: string;
  readonly of: string;
  readonly program: string;
  readonly args: readonly string[];
}

function writeCanaries(folder: string): void {
  const app = new App({ outdir: folder, yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
  const alerting = new CanaryAlerting(app, 'alerting', {
    notifyWithin: Duration.seconds(30),
    channels: [Channel.slack('#on-call', { webhook: SecretKey.of('slack', 'address'), hears: Hears.FAILURES })],
    prometheus: PrometheusStack.helm({ release: 'kube-prometheus-stack', namespace: 'monitoring' }),
    flagger: { namespace: 'flagger-system' },
  });
  for (let first = 0; first < CANARIES; first += TEAM) {
    const team = alerting.addTeam(`team-${first / TEAM}`);
    const tester = team.addLoadTester();
    for (let index = first; index < Math.min(first + TEAM, CANARIES); index++) {
      const name = `app-${index}`;
      team.addCanary(name, {
        target: flagger.Target.deployment(name),
        provider: flagger.MeshProvider.ISTIO,
        service: { port: 8080 },
        analysis: flagger.Analysis.progressive({
          interval: Duration.seconds(30), threshold: 5, maxWeight: 50, stepWeight: 10,
          metrics: [flagger.MetricCheck.requestSuccessRate({ min: 99 }), flagger.MetricCheck.requestDuration({ max: Duration.millis(500) })],
          webhooks: [tester.loadTest('load', { command: flagger.LoadTester.hey({ url: `http://${name}-canary.team-${first / TEAM}:8080/`, duration: Duration.seconds(30) }) })],
        }),
      });
    }
  }
  app.synth();
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
function seconds({ name, program, args }: Contender): number {
  const begun = process.hrtime.bigint();
  const { error, status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1e9 });
  const took = Number(process.hrtime.bigint() - begun) / 1e9;
  if (error !== undefined || status === null || status > 1 || (program === process.execPath && (stderr !== '' || (args.includes('check') && !/\d objects? of \d/.test(stdout))))) {
    throw new Error(`${name}: ${error?.message ?? stderr}`);
  }
  return took;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

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
  const folder = mkdtempSync(join(tmpdir(), 'canary-alerting-bench-'));
  try {
    const [canaries, objects, files, schemas] = ['canaries', 'objects', 'files', 'schemas'].map((each) => join(folder, each)) as [string, string, string, string];
    writeCanaries(canaries);
    writeRules(canaries, objects, files);
    const location = writeSchemas(schemas);
    const [many, some] = [`manifests of ${CANARIES} canaries`, `${RULE_FILES} files of rules`];
    const [conform, promtool] = [kubeconform(), tool('promtool')];
    const shapes = (of: string, where: string): Contender[] => conform === undefined ? []
      : [{ name: 'kubeconform', of, program: conform, args: ['-ignore-missing-schemas', '-schema-location', location, where] }];
    const ours = (of: string, where: string): Contender => ({ name: 'canary-alerting check', of, program: process.execPath, args: [command, 'check', where] });
    const rules = (of: string, paths: readonly string[]): Contender => ({ name: 'promtool check rules', of, program: promtool, args: ['check', 'rules', ...paths] });
    const contenders: Contender[] = [
      { name: 'nothing but Node', of: 'nothing', program: process.execPath, args: ['-e', '0'] },
      ours(many, canaries), ...shapes(many, canaries), rules(many, [join(files, '0.yaml')]),
      ours(some, objects), ...shapes(some, objects), rules(some, paths(files)),
    ];
    const times = contenders.map((): number[] => []);
    for (let run = 0; run < RUNS; run++) { contenders.forEach((each, index) => { times[index]?.push(seconds(each)); }); }
    console.log(`${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, promtool ${versions.programs.promtool.version}, ${conform === undefined ? 'without kubeconform, which is not installed' : `kubeconform ${versions.programs.kubeconform.version}`}, median of ${RUNS} runs, ${paths(canaries).length} files of canaries\n`);
    console.log('| checked | by | median | least | ratio |\n|---|---|---|---|---|');
    contenders.forEach(({ name, of }, index) => {
      const of1 = contenders.findIndex((each) => each.of === of);
      const own = times[index] ?? [];
      console.log(`| ${of} | ${name} | ${median(own).toFixed(2)} s | ${Math.min(...own).toFixed(2)} s | ${(median(own) / median(times[of1] ?? [])).toFixed(2)} |`);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main();
