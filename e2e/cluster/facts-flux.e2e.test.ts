import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { flux } from '../../lib';
import { Manifest } from '../operator';
import { inScratchFolder } from '../scratch';
import { Cluster } from './cluster';
import { Delivery, readyOf } from './delivery';
import { until } from './until';

const configMap = (name: string, data: object = {}): Manifest => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data });

/** A Canary of a Deployment that is not there. */
const canaryOf = (name: string, namespace: string): Manifest => ({
  apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name, namespace },
  spec: {
    targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'absent' }, service: { port: 80 },
    analysis: { interval: '10s', threshold: 1, iterations: 1, alerts: [{ name: 'a', severity: 'info', providerRef: { name: 'slack', namespace: 'shop' } }] },
  },
});

/** What this library takes Flux to do, and upstream's documents do not say, or say otherwise. docs/facts.md lists them. */
describe('Flux', () => {
  let cluster: Cluster;
  let delivery: Delivery;
  beforeAll(async () => {
    cluster = await Cluster.start();
    delivery = new Delivery(cluster);
    await cluster.server.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
  });
  afterAll(() => cluster?.stop());

  const commit = (files: Readonly<Record<string, string>>): Promise<string> => inScratchFolder('commit', (folder) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return cluster.artifacts.commit(folder);
  });
  const kustomization = (name: string, spec: object = {}): Promise<Manifest> => cluster.server.apply({
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata: { name, namespace: 'flux-system', labels: { watched: name } },
    spec: { interval: '10m', retryInterval: '1s', path: './dist', prune: true, sourceRef: { kind: 'GitRepository', name: 'flux-system' }, ...spec },
  });
  const end = (name: string): Promise<unknown> => cluster.server.ask('DELETE', `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/${name}`);
  const seen = async (): Promise<unknown> => (await delivery.kustomizations()).map((each) => [each.metadata.name, readyOf(each)?.reason, readyOf(each)?.message]);
  const says = (name: string, words: string): Promise<unknown> => until(`${name} says ${words}`, async () => {
    const found = (await delivery.kustomizations()).find(({ metadata }) => metadata.name === name);
    return found !== undefined && readyOf(found)?.message.includes(words);
  }, 60, seen);
  const exists = async (name: string): Promise<boolean> => await cluster.server.get('v1', 'ConfigMap', 'shop', name) !== undefined;

  test('fails on a path that is not there', async () => {
    await commit({ 'a.yaml': JSON.stringify(configMap('a')) });
    await kustomization('absent', { path: './dist/absent' });
    await says('absent', 'path not found');
    await end('absent');
  });

  test('prunes what a folder lacks, also when its writer was interrupted', async () => {
    await commit({ 'a.yaml': JSON.stringify(configMap('a')), 'b.yaml': JSON.stringify(configMap('b')) });
    await kustomization('half-written');
    await until('both are there', async () => await exists('a') && await exists('b'), 60, seen);
    await commit({ 'a.yaml': JSON.stringify(configMap('a')) });
    await until('one is gone', async () => !await exists('b'), 60, seen);
    expect(await exists('a')).toBe(true);
    await end('half-written');
  });

  test('applies nothing of a folder in which one object is refused', async () => {
    await commit({ 'c.yaml': JSON.stringify(configMap('c')), 'd.yaml': JSON.stringify({ ...configMap('d'), data: { x: 1, y: {} } }) });
    await kustomization('refused');
    await until('it failed', async () => (await delivery.kustomizations()).some((each) => each.metadata.name === 'refused' && readyOf(each)?.status === 'False'), 60, seen);
    expect(await exists('c')).toBe(false);
    await end('refused');
  });

  test('applies nothing of a folder with an object of a kind that there is not, with a file that is no object, or with an object twice', async () => {
    const good = JSON.stringify(configMap('good'));
    for (const [name, file, words] of [
      ['unknown-kind', JSON.stringify({ ...configMap('x'), apiVersion: 'example.com/v1', kind: 'Unknown' }), 'no matches for kind "Unknown"'],
      ['no-object', 'language: typescript\napp: node main.ts\n', 'missing Resource metadata'],
      ['twice', good, 'may not add resource with an already registered id'],
    ] as const) {
      await commit({ 'a.yaml': good, 'b.yaml': file });
      await kustomization(name);
      await says(name, words);
      expect(await exists('good')).toBe(false);
      await end(name);
    }
  });

  test('prunes all that it has applied when its folder has no manifest any more', async () => {
    await commit({ 'a.yaml': JSON.stringify(configMap('emptied')) });
    await kustomization('emptied');
    await until('it is there', () => exists('emptied'), 60, seen);
    await commit({ 'README.md': 'nothing' });
    await until('it is gone', async () => !await exists('emptied'), 60, seen);
    await end('emptied');
  });

  test('with targetNamespace changes where objects are, and not what a custom resource refers to', async () => {
    await cluster.server.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'moved' } });
    await commit({ 'a.yaml': JSON.stringify(canaryOf('moving', 'shop')) });
    await kustomization('moving', { targetNamespace: 'moved' });
    const canary = await until('it is there', () => cluster.server.get('flagger.app/v1beta1', 'Canary', 'moved', 'moving'), 60, seen) as { spec: { analysis: { alerts: { providerRef: object }[] } } };
    expect(canary.spec.analysis.alerts[0]?.providerRef).toEqual({ name: 'slack', namespace: 'shop' });
    await end('moving');
  });

  test('takes a Canary for healthy at once, and with an expression when it is initialized; one that fails ends the wait', async () => {
    await commit({ 'a.yaml': JSON.stringify(canaryOf('judged', 'shop')) });
    const healthChecks = [{ apiVersion: 'flagger.app/v1beta1', kind: 'Canary', name: 'judged', namespace: 'shop' }];
    await kustomization('unjudged', { healthChecks });
    await says('unjudged', 'Applied revision');
    // Its Deployment is not there: Flagger has said nothing but that it is initializing.
    const phase = async (): Promise<string | undefined> => ((await cluster.server.get('flagger.app/v1beta1', 'Canary', 'shop', 'judged'))?.['status'] as { phase?: string } | undefined)?.phase;
    await until('Flagger has seen it', async () => await phase() === 'Initializing', 60, phase);
    const { options } = flux.HealthCheckExpression.canary();
    await kustomization('judged', { healthChecks, healthCheckExprs: [options], timeout: '3m' });
    const conditions = async (): Promise<readonly { readonly type: string; readonly status: string; readonly message: string }[]> =>
      (await delivery.kustomizations()).find(({ metadata }) => metadata.name === 'judged')?.status?.conditions ?? [];
    await until('it waits', async () => (await conditions()).some(({ type, message }) => type === 'Healthy' && message.includes('Running health checks')), 60, conditions);
    await sleep(6000);
    const becomes = (status: string): Promise<unknown> => cluster.server.ask('PATCH', '/apis/flagger.app/v1beta1/namespaces/shop/canaries/judged/status', JSON.stringify({ status: { phase: status } }), 'application/merge-patch+json');
    expect((await conditions()).find(({ type }) => type === 'Ready')?.status).toBe('Unknown');
    await becomes('Failed');
    await says('judged', 'Canary/shop/judged status: \'Failed\'');
    await becomes('Initialized');
    await says('judged', 'Applied revision');
    await end('judged');
    await end('unjudged');
  });

  test('tries again after retryInterval, and the same words are told once', async () => {
    const { server, chat, programs: { 'kustomize-controller': controller } } = cluster;
    const api = 'notification.toolkit.fluxcd.io/v1beta3';
    const metadata = { name: 'again', namespace: 'flux-system' };
    await server.apply({ apiVersion: api, kind: 'Provider', metadata, spec: { type: 'slack', channel: 'x', address: chat.url('/again') } });
    await server.apply({ apiVersion: api, kind: 'Alert', metadata, spec: { providerRef: { name: 'again' }, eventSeverity: 'error', eventSources: [{ kind: 'Kustomization', name: 'again' }] } });
    // One mistake: the API server says two in one order or another, and other words are another message.
    await commit({ 'a.yaml': JSON.stringify({ ...configMap('broken'), data: { x: 1 } }) });
    await kustomization('again', { retryInterval: '2s' });
    const attempts = (): number => controller.log().split('\n').filter((line) => line.includes('"name":"again"') && /Reconciliation failed after \S+, next try in 2s/.test(line)).length;
    await until('it has tried five times', () => Promise.resolve(attempts() >= 5), 60, () => controller.log().slice(-2000));
    expect(chat.heard('/again')).toHaveLength(1);
    await end('again');
    await server.ask('DELETE', `/apis/${api}/namespaces/flux-system/alerts/again`);
    chat.messages.length = 0;
  });

  test('looks again at once when a ConfigMap that is labelled to be watched changes', async () => {
    const values = { ...configMap('values', { COLOUR: 'red' }), metadata: { name: 'values', namespace: 'flux-system', labels: { 'reconcile.fluxcd.io/watch': 'Enabled' } } };
    await cluster.server.apply(values);
    await commit({ 'e.yaml': JSON.stringify(configMap('e', { colour: '${COLOUR}' })) });
    await kustomization('watching', { postBuild: { substituteFrom: [{ kind: 'ConfigMap', name: 'values' }] } });
    const colour = async (): Promise<unknown> => ((await cluster.server.get('v1', 'ConfigMap', 'shop', 'e'))?.['data'] as { colour?: string } | undefined)?.colour;
    await until('it is red', async () => await colour() === 'red', 60, seen);
    await cluster.server.apply({ ...values, data: { COLOUR: 'blue' } });
    // Its interval is ten minutes.
    await until('it is blue', async () => await colour() === 'blue', 60, seen);
    await end('watching');
  });

  test('posts to the key address of a Provider\'s Secret, and to no other', async () => {
    const { server, chat } = cluster;
    const api = 'notification.toolkit.fluxcd.io/v1beta3';
    for (const key of ['address', 'url', 'webhook']) {
      const metadata = { name: key, namespace: 'flux-system' };
      await server.apply({ apiVersion: 'v1', kind: 'Secret', metadata, stringData: { [key]: chat.url(`/by-${key}`) } });
      await server.apply({ apiVersion: api, kind: 'Provider', metadata, spec: { type: 'slack', channel: 'x', secretRef: { name: key } } });
      const eventSources = [{ kind: 'Kustomization', name: '*', matchLabels: { watched: 'keys' } }];
      await server.apply({ apiVersion: api, kind: 'Alert', metadata, spec: { providerRef: { name: key }, eventSeverity: 'error', eventSources } });
    }
    await commit({ 'a.yaml': JSON.stringify(configMap('a')) });
    // It names a folder for temporary files, so that each attempt would be another message.
    await kustomization('keys', { path: './dist/absent', retryInterval: '10m' });
    await chat.hear(({ path }) => path === '/by-address');
    await until('it says that the others are lost', () => Promise.resolve(cluster.programs['notification-controller'].log().includes('invalid Slack hook URL')));
    await sleep(3000);
    expect(new Set(chat.messages.map(({ path }) => path))).toEqual(new Set(['/by-address']));
    expect(chat.messages).toHaveLength(1);
    await end('keys');
  });

  test('takes a status that it could not write for a failure, and tries again after the interval', async () => {
    const { server, programs: { 'kustomize-controller': controller } } = cluster;
    await commit({ 'a.yaml': JSON.stringify(configMap('a')) });
    await kustomization('contended', { retryInterval: undefined });
    let attempts = 0;
    let isOver = false;
    const path = '/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/contended';
    // Each write is another version of the object, and asks for another attempt.
    const write = async (): Promise<void> => {
      while (!isOver) {
        attempts += 1;
        const annotations = { 'reconcile.fluxcd.io/requestedAt': String(attempts) };
        await server.ask('PATCH', path, JSON.stringify({ metadata: { annotations } }), 'application/merge-patch+json');
      }
    };
    const writers = [1, 2, 3, 4].map(write);
    const failure = /Reconciliation failed after \S+, next try in 10m0s.*"name":"contended".*failed to update status: timed out waiting for the condition/;
    await until('an attempt fails', () => Promise.resolve(failure.test(controller.log())), 90, () => controller.log().slice(-2000)).finally(() => { isOver = true; });
    await Promise.all(writers);
    await delivery.reconcile('contended');
    await says('contended', 'Applied revision');
    await end('contended');
  });

  test('reads no Kustomization any more, as soon as one has an interval of more than 292 years, which the CRD admits', async () => {
    const { 'kustomize-controller': controller } = cluster.programs;
    await commit({ 'z.yaml': JSON.stringify(configMap('z')) });
    await kustomization('eternal', { interval: '9999999h', suspend: true });
    await until('it says so', () => Promise.resolve(controller.log().includes('time: invalid duration')), 60, () => controller.log().slice(-2000));
    await kustomization('meanwhile');
    await sleep(15_000);
    expect(await exists('z')).toBe(false);
    await end('eternal');
    await until('it is read again', () => exists('z'), 120, seen);
    await end('meanwhile');
  });

  test('removes, when it starts, what kustomize-controllers have left in the folder for temporary files', async () => {
    const { 'kustomize-controller': controller } = cluster.programs;
    const others = mkdtempSync(join(tmpdir(), 'kustomization-'));
    const own = mkdtempSync(join(controller.folder, 'kustomization-'));
    try {
      await controller.crash();
      await until('it is removed', () => Promise.resolve(!existsSync(own)));
      expect(existsSync(others)).toBe(true);
    } finally {
      rmSync(others, { recursive: true });
    }
  });
});
