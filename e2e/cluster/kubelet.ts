import { ApiServer } from '../api-server';
import { Loop } from './loop';

/** A pod, as far as it is looked at here. */
export interface RunningPod {
  readonly metadata: { readonly name: string; readonly namespace: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec: { readonly containers: readonly { readonly name: string; readonly image: string }[] };
  readonly status?: { readonly phase?: string; readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

/** A stand-in for kubelet and scheduler: each pod runs and is ready at once, at 127.0.0.1, but for those that are told to fail. */
export class Kubelet {
  private readonly loop: Loop;
  private readonly failing: ((pod: RunningPod) => boolean)[] = [];

  public constructor(private readonly server: ApiServer) {
    this.loop = new Loop(() => this.look());
  }

  /**
   * From now on some pods run without ever being ready, those that are ready already included.
   *
   * @returns What lets them be ready again.
   */
  public fail(which: (pod: RunningPod) => boolean): () => void {
    this.failing.push(which);
    return () => { this.failing.splice(this.failing.indexOf(which), 1); };
  }

  /** Ends it. */
  public stop(): Promise<void> {
    return this.loop.stop();
  }

  private async look(): Promise<void> {
    const { body } = await this.server.ask('GET', '/api/v1/pods');
    const { items } = JSON.parse(body) as { readonly items: readonly RunningPod[] };
    await Promise.all(items.map((pod) => this.run(pod)));
  }

  private async run(pod: RunningPod): Promise<void> {
    const ready = this.failing.some((fails) => fails(pod)) ? 'False' : 'True';
    const { phase, conditions = [] } = pod.status ?? {};
    if (phase === 'Running' && conditions.find(({ type }) => type === 'Ready')?.status === ready) { return; }
    const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
    const status = {
      phase: 'Running',
      podIP: '127.0.0.1',
      podIPs: [{ ip: '127.0.0.1' }],
      startTime: now,
      conditions: ['Ready', 'ContainersReady', 'PodScheduled', 'Initialized'].map((type) => (
        { type, status: type.includes('Ready') ? ready : 'True', lastTransitionTime: now })),
      containerStatuses: pod.spec.containers.map(({ name, image }) => (
        { name, image, imageID: image, ready: ready === 'True', restartCount: 0, started: true, state: { running: { startedAt: now } } })),
    };
    const { namespace, name } = pod.metadata;
    await this.server.ask('PATCH', `/api/v1/namespaces/${namespace}/pods/${name}/status`, JSON.stringify({ status }), 'application/merge-patch+json');
  }
}
