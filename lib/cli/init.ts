import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { Answers } from './init/answers';
import { filesOf } from './init/files';
import { answers, Ask } from './init/questions';
import { writeNew } from './init/write';
import { InitCommand } from './init-command';
import { Terminal } from './terminal';
import { ownPackage } from './version';
import { WrongUsage } from './wrong-usage';

/** Writes a repository that works at once. Returns the exit code: 0 written; what stands in the way is thrown. */
export async function init(command: InitCommand, terminal: Terminal): Promise<number> {
  const folder = resolve(terminal.folder, command.folder);
  const real = realOf(folder);
  const root = gitRoot(real);
  const ask: Ask = command.yes ? undefined : terminal.ask;
  const said = await answers(command, ask, {
    path: root === undefined ? undefined : relative(root, real).split(sep).join('/') || '.',
    isGitlab: root !== undefined && isGitlab(root),
    complain: terminal.err,
  });
  const up = root === undefined ? wayUp(real, said) : relative(real, root);
  const files = filesOf(said, ownPackage(), up);
  writeNew(folder, files);
  const where = relative(terminal.folder, folder);
  terminal.out([
    `Written: ${files.map(({ path }) => join(where, path)).join(', ')}`,
    '',
    'Next:',
    ...(where === '' ? [] : [`  cd ${/^[\w./-]+$/.test(where) ? where : `'${where.replaceAll('\'', '\'\\\'\'')}'`}`]),
    '  npm install',
    '  npm run synth    # makes dist/',
    '  npm run check    # nothing in it is wrong',
    '',
    'README.md says what is to be done once in the cluster.',
    '',
  ].join('\n'));
  return 0;
}

/** The folder without links, as far as it is there. */
function realOf(folder: string): string {
  if (existsSync(folder)) { return realpathSync(folder); }
  const parent = dirname(folder);
  return parent === folder ? folder : join(realOf(parent), basename(folder));
}

/** The repository that the folder is in. */
function gitRoot(folder: string): string | undefined {
  for (let each = folder; ; each = dirname(each)) {
    if (existsSync(join(each, '.git'))) { return each; }
    if (each === dirname(each)) { return undefined; }
  }
}

function isGitlab(root: string): boolean {
  try {
    return /^\s*url\s*=.*gitlab/m.test(readFileSync(join(root, '.git', 'config'), 'utf8'));
  } catch {
    // A worktree has a file in its place.
    return false;
  }
}

/** CI looks at the root of a repository, which is not there yet. */
function wayUp(folder: string, { path, ci }: Answers): string {
  if (path === '.') { return ''; }
  const parts = path.split('/');
  if (folder.split(sep).slice(-parts.length).join('/') === path) { return parts.map(() => '..').join(sep); }
  if (ci === 'none') { return ''; }
  throw new WrongUsage(`--path is "${path}", and the folder ${folder} is not one of this name: CI would not find its file. Name the folder so, or --ci none.`);
}
