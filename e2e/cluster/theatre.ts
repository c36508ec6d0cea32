import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Manifest } from '../operator';
import { readManifests } from '../manifests';
import { inScratchFolder, scratchFolder } from '../scratch';
import { Cluster, ClusterOptions } from './cluster';
import { Delivery } from './delivery';
import { Heard } from './heard';
import { Loader } from './loader';
import { Pager } from './pager';
import { Releases } from './releases';
import { CANARIES, CanaryName, synthesize } from './scenario';

/** The cluster with the scenario delivered by Flux, its applications, and Prometheus and Alertmanager on what the operator wrote. */
export class Theatre {
  /**
   * Starts all of it.
   *
   * @param canaries Which canaries of the scenario have an application; the others wait for theirs.
   * @param options What the cluster has.
   */
  public static async start(canaries: readonly CanaryName[] = CANARIES, options: ClusterOptions = {}): Promise<Theatre> {
    const cluster = await Cluster.start(options);
    try {
      const folder = scratchFolder('scenario');
      synthesize(folder, cluster.gates);
      const delivery = new Delivery(cluster);
      const [namespace] = readManifests(join(folder, 'namespaces'));
      await cluster.server.apply(namespace as Manifest);
      const releases = new Releases(cluster, 'shop');
      await Promise.all(canaries.map((name) => releases.roll(name, '1')));
      const count = readdirSync(join(folder, 'flux-system')).length;
      const revision = await cluster.artifacts.commit(folder);
      await cluster.server.apply(parse(readFileSync(join(folder, 'flux-system/Kustomization.canary-alerting.k8s.yaml'), 'utf8')) as Manifest);
      await delivery.applied(revision, count);
      const values = await cluster.server.get('v1', 'ConfigMap', 'monitoring', 'canary-alerting-values') as { data: { 'values.yaml': string } } | undefined;
      const { alertmanager } = parse(values?.data['values.yaml'] ?? '') as { alertmanager: { alertmanagerSpec: { configSecret: string; secrets: string[] } } };
      const loader = new Loader(cluster);
      await loader.install(alertmanager.alertmanagerSpec);
      const pager = await Pager.start(cluster, loader);
      const theatre = new Theatre(cluster, pager, loader, releases, delivery, count);
      await theatre.commit();
      return theatre;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  public readonly heard: Heard;

  private constructor(
    public readonly cluster: Cluster,
    public readonly pager: Pager,
    public readonly loader: Loader,
    public readonly releases: Releases,
    public readonly delivery: Delivery,
    private readonly count: number,
  ) {
    this.heard = new Heard(cluster.chat);
  }

  /** Commits the scenario, with Alertmanager's address as it is here, and waits until it is applied. */
  public async commit(): Promise<void> {
    await this.delivery.applied(await this.push(() => undefined), this.count);
  }

  /** Commits a Canary that the API server refuses. */
  public async commitBroken(): Promise<void> {
    await this.push((folder) => {
      const file = join(folder, 'shop/Canary.bad.k8s.yaml');
      writeFileSync(file, readFileSync(file, 'utf8').replace('kind: Deployment', 'kind: StatefulSet'));
    });
  }

  /** Ends all of it. */
  public async stop(): Promise<void> {
    await this.pager.stop();
    await this.cluster.stop();
  }

  private push(change: (folder: string) => void): Promise<string> {
    return inScratchFolder('push', (folder) => {
      synthesize(folder, this.cluster.gates);
      const provider = join(folder, 'notifications/Provider.alertmanager.k8s.yaml');
      const address = `http://${this.pager.alertmanager.address}/`;
      writeFileSync(provider, readFileSync(provider, 'utf8').replace('http://alertmanager-operated.monitoring.svc:9093/', address));
      change(folder);
      return this.cluster.artifacts.commit(folder);
    });
  }
}
