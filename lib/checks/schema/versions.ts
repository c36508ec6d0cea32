import { ownValue } from './schemas';

/**
 * The kinds of the groups that this library knows, those without a schema among them.
 * Sources: fluxcd/flagger v1.44.0 artifacts/flagger/crd.yaml; the CRDs of flux2 v2.9.4; prometheus-operator v0.93.0 example/prometheus-operator-crd;
 * external-secrets v1 deploy/crds.
 */
export const KINDS: { readonly [group: string]: readonly string[] } = {
  'flagger.app': ['AlertProvider', 'Canary', 'MetricTemplate'],
  'notification.toolkit.fluxcd.io': ['Alert', 'Provider', 'Receiver'],
  'kustomize.toolkit.fluxcd.io': ['Kustomization'],
  'helm.toolkit.fluxcd.io': ['HelmRelease'],
  'source.toolkit.fluxcd.io': ['Bucket', 'ExternalArtifact', 'GitRepository', 'HelmChart', 'HelmRepository', 'OCIRepository'],
  'monitoring.coreos.com': ['Alertmanager', 'AlertmanagerConfig', 'PodMonitor', 'Probe', 'Prometheus', 'PrometheusAgent', 'PrometheusRule', 'ScrapeConfig', 'ServiceMonitor', 'ThanosRuler'],
  'external-secrets.io': ['ClusterExternalSecret', 'ClusterPushSecret', 'ClusterSecretStore', 'ExternalSecret', 'PushSecret', 'SecretStore'],
};

/**
 * When a version ceased to be served, by `group/Kind version` or `group version`.
 * Sources: the CRDs of notification-controller, kustomize-controller, source-controller and helm-controller at the tags that flux2
 * v2.5.0 to v2.9.4 name (manifests/bases); fluxcd/flagger v1.44.0 artifacts/flagger/crd.yaml.
 */
const DROPPED: { readonly [version: string]: string } = {
  'notification.toolkit.fluxcd.io v1beta1': 'it was dropped in Flux 2.7',
  'notification.toolkit.fluxcd.io v1beta2': 'it was dropped in Flux 2.9',
  'notification.toolkit.fluxcd.io/Alert v1': 'there is no v1 of it yet',
  'notification.toolkit.fluxcd.io/Provider v1': 'there is no v1 of it yet',
  'notification.toolkit.fluxcd.io/Receiver v1beta3': 'there never was a v1beta3 of it',
  'kustomize.toolkit.fluxcd.io v1beta1': 'it was dropped in Flux 2.7',
  'kustomize.toolkit.fluxcd.io v1beta2': 'it was dropped in Flux 2.8',
  'flagger.app v1alpha3': 'v1beta1 took its place',
  'monitoring.coreos.com/AlertmanagerConfig v1beta1': 'it needs the conversion webhook, and the released CRD does not have it',
};

/** When a version ceased to be served, as far as it is known. */
export function droppedIn(group: string, kind: string, version: string): string | undefined {
  return ownValue(DROPPED, `${group}/${kind} ${version}`) ?? ownValue(DROPPED, `${group} ${version}`);
}
