import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, Said } from '../package/packed';
import { scratchFolder } from '../scratch';
import { describeWith, dist, example, expectReadable, generated, objectsOf } from './manifests';

/** Where jsii-pacmak writes each module that an application needs. */
const MODULES = ['cdk8scanaryalerting', 'cdk8s', 'constructs'];

describeWith([['go', 'version']], 'Go', () => {
  let folder: string;
  const go = (...args: readonly string[]): Said => command('go', args, folder, { GOFLAGS: '-mod=mod' });
  const run = (program: string, ...args: readonly string[]): Said => command(join(folder, program), args, folder, { CDK8S_OUTDIR: join(folder, 'dist') });

  beforeAll(() => {
    folder = scratchFolder('go');
    cpSync(example('go'), folder, { recursive: true });
    for (const name of MODULES) {
      const local = join(generated('go'), name);
      const [, module] = /^module (.*)$/m.exec(readFileSync(join(local, 'go.mod'), 'utf8')) ?? [];
      expect(go('mod', 'edit', `-replace=${module}=${local}`)).toMatchObject({ code: 0 });
    }
    mkdirSync(join(folder, 'mistake'));
    cpSync(join(__dirname, 'mistakes/mistake.go'), join(folder, 'mistake/main.go'));
    expect(go('mod', 'tidy')).toMatchObject({ code: 0 });
    expect(go('vet', './...')).toMatchObject({ code: 0 });
    expect(go('build', '-o', 'canaries', '.')).toMatchObject({ code: 0 });
    expect(go('build', '-o', 'wrong', './mistake')).toMatchObject({ code: 0 });
  });

  test('makes what main.ts makes, object by object', () => {
    expect(run('canaries')).toMatchObject({ code: 0, stdout: '' });
    expect(objectsOf(join(folder, 'dist'))).toEqual(dist());
  });

  test('the example is as gofmt writes it', () => {
    expect(command('gofmt', ['-l', example('go'), join(__dirname, 'mistakes')], folder)).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('says what is wrong with a value', () => {
    const { code, stderr } = run('wrong', 'value');
    expect(code).toBe(2);
    expectReadable(stderr);
  });

  test('says what the checks find', () => {
    const { code, stderr } = run('wrong', 'check');
    expect([code, stderr]).toEqual([2, expect.stringContaining('spec has no field canaryAnalysis')]);
  });
});
