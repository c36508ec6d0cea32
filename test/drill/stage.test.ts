import { Document } from '../../lib/checks/document';
import { readWorld } from '../../lib/checks/read';
import { canariesFor, clusterOf } from '../../lib/drill/cluster';
import { Plan } from '../../lib/drill/plan';
import { ScrapeJobs } from '../../lib/drill/scrape-jobs';
import { Stage, StageAction } from '../../lib/drill/stage';

const worldOf = (text: string): ReturnType<typeof readWorld> => readWorld(Document.read(text, 'a.yaml'), {});
const CANARY = `
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: cart, namespace: shop }
spec: { targetRef: { kind: Deployment, name: cart-app }, analysis: { stepWeights: [5, 30] } }
`;

describe('the cluster', () => {
  test('has the canaries of the manifests, by their targets', () => {
    expect(clusterOf(worldOf(CANARY)).canaries).toEqual([{ namespace: 'shop', name: 'cart-app', target: 'Deployment', maxWeight: 30, strategy: 'canary', isOurs: true }]);
  });

  test('has ones that are made up where these are too few, none of them called alike', () => {
    const cluster = clusterOf(worldOf(CANARY.replace('cart-app', 'podinfo')));
    expect(canariesFor(cluster, 3).map(({ namespace, name, isOurs }) => [namespace, name, isOurs])).toEqual([['shop', 'podinfo', true], ['drill', 'podinfo-2', false], ['drill', 'podinfo-3', false]]);
  });

  test.each([
    ['as its chart makes it', '', { namespace: 'flagger-system', deployment: 'flagger', meshProvider: 'istio', podLabels: { 'app.kubernetes.io/name': 'flagger', 'app.kubernetes.io/instance': 'flagger' } }],
    ['as its release calls it', 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: canaries}\nspec: {chart: {spec: {chart: flagger}}, values: {meshProvider: nginx}}',
      { deployment: 'canaries-flagger', meshProvider: 'nginx', podLabels: { 'app.kubernetes.io/name': 'flagger', 'app.kubernetes.io/instance': 'canaries' } }],
    ['as its Deployment is', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: f, namespace: ops}\nspec: {template: {metadata: {labels: {app: f}}, spec: {containers: [{image: "ghcr.io/fluxcd/flagger:1.44.0"}]}}}',
      { namespace: 'ops', deployment: 'f', podLabels: { app: 'f' } }],
  ])('has Flagger %s', (_, text, expected) => {
    expect(clusterOf(worldOf(text)).flagger).toMatchObject(expected);
  });
});

