import { ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { object, Project } from './project';

const ROOT = resolve(__dirname, '../..');

/** An app in two files: what it writes is what the second one says. */
const FILES = {
  'cdk8s.yaml': 'app: node app.js\noutput: dist\n',
  'app.js': 'const { files } = require("./parts/files");\nconst fs = require("fs"), path = require("path");\nfor (const [file, text] of Object.entries(files)) { fs.writeFileSync(path.join(process.env.CDK8S_OUTDIR, file), text); }\n',
};

const filesOf = (files: Readonly<Record<string, string>>): string => `exports.files = ${JSON.stringify(files)};\n`;

/** A command that goes on until it is told to end. */
class Watching {
  public said = '';
  public readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;

  public constructor(project: Project, ...args: string[]) {
    this.child = spawn(process.execPath, ['--import', join(ROOT, 'node_modules/tsx/dist/loader.mjs'), join(ROOT, 'lib/cli/main.ts'), 'synth', '--watch', '--no-check', ...args], { cwd: project.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr]) { stream?.setEncoding('utf8').on('data', (text: string) => { this.said += text; }); }
    this.ended = new Promise((done) => { this.child.on('close', done); });
    running.push(this);
  }

  /** Waits until it has said something so many times. */
  public async says(text: string, times = 1): Promise<void> {
    const until = Date.now() + 40_000;
    while (this.said.split(text).length <= times) {
      if (Date.now() > until) { throw new Error(`it does not say ${JSON.stringify(text)} ${times} times:\n${this.said}`); }
      await new Promise((done) => { setTimeout(done, 20); });
    }
  }

  public end(signal: NodeJS.Signals): Promise<number | null> { this.child.kill(signal); return this.ended; }
}

const running: Watching[] = [];
afterEach(async () => { for (const each of running.splice(0)) { await each.end('SIGKILL'); } });

const WAITS = 'Waiting for changes';

describe('synth --watch', () => {
  test('does it again when a file that the app imports changes, and lets alone what stays the same', async () => {
    const p = new Project({ ...FILES, 'parts/files.js': filesOf({ 'a.yaml': object('a'), 'b.yaml': object('b') }) });
    const watching = new Watching(p);
    await watching.says(WAITS);
    const old = new Date(2020, 1, 1);
    for (const file of ['a.yaml', 'b.yaml']) { utimesSync(p.path(`dist/${file}`), old, old); }
    p.write('parts/files.js', filesOf({ 'a.yaml': object('a'), 'b.yaml': object('bee') }));
    await watching.says(WAITS, 2);
    expect(watching.said).toContain('\nparts/files.js changed.\ndist/: 2 objects in 2 files, 1 changed\n');
    expect(p.read('dist/b.yaml')).toBe(object('bee'));
    expect(statSync(p.path('dist/a.yaml')).mtime).toEqual(old);
    expect(statSync(p.path('dist/b.yaml')).mtime).not.toEqual(old);
    expect(await watching.end('SIGINT')).toBe(0);
    expect(p.entries()).toEqual(['app.js', 'cdk8s.yaml', 'dist/', 'parts/']);
  }, 60_000);

  test('tells what fails, leaves the last manifests, and goes on when it is mended', async () => {
    const p = new Project({ ...FILES, 'parts/files.js': filesOf({ 'a.yaml': object('a') }) });
    const watching = new Watching(p, '--quiet');
    await watching.says(WAITS);
    p.write('parts/files.js', 'syntax error');
    await watching.says('Not done. Waiting');
    expect(watching.said).toMatch(/SyntaxError|The app failed/);
    expect(p.read('dist/a.yaml')).toBe(object('a'));
    p.write('parts/files.js', filesOf({ 'a.yaml': object('mended') }));
    await watching.says(WAITS, 3);
    expect(p.read('dist/a.yaml')).toBe(object('mended'));
    expect(readdirSync(p.folder).filter((each) => each.startsWith('dist'))).toEqual(['dist']);
  }, 60_000);

  test('sees new folders, files that are replaced, and files outside of the project; not what is merely touched, installed or written', async () => {
    const p = new Project({
      'project/cdk8s.yaml': FILES['cdk8s.yaml'], 'project/app.js': FILES['app.js'].replace('./parts/files', '../shared/files'), 'project/node_modules/x/index.js': '1', 'shared/files.js': filesOf({ 'a.yaml': object('a') }),
    });
    const inner = { folder: p.path('project') } as Project;
    const watching = new Watching(inner);
    await watching.says(WAITS);
    const now = new Date();
    utimesSync(p.path('project/app.js'), now, now);
    writeFileSync(p.path('project/node_modules/x/index.js'), '2');
    writeFileSync(p.path('project/dist/foreign.yaml'), 'x');
    writeFileSync(p.path('shared/other.js'), '1');
    mkdirSync(p.path('project/new'));
    writeFileSync(p.path('project/new/data.json'), '{}');
    await watching.says(WAITS, 2);
    expect(watching.said).toContain('\nnew/data.json changed.\n');
    writeFileSync(p.path('shared/.files.swp'), filesOf({ 'a.yaml': object('outside') }));
    renameSync(p.path('shared/.files.swp'), p.path('shared/files.js'));
    await watching.says(WAITS, 3);
    expect(readFileSync(p.path('project/dist/a.yaml'), 'utf8')).toBe(object('outside'));
    rmSync(p.path('project/new'), { recursive: true });
    await watching.says(WAITS, 4);
    expect(watching.said).toContain('\nnew/data.json changed.\n');
  }, 90_000);

  test('ends in the middle of an app, too, and leaves nothing', async () => {
    const p = new Project({ ...FILES, 'app.js': 'console.log("begun"); setInterval(() => undefined, 1000);' });
    const watching = new Watching(p);
    await watching.says('begun');
    expect(await watching.end('SIGINT')).toBe(0);
    expect(p.entries()).toEqual(['app.js', 'cdk8s.yaml']);
    const other = new Watching(p);
    await other.says('begun');
    expect(await other.end('SIGTERM')).toBe(143);
    expect(p.entries()).toEqual(['app.js', 'cdk8s.yaml']);
  }, 60_000);

  test('a change while the app runs is not lost', async () => {
    const p = new Project({ ...FILES, 'parts/files.js': filesOf({ 'a.yaml': object('a') }), 'app.js': `${FILES['app.js']}console.log("written"); setTimeout(() => undefined, 700);` });
    const watching = new Watching(p);
    await watching.says('written');
    p.write('parts/files.js', filesOf({ 'a.yaml': object('later') }));
    await watching.says(WAITS, 2);
    expect(p.read('dist/a.yaml')).toBe(object('later'));
  }, 60_000);

  describe('where the project has TypeScript', () => {
    const typed = (main: string): Project => {
      const p = new Project({ ...FILES, 'parts/files.js': filesOf({ 'a.yaml': object('a') }), 'tsconfig.json': '{ "compilerOptions": { "strict": true, "types": [] }, "files": ["main.ts"] }', 'main.ts': main });
      mkdirSync(p.path('node_modules'));
      symlinkSync(join(ROOT, 'node_modules/typescript'), p.path('node_modules/typescript'));
      return p;
    };

    test('tells of mistakes in the types beside it, once, and when there is none any more', async () => {
      const p = typed('const within: { seconds: number } = { second: 30 };\nexport { within };\n');
      const watching = new Watching(p, '--quiet');
      await watching.says('A mistake in the types; the manifests are made all the same.');
      expect(watching.said).toMatch(/^main\.ts\(1,\d+\): error TS2561: .*'second'.*'seconds'/m);
      await watching.says(WAITS);
      expect(p.read('dist/a.yaml')).toBe(object('a'));
      p.write('main.ts', 'const within: { seconds: number } = { seconds: 30 };\nexport { within };\n');
      await watching.says('The types are right again.');
      expect(watching.said.match(/TS2561/g)).toHaveLength(1);
      expect(await watching.end('SIGINT')).toBe(0);
      expect(p.entries()).toEqual(['app.js', 'cdk8s.yaml', 'dist/', 'main.ts', 'node_modules/', 'parts/', 'tsconfig.json']);
    }, 60_000);

    test('does not, when it is told so', async () => {
      const p = typed('const within: { seconds: number } = { second: 30 };\nexport { within };\n');
      const watching = new Watching(p, '--quiet', '--no-types');
      await watching.says(WAITS);
      p.write('parts/files.js', filesOf({ 'a.yaml': object('b') }));
      await watching.says(WAITS, 2);
      expect(watching.said).not.toContain('TS2561');
    }, 60_000);
  });
});
