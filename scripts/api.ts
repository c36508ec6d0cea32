import { loadAssemblyFromPath } from '@jsii/spec';
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { cyclic } from './api/cycles';
import { apiEntries, Assembly } from './api/entries';
import { compare, frozenText, parseFrozen, released, untold } from './api/frozen';
import { moduleEntries } from './api/module-entries';
import { optionTypes } from './api/options';

/**
 * Keeps docs/api.txt, which freezes the public names and types: what breaks must be told in CHANGELOG.md. And lib/option-types.ts,
 * by which the constructs know a mistyped option.
 */

const FILE = 'docs/api.txt';
const OPTIONS = 'lib/option-types.ts';
const USAGE = `npm run api                makes ${FILE} and ${OPTIONS} from what \`npm run build\` made, and fails when what breaks is not told in CHANGELOG.md
npm run api -- --check     writes nothing, and fails also when the file is not what would be made
npm run api -- --release   begins anew: all that there is has been released`;

/** The command: prints, and returns the exit code (1 where something is to be done, 2 for wrong arguments). */
export function main(args: readonly string[], root: string): number {
  let values: { readonly check?: boolean; readonly release?: boolean };
  try {
    ({ values } = parseArgs({ args: [...args], options: { check: { type: 'boolean' }, release: { type: 'boolean' } } }));
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    return 2;
  }
  const file = path.join(root, FILE);
  const committed = readFileSync(file, 'utf8');
  const assembly = loadAssemblyFromPath(root, false) as Assembly;
  const entries = [
    ...apiEntries(assembly),
    ...['jest', 'validation'].flatMap((module) => moduleEntries(module, path.join(root, 'build/lib', module, 'index.d.ts'))),
  ];
  const { frozen, breaking } = compare(parseFrozen(committed), entries);
  const wanted = frozenText(values.release === true ? released(entries) : frozen);
  if (values.check !== true) {
    writeFileSync(file, wanted);
    writeFileSync(path.join(root, OPTIONS), optionTypes(currentEntries(wanted)));
  }
  let code = 0;
  if (values.check === true && wanted !== committed) {
    console.error(`${FILE} is not the API: run npm run build, then npm run api, and commit what it makes`);
    code = 1;
  }
  const silent = values.release === true ? [] : untold(breaking, readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8'));
  if (silent.length > 0) {
    console.error(`Whoever uses the last release breaks, and the newest section of CHANGELOG.md does not say so:\n${
      breaking.map((entry) => `  ${entry}`).join('\n')}\nfix: a line there, "- **Breaking:** …", that names ${silent.map((name) => `\`${name}\``).join(', ')} and says what to write instead`);
    code = 1;
  }
  const cycles = cyclic(assembly);
  if (cycles.length > 0) {
    console.error(`Go cannot compile this, because it knows no import cycles:\n  ${cycles.join('\n  ')}\nfix: export their files in lib/base.ts instead of lib/jsii.ts`);
    code = 1;
  }
  return code;
}

/** What docs/api.txt says that there is. */
export function currentEntries(text: string): string[] {
  return parseFrozen(text).filter(({ mark }) => mark !== '-').map(({ entry }) => entry);
}

if (require.main === module) { process.exitCode = main(process.argv.slice(2), path.resolve(__dirname, '..')); }
