import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { COMPOSITES, KINDS } from '../../test/sweep/kinds';
import { outcomeOf } from '../../test/sweep/sweep';
import { ApiServer } from '../api-server';
import { upstreamCrds } from '../crds';
import { readManifests } from '../manifests';
import { Manifest } from '../operator';
import { EXTERNAL_SECRET } from './open-crd';

const ROOT = resolve(__dirname, '../..');

/** How many objects of each kind that the constructs make are asked about; more by E2E_SWEEP. */
const SWEEP = Number(process.env['E2E_SWEEP'] ?? 40);

describe('a real API server', () => {
  let server: ApiServer;
  beforeAll(async () => {
    const { crds, missing } = upstreamCrds();
    server = await ApiServer.start();
    await server.install(missing.length === 0 ? crds : [...crds, EXTERNAL_SECRET]);
    for (const name of ['shop', 'flux-system', 'flagger-system', 'monitoring', 'checkout', 'search']) {
      await server.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    }
  });
  afterAll(() => server?.stop());

  /** Those that it refuses, created with strict validation or applied as Flux does. */
  const refusedOf = async (objects: readonly Manifest[]): Promise<object[]> => (await Promise.all(objects.map(async (object) => {
    // A namespace that is there cannot be created again.
    const answers = await Promise.all([...object['kind'] === 'Namespace' ? [] : [server.dryRun(object)], server.dryRunApply(object)]);
    return answers.filter(({ accepted }) => !accepted).map(({ message }) => ({ message, object }));
  }))).flat();

  test.each([...KINDS.map((swept) => [swept.kind, swept] as const), ...COMPOSITES])('admits every %s that its construct makes', async (_, swept) => {
    const outcomes = fc.sample(swept.props, { seed: 7, numRuns: SWEEP }).map((props) => outcomeOf(swept, props));
    const made = outcomes.flatMap((outcome) => outcome.is === 'made' ? [outcome.object as Manifest] : []);
    expect(made.length).toBeGreaterThan(SWEEP / 4);
    expect((await refusedOf(made)).slice(0, 3)).toEqual([]);
  });

  test('admits what the program in the README makes', async () => {
    const [, program] = /^```ts\n([\s\S]*?)^```$/m.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? [];
    mkdirSync(join(ROOT, 'build'), { recursive: true });
    const folder = mkdtempSync(join(ROOT, 'build', 'e2e-'));
    try {
      writeFileSync(join(folder, 'main.ts'), (program as string).replaceAll('\'cdk8s-canary-alerting\'', '\'../../lib\''));
      execFileSync(process.execPath, ['--import', 'tsx', join(folder, 'main.ts')], { cwd: ROOT, env: { ...process.env, CDK8S_OUTDIR: join(folder, 'dist') } });
      const objects = readManifests(join(folder, 'dist'));
      expect(objects.length).toBeGreaterThan(10);
      expect(await refusedOf(objects)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('and would refuse a mistake in one', async () => {
    const canary = readManifests(join(ROOT, 'dist/search')).find(({ kind }) => kind === 'Canary') as Manifest;
    expect(await refusedOf([{ ...canary, spec: { ...canary['spec'] as object, canaryAnalysis: {} } }])).toHaveLength(2);
  });
});
