import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as ts from 'typescript';
import { lazyModule } from './lazy-modules/lazy';

/**
 * `npm run build`, after the compiler: the package's modules are loaded when they are first used, so that `require` of the package costs no more than
 * what is used of it. And the command may be run.
 */
const build = resolve(__dirname, '../build');
/** The compiler's own mark: what has it has been done before. */
const DONE = '// Lazy: scripts/lazy-modules.ts\n';

function main(): void {
  const files = ['lib', 'imports'].flatMap((folder) => readdirSync(join(build, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js')).map((path) => join(build, folder, path)));
  const fresh = files.filter((file) => !readFileSync(file, 'utf8').endsWith(DONE));
  const program = ts.createProgram(fresh, { allowJs: true, noResolve: true, noLib: true, types: [], target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS });
  const checker = program.getTypeChecker();
  const written = fresh.map((file) => {
    const source = program.getSourceFile(file);
    if (source === undefined) { throw new Error(`${file} is not in the program`); }
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the compiled modules say what they export
    const namesOf = (request: string): string[] => Object.keys(require(join(dirname(file), request)) as object).filter((name) => name !== 'default');
    return [file, lazyModule(source, checker, namesOf) + DONE] as const;
  });
  for (const [file, text] of written) { writeFileSync(file, text); }
  // npm does it for what it installs; of a clone the command shall run, too.
  chmodSync(join(build, 'lib/cli/main.js'), 0o755);
}

main();
