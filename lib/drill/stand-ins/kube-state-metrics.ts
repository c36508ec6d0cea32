import { DAEMONSET_CREATED, DEPLOYMENT_AVAILABLE, DEPLOYMENT_CREATED, SERVICE_CREATED } from '../../facts/cluster-metrics';
import { PRIMARY_SUFFIX } from '../../facts/flagger-metrics';
import { Exporter } from './exporter';

/** The kinds of workloads that a canary can have. */
export type Workload = 'Deployment' | 'DaemonSet' | 'Service';

/** When everything was created, in seconds since 1970: long ago. */
const CREATED = 1_700_000_000;

/** How many pods each Deployment has that runs. */
const PODS = 2;

/** A stand-in for kube-state-metrics: what it tells of the objects that canaries and Flagger are made of (kubernetes/kube-state-metrics v2 docs/metrics). */
export class KubeStateMetrics {
  /** Begins to serve a cluster without objects. */
  public static async start(): Promise<KubeStateMetrics> {
    const metrics: KubeStateMetrics = new KubeStateMetrics(await Exporter.start(() => metrics.text()));
    return metrics;
  }

  private readonly series = new Map<string, { metric: string; labels: Readonly<Record<string, string>>; value: number }>();

  private constructor(private readonly exporter: Exporter) {}

  /** Host and port. */
  public get address(): string {
    return this.exporter.address;
  }

  /** A canary, as Flagger has set it up: its target without pods, its primary, its Services. */
  public addCanary(namespace: string, name: string, target: Workload): void {
    if (target !== 'Service') {
      this.addWorkload(namespace, name, target, 0);
      this.addWorkload(namespace, name + PRIMARY_SUFFIX, target, PODS);
    }
    for (const service of servicesOf(name)) { this.set(SERVICE_CREATED.name, { namespace, service }, CREATED); }
  }

  /** A canary is deleted: what belongs to it is garbage-collected, its target stays; a target that is a Service was never its own. */
  public deleteCanary(namespace: string, name: string, target: Workload): void {
    this.remove(namespace, name + PRIMARY_SUFFIX);
    for (const service of servicesOf(name)) { if (target !== 'Service' || service !== name) { this.remove(namespace, service, 'service'); } }
  }

  /** Sets how many pods of a Deployment are available; undefined where there is no such Deployment. */
  public setAvailable(namespace: string, deployment: string, pods: number | undefined): void {
    if (pods === undefined) { this.remove(namespace, deployment); return; }
    this.addWorkload(namespace, deployment, 'Deployment', pods);
  }

  /** Ends it. */
  public stop(): Promise<void> {
    return this.exporter.stop();
  }

  private addWorkload(namespace: string, name: string, kind: Exclude<Workload, 'Service'>, pods: number): void {
    if (kind === 'DaemonSet') { this.set(DAEMONSET_CREATED.name, { namespace, daemonset: name }, CREATED); return; }
    this.set(DEPLOYMENT_CREATED.name, { namespace, deployment: name }, CREATED);
    this.set(DEPLOYMENT_AVAILABLE.name, { namespace, deployment: name }, pods);
    this.set('kube_deployment_spec_replicas', { namespace, deployment: name }, pods);
    this.set('kube_deployment_status_replicas', { namespace, deployment: name }, pods);
  }

  private set(metric: string, labels: Readonly<Record<string, string>>, value: number): void {
    this.series.set(JSON.stringify([metric, labels]), { metric, labels, value });
  }

  private remove(namespace: string, name: string, kind?: 'service'): void {
    for (const [key, { labels }] of this.series) {
      const own = kind === 'service' ? labels['service'] : labels['deployment'] ?? labels['daemonset'];
      if (labels['namespace'] === namespace && own === name) { this.series.delete(key); }
    }
  }

  private text(): string {
    const byMetric = new Map<string, string[]>();
    for (const { metric, labels, value } of this.series.values()) {
      const lines = byMetric.get(metric) ?? [`# HELP ${metric} As kube-state-metrics has it.`, `# TYPE ${metric} gauge`];
      lines.push(`${metric}{${Object.entries(labels).map(([name, each]) => `${name}=${JSON.stringify(each)}`).join(',')}} ${value}`);
      byMetric.set(metric, lines);
    }
    return `${[...byMetric.values()].flat().join('\n')}\n`;
  }
}

/** Source: fluxcd/flagger v1.44.0 pkg/apis/flagger/v1beta1/canary.go (GetServiceNames). */
function servicesOf(name: string): string[] {
  return [name, `${name}${PRIMARY_SUFFIX}`, `${name}-canary`];
}
