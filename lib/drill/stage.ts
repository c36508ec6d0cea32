import { CanaryStatus } from '../facts/flagger-metrics';
import { canariesFor, Cluster, ClusterCanary } from './cluster';
import { Action } from './scenario';
import { Pod } from './stand-ins/discovery';
import { FlaggerMetrics } from './stand-ins/flagger-metrics';
import { KubeStateMetrics } from './stand-ins/kube-state-metrics';
import { PlayedCanary } from './timeline';

/** What a scenario can do to Flagger and to canaries; the rest is done to programs. */
export type StageAction = Exclude<Action, { do: 'prometheus' | 'alertmanager' | 'receivers' }>;

/**
 * How long Flagger knows nothing after a start: its control loop looks every 10 s, and each canary that it finds ticks at once
 * (fluxcd/flagger v1.44.0 cmd/flagger/main.go control-loop-interval, pkg/controller/scheduler.go).
 */
const RELEARNS_AFTER_MS = 10_000;

/** How long a new pod of Flagger takes until it answers. */
const STARTS_AFTER_MS = 2000;

/** How many pods a Deployment has, as its chart says (replicaCount). */
const REPLICAS = 1;

/** What Flagger would read in the cluster of a canary, after whatever restart. */
interface Truth {
  readonly canary: ClusterCanary;
  /** Undefined while it is not initialized. */
  status: 0 | 1 | 2 | undefined;
  /** Percent of the traffic; undefined where Flagger has not said since it started. */
  weight: number | undefined;
  isDeleted: boolean;
}

interface Replica {
  readonly pod: string;
  readonly metrics: FlaggerMetrics;
}

/** Flagger, its canaries and kube-state-metrics, as stand-ins that a scenario moves. */
export class Stage {
  /**
   * Sets everything up at rest: each canary has been promoted once, Flagger runs.
   *
   * @param keys The scenario's names of the canaries.
   */
  public static async start(cluster: Cluster, keys: readonly string[]): Promise<Stage> {
    const kubernetes = await KubeStateMetrics.start();
    const stage = new Stage(cluster, kubernetes, keys);
    await stage.addReplicas(REPLICAS);
    stage.sayAvailable();
    return stage;
  }

  /** The canaries by the scenario's names. */
  public readonly canaries: readonly PlayedCanary[];

  /** Is called whenever pods of Flagger come or go. */
  public onPods: () => void = () => undefined;

  private readonly truths = new Map<string, Truth>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private replicas: Replica[] = [];
  private isInstalled = true;
  private started = 0;

  private constructor(private readonly cluster: Cluster, private readonly kubernetes: KubeStateMetrics, keys: readonly string[]) {
    const chosen = canariesFor(cluster, keys.length);
    for (const [index, key] of keys.entries()) {
      const canary = chosen[index] as ClusterCanary;
      this.truths.set(key, { canary, status: CanaryStatus.OTHER, weight: 0, isDeleted: false });
      kubernetes.addCanary(canary.namespace, canary.name, canary.target);
    }
    this.canaries = [...this.truths].map(([key, { canary: { namespace, name, isOurs } }]) => ({ key, namespace, name, isOurs }));
  }

  /** Where kube-state-metrics is. */
  public get kubeStateMetrics(): string {
    return this.kubernetes.address;
  }

  /** Flagger's pods, as service discovery finds them. */
  public get pods(): Pod[] {
    const { namespace, podLabels } = this.cluster.flagger;
    if (!this.isInstalled) { return []; }
    return this.replicas.map(({ pod, metrics }) => ({
      namespace, name: pod, labels: podLabels, container: 'flagger', port: { name: 'http', number: 8080 }, address: metrics.address,
      // Its chart makes the Service where a ServiceMonitor is asked for.
      service: { name: podLabels['app.kubernetes.io/name'] ?? 'flagger', labels: podLabels, portName: 'http' },
    }));
  }

  /** Does something, and says it in words. */
  public async apply(action: StageAction): Promise<string> {
    if (action.do === 'flagger') { return this.flagger(action.state, action.replicas); }
    const truth = this.truths.get(action.canary);
    if (truth === undefined) { throw new Error(`the scenario has no canary "${action.canary}"`); }
    return this.move(truth, action);
  }

  /** Ends it. */
  public async stop(): Promise<void> {
    for (const timer of this.timers) { clearTimeout(timer); }
    await Promise.all([this.kubernetes.stop(), ...this.replicas.map(({ metrics }) => metrics.stop())]);
  }

