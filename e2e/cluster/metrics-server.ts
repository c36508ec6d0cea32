import { Listener } from '../../lib/drill/process/listener';

/** A stand-in for the Prometheus that Flagger asks about requests: what it answers is set for each target. */
export class MetricsServer {
  /** Begins to serve: each success rate is 100. */
  public static async start(): Promise<MetricsServer> {
    const metrics: MetricsServer = new MetricsServer(await Listener.start((request, _, response) => {
      const query = new URL(request.url ?? '/', 'http://metrics').searchParams.get('query') ?? '';
      const value = metrics.value(query);
      metrics.asked.push(query);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result: value === undefined ? [] : [{ metric: {}, value: [0, String(value)] }] } }));
    }));
    return metrics;
  }

  /** Every query, in order. */
  public readonly asked: string[] = [];

  private readonly values = new Map<string, number | undefined>();

  private constructor(private readonly listener: Listener) {}

  /** Where it is. */
  public get url(): string {
    return `http://${this.listener.address}`;
  }

  /** Sets how many percent of a target's requests succeed. */
  public setSuccessRate(target: string, percent: number): void {
    this.setValue(target, percent);
  }

  /** Sets what every query about a target gives; undefined is nothing, as where there are no requests. */
  public setValue(target: string, value: number | undefined): void {
    this.values.set(target, value);
  }

  /** Ends it. */
  public stop(): Promise<void> {
    return this.listener.stop();
  }

  /** Flagger names pods as `<target>-[0-9a-zA-Z]+…` (fluxcd/flagger v1.44.0 pkg/metrics/observers/http.go), and asks `vector(1)` to see whether it is there. */
  private value(query: string): number | undefined {
    if (query === 'vector(1)') { return 1; }
    const [, target = ''] = /kubernetes_pod_name=~"([^"]+?)-\[/.exec(query) ?? [];
    return this.values.has(target) ? this.values.get(target) : 100;
  }
}
