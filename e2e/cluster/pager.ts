import { Alertmanager } from '../alertmanager';
import { Prometheus } from '../prometheus';
import { Cluster } from './cluster';
import { Loader, PrometheusYaml } from './loader';
import { until } from './until';

/** The real Prometheus and Alertmanager on what the operator has written; Prometheus discovers pods by asking the API server. */
export class Pager {
  /** Starts both, and waits until Flagger is scraped. */
  public static async start(cluster: Cluster, loader: Loader): Promise<Pager> {
    const alertmanager = await Alertmanager.start(await loader.alertmanager((config) => config.includes('canary-alerting')), cluster.chat);
    try {
      const config = await loader.prometheus(({ scrape_configs: jobs }) => jobs.length > 0);
      const prometheus = await Prometheus.start(onLoopback(config, cluster.server.kubeconfig, alertmanager.address), await loader.rules());
      const pager = new Pager(prometheus, alertmanager);
      try {
        await until('Flagger is scraped', async () => (await prometheus.targets()).some(({ health }) => health === 'up'), 60, () => prometheus.targets());
      } catch (error) {
        await prometheus.stop();
        throw error;
      }
      return pager;
    } catch (error) {
      await alertmanager.stop();
      throw error;
    }
  }

  private constructor(public readonly prometheus: Prometheus, public readonly alertmanager: Alertmanager) {}

  /** Ends both. */
  public async stop(): Promise<void> {
    await this.prometheus.stop();
    await this.alertmanager.stop();
  }
}

/** What differs from a cluster: how the API server is reached, and where Alertmanager is. */
function onLoopback(config: PrometheusYaml, kubeconfig: string, alertmanager: string): object {
  return {
    ...config,
    alerting: { ...config.alerting, alertmanagers: [{ static_configs: [{ targets: [alertmanager] }], api_version: 'v2' }] },
    scrape_configs: config.scrape_configs.map((job) => ({
      ...job, kubernetes_sd_configs: (job.kubernetes_sd_configs ?? []).map((discovery) => ({ ...discovery, kubeconfig_file: kubeconfig })),
    })),
  };
}
