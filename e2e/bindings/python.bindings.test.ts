import { cpSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { command, Said } from '../package/packed';
import { scratchFolder } from '../scratch';
import { describeWith, dist, example, expectReadable, generated, objectsOf } from './manifests';

describeWith([['python3', '-m', 'venv', '--help'], ['python3', '-m', 'pip', '--version']], 'Python', () => {
  let folder: string;
  const python = (...args: readonly string[]): Said => command(join(folder, 'venv/bin/python'), args, folder, { CDK8S_OUTDIR: join(folder, 'dist'), PIP_DISABLE_PIP_VERSION_CHECK: '1' });

  beforeAll(() => {
    folder = scratchFolder('python');
    expect(command('python3', ['-m', 'venv', 'venv'], folder).stderr).toBe('');
    expect(python('-m', 'pip', 'wheel', '--quiet', '--no-deps', '--wheel-dir', folder, generated('python'))).toMatchObject({ code: 0 });
    const [wheel] = readdirSync(folder).filter((file) => file.endsWith('.whl'));
    expect(wheel).toMatch(/^cdk8s_canary_alerting-.*-py3-none-any\.whl$/);
    expect(python('-m', 'pip', 'install', '--quiet', join(folder, wheel as string))).toMatchObject({ code: 0 });
  });

  test('makes what main.ts makes, object by object', () => {
    expect(python(join(example('python'), 'main.py'))).toMatchObject({ code: 0, stdout: '' });
    expect(objectsOf(join(folder, 'dist'))).toEqual(dist());
  });

  test('is synthesized and checked by the package\'s own command', () => {
    const app = join(folder, 'app');
    cpSync(example('python'), app, { recursive: true });
    const synth = join(generated('..'), 'installed/node_modules/.bin/canary-alerting');
    const said = command(process.execPath, [synth, 'synth'], app, { PATH: `${join(folder, 'venv/bin')}${delimiter}${process.env['PATH']}` });
    expect([said.code, said.stdout]).toEqual([0, expect.stringContaining('FIRST: the longest time from event to message.')]);
    expect(objectsOf(join(app, 'dist'))).toEqual(dist());
  });

  test('says what is wrong with a value', () => {
    const { code, stderr } = python(join(__dirname, 'mistakes/mistake.py'), 'value');
    expect(code).toBe(1);
    expectReadable(stderr);
    expect(stderr).toMatch(/fix: {5}notifyWithin: Duration\.seconds\(30\)\n$/);
  });

  test('says what the checks find', () => {
    const { code, stderr } = python(join(__dirname, 'mistakes/mistake.py'), 'check');
    expect([code, stderr]).toEqual([1, expect.stringContaining('spec has no field canaryAnalysis')]);
  });

  test('says where the type is wrong, before anything is made', () => {
    const { stderr } = python('-c', 'from cdk8s_canary_alerting.base import SecretKey; SecretKey.of("slack", 1)');
    expect(stderr).toMatch(/TypeError: type of argument key must be str; got int/);
  });
});
