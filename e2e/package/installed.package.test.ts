import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { scratchFolder } from '../scratch';
import { newestNode } from './node';
import { command, install, root, Said } from './packed';

/** The package in an empty folder, with cdk8s and constructs alone: as the newest there are, and as old as `peerDependencies` allow. */

const packed = process.env['PACKED'] as string;
const { version, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string; peerDependencies: Record<string, string> };
const oldest = Object.entries(peerDependencies).map(([name, range]) => `${name}@${range.replace('^', '')}`);
const newest = newestNode();
if (newest === undefined) { test.skip('a newer Node than this one: it cannot be installed here', () => undefined); }

const example = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1] as string;
const main = readFileSync(join(root, 'main.ts'), 'utf8').replace('\'./lib\'', '\'cdk8s-canary-alerting\'');

const WRONG = 'apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: cart, namespace: shop }\nspec: { canaryAnalysis: {} }\n';

function filesOf(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml')).sort()
    .map((file) => [file, readFileSync(join(folder, file), 'utf8')]);
}

function transpiled(text: string, module: ts.ModuleKind): string {
  return ts.transpileModule(text, { compilerOptions: { module, target: ts.ScriptTarget.ES2022 } }).outputText;
}

const rows: [string, string, readonly string[]][] = [
  ['this Node, the oldest peers', process.execPath, oldest],
  ...newest === undefined ? [] : [['the newest Node, the newest peers', newest, ['cdk8s', 'constructs']] satisfies [string, string, readonly string[]]],
];

