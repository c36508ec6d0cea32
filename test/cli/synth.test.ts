import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appWriting, object, Project } from './project';

const CONFIG = { 'cdk8s.yaml': 'app: node app.js\noutput: dist\n' };
const LAST = { 'dist/last.yaml': object('last') };

/** A project with an app and the manifests of the last synth. */
function project(app: string, more: { readonly [path: string]: string } = {}): Project {
  return new Project({ ...CONFIG, ...LAST, 'app.js': app, ...more });
}

function expectUntouched(of: Project): void {
  expect(readdirSync(of.path('dist'))).toEqual(['last.yaml']);
  expect(of.read('dist/last.yaml')).toBe(object('last'));
  expect(of.entries().filter((each) => each.startsWith('dist'))).toEqual(['dist/']);
}

describe('synth', () => {
  test('puts what the app writes in place of the last manifests, and says what was made', async () => {
    const p = project(appWriting({ 'shop/one.yaml': object('one'), 'two.yaml': object('two') }));
    expect(await p.run('synth')).toEqual({
      code: 0,
      err: '',
      out: `dist/: 2 objects in 2 files, 2 added, 1 removed
  .     ConfigMap
  shop  ConfigMap

Nobody hears of anything.
`,
    });
    expect(p.entries()).toEqual(['app.js', 'cdk8s.yaml', 'dist/']);
    expect(readdirSync(p.path('dist'), { recursive: true }).sort()).toEqual(['shop', 'shop/one.yaml', 'two.yaml']);
  });

  test('--quiet says nothing', async () => {
    expect(await project(appWriting({ 'one.yaml': object('one') })).run('synth', '--quiet')).toEqual({ code: 0, out: '', err: '' });
  });

  test('--app and --output win over cdk8s.yaml', async () => {
    const p = project('process.exit(1)', { 'other.js': appWriting({ 'one.yaml': object('one') }) });
    expect((await p.run('synth', '-q', '--app', 'node other.js', '--output', 'deploy/out')).code).toBe(0);
    expect(readdirSync(p.path('deploy'))).toEqual(['out']);
    expectUntouched(p);
  });

  test('without cdk8s.yaml --app is enough, and the output is dist', async () => {
    const p = new Project({ 'app.js': appWriting({ 'one.yaml': object('one') }) });
    expect((await p.run('synth', '-q', '--app', 'node app.js')).code).toBe(0);
    expect(p.entries()).toEqual(['app.js', 'dist/']);
  });

  test('without both it says what is missing', async () => {
    expect(await new Project().run('synth')).toEqual({
      code: 1, out: '',
      err: 'cdk8s.yaml: there is no such file here, and no --app\n  allowed: the command that runs the app\n  fix:     in cdk8s.yaml: app: node --require tsx/cjs main.ts\n',
    });
  });

  test('what the app prints is passed on', async () => {
    const p = project(appWriting({ 'one.yaml': object('one') }, 'console.log("hello"); console.error("careful");'));
    expect(await p.run('synth', '-q')).toEqual({ code: 0, out: 'hello\n', err: 'careful\n' });
  });

  test('warns of plugins that it does not run', async () => {
    const p = project(appWriting({ 'one.yaml': object('one') }), { 'cdk8s.yaml': 'app: node app.js\nvalidations: validations.yaml\n' });
    expect((await p.run('synth', '-q')).err).toBe('warning: cdk8s.yaml names validations; cdk8s synth runs those plugins, this command does not.\n');
  });

  test('npx runs the project\'s own program, without npx', async () => {
    const p = project('', { 'node_modules/.bin/own': '#!/bin/sh\nprintf %s "$1" > "$CDK8S_OUTDIR/ran.json"\n' });
    await p.run('synth', '-q', '--app', 'chmod +x node_modules/.bin/own');
    const manifest = '\'{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"one"}}\'';
    expect(await p.run('synth', '-q', '--app', `npx own ${manifest}`)).toEqual({ code: 0, out: '', err: '' });
    expect(readdirSync(p.path('dist'))).toEqual(['ran.json']);
  });

  test.each<[string, string, string]>([
    ['a mistake that it can tell', 'class InvalidInput extends Error { name = "InvalidInput" }\nthrow new InvalidInput("Canary/shop/cart: wrong\\n  value:   2");',
      'Canary/shop/cart: wrong\n  value:   2\n  at:      app.js:2:7\nThe app failed: node app.js\ndist/ is as it was.\n'],
    ['an error in the code', 'function build() { return chrt; }\nbuild();',
      'ReferenceError: chrt is not defined\n  at build (app.js:1:20)\n  at app.js:2:1\nThe app failed: node app.js\ndist/ is as it was.\n'],
    ['an exit code alone', 'process.exitCode = 3;', 'The app failed: node app.js\ndist/ is as it was.\n'],
    ['words of its own', 'console.error("no cluster"); process.exit(1);', 'no cluster\nThe app failed: node app.js\ndist/ is as it was.\n'],
    ['half of the files written', `${appWriting({ 'one.yaml': object('one') })}\nprocess.exit(1);`, 'The app failed: node app.js\ndist/ is as it was.\n'],
    ['a signal', 'process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);', expect.stringMatching(/The app failed: node app\.js\ndist\/ is as it was\.\n$/) as unknown as string],
  ])('an app that ends with %s leaves the last manifests', async (_, app, err) => {
    const p = project(app);
    expect(await p.run('synth')).toEqual({ code: 1, out: '', err });
    expectUntouched(p);
  });

  test.each<[string, string, string]>([
    ['nothing', '', 'dist/: the app has written no manifest\n'],
    ['broken YAML', appWriting({ 'shop/one.yaml': 'kind: [' }), 'dist/shop/one.yaml: it is not YAML'],
    ['an object twice', appWriting({ 'one.yaml': object('one'), 'two.yaml': object('one') }), 'ConfigMap/shop/one: it is in dist/one.yaml and in dist/two.yaml\n'],
  ])('an app that writes %s leaves the last manifests', async (_, app, message) => {
    const p = project(app);
    const { code, out, err } = await p.run('synth');
    expect([code, out]).toEqual([1, '']);
    expect(err.startsWith(message)).toBe(true);
    expect(err).toMatch(/dist\/ is as it was\.\n$/);
    expectUntouched(p);
  });

  test('what the app leaves behind running is not waited for', async () => {
    const p = project(appWriting({ 'one.yaml': object('one') }));
    const begun = Date.now();
    expect((await p.run('synth', '-q', '--app', 'sleep 20 & node app.js')).code).toBe(0);
    expect(Date.now() - begun).toBeLessThan(10_000);
  });

  test('a command that does not exist', async () => {
    const p = project('');
    expect(await p.run('synth', '--app', 'no-such-program-here')).toMatchObject({ code: 1, err: expect.stringContaining('no-such-program-here') as unknown });
    expectUntouched(p);
  });

  test('what no synth has made is not deleted', async () => {
    const p = project(appWriting({ 'one.yaml': object('one') }), { 'dist/NOTES.md': 'mine' });
    expect((await p.run('synth')).err).toMatch('dist/: the output folder holds files that no synth has made: NOTES.md\n');
    expect(p.read('dist/NOTES.md')).toBe('mine');
  });

  test('two at once both succeed, and one of them is there, whole', async () => {
    const p = project('', {
      'a.js': appWriting({ 'a1.yaml': object('a1'), 'a2.yaml': object('a2') }),
      'b.js': appWriting({ 'b1.yaml': object('b1'), 'b2.yaml': object('b2') }),
    });
    const both = await Promise.all(['a', 'b'].map((each) => p.run('synth', '-q', '--app', `node ${each}.js`)));
    expect(both).toEqual([{ code: 0, out: '', err: '' }, { code: 0, out: '', err: '' }]);
    expect([['a1.yaml', 'a2.yaml'], ['b1.yaml', 'b2.yaml']]).toContainEqual(readdirSync(p.path('dist')).sort());
    expect(p.entries().filter((each) => each.startsWith('dist'))).toEqual(['dist/']);
  });
});