  private move(truth: Truth, action: Exclude<StageAction, { do: 'flagger' }>): string {
    const { canary } = truth;
    switch (action.do) {
      case 'progress':
        truth.status = CanaryStatus.PROGRESSING;
        truth.weight = action.weight ?? truth.weight;
        this.tell(truth);
        return action.weight === undefined ? 'progressing' : `progressing, ${action.weight} % of the traffic`;
      case 'weight':
        truth.weight = action.weight;
        this.tell(truth);
        return `${action.weight} % of the traffic`;
      case 'succeed':
        truth.status = CanaryStatus.OTHER;
        truth.weight = 0;
        this.tell(truth, (metrics) => { metrics.succeed(canary.namespace, canary.name, canary.strategy); });
        return 'promoted';
      case 'fail':
        truth.status = CanaryStatus.FAILED;
        truth.weight = 0;
        this.tell(truth, (metrics) => { metrics.fail(canary.namespace, canary.name, canary.strategy); });
        return 'failed, rolled back';
      case 'fail-promotion': {
        // The primary did not become ready; where nobody said otherwise, the traffic is where the analysis ends.
        const weight = truth.weight === undefined || truth.weight === 0 ? canary.maxWeight : truth.weight;
        truth.status = CanaryStatus.FAILED;
        truth.weight = weight;
        this.tell(truth, (metrics) => { metrics.fail(canary.namespace, canary.name, canary.strategy); });
        return `the promotion failed, ${weight} % of the traffic stays on the canary`;
      }
      case 'never-ready':
        truth.status = CanaryStatus.FAILED;
        truth.weight = undefined;
        this.tell(truth);
        return 'failed, never ready';
      case 'uninitialized':
        truth.status = undefined;
        truth.weight = undefined;
        this.tell(truth);
        return 'not initialized';
      case 'delete':
        truth.isDeleted = true;
        this.kubernetes.deleteCanary(canary.namespace, canary.name, canary.target);
        for (const { metrics } of this.replicas) { this.tellTotals(metrics); }
        return 'deleted';
    }
  }

  private async flagger(state: 'up' | 'down' | 'gone' | 'restarts' | 'replicas', replicas = REPLICAS): Promise<string> {
    switch (state) {
      case 'up':
        this.isInstalled = true;
        for (const { metrics } of this.replicas) { if (!metrics.isUp) { this.forget(metrics, 0); } }
        this.podsChange();
        return 'Flagger runs';
      case 'down':
        for (const { metrics } of this.replicas) { metrics.isUp = false; }
        this.podsChange();
        return 'Flagger is down';
      case 'gone':
        this.isInstalled = false;
        this.podsChange();
        return 'Flagger is gone';
      case 'replicas':
        await this.addReplicas(replicas - this.replicas.length);
        this.podsChange();
        return `Flagger has ${replicas} replicas`;
      case 'restarts': {
        const old = this.replicas;
        this.replicas = [];
        await this.addReplicas(old.length, STARTS_AFTER_MS);
        this.podsChange();
        await Promise.all(old.map(({ metrics }) => metrics.stop()));
        this.later(STARTS_AFTER_MS, () => { this.podsChange(); });
        return 'Flagger restarts';
      }
    }
  }

  /** New pods: at once as ones that have been running, or as ones that start. */
  private async addReplicas(count: number, startsAfter?: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      const metrics = await FlaggerMetrics.start(this.cluster.flagger.meshProvider);
      this.replicas.push({ pod: `${this.cluster.flagger.deployment}-5d8f7c9b6d-${(this.started++).toString(36).padStart(5, 'x')}`, metrics });
      if (startsAfter === undefined) { this.tellAll(metrics); } else { this.forget(metrics, startsAfter); }
    }
  }

  /** A process that starts knows nothing until its control loop has looked. */
  private forget(metrics: FlaggerMetrics, startsAfter: number): void {
    metrics.isUp = false;
    this.later(startsAfter, () => {
      // What it has heard of meanwhile was another process' knowledge. Weights come back with the next rollout only.
      metrics.restart();
      this.sayAvailable();
      this.later(RELEARNS_AFTER_MS, () => {
        this.tellTotals(metrics);
        for (const truth of this.truths.values()) { if (!truth.isDeleted) { setStatus(metrics, truth); } }
      });
    });
  }

  private podsChange(): void {
    this.sayAvailable();
    this.onPods();
  }

  private sayAvailable(): void {
    const { namespace, deployment } = this.cluster.flagger;
    this.kubernetes.setAvailable(namespace, deployment, this.isInstalled ? this.replicas.filter(({ metrics }) => metrics.isUp).length : undefined);
  }

  private tellAll(metrics: FlaggerMetrics): void {
    this.tellTotals(metrics);
    for (const truth of this.truths.values()) {
      setStatus(metrics, truth);
      setWeight(metrics, truth);
    }
  }

  /** Flagger counts the canaries of a namespace, and says nothing any more of one whose last canary goes. */
  private tellTotals(metrics: FlaggerMetrics): void {
    const totals = new Map<string, number>();
    for (const { canary, isDeleted } of this.truths.values()) { if (!isDeleted) { totals.set(canary.namespace, (totals.get(canary.namespace) ?? 0) + 1); } }
    for (const [namespace, total] of totals) { metrics.setTotal(namespace, total); }
  }

  private tell(truth: Truth, count: (metrics: FlaggerMetrics) => void = () => undefined): void {
    for (const { metrics } of this.replicas) {
      if (!metrics.isUp) { continue; }
      count(metrics);
      setStatus(metrics, truth);
      setWeight(metrics, truth);
    }
  }

  private later(milliseconds: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      act();
    }, milliseconds);
    this.timers.add(timer);
  }
}

function setStatus(metrics: FlaggerMetrics, { canary: { namespace, name }, status }: Truth): void {
  if (status === undefined) { metrics.remove('flagger_canary_status', [name, namespace]); } else { metrics.setStatus(namespace, name, status); }
}

function setWeight(metrics: FlaggerMetrics, { canary: { namespace, name }, weight }: Truth): void {
  const primary = `${name}-primary`;
  if (weight === undefined) {
    for (const workload of [name, primary]) { metrics.remove('flagger_canary_weight', [workload, namespace]); }
    return;
  }
  metrics.setWeight(namespace, name, weight);
  metrics.setWeight(namespace, primary, 100 - weight);
}
