import { setTimeout as sleep } from 'node:timers/promises';
import { FAILURES, PROGRESS } from './scenario';
import { Theatre } from './theatre';
import { until } from './until';

const INITIALIZED = 'New Deployment detected, initialization completed.';
const BEGUN = 'New revision detected, progressing canary analysis.';
const PROMOTED = 'Canary analysis completed successfully, promotion finished.';
const FIRING = '[FIRING] CanaryFailed shop/bad';

/** The order of these tests is a story: each begins where the one before has ended. */
describe('what is told, when', () => {
  let theatre: Theatre;
  const progress = (name: string): string[] => theatre.heard.byFlagger(PROGRESS, `${name}.shop`);
  const said = (name: string, count: number): Promise<string[]> => theatre.heard.saidByFlagger(PROGRESS, `${name}.shop`, count);
  beforeAll(async () => { theatre = await Theatre.start(['good', 'bad']); }, 180_000);
  afterAll(() => theatre?.stop());

  test('Flagger, kustomize-controller and the controller-manager are killed in the middle of two rollouts: everything, once', async () => {
    const { releases, cluster } = theatre;
    await Promise.all(['good', 'bad'].map((name) => releases.reaches(name, 'Initialized')));
    cluster.metrics.setSuccessRate('bad', 97);
    await Promise.all(['good', 'bad'].map((name) => releases.roll(name, '2')));
    await until('a check has failed', async () => ((await releases.state('bad')).failedChecks ?? 0) > 0);
    const { flagger, 'controller-manager': manager, 'kustomize-controller': kustomize } = cluster.programs;
    await Promise.all([flagger.crash(), manager.crash(), kustomize.crash(), theatre.commit()]);
    await Promise.all([releases.reaches('good', 'Succeeded'), releases.reaches('bad', 'Failed')]);
    await theatre.heard.alert(FAILURES, 'shop/bad');
    expect(await said('good', 3)).toEqual([INITIALIZED, BEGUN, PROMOTED]);
    expect(await said('bad', 3)).toEqual([INITIALIZED, BEGUN, 'Failed checks threshold reached 2']);
    expect(theatre.heard.byAlertmanager(FAILURES, 'shop/bad')).toEqual([FIRING]);
  });

  test('Flagger and Prometheus are killed while a canary is failed: it is neither resolved nor told again', async () => {
    await theatre.cluster.programs.flagger.crash();
    await theatre.pager.prometheus.server.kill();
    await theatre.pager.prometheus.restart();
    await until('it fires again', async () => (await theatre.pager.prometheus.alerts()).some(({ labels, state }) => labels['alertname'] === 'CanaryFailed' && state === 'firing'));
    // Longer than the group's next tick.
    await sleep(25_000);
    expect(theatre.heard.byAlertmanager(FAILURES, 'shop/bad')).toEqual([FIRING]);
  });

  test('the operator is killed, and away while a rule changes: it is written when the operator is back', async () => {
    const { server, programs: { 'prometheus-operator': operator } } = theatre.cluster;
    await operator.kill();
    await server.apply({
      apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', metadata: { name: 'meanwhile', namespace: 'shop', labels: { release: 'kube-prometheus-stack' } },
      spec: { groups: [{ name: 'meanwhile', rules: [{ alert: 'Meanwhile', expr: 'vector(1)' }] }] },
    });
    await operator.resume();
    await until('the rule is written', async () => JSON.stringify(await theatre.loader.rules()).includes('Meanwhile'));
  });

  test('the Secret is missing, or has another key than address: Flagger loses the message, and says so in its log alone', async () => {
    const { releases, cluster: { server, programs: { flagger } } } = theatre;
    const before = progress('good').length;
    const from = flagger.log().length;
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'slack-deployments', namespace: 'flagger-system' } };
    const path = '/api/v1/namespaces/flagger-system/secrets/slack-deployments';
    const { body: good } = await server.ask('GET', path);
    await server.ask('DELETE', path);
    await releases.roll('good', '3');
    await releases.reaches('good', 'Progressing');
    await server.create({ ...secret, stringData: { url: theatre.cluster.chat.url(PROGRESS) } });
    await releases.reaches('good', 'Succeeded');
    await until('the second is lost', () => Promise.resolve(flagger.log().slice(from).includes('does not contain an address')));
    expect(progress('good')).toHaveLength(before);
    expect(flagger.log().slice(from)).toMatch(/alert provider slack-deployments\.flagger-system secretRef error: secrets "slack-deployments" not found/);
    expect(flagger.log().slice(from)).toMatch(/alert provider slack-deployments\.flagger-system secret does not contain an address/);
    await server.ask('DELETE', path);
    await server.create({ ...secret, data: (JSON.parse(good) as { data: object }).data });
  });

  test('the AlertProvider is deleted: Flux brings it back, and the next message is told', async () => {
    const { releases, delivery, cluster: { server } } = theatre;
    const before = progress('good').length;
    await server.ask('DELETE', '/apis/flagger.app/v1beta1/namespaces/flagger-system/alertproviders/slack-deployments');
    await delivery.reconcile('canary-alerting-flagger');
    await until('it is back', () => server.get('flagger.app/v1beta1', 'AlertProvider', 'flagger-system', 'slack-deployments'));
    await releases.roll('good', '4');
    await releases.reaches('good', 'Progressing');
    await releases.reaches('good', 'Succeeded');
    expect((await said('good', before + 2)).slice(before)).toEqual([BEGUN, PROMOTED]);
  });

  test('notification-controller is killed, and away when a commit does not apply: with the next attempt at the latest, once', async () => {
    const { cluster: { programs }, delivery, heard } = theatre;
    await programs['notification-controller'].kill();
    await theatre.commitBroken();
    await until('the commit does not apply', async () => JSON.stringify(await delivery.kustomizations()).includes('dry-run failed'));
    await programs['notification-controller'].resume();
    await delivery.reconcile('canary-alerting-shop');
    await until('it is told', () => Promise.resolve(heard.byFlux(FAILURES).length > 0));
    await sleep(15_000);
    expect(heard.byFlux(FAILURES)).toEqual([expect.stringContaining('Canary/shop/bad dry-run failed')]);
  });
});
