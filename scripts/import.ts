import { mkdtempSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { InvalidInput } from '../lib/invalid';
import { differences, files, swap } from './import/folder';
import { generate } from './import/generate';
import { crdsFromFolder, crdsFromUrls, pinnedUrls, wantedCrds } from './import/inputs';

const USAGE = `npm run import                      makes imports/ from the releases that cdk8s.yaml pins
npm run import -- --from DIR        makes it from a folder of CRD files, offline
npm run import -- --check [--from DIR]   writes nothing, and fails when imports/ is not what would be made`;

/** What `importCrds` takes. */
export interface ImportOptions {
  /** The project's root: cdk8s.yaml is there, and imports/ is made there. */
  readonly root: string;
  /** A folder of CRD files in place of the pinned releases. */
  readonly from?: string;
  /** Whether to compare in place of writing. */
  readonly check?: boolean;
}

/** Makes imports/ anew, or with `check` lists how it differs from what would be made. */
export async function importCrds({ root, from, check }: ImportOptions): Promise<{ readonly files: string[]; readonly different: string[] }> {
  const cdk8sYaml = path.join(root, 'cdk8s.yaml');
  const crds = from === undefined
    ? wantedCrds(await crdsFromUrls(pinnedUrls(cdk8sYaml)), cdk8sYaml)
    : wantedCrds(crdsFromFolder(from), from);
  const imports = path.join(root, 'imports');
  // Beside imports/, because only within one file system a rename is one step.
  const beside = mkdtempSync(path.join(root, '.imports-'));
  const made = path.join(beside, 'imports');
  try {
    generate(crds, made);
    const different = differences(made, imports);
    const all = files(made);
    if (check !== true) { swap(made, imports); }
    return { files: all, different };
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

/** The command: prints, and returns the exit code (1 where imports/ is not current or an input is wrong, 2 for wrong arguments). */
export async function main(args: readonly string[], root: string): Promise<number> {
  let options: { readonly from?: string; readonly check?: boolean };
  try {
    options = parseArgs({ args: [...args], options: { from: { type: 'string' }, check: { type: 'boolean' } } }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  try {
    const { files: all, different } = await importCrds({ root, ...options });
    if (options.check !== true) {
      console.log(`imports/: ${all.length} files, ${different.length === 0 ? 'none changed' : `changed:\n  ${different.join('\n  ')}`}`);
      return 0;
    }
    if (different.length === 0) {
      console.log(`imports/ is current: ${all.length} files`);
      return 0;
    }
    console.error(`imports/ is not current:\n  ${different.join('\n  ')}\nRun npm run import and commit what it makes.`);
    return 1;
  } catch (error) {
    if (!(error instanceof InvalidInput)) { throw error; }
    console.error(error.message);
    return 1;
  }
}

if (require.main === module) {
  void main(process.argv.slice(2), path.resolve(__dirname, '..')).then((code) => { process.exitCode = code; });
}