describe.each(rows)('%s', (_, node, peers) => {
  let folder: string;
  beforeAll(() => {
    folder = scratchFolder('installed');
    install(folder, packed, ...peers);
    writeFileSync(join(folder, 'example.ts'), example);
    writeFileSync(join(folder, 'main.ts'), main);
    writeFileSync(join(folder, 'main.cjs'), transpiled(main, ts.ModuleKind.CommonJS));
    writeFileSync(join(folder, 'example.mjs'), transpiled(example, ts.ModuleKind.ESNext));
  });
  afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

  const run = (file: string, ...args: readonly string[]): Said => command(node, [file, ...args], folder);
  const bin = (name: string, ...args: readonly string[]): Said => run(join('node_modules', '.bin', name), ...args);

  test('nothing else is installed', () => {
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.')).sort()).toEqual(['cdk8s', 'cdk8s-canary-alerting', 'constructs']);
    const versionOf = (name: string): string => (JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;
    const wanted = peers.filter((peer) => peer.includes('@'));
    expect(wanted.map((peer) => `${peer.split('@')[0]}@${versionOf(peer.split('@')[0] as string)}`)).toEqual(wanted);
  });

  test('the README\'s example runs, as a module of ECMAScript', () => {
    expect(run('example.mjs')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(filesOf(join(folder, 'dist')).map(([file]) => file)).toContain(join('shop', 'Canary.podinfo.k8s.yaml'));
    rmSync(join(folder, 'dist'), { recursive: true });
  });

  test('main.ts makes dist/, as CommonJS, by the package\'s own synth', () => {
    writeFileSync(join(folder, 'cdk8s.yaml'), `language: typescript\napp: '"${node}" main.cjs'\noutput: dist\n`);
    const { code, stdout, stderr } = bin('canary-alerting', 'synth');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('FIRST: the longest time from event to message.');
    expect(filesOf(join(folder, 'dist'))).toEqual(filesOf(join(root, 'dist')));
  });

  test('its commands answer, by both names', () => {
    for (const name of ['canary-alerting', 'cdk8s-canary-alerting']) { expect(bin(name, '--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' }); }
    expect(bin('canary-alerting', 'check', join(root, 'dist'))).toMatchObject({ code: 0, stdout: expect.stringContaining('All good') as string });
    writeFileSync(join(folder, 'wrong.yaml'), WRONG);
    const { code, stdout } = bin('canary-alerting', 'check', 'wrong.yaml', '--only', 'schema/field');
    expect([code, stdout]).toEqual([1, expect.stringContaining('spec has no field canaryAnalysis')]);
    expect(bin('canary-alerting', 'check', '--explain-check', 'schema/field').stdout).toContain('schema/field');
    expect(bin('canary-alerting', 'explain', 'checkout/cart', join(root, 'dist'))).toMatchObject({ code: 0, stdout: expect.stringContaining('CanaryFailed') as string });
  });

  test.each([['sound manifests', '', 0], ['a finding', '; chart.addJsonPatch', 2]])('the plugin of cdk8s-cli: %s', (__, wrong, expected) => {
    const app = transpiled(main, ts.ModuleKind.CommonJS);
    writeFileSync(join(folder, 'plugged.cjs'), wrong === '' ? app : app.replace('app.synth()', 'alerting.canaries[0].addJsonPatch(cdk8s_1.JsonPatch.add("/spec/canaryAnalysis", {})); app.synth()'));
    writeFileSync(join(folder, 'cdk8s.yaml'), `language: typescript
app: '"${node}" plugged.cjs'
output: plugged
validations:
  - package: ./node_modules/cdk8s-canary-alerting/build/lib/validation
    class: CanaryAlertingValidation
    version: ${version}
`);
    const { code, stdout, stderr } = run(join(root, 'node_modules/cdk8s-cli/bin/cdk8s'), 'synth', '--check-upgrade=false');
    expect([code, stdout + stderr]).toEqual([expected, expect.stringContaining(expected === 0 ? 'success' : 'schema/field')]);
  });

  test('the matcher of jest', () => {
    const tests = join(folder, 'tests');
    mkdirSync(tests, { recursive: true });
    cpSync(join(root, 'dist/checkout/Canary.cart.k8s.yaml'), join(tests, 'sound.yaml'));
    writeFileSync(join(tests, 'canary.test.js'), `require('cdk8s-canary-alerting/jest');
const { readFileSync } = require('node:fs');
test('sound', () => { expect(readFileSync(__dirname + '/sound.yaml', 'utf8')).toHaveNoFindings({ only: ['schema'] }); });
test('wrong', () => { expect(${JSON.stringify(WRONG)}).toHaveNoFindings({ only: ['schema'] }); });
`);
    const { code, stderr } = run(join(root, 'node_modules/jest/bin/jest.js'), '--rootDir', tests, '--config', '{}');
    expect(code).toBe(1);
    expect(stderr).toMatch(/✓ sound/);
    expect(stderr).toMatch(/✕ wrong/);
    expect(stderr).toContain('spec has no field canaryAnalysis');
  });

  test('what is not exported cannot be required', () => {
    const script = (path: string): Said => run('-e', `console.log(typeof require('${path}'))`);
    for (const path of ['cdk8s-canary-alerting', 'cdk8s-canary-alerting/jest', 'cdk8s-canary-alerting/validation', 'cdk8s-canary-alerting/package.json']) {
      expect([path, script(path).stdout]).toEqual([path, 'object\n']);
    }
    expect(script('cdk8s-canary-alerting/build/lib/cli/run').stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });
});

describe('the types', () => {
  let folder: string;
  beforeAll(() => {
    folder = scratchFolder('types');
    install(folder, packed, ...oldest);
    for (const name of ['@types', 'undici-types']) {
      if (existsSync(join(root, 'node_modules', name))) { symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name)); }
    }
    writeFileSync(join(folder, 'example.ts'), example);
    writeFileSync(join(folder, 'doors.ts'), `import 'cdk8s-canary-alerting/jest';
import { CanaryAlertingValidation } from 'cdk8s-canary-alerting/validation';
new CanaryAlertingValidation({ failOn: 'warning' });
expect('').toHaveNoFindings({ failOn: 'error' });
`);
  });
  afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

  // Without skipLibCheck: each declaration that is public must be complete in itself.
  test.each([
    ['commonjs', 'node16', 'node16'], ['module', 'nodenext', 'nodenext'], ['module', 'bundler', 'esnext'],
    // What TypeScript 5 takes for a project whose module is CommonJS, as in cdk8s' own templates: it does not read `exports`.
    ['commonjs', 'node10', 'commonjs', '--ignoreDeprecations', '6.0'],
  ])('in a package of type %s, under moduleResolution %s', (type, moduleResolution, module, ...more) => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type }));
    expect(command(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '--strict', '--target', 'es2022', '--types', 'node,jest',
      '--module', module, '--moduleResolution', moduleResolution, ...more, 'example.ts', 'doors.ts'], folder)).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});
