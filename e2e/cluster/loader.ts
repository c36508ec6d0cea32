import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { AlertmanagerFiles } from '../alertmanager-files';
import { Manifest } from '../operator';
import { RuleFile } from '../promtool';
import { Cluster } from './cluster';
import { until } from './until';

/** The names of kube-prometheus-stack's objects, for the release of that name (its templates/prometheus/prometheus.yaml and alertmanager.yaml). */
const PROMETHEUS = 'kube-prometheus-stack-prometheus';
const ALERTMANAGER = 'kube-prometheus-stack-alertmanager';

/** The newest Alertmanager that runs here (e2e/versions.json): the operator writes for the version that an object names. */
const ALERTMANAGER_VERSION = 'v0.28.1';

/** What the real operator writes of a cluster's objects, as kube-prometheus-stack installs it. */
export class Loader {
  public constructor(private readonly cluster: Cluster) {}

  /**
   * Makes the Prometheus and the Alertmanager of the chart; of its values those that are ours.
   *
   * @param values `alertmanager.alertmanagerSpec` of the values, as Helm gives it to the object.
   */
  public async install(values: { readonly configSecret?: string; readonly secrets?: readonly string[] } = {}): Promise<void> {
    const { server } = this.cluster;
    const selector = { matchLabels: { release: 'kube-prometheus-stack' } };
    await server.apply({
      apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus', metadata: { name: PROMETHEUS, namespace: 'monitoring' },
      spec: {
        replicas: 1, podMonitorSelector: selector, podMonitorNamespaceSelector: {}, serviceMonitorSelector: selector, serviceMonitorNamespaceSelector: {},
        ruleSelector: selector, ruleNamespaceSelector: {},
        alerting: { alertmanagers: [{ namespace: 'monitoring', name: ALERTMANAGER, port: 'http-web', apiVersion: 'v2' }] },
      },
    });
    const { configSecret, secrets } = values;
    await server.apply({
      apiVersion: 'monitoring.coreos.com/v1', kind: 'Alertmanager', metadata: { name: ALERTMANAGER, namespace: 'monitoring' },
      spec: { replicas: 1, version: ALERTMANAGER_VERSION, ...(configSecret !== undefined && { configSecret }), ...(secrets !== undefined && { secrets: [...secrets] }) },
    });
  }

  /** prometheus.yaml as the operator has written it, its service discovery included, once it satisfies a condition. */
  public async prometheus(isIt: (config: PrometheusYaml) => boolean = () => true): Promise<PrometheusYaml> {
    return until('prometheus.yaml', async () => {
      const config = parsed(await this.secret(`prometheus-${PROMETHEUS}`, 'prometheus.yaml.gz')) as PrometheusYaml | undefined;
      return config !== undefined && isIt(config) && config;
    });
  }

  /** The rule files that the operator has written, once there are any. */
  public async rules(): Promise<RuleFile[]> {
    return until('rule files', async () => {
      const object = await this.cluster.server.get('v1', 'ConfigMap', 'monitoring', `prometheus-${PROMETHEUS}-rulefiles-0`);
      const files = Object.values((object?.['data'] ?? {}) as Record<string, string>).map((text) => parse(text) as RuleFile);
      return files.length > 0 && files;
    });
  }

  /** What the operator mounts into Alertmanager's pod, once its configuration satisfies a condition. */
  public async alertmanager(isIt: (config: string) => boolean = () => true): Promise<AlertmanagerFiles> {
    return until('alertmanager.yaml', async () => {
      const data = await this.data(`alertmanager-${ALERTMANAGER}-generated`);
      const packed = data?.['alertmanager.yaml.gz'];
      if (packed === undefined) { return undefined; }
      const config = gunzipSync(packed).toString();
      const templates = Object.fromEntries(Object.entries(data ?? {}).filter(([name]) => name.endsWith('.tmpl')).map(([name, text]) => [name, text.toString()]));
      return isIt(config) && { config, templates };
    });
  }

  /** The volumes and containers of the pod that Alertmanager would run in. */
  public async alertmanagerPod(): Promise<Manifest> {
    const set = await until('Alertmanager\'s StatefulSet', () => this.cluster.server.get('apps/v1', 'StatefulSet', 'monitoring', `alertmanager-${ALERTMANAGER}`));
    return (set['spec'] as { readonly template: { readonly spec: Manifest } }).template.spec;
  }

  private async secret(name: string, key: string): Promise<string | undefined> {
    const packed = (await this.data(name))?.[key];
    return packed === undefined ? undefined : gunzipSync(packed).toString();
  }

  private async data(name: string): Promise<Record<string, Buffer> | undefined> {
    const object = await this.cluster.server.get('v1', 'Secret', 'monitoring', name);
    if (object === undefined) { return undefined; }
    return Object.fromEntries(Object.entries((object['data'] ?? {}) as Record<string, string>).map(([key, value]) => [key, Buffer.from(value, 'base64')]));
  }
}

/** prometheus.yaml. */
export interface PrometheusYaml {
  readonly global: object;
  readonly alerting: object;
  readonly scrape_configs: readonly { readonly job_name: string; readonly kubernetes_sd_configs?: readonly object[] }[];
}

/** As the config reloader of the first replica puts in. */
function parsed(text: string | undefined): unknown {
  return text === undefined ? undefined : parse(text.replaceAll('$(POD_NAME)', `prometheus-${PROMETHEUS}-0`).replaceAll('$(SHARD)', '0'));
}