describe('a synth that is killed', () => {
  /** An app that writes, says which process it is, and goes on for ever; a grandchild does the same. */
  const ENDLESS = appWriting({ 'half.yaml': object('half') }, `
const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
process.stdout.write(process.pid + ' ' + child.pid + '\\n');
setInterval(() => {}, 1000);`);

  /** Starts a synth in a process of its own, and waits until its app runs. */
  async function started(of: Project): Promise<{ readonly pid: number; readonly pids: number[]; readonly ended: Promise<number | null> }> {
    const root = join(__dirname, '../..');
    const child = spawn(process.execPath, ['--require', require.resolve('tsx/cjs'), join(root, 'lib/cli/main.ts'), 'synth'], { cwd: of.folder });
    const ended = new Promise<number | null>((resolve) => { child.on('exit', resolve); });
    const pids = await new Promise<number[]>((resolve, reject) => {
      let out = '';
      let err = '';
      child.stderr.on('data', (text: Buffer) => { err += text.toString(); });
      child.stdout.on('data', (text: Buffer) => { out += text.toString(); if (out.includes('\n')) { resolve(out.trim().split(' ').map(Number)); } });
      child.on('exit', () => { reject(new Error(err)); });
    });
    return { pid: child.pid ?? 0, pids, ended };
  }

  function isAlive(pid: number): boolean {
    try {
      process.kill(pid, 0);
      // In a container without an init process nobody takes the dead away.
      return process.platform !== 'linux' || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
      return false;
    }
  }

  async function gone(pids: readonly number[]): Promise<boolean> {
    for (let tries = 0; tries < 50 && pids.some(isAlive); tries++) { await new Promise((resolve) => { setTimeout(resolve, 20); }); }
    return !pids.some(isAlive);
  }

  test.each([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const)('%s ends the app and all that it has started, and leaves the last manifests', async (signal, code) => {
    const p = project(ENDLESS);
    const synth = await started(p);
    process.kill(synth.pid, signal);
    expect(await synth.ended).toBe(code);
    expect(await gone(synth.pids)).toBe(true);
    expectUntouched(p);
  });

  test('SIGKILL leaves the last manifests, and the next synth clears away what it could not', async () => {
    const p = project(ENDLESS);
    const synth = await started(p);
    process.kill(synth.pid, 'SIGKILL');
    await synth.ended;
    for (const pid of synth.pids) { process.kill(pid, 'SIGKILL'); }
    expect(p.read('dist/last.yaml')).toBe(object('last'));
    expect(p.entries().filter((each) => each.startsWith('dist.'))).toHaveLength(1);
    p.write('app.js', appWriting({ 'one.yaml': object('one') }));
    expect((await p.run('synth', '-q')).code).toBe(0);
    expect(p.entries()).toEqual(['app.js', 'cdk8s.yaml', 'dist/']);
    expect(existsSync(p.path('dist/one.yaml'))).toBe(true);
  });
});
