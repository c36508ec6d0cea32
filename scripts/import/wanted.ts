/** A TypeScript module of imports/, and the kinds that it holds. */
export interface WantedModule {
  /** The API group. */
  readonly group: string;
  /** The kinds of that group which this library writes, checks or refers to. */
  readonly kinds: readonly string[];
  /** What `cdk8s import` puts before the group in the module's name: `name:=file` gives `name-group.ts`. */
  readonly prefix?: string;
}

/**
 * What is kept of upstream's CRDs. One module per group, because `cdk8s import` names a module after the group: two inputs
 * of one group would overwrite each other. AlertmanagerConfig stands alone: it is 844 kB of the group's 980, and who
 * loads a PodMonitor shall not parse it.
 */
export const WANTED: readonly WantedModule[] = [
  { group: 'external-secrets.io', kinds: ['ExternalSecret'] },
  { group: 'flagger.app', kinds: ['AlertProvider', 'Canary', 'MetricTemplate'] },
  { group: 'helm.toolkit.fluxcd.io', kinds: ['HelmRelease'] },
  { group: 'kustomize.toolkit.fluxcd.io', kinds: ['Kustomization'] },
  { group: 'monitoring.coreos.com', kinds: ['PodMonitor', 'PrometheusRule', 'ServiceMonitor'] },
  { group: 'monitoring.coreos.com', kinds: ['AlertmanagerConfig'], prefix: 'alertmanagerconfig' },
  { group: 'notification.toolkit.fluxcd.io', kinds: ['Alert', 'Provider', 'Receiver'] },
  {
    group: 'source.toolkit.fluxcd.io',
    kinds: ['Bucket', 'ExternalArtifact', 'GitRepository', 'HelmRepository', 'OCIRepository'],
  },
];
