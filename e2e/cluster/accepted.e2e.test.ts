import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { readManifests } from '../manifests';
import { Manifest } from '../operator';
import { inScratchFolder } from '../scratch';
import { Cluster } from './cluster';
import { Delivery, referenceOf } from './delivery';
import { until } from './until';

const ROOT = resolve(__dirname, '../..');
const DIST = join(ROOT, 'dist');

describe('dist/ as committed', () => {
  const objects = readManifests(DIST);
  const kustomizations = objects.filter(({ kind }) => kind === 'Kustomization').length;
  let cluster: Cluster;
  let delivery: Delivery;
  beforeAll(async () => {
    cluster = await Cluster.start();
    delivery = new Delivery(cluster);
    await delivery.install('flagger', 'kube-prometheus-stack', 'external-secrets');
  });
  afterAll(() => cluster?.stop());

  const stored = (object: Manifest): Promise<Manifest | undefined> => {
    const { apiVersion, kind, metadata } = object as { apiVersion: string; kind: string; metadata: { name: string; namespace?: string } };
    return cluster.server.get(apiVersion, kind, metadata.namespace, metadata.name);
  };

  /** Commits dist/ after a change. */
  const commit = (change: (folder: string) => void): Promise<string> => inScratchFolder('dist', (folder) => {
    cpSync(DIST, folder, { recursive: true });
    change(folder);
    return cluster.artifacts.commit(folder);
  });

  test('is applied by kustomize-controller, once its first Kustomization is', async () => {
    const revision = await cluster.artifacts.commit(DIST);
    await cluster.server.apply(parse(readFileSync(join(DIST, 'flux-system/Kustomization.canary-alerting.k8s.yaml'), 'utf8')) as Manifest);
    await delivery.applied(revision, kustomizations);
    expect((await Promise.all(objects.map(stored))).map((found, index) => found === undefined ? referenceOf(objects[index] as Manifest) : '').join('')).toBe('');
    expect(objects.length).toBeGreaterThan(30);
  });

  test('in the order of what they wait for', () => {
    const order = delivery.changes().filter(([, change]) => change === 'created').map(([object]) => object);
    const at = (reference: string): number => { expect(order).toContain(reference); return order.indexOf(reference); };
    expect(at('Namespace/checkout')).toBeLessThan(at('Canary/checkout/cart'));
    expect(at('Namespace/search')).toBeLessThan(at('Canary/search/suggest'));
    expect(at('AlertProvider/flagger-system/slack-deployments')).toBeLessThan(at('Canary/search/suggest'));
    expect(at('ExternalSecret/monitoring/monitoring-slack-on-call')).toBeLessThan(at('Secret/monitoring/alertmanager-canary-alerting'));
    expect(new Set(order).size).toBe(order.length);
  });

  test('with every Secret that it refers to there', async () => {
    const names = objects.filter(({ kind }) => kind === 'ExternalSecret').map((object) => {
      const { metadata, spec } = object as unknown as { metadata: { namespace: string }; spec: { target: { name: string } } };
      return { namespace: metadata.namespace, name: spec.target.name };
    });
    for (const { namespace, name } of names) { expect(await cluster.server.get('v1', 'Secret', namespace, name)).toBeDefined(); }
    expect(names.length).toBeGreaterThan(5);
  });

  test('committed again without a change, nothing is changed', async () => {
    const before = delivery.now();
    await delivery.applied(await cluster.artifacts.commit(DIST), kustomizations);
    const changes = delivery.changes(before);
    expect(changes.filter(([, change]) => change !== 'unchanged')).toEqual([]);
    expect(new Set(changes.map(([object]) => object)).size).toBe(objects.length);
  });

  test('what is removed from it is pruned, and nothing else', async () => {
    const before = delivery.now();
    await delivery.applied(await commit((folder) => { rmSync(join(folder, 'checkout/Canary.cart.k8s.yaml')); }), kustomizations);
    const cart = objects.find((object) => referenceOf(object) === 'Canary/checkout/cart') as Manifest;
    await until('the Canary is gone', async () => await stored(cart) === undefined);
    expect(delivery.changes(before).filter(([, change]) => change !== 'unchanged')).toEqual([['Canary/checkout/cart', 'deleted']]);
  });

  test('a namespace outlives its file, because its canaries would go with it', async () => {
    await delivery.applied(await commit((folder) => { rmSync(join(folder, 'namespaces/Namespace.search.k8s.yaml')); }), kustomizations);
    expect(await cluster.server.get('v1', 'Namespace', undefined, 'search')).toMatchObject({ status: { phase: 'Active' } });
    expect(await cluster.server.get('flagger.app/v1beta1', 'Canary', 'search', 'suggest')).toBeDefined();
  });
});
