/** What becomes of a value of Flagger's chart. */
export type ChartValue =
  /** The property that writes it. */
  | { readonly by: string }
  /** Why no property does. */
  | { readonly without: string };

const chosen = 'CanaryAlerting makes a PodMonitor that keeps the canaries\' namespaces; two of them count everything twice.';
const bundled = 'The chart\'s own Prometheus, of 2023, knows neither rules nor Alertmanager; `metricsServer` names the one that does.';
const named = 'The rules that watch Flagger know its Deployment by the release\'s name.';
const environment = (name: string): string => `Among the container's arguments everybody could read it; the pods read ${name} from a Secret.`;
const raw = 'A part of a pod as Kubernetes spells it: `values`.';

/**
 * Each value that the chart of Flagger 1.44.0 has or reads. `values` can say all of them that are not refused;
 * `e2e/flagger-values.real.test.ts` holds the list to the chart.
 */
export const FLAGGER_CHART: { readonly [value: string]: ChartValue } = {
  'affinity': { without: raw },
  'additionalVolumeMounts': { without: raw },
  'additionalVolumes': { without: raw },
  'annotations': { by: 'deploymentAnnotations' },
  'clusterName': { by: 'clusterName' },
  'configTracking.enabled': { by: 'configTracking' },
  'controlplane.kubeconfig.key': { by: 'controlPlane' },
  'controlplane.kubeconfig.secretName': { by: 'controlPlane' },
  'crd.create': { without: 'Flux creates and replaces the CRDs of the chart; as templates they would belong to the release, and be upgraded after what needs them.' },
  'deploymentLabels': { by: 'deploymentLabels' },
  'env': { by: 'slack, msTeamsUrl, msTeamsProxy, eventWebhookUrl' },
  'eventWebhook': { without: environment('EVENT_WEBHOOK_URL') },
  'fullnameOverride': { without: named },
  'image.pullPolicy': { by: 'image' },
  'image.pullSecret': { by: 'image' },
  'image.repository': { by: 'image' },
  'image.tag': { by: 'image' },
  'includeLabelPrefix': { by: 'includeLabelPrefix' },
  'ingressAnnotationsPrefix': { by: 'ingressAnnotationsPrefix' },
  'ingressClass': { by: 'ingressClass' },
  'kubeconfigBurst': { by: 'kubeconfigBurst' },
  'kubeconfigQPS': { by: 'kubeconfigQps' },
  'leaderElection.enabled': { by: 'replicas' },
  'leaderElection.replicaCount': { by: 'replicas' },
  'linkerdAuthPolicy.create': { by: 'linkerdVizNamespace' },
  'linkerdAuthPolicy.namespace': { by: 'linkerdVizNamespace' },
  'logLevel': { by: 'logLevel' },
  'meshProvider': { by: 'meshProvider' },
  'metricsServer': { by: 'metricsServer' },
  'msteams.proxyUrl': { without: environment('MSTEAMS_PROXY_URL') },
  'msteams.url': { without: environment('MSTEAMS_URL') },
  'nameOverride': { without: named },
  'namespace': { by: 'watchNamespace' },
  'noCrossNamespaceRefs': { by: 'noCrossNamespaceRefs' },
  'nodeSelector': { by: 'nodeSelector' },
  'podAnnotations': { by: 'podAnnotations' },
  'podDisruptionBudget.enabled': { by: 'minAvailable' },
  'podDisruptionBudget.minAvailable': { by: 'minAvailable' },
  'podLabels': { by: 'podLabels' },
  'podMonitor.additionalLabels': { without: chosen },
  'podMonitor.enabled': { by: 'always off' },
  'podMonitor.honorLabels': { without: chosen },
  'podMonitor.interval': { without: chosen },
  'podMonitor.namespace': { without: chosen },
  'podPriorityClassName': { by: 'priorityClassName' },
  'prometheus.image': { without: bundled },
  'prometheus.install': { without: bundled },
  'prometheus.pullSecret': { without: bundled },
  'prometheus.retention': { without: bundled },
  'prometheus.securityContext.context': { without: bundled },
  'prometheus.securityContext.enabled': { without: bundled },
  'rbac.create': { without: 'Without its roles Flagger cannot do a thing; who makes them elsewhere says so in `values`.' },
  'rbac.pspEnabled': { without: 'Kubernetes 1.25 took PodSecurityPolicy away.' },
  'resources': { by: 'resources' },
  'securityContext.context': { without: raw },
  'securityContext.enabled': { by: 'securityContext' },
  'selectorLabels': { by: 'selectorLabels' },
  'serviceAccount.annotations': { by: 'serviceAccount' },
  'serviceAccount.create': { by: 'serviceAccount' },
  'serviceAccount.name': { by: 'serviceAccount' },
  'serviceMonitor.enabled': { by: 'always off' },
  'serviceMonitor.honorLabels': { without: chosen },
  'serviceMonitor.labels': { without: chosen },
  'serviceMonitor.namespace': { without: chosen },
  'slack.channel': { by: 'slack' },
  'slack.proxy': { without: 'No template reads it: the chart reads `slack.proxyUrl`, and the pods SLACK_PROXY_URL from a Secret.' },
  'slack.proxyUrl': { without: environment('SLACK_PROXY_URL') },
  'slack.url': { without: environment('SLACK_URL') },
  'slack.user': { by: 'slack' },
  'threadiness': { by: 'threadiness' },
  'tolerations': { by: 'tolerations' },
};