describe('the stage', () => {
  let stage: Stage;
  beforeEach(async () => { stage = await Stage.start(clusterOf(worldOf(CANARY)), ['a', 'b']); });
  afterEach(() => stage.stop());

  const read = async (address: string | undefined): Promise<string[]> => (await (await fetch(`http://${address}/metrics`)).text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const flagger = async (): Promise<string[]> => (await read(stage.pods[0]?.address)).filter((line) => line.includes('cart-app') || line.includes('total'));
  const STATUS = 'flagger_canary_status{name="cart-app",namespace="shop"}';
  const WEIGHT = 'flagger_canary_weight{workload="cart-app",namespace="shop"}';
  const PRIMARY = 'flagger_canary_weight{workload="cart-app-primary",namespace="shop"}';

  test('begins at rest', async () => {
    expect(await flagger()).toEqual(['flagger_canary_total{namespace="shop"} 1', 'flagger_canary_total{namespace="drill"} 1', `${STATUS} 1`, `${WEIGHT} 0`, `${PRIMARY} 100`]);
    expect(await read(stage.kubeStateMetrics)).toEqual(expect.arrayContaining([
      'kube_deployment_created{namespace="shop",deployment="cart-app-primary"} 1700000000',
      'kube_service_created{namespace="shop",service="cart-app"} 1700000000',
      'kube_deployment_status_replicas_available{namespace="flagger-system",deployment="flagger"} 1',
    ]));
  });

  test.each<[string, StageAction[], string[]]>([
    ['a rollback', [{ do: 'progress', canary: 'a', weight: 20 }, { do: 'fail', canary: 'a' }], [`${STATUS} 2`, `${WEIGHT} 0`, `${PRIMARY} 100`]],
    ['a rollout', [{ do: 'progress', canary: 'a', weight: 20 }], [`${STATUS} 0`, `${WEIGHT} 20`, `${PRIMARY} 80`]],
    ['a promotion that failed, with the traffic where it was', [{ do: 'progress', canary: 'a', weight: 20 }, { do: 'fail-promotion', canary: 'a' }], [`${STATUS} 2`, `${WEIGHT} 20`, `${PRIMARY} 80`]],
    ['a promotion that failed, with the traffic where the analysis ends', [{ do: 'fail-promotion', canary: 'a' }], [`${STATUS} 2`, `${WEIGHT} 30`, `${PRIMARY} 70`]],
    ['a canary that was never ready', [{ do: 'never-ready', canary: 'a' }], [`${STATUS} 2`]],
    ['a promotion', [{ do: 'weight', canary: 'a', weight: 50 }, { do: 'succeed', canary: 'a' }], [`${STATUS} 1`, `${WEIGHT} 0`, `${PRIMARY} 100`]],
    ['a canary that is not initialized', [{ do: 'uninitialized', canary: 'a' }], []],
    ['a canary that is deleted: the series stay', [{ do: 'fail', canary: 'a' }, { do: 'delete', canary: 'a' }], [`${STATUS} 2`, `${WEIGHT} 0`, `${PRIMARY} 100`]],
  ])('%s', async (_, actions, expected) => {
    for (const action of actions) { await stage.apply(action); }
    expect((await flagger()).filter((line) => /canary_(status|weight)/.test(line))).toEqual(expected);
  });

  test('what belongs to a deleted canary is gone, its target stays', async () => {
    await stage.apply({ do: 'delete', canary: 'a' });
    const left = (await read(stage.kubeStateMetrics)).filter((line) => line.includes('cart-app'));
    expect(left.filter((line) => line.includes('created'))).toEqual(['kube_deployment_created{namespace="shop",deployment="cart-app"} 1700000000']);
  });

  test('Flagger that is down answers nothing; that is gone is no pod; that runs twice is two, which know the same', async () => {
    await stage.apply({ do: 'fail', canary: 'a' });
    await stage.apply({ do: 'flagger', state: 'replicas', replicas: 2 });
    expect(stage.pods).toHaveLength(2);
    expect((await read(stage.pods[1]?.address))).toContain(`${STATUS} 2`);
    await stage.apply({ do: 'flagger', state: 'down' });
    expect((await fetch(`http://${stage.pods[0]?.address}/metrics`)).status).toBe(503);
    expect(await read(stage.kubeStateMetrics)).toContain('kube_deployment_status_replicas_available{namespace="flagger-system",deployment="flagger"} 0');
    await stage.apply({ do: 'flagger', state: 'gone' });
    expect(stage.pods).toEqual([]);
    expect((await read(stage.kubeStateMetrics)).filter((line) => line.includes('flagger'))).toEqual([]);
  });

  test('Flagger that restarts is another pod, that is silent at first', async () => {
    const [before] = stage.pods;
    let told = 0;
    stage.onPods = () => { told += 1; };
    await stage.apply({ do: 'flagger', state: 'restarts' });
    expect(stage.pods).toHaveLength(1);
    expect(stage.pods[0]?.name).not.toBe(before?.name);
    expect((await fetch(`http://${stage.pods[0]?.address}/metrics`)).status).toBe(503);
    expect(told).toBe(1);
    await expect(fetch(`http://${before?.address}/metrics`)).rejects.toThrow();
  });

  test('refuses a canary that the scenario has not', async () => {
    await expect(stage.apply({ do: 'fail', canary: 'x' })).rejects.toThrow('the scenario has no canary "x"');
  });
});

test('a scrape job keeps its relabelings and intervals, and reaches nothing but stand-ins', () => {
  const job = {
    job_name: 'j', honor_labels: true, scrape_interval: '5s', scheme: 'https', tls_config: { ca_file: '/x' }, authorization: { credentials: 's' }, proxy_url: 'http://p',
    relabel_configs: [{ action: 'keep' }], static_configs: [{ targets: ['flagger.flagger-system:8080', 'elsewhere.example:80'] }], dns_sd_configs: [{ names: ['elsewhere.example'] }],
  };
  const plan: Plan = { prometheus: { global: {}, scrape_configs: [job] }, rules: [], assumptions: [], refused: [] };
  const configs = new ScrapeJobs(plan, { kubeStateMetrics: '127.0.0.1:1', alertmanagers: ['127.0.0.1:2'] }).configs('/f');
  expect(configs[0]).toEqual({ job_name: 'j', honor_labels: true, scrape_interval: '5s', relabel_configs: [{ action: 'keep' }], file_sd_configs: [{ files: ['/f/targets/0.json'] }] });
  expect(JSON.stringify(configs)).not.toContain('elsewhere');
});
