import { Manifest } from '../operator';
import { Cluster } from './cluster';
import { until } from './until';

/** A Canary as the API server has it. */
export interface CanaryState {
  readonly phase?: string;
  readonly failedChecks?: number;
  readonly canaryWeight?: number;
  readonly iterations?: number;
}

/** Applications whose releases are judged: Deployments, and what Flagger says of them. */
export class Releases {
  public constructor(private readonly cluster: Cluster, private readonly namespace: string) {}

  /**
   * Rolls a revision out; the first time it is what runs before there is a canary.
   *
   * @param revision The image's tag.
   */
  public async roll(name: string, revision: string): Promise<void> {
    const template = { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'app', image: `${name}:${revision}` }] } };
    const path = `/apis/apps/v1/namespaces/${this.namespace}/deployments`;
    if (await this.cluster.server.get('apps/v1', 'Deployment', this.namespace, name) === undefined) {
      // Flagger takes a Deployment for hopeless when Kubernetes does, after this deadline.
      const spec = { replicas: 1, progressDeadlineSeconds: 15, selector: { matchLabels: { app: name } }, template };
      await this.cluster.server.create({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: this.namespace }, spec });
    } else {
      const answer = await this.cluster.server.ask('PATCH', `${path}/${name}`, JSON.stringify({ spec: { template } }), 'application/strategic-merge-patch+json');
      if (answer.status >= 300) { throw new Error(answer.body); }
    }
  }

  /** What Flagger says of a canary. */
  public async state(name: string): Promise<CanaryState> {
    const object = await this.cluster.server.get('flagger.app/v1beta1', 'Canary', this.namespace, name);
    return (object?.['status'] ?? {}) as CanaryState;
  }

  /**
   * Waits for a phase.
   *
   * @returns When it was seen, in milliseconds since 1970.
   */
  public async reaches(name: string, phase: string, within = 120): Promise<number> {
    await until(`${name} is ${phase}`, async () => (await this.state(name)).phase === phase, within, () => this.state(name));
    return Date.now();
  }

  /** The Deployment that serves. */
  public primary(name: string): Promise<Manifest | undefined> {
    return this.cluster.server.get('apps/v1', 'Deployment', this.namespace, `${name}-primary`);
  }
}
