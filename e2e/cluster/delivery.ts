import { Manifest } from '../operator';
import { Cluster } from './cluster';
import { until } from './until';

const API = 'kustomize.toolkit.fluxcd.io/v1';

/** A Kustomization as the API server has it. */
export interface Applied {
  readonly metadata: { readonly name: string; readonly generation: number };
  readonly spec: { readonly dependsOn?: readonly { readonly name: string }[]; readonly suspend?: boolean };
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly reason: string; readonly message: string }[];
    readonly lastAppliedRevision?: string;
    readonly inventory?: { readonly entries: readonly { readonly id: string }[] };
  };
}

/** What Flux does with a commit: the Kustomizations of flux-system and what they say. */
export class Delivery {
  public constructor(private readonly cluster: Cluster) {}

  /** Kustomizations that were there before, such as the one that installs Flagger: ready, of a source of their own. */
  public async install(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      const { server } = this.cluster;
      const sourceRef = { kind: 'GitRepository', name: 'platform' };
      const metadata = { name, namespace: 'flux-system' };
      await server.apply({ apiVersion: API, kind: 'Kustomization', metadata, spec: { interval: '1h', prune: true, suspend: true, sourceRef } });
      const conditions = [{ type: 'Ready', status: 'True', reason: 'ReconciliationSucceeded', message: 'Applied', lastTransitionTime: new Date().toISOString() }];
      const status = { observedGeneration: 1, conditions };
      await server.ask('PATCH', `/apis/${API}/namespaces/flux-system/kustomizations/${name}/status`, JSON.stringify({ status }), 'application/merge-patch+json');
    }
  }

  /** All Kustomizations that are not suspended. */
  public async kustomizations(): Promise<Applied[]> {
    const { body } = await this.cluster.server.ask('GET', `/apis/${API}/namespaces/flux-system/kustomizations`);
    return (JSON.parse(body) as { readonly items: readonly Applied[] }).items.filter(({ spec }) => spec.suspend !== true);
  }

  /**
   * Waits until each Kustomization has applied a revision.
   *
   * @param revision What `commit` gave.
   * @param count How many Kustomizations there are then.
   */
  public async applied(revision: string, count: number, within = 90): Promise<readonly Applied[]> {
    return until(`${count} Kustomizations with ${revision}`, async () => {
      const all = await this.kustomizations();
      return all.length === count && all.every((each) => readyOf(each)?.status === 'True' && each.status?.lastAppliedRevision === revision) && all;
    }, within, async () => (await this.kustomizations()).map((each) => [each.metadata.name, readyOf(each)?.reason, readyOf(each)?.message]));
  }

  /** Asks a Kustomization to look again, as `flux reconcile` does. */
  public async reconcile(name: string): Promise<void> {
    const annotations = { 'reconcile.fluxcd.io/requestedAt': new Date().toISOString() };
    await this.cluster.server.ask('PATCH', `/apis/${API}/namespaces/flux-system/kustomizations/${name}`, JSON.stringify({ metadata: { annotations } }), 'application/merge-patch+json');
  }

  /** What kustomize-controller did to each object, since a position of its log: `created`, `configured`, `unchanged`, and `deleted`, `skipped` last. */
  public changes(from = 0): readonly (readonly [object: string, change: string])[] {
    const log = this.cluster.programs['kustomize-controller'].log().slice(from);
    const applied = [...log.matchAll(/"output": (\{[^}]*\})/g)].flatMap(([, output]) => Object.entries(JSON.parse(output as string) as Record<string, string>));
    const pruned = [...log.matchAll(/(?:garbage collection completed: |^)(\w+\/\S+) (deleted|skipped)\b/gm)].map(([, object, change]) => [object as string, change as string] as const);
    return [...applied, ...pruned];
  }

  /** The position at which its log ends now. */
  public now(): number {
    return this.cluster.programs['kustomize-controller'].log().length;
  }
}

/** What it says of itself. */
export function readyOf({ status }: Applied): { readonly status: string; readonly reason: string; readonly message: string } | undefined {
  return status?.conditions?.find(({ type }) => type === 'Ready');
}

/** Kind/namespace/name, as kustomize-controller writes it. */
export function referenceOf(object: Manifest): string {
  const { kind, metadata } = object as { readonly kind: string; readonly metadata: { readonly name: string; readonly namespace?: string } };
  return [kind, metadata.namespace, metadata.name].filter((each) => each !== undefined).join('/');
}
