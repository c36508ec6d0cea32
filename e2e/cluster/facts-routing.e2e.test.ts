import { setTimeout as sleep } from 'node:timers/promises';
import { Manifest } from '../operator';
import { Cluster } from './cluster';
import { Heard } from './heard';
import { Loop } from './loop';
import { openCrd } from './open-crd';
import { Releases } from './releases';
import { until } from './until';

const ISTIO = 'networking.istio.io/v1beta1';
const GATEWAY = 'gateway.networking.k8s.io/v1';
const TRAEFIK = 'traefik.io/v1alpha1';

/** How many ticks of Flagger are watched of what is said never to end. */
const TICKS = 6;

/** What Flagger does with routes, where meshes and ingresses differ: it writes the real objects, and no mesh reads them. docs/facts.md lists them. */
describe('Flagger', () => {
  let cluster: Cluster;
  let releases: Releases;
  let heard: Heard;

  const canary = (name: string, provider: string, analysis: object, service: object = {}, spec: object = {}): Manifest => ({
    apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name, namespace: 'shop' },
    spec: {
      provider, targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, service: { port: 9898, ...service }, ...spec,
      analysis: {
        interval: '10s', threshold: 1, metrics: [{ name: 'request-success-rate', interval: '1m', thresholdRange: { min: 99 } }],
        alerts: [{ name: 'info', severity: 'info', providerRef: { name: 'info' } }], ...analysis,
      },
    },
  });
  const gateway = { gatewayRefs: [{ name: 'gateway', namespace: 'shop' }] };
  const match = [{ headers: { 'x-canary': { exact: 'yes' } } }];
  const increases = { name: 'increase', type: 'confirm-traffic-increase' };
  const log = (): string => cluster.programs.flagger.log();
  /** How often Flagger has said something of a canary. */
  const times = (words: string): number => log().split('\n').filter((line) => line.includes(words)).length;
  const metrics = async (): Promise<string> => (await fetch(`http://127.0.0.1:${cluster.programs.flagger.port}/metrics`)).text();

  /** The greatest weight of each workload, as long as it is looked at. */
  const greatest = new Map<string, number>();
  let watch: Loop;

  beforeAll(async () => {
    cluster = await Cluster.start();
    watch = new Loop(async () => {
      for (const [, name = '', weight] of (await metrics()).matchAll(/^flagger_canary_weight\{namespace="shop",workload="([^"]+)"\} (\d+)$/gm)) {
        greatest.set(name, Math.max(greatest.get(name) ?? 0, Number(weight)));
      }
    });
    const { server, chat, gates } = cluster;
    releases = new Releases(cluster, 'shop');
    heard = new Heard(chat);
    await server.install([openCrd(ISTIO, 'VirtualService'), openCrd(ISTIO, 'DestinationRule'), openCrd(GATEWAY, 'HTTPRoute'), openCrd(TRAEFIK, 'TraefikService')]);
    await server.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    await server.create({ apiVersion: 'flagger.app/v1beta1', kind: 'AlertProvider', metadata: { name: 'info', namespace: 'shop' }, spec: { type: 'slack', channel: 'x', address: chat.url('/info') } });
    const canaries = [
      canary('mirror-istio', 'istio', { mirror: true, stepWeight: 50, maxWeight: 50 }),
      canary('mirror-traefik', 'traefik', { mirror: true, stepWeight: 50, maxWeight: 50 }),
      canary('mirror-gateway', 'gatewayapi:v1', { mirror: true, stepWeight: 50, maxWeight: 50 }, gateway),
      canary('mirror-gateway-bg', 'gatewayapi:v1', { mirror: true, iterations: 2 }, gateway),
      canary('users-traefik', 'traefik', { match, iterations: 3 }),
      canary('users-kubernetes', 'kubernetes', { match, iterations: 2 }),
      canary('weights-kubernetes', 'kubernetes', { stepWeight: 50, maxWeight: 50 }),
      canary('falling', 'istio', { stepWeights: [50, 20] }),
      canary('above', 'istio', { stepWeight: 50, maxWeight: 150 }),
      canary('capped', 'istio', { stepWeights: [50, 120] }),
      canary('increasing', 'istio', { stepWeight: 50, maxWeight: 50, webhooks: [{ ...increases, url: gates.url('increase') }] }),
      canary('swallowed', 'kubernetes', { iterations: 1 }),
    ];
    const names = canaries.map(({ metadata }) => (metadata as { name: string }).name);
    await Promise.all(names.map((name) => releases.roll(name, '1')));
    await Promise.all(canaries.map((each) => server.create(each)));
    await Promise.all(names.map((name) => releases.reaches(name, 'Initialized')));
    cluster.metrics.setSuccessRate('swallowed', 97);
    await Promise.all(names.map((name) => releases.roll(name, '2')));
    await Promise.all(names.map((name) => releases.reaches(name, 'Progressing').catch(() => undefined)));
  }, 240_000);
  afterAll(async () => {
    await watch?.stop();
    await cluster?.stop();
  });

  test('mirrors one step before it shifts weight, with Istio', async () => {
    await releases.reaches('mirror-istio', 'Succeeded');
    expect(log().split('\n').filter((line) => line.includes('Running mirror step') && line.includes('mirror-istio')).map((line) => /step (\S+)/.exec(line)?.[1])).toEqual(['100/0/true', '50/50/false']);
  });

  test('repeats that step for ever where it cannot mirror: it neither advances nor fails', async () => {
    for (const name of ['mirror-traefik', 'mirror-gateway']) {
      const steps = (): number => log().split('\n').filter((line) => line.includes('Running mirror step 100/0/true') && line.includes(`${name}.shop`)).length;
      await until('it repeats', () => Promise.resolve(steps() >= TICKS), 120, () => releases.state(name));
      expect(await releases.state(name)).toMatchObject({ phase: 'Progressing', canaryWeight: 0, failedChecks: 0 });
    }
  });

  test('mirrors iterations with Gateway API', async () => {
    await releases.reaches('mirror-gateway-bg', 'Succeeded');
    expect(times('Start traffic mirroring')).toBeGreaterThan(0);
  });

  test('sends all users to the canary in an A/B test, where the provider cannot tell them apart', async () => {
    await releases.reaches('users-traefik', 'Succeeded');
    expect(times('Advance users-traefik.shop canary iteration')).toBe(3);
    expect(greatest.get('users-traefik')).toBe(100);
  });

  test('makes a blue/green deployment of an A/B test without a mesh, and one of ten iterations of weights', async () => {
    await releases.reaches('users-kubernetes', 'Succeeded');
    expect(times('A/B testing is not supported when using the kubernetes provider')).toBeGreaterThan(0);
    expect(times('Advance users-kubernetes.shop canary iteration 2/2')).toBe(1);
    await until('iterations', () => Promise.resolve(times('Advance weights-kubernetes.shop canary iteration 2/10') === 1));
  });

  test('says without a mesh that the canary has all traffic, from its first iteration on, and shifts none', async () => {
    expect(greatest.get('users-kubernetes')).toBe(100);
    const service = await cluster.server.get('v1', 'Service', 'shop', 'weights-kubernetes') as { spec: { selector: object } };
    expect((await releases.state('weights-kubernetes')).iterations).toBeGreaterThan(0);
    expect(service.spec.selector).toEqual({ app: 'weights-kubernetes-primary' });
  });

  test('stays where the next of its weights is no greater, and neither advances nor fails', async () => {
    await until('the first weight', async () => (await releases.state('falling')).canaryWeight === 50);
    // All others have gone their way meanwhile.
    await sleep(30_000);
    expect(await releases.state('falling')).toMatchObject({ phase: 'Progressing', canaryWeight: 50, failedChecks: 0 });
    expect(await metrics()).toMatch(/^flagger_canary_status\{name="falling",namespace="shop"\} 0$/m);
  });

  test('stays with all of the traffic on the canary where the highest weight is above 100, and neither promotes nor fails', async () => {
    await until('the last weight', async () => (await releases.state('above')).canaryWeight === 100);
    const before = times('Advance above.shop canary weight 100');
    await until('it says so again and again', () => Promise.resolve(times('Advance above.shop canary weight 100') > before + 2));
    expect(await releases.state('above')).toMatchObject({ phase: 'Progressing', canaryWeight: 100, failedChecks: 0 });
    expect(await metrics()).toMatch(/^flagger_canary_status\{name="above",namespace="shop"\} 0$/m);
  });

  test('takes a weight above 100 in the list of weights for 100, and ends there', async () => {
    await releases.reaches('capped', 'Succeeded');
    expect(greatest.get('capped')).toBe(100);
  });

  test('asks before each step whether traffic may increase, and warns with each tick that it may not', async () => {
    const waiting = 'Canary traffic increase is waiting for approval.';
    const warnings = (): number => heard.byFlagger('/info', 'increasing.shop').filter((text) => text === waiting).length;
    await until('it has warned', () => Promise.resolve(warnings() >= 3));
    expect(await releases.state('increasing')).toMatchObject({ phase: 'Progressing', canaryWeight: 0 });
    expect(await metrics()).toMatch(/^flagger_canary_status\{name="increasing",namespace="shop"\} 0$/m);
    cluster.gates.set('increase', true);
    await releases.reaches('increasing', 'Succeeded');
  });

  test('never sees a revision that comes after a failure while the primary is not ready', async () => {
    await releases.reaches('swallowed', 'Failed');
    cluster.metrics.setSuccessRate('swallowed', 100);
    const ready = cluster.kubelet.fail(({ metadata }) => metadata.labels?.['app'] === 'swallowed-primary');
    const unready = (): number => times('swallowed-primary.shop not ready');
    await until('the primary is not ready', async () => ((await releases.primary('swallowed'))?.['status'] as { availableReplicas?: number }).availableReplicas === undefined);
    const before = unready();
    await releases.roll('swallowed', '3');
    await until('Flagger has seen both', () => Promise.resolve(unready() > before));
    ready();
    await sleep(35_000);
    expect((await releases.state('swallowed')).phase).toBe('Failed');
    await releases.roll('swallowed', '4');
    await releases.reaches('swallowed', 'Succeeded');
  });

  test('reads no canary any more, as soon as one has a fraction where it wants a whole number, which the CRD admits', async () => {
    const { server } = cluster;
    await server.create({ ...canary('fraction', 'kubernetes', { iterations: 1, threshold: 1.5 }) });
    await until('it says so', () => Promise.resolve(/cannot unmarshal number 1\.5 into Go struct field/.test(log())), 60, () => log().slice(-1500));
    await releases.roll('after', '1');
    await server.create(canary('after', 'kubernetes', { iterations: 1 }));
    await sleep(30_000);
    expect(await releases.state('after')).toEqual({});
    await server.ask('DELETE', '/apis/flagger.app/v1beta1/namespaces/shop/canaries/fraction');
    await releases.reaches('after', 'Initialized');
  });

  test('nor as soon as one has a fraction in the age of a cookie, or a deadline beyond 32 bits', async () => {
    const { server } = cluster;
    for (const [number, bad] of [
      ['2.5', canary('cookie', 'kubernetes', { iterations: 1, sessionAffinity: { cookieName: 'x', maxAge: 2.5 } })],
      ['99999999999', canary('deadline', 'kubernetes', { iterations: 1 }, {}, { progressDeadlineSeconds: 99_999_999_999 })],
    ] as const) {
      await server.create(bad);
      await until('it says so', () => Promise.resolve(times(`cannot unmarshal number ${number} into Go struct field`) > 0), 60, () => log().slice(-1500));
      await server.ask('DELETE', `/apis/flagger.app/v1beta1/namespaces/shop/canaries/${(bad['metadata'] as { name: string }).name}`);
    }
  });
});
