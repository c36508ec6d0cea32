import { ownValue } from './schemas';

/** What became of a field. */
export interface Rename {
  /** The field's name today, beside it; undefined where it has none. */
  readonly to?: string;
  /** What became of it. */
  readonly because: string;
  /** What to do. */
  readonly fix?: string;
}

/**
 * Fields that were called otherwise, or that people take over from another kind, by kind and place.
 * Sources: fluxcd/flagger v1.44.0 pkg/apis/flagger/v1beta1/canary.go; fluxcd/kustomize-controller v1.9.4 api/v1beta1/kustomization_types.go;
 * fluxcd/notification-controller v1.9.3 api/v1beta3/{alert,provider}_types.go; the HelmRelease's CRD of flux2 v2.9.4;
 * prometheus-operator v0.93.0 pkg/apis/monitoring/v1.
 */
const RENAMES: { readonly [kindAndPath: string]: Rename } = {
  'Canary spec.canaryAnalysis': { to: 'analysis', because: 'it was called so in flagger.app/v1alpha3; the API server drops it, and the analysis is missing' },
  'Canary spec.analysis.alerts[].provider': { to: 'providerRef', because: 'an alert names its AlertProvider in providerRef' },
  'Canary spec.analysis.alerts[].eventSeverity': { to: 'severity', because: 'eventSeverity is a field of Flux\' Alert' },
  'Canary spec.analysis.metrics[].templateName': { to: 'templateRef', because: 'a metric names its MetricTemplate in templateRef' },
  'Kustomization spec.validation': { because: 'kustomize.toolkit.fluxcd.io/v1beta2 ignored it and v1 has it no more: every apply is a server-side dry run first', fix: 'remove it' },
  'Alert spec.channel': { because: 'the channel belongs to the Provider', fix: 'write it in spec.channel of the Provider' },
  'Alert spec.severity': { to: 'eventSeverity', because: 'severity is a field of Flagger\'s Canary' },
  'Alert spec.provider': { to: 'providerRef', because: 'an Alert names its Provider in providerRef' },
  'Alert spec.sources': { to: 'eventSources', because: 'what an Alert listens to is called eventSources' },
  'Alert spec.providerRef.namespace': { because: 'an Alert finds its Provider in its own namespace only', fix: 'remove it, and put the Alert into the namespace of the Provider' },
  'Provider spec.secretRef.namespace': { because: 'a Provider finds its Secret in its own namespace only', fix: 'remove it, and put the Secret into the namespace of the Provider' },
  'Provider spec.url': { to: 'address', because: 'a Provider calls it address' },
  'Provider spec.webhook': { to: 'address', because: 'a Provider calls it address' },
  'AlertProvider spec.url': { to: 'address', because: 'an AlertProvider calls it address' },
  'AlertProvider spec.webhook': { to: 'address', because: 'an AlertProvider calls it address' },
  'AlertProvider spec.secretRef.namespace': { because: 'an AlertProvider finds its Secret in its own namespace only', fix: 'remove it, and put the Secret into the namespace of the AlertProvider' },
  'MetricTemplate spec.provider.secretRef.namespace': { because: 'a MetricTemplate finds its Secret in its own namespace only', fix: 'remove it, and put the Secret into the namespace of the MetricTemplate' },
  'PodMonitor spec.endpoints': { to: 'podMetricsEndpoints', because: 'endpoints is a field of the ServiceMonitor' },
  'ServiceMonitor spec.podMetricsEndpoints': { to: 'endpoints', because: 'podMetricsEndpoints is a field of the PodMonitor' },
  'HelmRelease spec.chart.spec.valuesFile': { to: 'valuesFiles', because: 'helm.toolkit.fluxcd.io/v2 has a list of files only' },
};

/** What became of the field at a place such as `spec.analysis.alerts[].provider`. */
export function renameOf(kind: string, path: string): Rename | undefined {
  return ownValue(RENAMES, `${kind} ${path}`);
}
