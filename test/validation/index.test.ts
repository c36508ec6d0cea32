import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CanaryAlertingValidation, Violation } from '../../lib/validation';

const root = resolve(__dirname, '../..');
const WRONG = 'apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: cart, namespace: shop }\nspec: { canaryAnalysis: {} }\n';
const WARNED = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations: { waive.canary-alerting/promql.value: "" }\n';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'canary-alerting-plugin-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

async function told(properties: ConstructorParameters<typeof CanaryAlertingValidation>[0], ...texts: string[]) {
  const manifests = texts.map((text, index) => {
    const path = join(folder, `${index}.yaml`);
    writeFileSync(path, text);
    return path;
  });
  const violations: Violation[] = [];
  let end: unknown;
  await new CanaryAlertingValidation(properties).validate({ manifests, report: { addViolation: (each) => { violations.push(each); }, submit: (...all) => { end = all; } } });
  return { violations, end };
}

describe('the plugin', () => {
  test('tells each finding, its place and its fix, and fails', async () => {
    const { violations, end } = await told({ only: ['schema/field'] }, WRONG);
    expect(violations).toEqual([{
      ruleName: 'schema/field',
      recommendation: expect.stringMatching(/^error: Canary\/shop\/cart: spec has no field canaryAnalysis\n {4}allowed: /) as string,
      fix: expect.stringMatching(/analysis/) as string,
      violatingResources: [{ resourceName: 'Canary/shop/cart', locations: [expect.stringMatching(/0\.yaml:4:\d+ spec/) as string], manifestPath: join(folder, '0.yaml') }],
    }]);
    expect(end).toEqual(['failure', { Findings: '1 error in 1 object of 1 file' }]);
  });

  test.each<[string, ConstructorParameters<typeof CanaryAlertingValidation>[0], string]>([
    ['a warning alone', {}, 'success'],
    ['a warning, when warnings fail', { failOn: 'warning' }, 'failure'],
  ])('%s', async (_, properties, status) => {
    const { violations, end } = await told(properties, WARNED);
    expect(violations.map(({ ruleName, fix }) => [ruleName, fix])).toEqual([['waiver/unused', 'see canary-alerting check --explain-check waiver/unused']]);
    expect(end).toEqual([status, { Findings: '1 warning in 1 object of 1 file' }]);
  });

  test('nothing found is a success', async () => {
    expect(await told({}, 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n')).toEqual({ violations: [], end: ['success', { Findings: 'All good: nothing to report in 1 object of 1 file' }] });
  });

  test.each<[string, object, string]>([
    ['an unknown property', { failon: 'error' }, 'CanaryAlertingValidation has no property failon'],
    ['an unknown severity', { failOn: 'warn' }, 'failOn is none of the severities'],
    ['a promise that is no duration', { promise: '30' }, 'promise is no duration'],
  ])('refuses %s', (_, properties, message) => {
    expect(() => new CanaryAlertingValidation(properties)).toThrow(message);
  });
});

/** The plugin runs under plain Node: what jsii has compiled, if it is as new as the sources. */
const compiled = join(root, 'build/lib/validation/index.js');
const when = existsSync(compiled) ? test : test.skip;

when('`cdk8s synth` runs it (needs npm run build)', () => {
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'app.js'), `const { ApiObject, App, Chart } = require(${JSON.stringify(join(root, 'node_modules/cdk8s'))});
const app = new App();
new ApiObject(new Chart(app, 'chart'), 'one', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', annotations: process.env.WRONG ? { 'waive.canary-alerting/promql.value': '' } : {} } });
app.synth();
`);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  writeFileSync(join(folder, 'cdk8s.yaml'), `language: typescript
app: node app.js
output: dist
validations:
  - package: ${join(root, 'build/lib/validation')}
    class: CanaryAlertingValidation
    version: ${version}
    properties: { failOn: warning }
`);
  const synth = (env: Record<string, string>) => spawnSync(process.execPath, [join(root, 'node_modules/cdk8s-cli/bin/cdk8s'), 'synth', '--check-upgrade=false'], { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } });
  const good = synth({});
  expect([good.status, good.stdout]).toEqual([0, expect.stringMatching(/All good: nothing to report in 1 object of 1 file/)]);
  const wrong = synth({ WRONG: '1' });
  expect([wrong.status, wrong.stdout]).toEqual([2, expect.stringMatching(/waiver\/unused[\s\S]*chart\.k8s\.yaml:5:\d+ metadata\.annotations/)]);
}, 30_000);
