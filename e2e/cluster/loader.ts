import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { AlertmanagerFiles } from '../alertmanager-files';
import { Manifest } from '../operator';
import { RuleFile } from '../promtool';
import { Cluster } from './cluster';
import { until } from './until';

/** A Prometheus and an Alertmanager, by their names. */
export interface Loaded {
  readonly namespace: string;
  readonly prometheus: string;
  readonly alertmanager: string;
}

/** The names of kube-prometheus-stack's objects, for the release of that name (its templates/prometheus/prometheus.yaml and alertmanager.yaml). */
const STACK: Loaded = { namespace: 'monitoring', prometheus: 'kube-prometheus-stack-prometheus', alertmanager: 'kube-prometheus-stack-alertmanager' };

/** The newest Alertmanager that runs here (e2e/versions.json): the operator writes for the version that an object names. */
const ALERTMANAGER_VERSION = 'v0.28.1';

/** What the real operator writes of a cluster's objects, as kube-prometheus-stack installs it unless other names are given. */
export class Loader {
  public constructor(private readonly cluster: Cluster, private readonly loaded: Loaded = STACK) {}

  /**
   * Makes the Prometheus and the Alertmanager of the chart; of its values those that are ours.
   *
   * @param values `alertmanager.alertmanagerSpec` of the values, as Helm gives it to the object.
   */
  public async install(values: Manifest = {}): Promise<void> {
    const selector = { matchLabels: { release: 'kube-prometheus-stack' } };
    await this.installAs({
      podMonitorSelector: selector, podMonitorNamespaceSelector: {}, serviceMonitorSelector: selector, serviceMonitorNamespaceSelector: {}, ruleSelector: selector, ruleNamespaceSelector: {},
    }, Object.fromEntries(Object.entries(values).filter(([name]) => name !== 'useExistingSecret')));
  }

  /** Makes a Prometheus and an Alertmanager with these specs. */
  public async installAs(prometheus: Manifest, alertmanager: Manifest): Promise<void> {
    const { cluster: { server }, loaded } = this;
    await server.apply({
      apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus', metadata: { name: loaded.prometheus, namespace: loaded.namespace },
      spec: { replicas: 1, alerting: { alertmanagers: [{ namespace: loaded.namespace, name: loaded.alertmanager, port: 'http-web', apiVersion: 'v2' }] }, ...prometheus },
    });
    await server.apply({
      apiVersion: 'monitoring.coreos.com/v1', kind: 'Alertmanager', metadata: { name: loaded.alertmanager, namespace: loaded.namespace },
      spec: { replicas: 1, version: ALERTMANAGER_VERSION, ...alertmanager },
    });
  }

  /** prometheus.yaml as the operator has written it, its service discovery included, once it satisfies a condition. */
  public async prometheus(isIt: (config: PrometheusYaml) => boolean = () => true): Promise<PrometheusYaml> {
    return until('prometheus.yaml', async () => {
      const config = this.parsed(await this.secret(`prometheus-${this.loaded.prometheus}`, 'prometheus.yaml.gz')) as PrometheusYaml | undefined;
      return config !== undefined && isIt(config) && config;
    });
  }

  /** The rule files that the operator has written, once there are any. */
  public async rules(): Promise<RuleFile[]> {
    return until('rule files', async () => {
      const object = await this.cluster.server.get('v1', 'ConfigMap', this.loaded.namespace, `prometheus-${this.loaded.prometheus}-rulefiles-0`);
      const files = Object.values((object?.['data'] ?? {}) as Record<string, string>).map((text) => parse(text) as RuleFile);
      return files.length > 0 && files;
    });
  }

  /** What the operator mounts into Alertmanager's pod, once its configuration satisfies a condition. */
  public async alertmanager(isIt: (config: string) => boolean = () => true): Promise<AlertmanagerFiles> {
    return until('alertmanager.yaml', async () => {
      const data = await this.data(`alertmanager-${this.loaded.alertmanager}-generated`);
      const packed = data?.['alertmanager.yaml.gz'];
      if (packed === undefined) { return undefined; }
      const config = gunzipSync(packed).toString();
      const templates = Object.fromEntries(Object.entries(data ?? {}).filter(([name]) => name.endsWith('.tmpl')).map(([name, text]) => [name, text.toString()]));
      return isIt(config) && { config, templates };
    });
  }

  /** The volumes and containers of the pod that Alertmanager would run in. */
  public async alertmanagerPod(): Promise<Manifest> {
    const set = await until('Alertmanager\'s StatefulSet', () => this.cluster.server.get('apps/v1', 'StatefulSet', this.loaded.namespace, `alertmanager-${this.loaded.alertmanager}`));
    return (set['spec'] as { readonly template: { readonly spec: Manifest } }).template.spec;
  }

  private async secret(name: string, key: string): Promise<string | undefined> {
    const packed = (await this.data(name))?.[key];
    return packed === undefined ? undefined : gunzipSync(packed).toString();
  }

  private async data(name: string): Promise<Record<string, Buffer> | undefined> {
    const object = await this.cluster.server.get('v1', 'Secret', this.loaded.namespace, name);
    if (object === undefined) { return undefined; }
    return Object.fromEntries(Object.entries((object['data'] ?? {}) as Record<string, string>).map(([key, value]) => [key, Buffer.from(value, 'base64')]));
  }

  /** As the config reloader of the first replica puts in. */
  private parsed(text: string | undefined): unknown {
    return text === undefined ? undefined : parse(text.replaceAll('$(POD_NAME)', `prometheus-${this.loaded.prometheus}-0`).replaceAll('$(SHARD)', '0'));
  }
}

/** prometheus.yaml. */
export interface PrometheusYaml {
  readonly global: object;
  readonly alerting: object;
  readonly scrape_configs: readonly { readonly job_name: string; readonly kubernetes_sd_configs?: readonly object[] }[];
}
