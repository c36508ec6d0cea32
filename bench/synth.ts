import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { tool } from '../e2e/tools';
import { KUBERNETES_YAML } from '../lib/kubernetes-yaml';
import { readPlainYaml } from '../lib/plain-yaml';
import { Command, cost, Cost, turnByTurn } from './synth/measure';
import { Made, writePeers } from './synth/peers';

/**
 * `npm run bench:synth`: how long it takes to make the manifests of many canaries, with this library and with what else makes manifests: turn by turn in one
 * run, each with its start. That they make the same is looked at, object by object.
 *
 * It measures the compiled package (npm run build); the others come from `npm run tools -- peers`. BENCH_CANARIES (a list) and BENCH_RUNS change the size.
 */
const SIZES = (process.env['BENCH_CANARIES'] ?? '100,1000,10000').split(',').map(Number);
const RUNS = Number(process.env['BENCH_RUNS'] ?? 5);
export const TEAM = 50;

const root = resolve(__dirname, '..');

/** Somebody who makes the manifests. */
export interface Contender {
  readonly name: string;
  readonly command: Command;
  /** Where they are when it is done: a folder, or a file. */
  readonly output: string;
}

/** What each application has: a Canary alone, or its own metrics, six rules and a Secret out of a vault beside it. */
export enum Load { CANARY = 'Canary', WHOLE = 'Canary, ServiceMonitor, PrometheusRule, ExternalSecret' }

const ENVIRONMENT = { NODE_PATH: join(root, 'node_modules'), BENCH_PACKAGE: join(root, 'build/lib'), BENCH_CDK8S: join(root, 'node_modules/cdk8s'), BENCH_JS_YAML: join(root, 'node_modules/js-yaml') };

/** This library, as a program in a folder: see synth/ours.ts for what it is given. */
export function ours(folder: string, output: string, args: readonly string[]): Command {
  const program = join(folder, 'ours.js');
  writeFileSync(program, ts.transpileModule(readFileSync(join(root, 'bench/synth/ours.ts'), 'utf8'), { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } }).outputText);
  return { program: process.execPath, args: [program, output, ...args], env: ENVIRONMENT };
}

/** Who needs Node alone: cdk8s as it is, this library's App with the same plain objects, this library with its checks and without. */
export function ownContenders(folder: string, canaries: number, load = Load.CANARY): Contender[] {
  const output = (name: string): string => join(folder, `out-${name.replace(/\W+/g, '-')}`);
  const script = (name: string, file: string, app = ENVIRONMENT.BENCH_CDK8S): Contender => ({
    name, output: output(name), command: { program: process.execPath, args: [join(folder, file), output(name)], env: { ...ENVIRONMENT, BENCH_APP: app } },
  });
  const own = (name: string, ...more: readonly string[]): Contender => ({
    name, output: output(name), command: ours(folder, output(name), [String(canaries), String(TEAM), ...(load === Load.WHOLE ? ['whole'] : []), ...more]),
  });
  const library = own('this library');
  cost(library.command, folder);
  writePeers(folder, objectsIn(library.output), canaries, TEAM);
  return [
    script('cdk8s', 'cdk8s.js'),
    script('cdk8s\' objects in this library\'s App', 'cdk8s.js', ENVIRONMENT.BENCH_PACKAGE),
    library,
    own('this library, checks attached', 'checks'),
    script('plain objects and js-yaml', 'plain.js'),
  ];
}

/** Others; kustomize takes the square of the number of objects, minutes for ten thousand. */
function peers(folder: string, canaries: number): Contender[] {
  const [helm, jsonnet, kustomize] = ['helm', 'jsonnet', 'kustomize'].map((name) => join(folder, `out-${name}`)) as [string, string, string];
  return [
    { name: 'helm template', output: helm, command: { program: tool('helm'), args: ['template', 'bench', join(folder, 'helm')], stdout: helm } },
    { name: 'jsonnet', output: jsonnet, command: { program: tool('jsonnet'), args: ['-S', '-c', '-m', jsonnet, join(folder, 'manifests.jsonnet')] } },
    ...(canaries > 1000 ? [] : [{ name: 'kustomize build, of the manifests themselves', output: kustomize, command: { program: tool('kustomize'), args: ['build', join(folder, 'kustomize')], stdout: kustomize } }]),
  ];
}

/** The objects that stand in a file, or in the files of a folder. */
export function objectsIn(path: string): Made[] {
  const files = readdirSyncOrFile(path);
  return files.flatMap(([file, text]) => (readPlainYaml(text) ?? parseAllDocuments(text, KUBERNETES_YAML).map((document) => document.toJS() as unknown))
    .filter((object) => object !== null && object !== undefined).map((object) => ({ file: file.replace(/(?:\.k8s)?\.yaml$/, ''), object: object as Made['object'] })));
}

function readdirSyncOrFile(path: string): [string, string][] {
  try {
    return readdirSync(path).filter((file) => file.endsWith('.yaml')).map((file) => [file, readFileSync(join(path, file), 'utf8')]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTDIR') { throw error; }
    return [['all', readFileSync(path, 'utf8')]];
  }
}

function byReference(made: readonly Made[]): Map<string, unknown> {
  return new Map(made.map(({ object }) => {
    const { name, namespace } = object['metadata'] as { readonly name: string; readonly namespace?: string };
    return [`${object.kind}/${namespace ?? ''}/${name}`, object];
  }));
}

/** Refuses to compare those that do not make the same. */
export function refuseDifferences(all: readonly Contender[]): number {
  const [first, ...others] = all.map(({ name, output }) => ({ name, objects: byReference(objectsIn(output)) }));
  if (first === undefined) { return 0; }
  for (const { name, objects } of others) {
    const different = [...first.objects].filter(([reference, object]) => !isDeepStrictEqual(object, objects.get(reference))).map(([reference]) => reference);
    if (different.length > 0 || objects.size !== first.objects.size) { throw new Error(`${name} does not make what ${first.name} makes: ${objects.size} objects of ${first.objects.size}, ${different.slice(0, 3).join(', ')}`); }
  }
  return first.objects.size;
}

function row(canaries: number, name: string, own: Cost, base: Cost): string {
  return `| ${canaries.toLocaleString('en')} | ${name} | ${own.seconds.toFixed(2)} s | ${(own.seconds / base.seconds).toFixed(2)} | ${own.processor.toFixed(2)} s | ${(own.processor / base.processor).toFixed(2)} | ${own.memory === undefined ? '' : `${own.memory.toFixed(0)} MB`} |`;
}

function main(): void {
  if (!existsSync(join(root, 'build/lib/index.js'))) { throw new Error('The package is not built: npm run build.'); }
  console.log(`${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, the least of ${RUNS} runs\n`);
  for (const load of Object.values(Load)) {
    console.log(`Each application has: ${load}.\n\n| canaries | by | time | ratio | processor | ratio | memory |\n|---|---|---|---|---|---|---|`);
    for (const canaries of SIZES) { compareAt(canaries, load); }
    console.log('');
  }
}

function compareAt(canaries: number, load: Load): void {
  const folder = mkdtempSync(join(tmpdir(), 'canary-alerting-bench-'));
  try {
    const all = [...ownContenders(folder, canaries, load), ...peers(folder, canaries)];
    const costs = turnByTurn(all.map(({ command }) => command), canaries >= 10_000 ? Math.min(RUNS, 3) : RUNS, folder);
    const count = refuseDifferences(all);
    all.forEach(({ name }, index) => { console.log(row(canaries, index === 0 ? `${name} (${count} objects)` : name, costs[index] as Cost, costs[0] as Cost)); });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (require.main === module) { main(); }
