import { setTimeout as sleep } from 'node:timers/promises';
import { recipes } from '../recipe';
import { FAILURES, PROGRESS } from './scenario';
import { Theatre } from './theatre';
import { until } from './until';

const INITIALIZED = 'New Deployment detected, initialization completed.';
const BEGUN = 'New revision detected, progressing canary analysis.';
const PROMOTED = 'Canary analysis completed successfully, promotion finished.';
const FAILED = 'Failed checks threshold reached 2';
const pinned = (name: string): string | undefined => recipes.find((each) => each.name === name)?.version.slice(1);
const FIRING = (name: string): string => `[FIRING] CanaryFailed shop/${name}`;

/** From the release before to the one that is pinned, as e2e/versions.json has them. The order of these tests is a story. */
describe('Flagger is upgraded', () => {
  let theatre: Theatre;
  beforeAll(async () => { theatre = await Theatre.start(['good', 'bad', 'manual', 'half'], { flagger: 'flagger-before' }); }, 180_000);
  afterAll(() => theatre?.stop());

  const metrics = async (): Promise<string> => (await fetch(`http://127.0.0.1:${theatre.cluster.programs.flagger.port}/metrics`)).text();
  const release = async (): Promise<string | undefined> => /^flagger_info\{.*version="([^"]+)"/m.exec(await metrics())?.[1];
  const status = async (name: string): Promise<string | undefined> => new RegExp(`^flagger_canary_status\\{name="${name}",namespace="shop"\\} (\\d)$`, 'm').exec(await metrics())?.[1];
  const said = (name: string, count: number): Promise<string[]> => theatre.heard.saidByFlagger(PROGRESS, `${name}.shop`, count);

  test('the release before takes what dist/ holds, and means the same by its metrics', async () => {
    const { releases, cluster } = theatre;
    expect(await release()).toBe(pinned('flagger-before'));
    await Promise.all(['good', 'bad', 'manual', 'half'].map((name) => releases.reaches(name, 'Initialized')));
    await until('status 1', async () => await status('bad') === '1');
    cluster.metrics.setSuccessRate('bad', 97);
    await releases.roll('bad', '2');
    await releases.reaches('bad', 'Progressing');
    await until('status 0', async () => await status('bad') === '0');
    await releases.reaches('bad', 'Failed');
    await until('status 2', async () => await status('bad') === '2');
    await theatre.heard.alert(FAILURES, 'shop/bad');
  });

  test('in the middle of rollouts: nothing is lost, and nothing is told twice', async () => {
    const { releases, cluster } = theatre;
    cluster.metrics.setSuccessRate('manual', 97);
    await Promise.all(['good', 'manual'].map((name) => releases.roll(name, '2')));
    await until('a check has failed', async () => ((await releases.state('manual')).failedChecks ?? 0) > 0);
    await cluster.upgradeFlagger('flagger');
    expect(await release()).toBe(pinned('flagger'));
    await Promise.all([releases.reaches('good', 'Succeeded'), releases.reaches('manual', 'Failed')]);
    await theatre.heard.alert(FAILURES, 'shop/manual');
    expect(await said('good', 3)).toEqual([INITIALIZED, BEGUN, PROMOTED]);
    expect(await said('manual', 3)).toEqual([INITIALIZED, BEGUN, FAILED]);
    expect(await Promise.all(['good', 'manual', 'bad'].map(status))).toEqual(['1', '2', '2']);
  });

  test('and each canary at rest is rolled out again as it is, the failed one too, because the new one knows more fields of a pod: told once each', async () => {
    const { releases, heard } = theatre;
    await Promise.all([releases.reaches('half', 'Succeeded'), releases.reaches('bad', 'Failed')]);
    expect(await said('half', 3)).toEqual([INITIALIZED, BEGUN, PROMOTED]);
    expect(await said('bad', 5)).toEqual([INITIALIZED, BEGUN, FAILED, BEGUN, FAILED]);
    await until('the failed one is told again', () => Promise.resolve(heard.byAlertmanager(FAILURES, 'shop/bad').length > 2));
    // Longer than the group's next tick.
    await sleep(25_000);
    expect(heard.byAlertmanager(FAILURES, 'shop/bad')).toEqual([FIRING('bad'), '[RESOLVED] CanaryFailed shop/bad', FIRING('bad')]);
    expect(heard.byAlertmanager(FAILURES, 'shop/manual')).toEqual([FIRING('manual')]);
  });
});
