import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCommandLine } from '../../lib/cli/command-line';
import { Project } from '../cli/project';
import { blocks, DOCUMENTS, prose, ROOT } from './documents';

/** Commands in the documents: ours are read by our own reader of command lines, scripts are there, files are there. */

/** Programs of others that the documents use. */
const OTHERS = ['cd', 'flux', 'kubectl', 'kustomize', 'npm', 'npx', 'sops'];
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
let written: Record<string, string>;
beforeAll(async () => {
  const p = new Project();
  await p.run('init');
  written = (JSON.parse(p.read('package.json')) as { scripts: Record<string, string> }).scripts;
});

/** What a line runs, as words: comments, redirections and quotes taken away, pipes and && taken apart. */
function commands(line: string): string[][] {
  return line.replace(/(^|\s)#(?=\s).*$/, '').replace(/\s>\s*\S+/, '').split(/\s(?:&&|\|)\s/).map((each) => each.trim()).filter((each) => each !== '')
    .map((each) => [...each.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, one, two, three]) => one ?? two ?? three ?? ''));
}

/** What is wrong with a command; nothing where it is right. */
function mistake(words: readonly string[]): string | undefined {
  const [program = '', ...args] = words;
  if (program === 'canary-alerting' || program === 'cdk8s-canary-alerting') { return unread(args); }
  if (!OTHERS.includes(program)) { return `there is no program ${program} among those that are known`; }
  if (program === 'npx') { return mistake(args); }
  if (program === 'npm' && args[0] === 'run') {
    const [, name = '', dashes, ...rest] = args;
    if (!(name in scripts) && !(name in written)) { return `there is no script ${name}`; }
    const script = written[name];
    return dashes === '--' && script?.startsWith('canary-alerting ') === true ? unread([...script.split(' ').slice(1), ...rest]) : undefined;
  }
  const missing = args.filter((each) => each.startsWith('dist/') && each.length > 5 && !existsSync(join(ROOT, each)));
  return missing.length === 0 ? undefined : `there is no ${missing.join(', ')}`;
}

function unread(args: readonly string[]): string | undefined {
  try {
    parseCommandLine(args);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

test('every command in a block is one', () => {
  const lines = blocks('sh', 'bash', 'shell').flatMap(({ document, line, text }) => text.split('\n').map((command) => ({ where: `${document}:${line}`, command })));
  expect(lines.length).toBeGreaterThan(20);
  const wrong = lines.flatMap(({ where, command }) => commands(command).flatMap((words) => mistake(words) ?? []).map((what) => `${where}: ${command}: ${what}`));
  expect(wrong).toEqual([]);
});

test('every command of ours in a sentence is one', () => {
  const said = DOCUMENTS.flatMap((document) => [...prose(document).matchAll(/`((?:npx )?canary-alerting [^`]+)`/g)].map(([, command]) => ({ document, command: (command as string).replace(/\s+/g, ' ') })));
  expect(said.length).toBeGreaterThan(10);
  expect(said.flatMap(({ document, command }) => commands(command).flatMap((words) => mistake(words) ?? []).map((what) => `${document}: ${command}: ${what}`))).toEqual([]);
});

test('every script in a sentence is there', () => {
  const named = DOCUMENTS.filter((document) => document !== 'CHANGELOG.md').flatMap((document) => [...prose(document).matchAll(/npm run ([\w:]+)/g)].map(([, name]) => [document, name as string] as const));
  expect(named.filter(([, name]) => !(name in scripts) && !(name in written))).toEqual([]);
});
