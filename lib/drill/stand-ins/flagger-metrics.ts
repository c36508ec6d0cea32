import { Exporter } from './exporter';

/** The families that Flagger serves, as its recorder declares them (fluxcd/flagger v1.44.0 pkg/metrics/recorder.go). */
const FAMILIES = {
  flagger_info: { type: 'gauge', labels: ['version', 'mesh_provider'] },
  flagger_canary_total: { type: 'gauge', labels: ['namespace'] },
  flagger_canary_status: { type: 'gauge', labels: ['name', 'namespace'] },
  flagger_canary_weight: { type: 'gauge', labels: ['workload', 'namespace'] },
  flagger_canary_metric_analysis: { type: 'gauge', labels: ['name', 'namespace', 'metric'] },
  flagger_canary_successes_total: { type: 'counter', labels: ['name', 'namespace', 'deployment_strategy', 'analysis_status'] },
  flagger_canary_failures_total: { type: 'counter', labels: ['name', 'namespace', 'deployment_strategy', 'analysis_status'] },
} as const;

/** A family of Flagger's. */
export type FlaggerFamily = keyof typeof FAMILIES;

/** How Flagger spells a strategy in its counters. */
export type Strategy = 'canary' | 'blue-green' | 'ab-testing';

/** A stand-in for Flagger's metrics, whose canaries a test moves. */
export class FlaggerMetrics {
  /** Begins to serve, as a Flagger that has no canary. */
  public static async start(meshProvider = 'istio'): Promise<FlaggerMetrics> {
    const metrics: FlaggerMetrics = new FlaggerMetrics(await Exporter.start(() => metrics.isUp ? metrics.text() : undefined), meshProvider);
    return metrics;
  }

  /** Whether it answers; when it does not, every scrape fails. */
  public isUp = true;

  private readonly series = new Map<string, { family: FlaggerFamily; labels: readonly string[]; value: number }>();

  private constructor(private readonly exporter: Exporter, private readonly meshProvider: string) {
    this.restart();
  }

  /** Host and port. */
  public get address(): string {
    return this.exporter.address;
  }

  /**
   * Sets a canary's status.
   *
   * @param namespace The canary's namespace.
   * @param name The name of its target, not of the Canary.
   * @param status 0 progressing, 1 any other phase, 2 failed.
   */
  public setStatus(namespace: string, name: string, status: 0 | 1 | 2): void {
    this.set('flagger_canary_status', [name, namespace], status);
  }

  /** Sets a workload's weight; the primary's workload is `<target>-primary`. */
  public setWeight(namespace: string, workload: string, weight: number): void {
    this.set('flagger_canary_weight', [workload, namespace], weight);
  }

  /** Sets how many canaries Flagger watches in a namespace. */
  public setTotal(namespace: string, total: number): void {
    this.set('flagger_canary_total', [namespace], total);
  }

  /** Sets the last value of a metric of an analysis. */
  public setAnalysis(namespace: string, name: string, metric: string, value: number): void {
    this.set('flagger_canary_metric_analysis', [name, namespace, metric], value);
  }

  /** A rollout ended well: the counter is born at 1. */
  public succeed(namespace: string, name: string, strategy: Strategy = 'canary'): void {
    this.setStatus(namespace, name, 1);
    this.add('flagger_canary_successes_total', [name, namespace, strategy, 'completed']);
  }

  /** A rollout was rolled back: the counter is born at 1. */
  public fail(namespace: string, name: string, strategy: Strategy = 'canary'): void {
    this.setStatus(namespace, name, 2);
    this.setWeight(namespace, name, 0);
    this.setWeight(namespace, `${name}-primary`, 100);
    this.add('flagger_canary_failures_total', [name, namespace, strategy, 'completed']);
  }

  /** Sets a series of any family, with its labels in the family's order. */
  public set(family: FlaggerFamily, labels: readonly string[], value: number): void {
    if (labels.length !== FAMILIES[family].labels.length) { throw new Error(`${family} has the labels ${FAMILIES[family].labels.join(', ')}`); }
    this.series.set(JSON.stringify([family, labels]), { family, labels, value });
  }

  /** Takes series away, which Flagger itself never does while it runs. */
  public remove(family: FlaggerFamily, labels: readonly string[]): void {
    this.series.delete(JSON.stringify([family, labels]));
  }

  /** Flagger starts anew: it knows nothing of a canary until the canary's next tick. */
  public restart(): void {
    this.series.clear();
    this.set('flagger_info', ['1.44.0', this.meshProvider], 1);
    this.isUp = true;
  }

  /** What a scrape reads. */
  public text(): string {
    const lines: string[] = [];
    for (const [family, { type, labels: names }] of Object.entries(FAMILIES)) {
      const series = [...this.series.values()].filter((each) => each.family === family);
      if (series.length === 0) { continue; }
      lines.push(`# HELP ${family} As Flagger has it.`, `# TYPE ${family} ${type}`);
      for (const { labels, value } of series) {
        lines.push(`${family}{${names.map((name, i) => `${name}=${JSON.stringify(labels[i])}`).join(',')}} ${value}`);
      }
    }
    return `${lines.join('\n')}\n`;
  }

  /** Ends it. */
  public stop(): Promise<void> {
    return this.exporter.stop();
  }

  private add(family: FlaggerFamily, labels: readonly string[]): void {
    this.set(family, labels, (this.series.get(JSON.stringify([family, labels]))?.value ?? 0) + 1);
  }
}
