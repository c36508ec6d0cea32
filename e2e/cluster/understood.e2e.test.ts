import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { Document } from '../../lib/checks/document';
import { readWorld } from '../../lib/checks/read';
import { planOf } from '../../lib/drill/operator';
import { readManifests } from '../manifests';
import { Manifest } from '../operator';
import { Cluster } from './cluster';
import { Loader } from './loader';
import { Pager } from './pager';
import { until } from './until';

const DIST = resolve(__dirname, '../../dist');

/** What the drill and the checks take the operator to make of dist/. */
function plan(): ReturnType<typeof planOf> {
  const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml')).sort();
  return planOf(readWorld(files.flatMap((file) => Document.read(readFileSync(join(DIST, file), 'utf8'), file)), {}));
}

describe('the real operator', () => {
  const objects = readManifests(DIST);
  let cluster: Cluster;
  let loader: Loader;
  beforeAll(async () => {
    cluster = await Cluster.start();
    loader = new Loader(cluster);
    const values = objects.find(({ kind, data }) => kind === 'ConfigMap' && 'values.yaml' in (data as object)) as { data: { 'values.yaml': string } };
    const { alertmanager } = parse(values.data['values.yaml']) as { alertmanager: { alertmanagerSpec: { configSecret: string; secrets: string[] } } };
    // One by one: the operator looks again with each.
    for (const object of objects.filter(({ kind }) => ['PodMonitor', 'PrometheusRule', 'Secret'].includes(String(kind)))) { await cluster.server.apply(object); }
    await loader.install(alertmanager.alertmanagerSpec);
  });
  afterAll(() => cluster?.stop());

  test('writes the scrape jobs that we take it to write', async () => {
    const written = await loader.prometheus(({ scrape_configs: jobs }) => jobs.length > 0);
    expect(JSON.parse(JSON.stringify(written.scrape_configs))).toEqual(plan().prometheus.scrape_configs);
    expect(written.scrape_configs.map(({ job_name: name }) => name)).toEqual(['podMonitor/flagger-system/flagger/0']);
  });

  test('writes the rules that we take it to write', async () => {
    expect((await loader.rules()).map(({ groups }) => groups)).toEqual(plan().rules.map(({ groups }) => groups));
  });

  test('writes the configuration of Alertmanager that we take it to write, and mounts the templates', async () => {
    const { config, templates } = await loader.alertmanager((text) => text.includes('canary-alerting'));
    const ours = plan().alertmanager;
    expect(parse(config)).toEqual(parse(ours?.config ?? ''));
    expect(templates).toEqual(ours?.templates);
  });

  test('mounts each Secret where the configuration reads its file', async () => {
    const { config } = await loader.alertmanager((text) => text.includes('canary-alerting'));
    const { volumes, containers } = await loader.alertmanagerPod() as unknown as {
      volumes: { name: string; secret?: { secretName: string } }[]; containers: { name: string; volumeMounts: { name: string; mountPath: string }[] }[];
    };
    const mounts = containers.find(({ name }) => name === 'alertmanager')?.volumeMounts ?? [];
    const files = [...config.matchAll(/(\/etc\/alertmanager\/secrets\/([^/\s]+))\/(\S+)/g)];
    expect(files.length).toBeGreaterThan(2);
    for (const [, folder, secret] of files) {
      const mount = mounts.find(({ mountPath }) => mountPath === folder);
      expect(volumes.find(({ name }) => name === mount?.name)?.secret?.secretName).toBe(secret);
    }
  });

  test('and what it writes runs: Prometheus discovers Flagger\'s pod, every rule is evaluated, the heartbeat gets through', async () => {
    const pager = await Pager.start(cluster, loader);
    try {
      const { prometheus } = pager;
      const groups = await until('every rule was evaluated', async () => {
        const all = await prometheus.groups();
        return all.every(({ rules }) => rules.every(({ health }) => health !== 'unknown')) && all;
      }, 90);
      expect(groups.flatMap(({ rules }) => rules.filter(({ health }) => health !== 'ok'))).toEqual([]);
      expect((await prometheus.query('flagger_info')).map(({ labels }) => labels)).toMatchObject([{ namespace: 'flagger-system', mesh_provider: 'kubernetes', job: 'flagger-system/flagger' }]);
      expect((await cluster.chat.hear(({ path }) => path === '/dead-mans-switch/address', 90_000)).body).toMatchObject({ status: 'firing', groupLabels: { alertname: 'CanaryAlertingHeartbeat' } });
    } finally {
      await pager.stop();
    }
  });

  test('gives Alertmanager a configuration that tells nobody, as long as the Secret with ours is missing', async () => {
    const path = '/api/v1/namespaces/monitoring/secrets/alertmanager-canary-alerting';
    const { 'prometheus-operator': operator } = cluster.programs;
    await cluster.server.ask('DELETE', path);
    const { config, templates } = await loader.alertmanager((text) => !text.includes('canary-alerting'));
    const { route, receivers } = parse(config) as { route: { receiver: string; routes?: unknown[] }; receivers: object[] };
    expect(receivers).toEqual([{ name: route.receiver }]);
    expect(route.routes ?? []).toEqual([]);
    expect(templates).toEqual({});
    expect(operator.log()).toContain('config secret not found, using default Alertmanager configuration');
    const ours = objects.find(({ kind, metadata }) => kind === 'Secret' && (metadata as { name: string }).name === 'alertmanager-canary-alerting') as Manifest;
    await cluster.server.apply(ours);
    await loader.alertmanager((text) => text.includes('canary-alerting'));
  });

  test('leaves out a monitor and rules without the release\'s label', async () => {
    const [monitor, rule] = ['PodMonitor', 'PrometheusRule'].map((kind) => objects.find((object) => object['kind'] === kind) as { metadata: object }) as [Manifest & { metadata: object }, Manifest & { metadata: object }];
    for (const object of [monitor, rule]) {
      await cluster.server.create({ ...object, metadata: { ...object.metadata, name: 'unlabelled', labels: {} } });
      await cluster.server.create({ ...object, metadata: { ...object.metadata, name: 'labelled' } });
    }
    const { scrape_configs: jobs } = await loader.prometheus(({ scrape_configs }) => scrape_configs.length > 1);
    expect(jobs.map(({ job_name: name }) => name)).toEqual(['podMonitor/flagger-system/flagger/0', 'podMonitor/flagger-system/labelled/0']);
    await until('the rules of the labelled one', async () => (await loader.rules()).length > 1);
    expect(await loader.rules()).toHaveLength(2);
  });
});
