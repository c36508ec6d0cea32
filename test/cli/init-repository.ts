import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { Project } from './project';

const root = resolve(__dirname, '../..');

/** Reads a module as the repository would, with this package from its sources. */
function load(path: string, modules: Record<string, unknown>): Record<string, unknown> {
  const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const exports: Record<string, unknown> = {};
  new Function('require', 'exports', outputText)((name: string) => modules[name], exports);
  return exports;
}

/** Runs main.ts of a repository that `init` wrote, here: a process of its own for each would take a second. */
export function synthesize(project: Project, folder = '.'): void {
  const at = (path: string): string => project.path(join(folder, path));
  const before = process.env.CDK8S_OUTDIR;
  process.env.CDK8S_OUTDIR = at('dist');
  mkdirSync(at('dist'), { recursive: true });
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- what a module's own require would give
    const modules = { cdk8s: require('cdk8s') as unknown, 'cdk8s-canary-alerting': require('../../lib') as unknown };
    load(at('main.ts'), { ...modules, './alerting': load(at('alerting.ts'), modules) });
  } finally {
    if (before === undefined) { delete process.env.CDK8S_OUTDIR; } else { process.env.CDK8S_OUTDIR = before; }
  }
}

/** The manifests of a repository: those of dist/, and bootstrap.yaml. */
export function manifestsOf(project: Project, folder = '.'): Record<string, unknown>[] {
  const dist = project.path(join(folder, 'dist'));
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml')).map((path) => join(dist, path));
  const bootstrap = project.path(join(folder, 'bootstrap.yaml'));
  return [...files, ...(existsSync(bootstrap) ? [bootstrap] : [])].flatMap((path) => parseAllDocuments(readFileSync(path, 'utf8')).map((each) => each.toJS() as Record<string, unknown>));
}

/** What `npm run` would run, without the program's name. */
export function script(project: Project, name: string, folder = '.'): string[] {
  const { scripts } = JSON.parse(project.read(join(folder, 'package.json'))) as { scripts: Record<string, string> };
  return (scripts[name] ?? '').split(' ').slice(1);
}

/** Type-checks files of repositories as their own tsconfig.json says, with this package from its sources. */
export function typeErrors(files: readonly string[], tsconfig: string): string[] {
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(tsconfig, (path) => ts.sys.readFile(path)).config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const own: Record<string, string> = { 'cdk8s-canary-alerting': join(root, 'lib/index.ts'), 'cdk8s-canary-alerting/jest': join(root, 'lib/jest/index.ts') };
  host.resolveModuleNameLiterals = (names, from) => names.map(({ text }) => {
    const path = own[text];
    if (path !== undefined) { return { resolvedModule: { resolvedFileName: path, extension: '.ts' } }; }
    // What npm would install is what is installed here.
    return ts.resolveModuleName(text, text.startsWith('.') ? from : join(root, 'lib/index.ts'), options, host);
  });
  const program = ts.createProgram([...files], { ...options, typeRoots: [join(root, 'node_modules/@types')] }, host);
  return files.flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file))).map(({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}
