import { ManifestObject, World } from '../checks/world';
import { Labels } from './process/prometheus';

/** A canary of the manifests, or one made up. */
export interface ClusterCanary {
  readonly namespace: string;
  /** The target's name: what Flagger's metrics call it. */
  readonly name: string;
  /** The target's kind; a Service has no primary. */
  readonly target: 'Deployment' | 'DaemonSet' | 'Service';
  /** The most traffic that its analysis gives it, in percent. */
  readonly maxWeight: number;
  /** How Flagger's counters call its strategy. */
  readonly strategy: 'canary' | 'blue-green' | 'ab-testing';
  /** Whether the manifests have it. */
  readonly isOurs: boolean;
}

/** What the programs of the drill find around them. */
export interface Cluster {
  readonly canaries: readonly ClusterCanary[];
  readonly flagger: {
    readonly namespace: string;
    readonly deployment: string;
    readonly podLabels: Labels;
    readonly meshProvider: string;
  };
}

/** The most traffic that a canary gets whose analysis does not say it: as most analyses do. */
const USUAL_WEIGHT = 50;

/** The namespace of canaries that no manifest has. */
const MADE_UP = 'drill';

/** Flagger and the canaries of manifests; where these say nothing, Flagger is as its chart makes it. */
export function clusterOf(world: World): Cluster {
  const deployment = world.of('apps', 'Deployment').find(isFlagger);
  const release = world.of('helm.toolkit.fluxcd.io', 'HelmRelease').find((each) => (each.spec.at('chart', 'spec', 'chart').text ?? each.spec.at('chartRef', 'name').text) === 'flagger');
  const name = world.flaggerValues.map((values) => values.at('nameOverride').text).find((each) => each !== undefined && each !== '') ?? 'flagger';
  const fullname = world.flaggerValues.map((values) => values.at('fullnameOverride').text).find((each) => each !== undefined && each !== '');
  const instance = release?.spec.at('releaseName').text ?? release?.name ?? 'flagger';
  return {
    canaries: world.of('flagger.app', 'Canary').flatMap(canaryOf),
    flagger: {
      namespace: deployment?.namespace ?? world.scrape.namespace,
      // Source: fluxcd/flagger v1.44.0 charts/flagger/templates/_helpers.tpl (flagger.fullname).
      deployment: deployment?.name ?? fullname ?? (instance.includes(name) ? instance : `${instance}-${name}`),
      podLabels: deployment?.spec.at('template', 'metadata', 'labels').texts
        ?? { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': instance },
      meshProvider: world.flaggerValues.map((values) => values.at('meshProvider').text).find((each) => each !== undefined && each !== '') ?? 'istio',
    },
  };
}

/** As many canaries as a scenario plays: those of the manifests first, then ones that are made up. */
export function canariesFor(cluster: Cluster, count: number): ClusterCanary[] {
  const names = new Set(cluster.canaries.map(({ name }) => name));
  const chosen = cluster.canaries.slice(0, count);
  for (let number = 1; chosen.length < count; number++) {
    const name = number === 1 ? 'podinfo' : `podinfo-${number}`;
    if (!names.has(name)) { chosen.push({ namespace: MADE_UP, name, target: 'Deployment', maxWeight: USUAL_WEIGHT, strategy: 'canary', isOurs: false }); }
  }
  return chosen;
}

function isFlagger(deployment: ManifestObject): boolean {
  return deployment.spec.at('template', 'spec', 'containers').items.some((each) => /(^|\/)flagger(:|@|$)/.test(each.at('image').text ?? ''));
}

function canaryOf(canary: ManifestObject): ClusterCanary[] {
  const name = canary.spec.at('targetRef', 'name').text;
  if (name === undefined || name === '') { return []; }
  const kind = canary.spec.at('targetRef', 'kind').text;
  const analysis = canary.spec.at('analysis').exists ? canary.spec.at('analysis') : canary.spec.at('canaryAnalysis');
  const steps = analysis.at('stepWeights').items.flatMap(({ number }) => number ?? []);
  return [{
    namespace: canary.namespace, name, isOurs: true,
    target: kind === 'DaemonSet' || kind === 'Service' ? kind : 'Deployment',
    maxWeight: steps.length > 0 ? Math.max(...steps) : analysis.at('maxWeight').number ?? (analysis.at('iterations').exists ? 100 : USUAL_WEIGHT),
    // Source: fluxcd/flagger v1.44.0 pkg/apis/flagger/v1beta1/canary.go (DeploymentStrategy).
    strategy: analysis.at('match').items.length > 0 ? 'ab-testing' : (analysis.at('iterations').number ?? 0) > 0 ? 'blue-green' : 'canary',
  }];
}
