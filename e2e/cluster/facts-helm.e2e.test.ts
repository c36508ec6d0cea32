import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readManifests } from '../manifests';
import { Manifest } from '../operator';
import { inScratchFolder } from '../scratch';
import { Cluster } from './cluster';
import { helmController } from './programs';
import { until } from './until';

const RELEASE = { name: 'kube-prometheus-stack', namespace: 'monitoring' };
const API = 'helm.toolkit.fluxcd.io/v2';

/** A chart that shows a value of ours: what helm-controller has given to Helm. */
function chart(folder: string): void {
  mkdirSync(join(folder, 'templates'));
  writeFileSync(join(folder, 'Chart.yaml'), JSON.stringify({ apiVersion: 'v2', name: RELEASE.name, version: '1.0.0' }));
  const data = { configSecret: '{{ .Values.alertmanager.alertmanagerSpec.configSecret }}' };
  writeFileSync(join(folder, 'templates/shown.yaml'), JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shown' }, data }));
}

describe('helm-controller', () => {
  const values = readManifests(resolve(__dirname, '../../dist/alertmanager')).find(({ kind }) => kind === 'ConfigMap') as Manifest & { data: { 'values.yaml': string }; metadata: object };
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await Cluster.start();
    await cluster.add(helmController(cluster.server, cluster.programs['notification-controller'].port));
    await cluster.server.apply(values);
    await inScratchFolder('chart', (folder) => { chart(folder); return cluster.artifacts.pack(folder, '1.0.0', RELEASE); });
    await cluster.server.apply({
      apiVersion: API, kind: 'HelmRelease', metadata: RELEASE,
      spec: { interval: '1h', chartRef: { kind: 'HelmChart', name: RELEASE.name }, valuesFrom: [{ kind: 'ConfigMap', name: 'canary-alerting-values' }] },
    });
  });
  afterAll(() => cluster?.stop());

  const shown = async (): Promise<unknown> => ((await cluster.server.get('v1', 'ConfigMap', RELEASE.namespace, 'shown'))?.['data'] as { configSecret?: string } | undefined)?.configSecret;
  const seen = (): Promise<unknown> => cluster.server.get(API, 'HelmRelease', RELEASE.namespace, RELEASE.name);

  test('gives Helm the values that dist/ has for the chart', async () => {
    await until('it is installed', async () => await shown() === 'alertmanager-canary-alerting', 60, seen);
  });

  test('upgrades at once when they change, because their ConfigMap is labelled to be watched', async () => {
    await cluster.server.apply({ ...values, data: { 'values.yaml': values.data['values.yaml'].replace('configSecret: alertmanager-canary-alerting', 'configSecret: another') } });
    // Its interval is an hour.
    await until('it is upgraded', async () => await shown() === 'another', 60, seen);
  });
});
