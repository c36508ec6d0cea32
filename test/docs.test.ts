import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { rules } from '../lib';
import { Manifest } from './render';
import { validate } from './schema';

/** What the documents say is run; what they point at exists. */

const root = resolve(__dirname, '..');
const documents = ['README.md', 'CHANGELOG.md', ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md')).map((path) => join('docs', path))];
const blocks = (document: string, language: string): string[] =>
  [...readFileSync(join(root, document), 'utf8').matchAll(/^( *)```(\w+)\n([\s\S]*?)^ *```$/gm)].filter(([, , found]) => found === language)
    .map(([, indent, , text]) => (text as string).replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
/** The pages of the checks show what is wrong; their blocks have a test of their own. */
const blocksOf = (language: string): [string, string][] => documents.filter((document) => !document.startsWith('docs/checks/')).flatMap((document) => blocks(document, language).map((text): [string, string] => [document, text]));

describe('a program in the documents', () => {
  let folder: string;
  beforeAll(() => {
    mkdirSync(join(root, 'build'), { recursive: true });
    folder = mkdtempSync(join(root, 'build', 'docs-'));
  });
  afterAll(() => { rmSync(folder, { recursive: true }); });

  test.each(blocksOf('ts').filter(([, text]) => /^import /m.test(text)))('%s: compiles, runs, and makes valid manifests', (_, text) => {
    const file = join(folder, 'main.ts');
    writeFileSync(file, text.replaceAll('\'cdk8s-canary-alerting\'', '\'../../lib\''));
    const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config, ts.sys, root);
    const program = ts.createProgram([file], { ...options, noEmit: true });
    expect(ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);

    const out = join(folder, 'dist');
    execFileSync(process.execPath, ['--import', 'tsx', file], { cwd: root, env: { ...process.env, CDK8S_OUTDIR: out } });
    const manifests = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'))
      .flatMap((path) => parseAllDocuments(readFileSync(join(out, path), 'utf8')).map((each) => each.toJS() as Manifest));
    expect(manifests.length).toBeGreaterThan(0);
    for (const manifest of manifests) { expect([manifest['kind'], validate(manifest) ?? []]).toEqual([manifest['kind'], []]); }
  }, 30_000);
});

test.each(blocksOf('yaml'))('%s: YAML in it is YAML, and valid where it is a Kubernetes object', (_, text) => {
  for (const document of parseAllDocuments(text)) {
    expect(document.errors).toEqual([]);
    const object = document.toJS() as Manifest;
    if (object['apiVersion'] !== undefined) { expect(validate(object)).toEqual([]); }
  }
});

test('the cdk8s.yaml of the README is ours, but for what it imports', () => {
  const ours = parseAllDocuments(readFileSync(join(root, 'cdk8s.yaml'), 'utf8'))[0]?.toJS() as Manifest;
  const [theirs] = blocks('README.md', 'yaml').map((text) => parseAllDocuments(text)[0]?.toJS() as Manifest).filter((each) => 'app' in each);
  expect({ ...theirs, imports: ours['imports'] }).toEqual(ours);
});

test.each(documents)('%s: every link leads to a file', (document) => {
  const links = [...readFileSync(join(root, document), 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target as string).filter((target) => !/^https?:/.test(target));
  expect(links.filter((target) => !existsSync(join(root, dirname(document), target.replace(/#.*/, ''))))).toEqual([]);
});

test('every alert has a page, and every page an alert', () => {
  const alerts = Object.keys(rules).filter((name) => /^[A-Z]/.test(name)).sort();
  expect(readdirSync(join(root, 'docs/alerts')).sort()).toEqual(alerts.map((alert) => `${alert}.md`));
  for (const alert of alerts) { expect(readFileSync(join(root, 'docs/alerts', `${alert}.md`), 'utf8')).toMatch(new RegExp(`^# ${alert}\n[\\s\\S]*\\*\\*Severity\\*\\*[\\s\\S]*## (What happened|What it is for)`)); }
});

test('no file speaks of the machine that it was written on', () => {
  const listed = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n').filter((path) => /\.(ts|md|json|ya?ml|mjs|go)$/.test(path));
  const found = listed.filter((path) => existsSync(join(root, path)) && /\/(root|home)\/[a-z]|registry\.npm/.test(readFileSync(join(root, path), 'utf8')));
  expect(found.filter((path) => path !== relative(root, __filename))).toEqual([]);
});
