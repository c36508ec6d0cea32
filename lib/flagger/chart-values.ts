import { HelmValues, joinedValues } from '../helm-values';
import { invalid, present, wholeNumber } from '../invalid';
import { SecretKey } from '../secret-key';
import { checkAddress } from './address';
import { FlaggerLogLevel, FlaggerOptions } from './flagger-options';
import { checkObjectName, checkShownName } from './names';
import { MeshProvider } from './provider';

/** What the chart takes: the options, and the Prometheus, which not everybody has to name. */
export interface ChartOptions extends FlaggerOptions {
  readonly metricsServer: string;
}

/**
 * The values of Flagger's chart (1.44.0) that say what the options do. Not exported from the room.
 *
 * @param at The object that holds them.
 */
export function chartValues(at: string, options: ChartOptions): HelmValues {
  checkOptions(at, options);
  const { values = {} } = options;
  refuseSecrets(at, values);
  return joinedValues(ours(options), values, (before, value, path) => {
    if (path === 'env' && Array.isArray(before) && Array.isArray(value)) { return [...before as unknown[], ...value as unknown[]]; }
    throw invalid({
      at, what: `values.${path} is given twice, with different values`, allowed: 'one value: Helm merges maps and replaces everything else',
      fix: 'leave it out of values, and say it as a property',
    });
  });
}

/** The keys of Secrets that Flagger's pods read; a pod does not start while one is missing. */
export function chartSecrets(options: FlaggerOptions): SecretKey[] {
  const { controlPlane } = options;
  return [...environment(options).map(({ key }) => key), ...(controlPlane === undefined ? [] : [controlPlane])];
}

function ours(options: ChartOptions): HelmValues {
  const { replicas = 1, configTracking = true, minAvailable, slack, controlPlane, linkerdVizNamespace, serviceAccount, securityContext } = options;
  const env = environment(options).map(({ name, key }) => ({ name, valueFrom: { secretKeyRef: { name: key.secretName, key: key.key } } }));
  return given({
    metricsServer: options.metricsServer,
    meshProvider: options.meshProvider,
    clusterName: options.clusterName,
    noCrossNamespaceRefs: options.noCrossNamespaceRefs,
    namespace: options.watchNamespace,
    configTracking: { enabled: configTracking },
    // Two pods without a leader would both move the traffic.
    leaderElection: { enabled: replicas > 1, replicaCount: replicas },
    podDisruptionBudget: minAvailable === undefined ? undefined : { enabled: true, minAvailable },
    podMonitor: { enabled: false },
    serviceMonitor: { enabled: false },
    selectorLabels: options.selectorLabels?.join(','),
    includeLabelPrefix: options.includeLabelPrefix?.join(','),
    // As texts: Helm prints a large number as 1e+06, which Flagger's flags do not read.
    threadiness: options.threadiness?.toString(),
    kubeconfigQPS: options.kubeconfigQps?.toString(),
    kubeconfigBurst: options.kubeconfigBurst?.toString(),
    ingressAnnotationsPrefix: options.ingressAnnotationsPrefix,
    ingressClass: options.ingressClass,
    controlplane: controlPlane === undefined ? undefined : { kubeconfig: { secretName: controlPlane.secretName, key: controlPlane.key } },
    linkerdAuthPolicy: linkerdVizNamespace === undefined ? undefined : { create: true, namespace: linkerdVizNamespace },
    logLevel: options.logLevel,
    image: options.image === undefined ? undefined : given({ ...options.image }),
    serviceAccount: serviceAccount === undefined ? undefined : given({ name: serviceAccount.name, annotations: serviceAccount.annotations, create: serviceAccount.existing === undefined ? undefined : !serviceAccount.existing }),
    resources: options.resources === undefined ? undefined : given({ ...options.resources }),
    securityContext: securityContext === undefined ? undefined : { enabled: securityContext },
    nodeSelector: options.nodeSelector,
    tolerations: options.tolerations,
    podPriorityClassName: options.priorityClassName,
    podLabels: options.podLabels,
    podAnnotations: options.podAnnotations,
    deploymentLabels: options.deploymentLabels,
    annotations: options.deploymentAnnotations,
    slack: slack === undefined ? undefined : { channel: slack.channel, user: slack.user ?? 'flagger' },
    env: env.length === 0 ? undefined : env,
  });
}

function given(values: HelmValues): HelmValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** What Flagger reads from its environment (cmd/flagger/main.go fromEnv). */
function environment({ slack, msTeamsUrl, msTeamsProxy, eventWebhookUrl }: FlaggerOptions): { readonly name: string; readonly key: SecretKey }[] {
  const all: [string, SecretKey | undefined][] = [
    ['SLACK_URL', slack?.url], ['SLACK_TOKEN', slack?.token], ['SLACK_PROXY_URL', slack?.proxy],
    ['MSTEAMS_URL', msTeamsUrl], ['MSTEAMS_PROXY_URL', msTeamsProxy], ['EVENT_WEBHOOK_URL', eventWebhookUrl],
  ];
  return all.flatMap(([name, key]) => key === undefined ? [] : [{ name, key }]);
}

function checkOptions(at: string, options: ChartOptions): void {
  present(at, options, { metricsServer: '\'http://prometheus-operated.monitoring:9090\'' });
  checkAddress(at, options.metricsServer, 'metricsServer', 'metricsServer: \'http://prometheus-operated.monitoring:9090\'');
  checkChoices(at, options);
  checkPods(at, options);
  checkLists(at, options);
  checkNotifiers(at, options);
  for (const name of ['watchNamespace', 'linkerdVizNamespace', 'priorityClassName'] as const) {
    const value = options[name];
    if (value !== undefined) { checkObjectName(`${at}: ${name}`, value); }
  }
  for (const name of ['clusterName', 'ingressClass'] as const) {
    const value = options[name];
    if (value !== undefined) { checkShownName(`${at}: ${name}`, value); }
  }
}

function checkChoices(at: string, { meshProvider, logLevel, image }: ChartOptions): void {
  if (meshProvider !== undefined && !Object.values(MeshProvider).includes(meshProvider)) {
    throw invalid({ at, what: 'there is no such provider, and Flagger would take it for Istio', value: meshProvider, allowed: Object.values(MeshProvider).join(', ') });
  }
  if (logLevel !== undefined && !Object.values(FlaggerLogLevel).includes(logLevel)) {
    throw invalid({ at, what: 'there is no such log level', value: logLevel, allowed: `${Object.values(FlaggerLogLevel).join(', ')}: Flagger takes another one for info` });
  }
  if (image?.pullPolicy !== undefined && !['Always', 'IfNotPresent', 'Never'].includes(image.pullPolicy)) {
    throw invalid({ at, what: 'image.pullPolicy is none of Kubernetes\'', value: image.pullPolicy, allowed: 'Always, IfNotPresent, Never' });
  }
  const tagged = image?.repository !== undefined && /[:@][^/]*$/.test(image.repository) ? image.repository : undefined;
  if (tagged !== undefined) { throw invalid({ at, what: 'image.repository has a tag in it', value: tagged, allowed: 'the image alone: the chart puts a colon and the tag behind it', fix: 'image: { repository, tag }' }); }
}

function checkPods(at: string, { replicas = 1, minAvailable, threadiness, kubeconfigQps, kubeconfigBurst, serviceAccount }: ChartOptions): void {
  wholeNumber(at, 'replicas', replicas, { min: 1 });
  for (const [name, value] of Object.entries({ threadiness, kubeconfigQps, kubeconfigBurst })) {
    if (value !== undefined) { wholeNumber(at, name, value, { min: 1, max: 1_000_000 }); }
  }
  if (minAvailable !== undefined && (!Number.isInteger(minAvailable) || minAvailable < 1 || minAvailable >= replicas)) {
    throw invalid({
      at, what: replicas === 1 ? 'minAvailable is given with one pod' : 'minAvailable is not less than replicas', value: { minAvailable, replicas },
      allowed: replicas === 1 ? 'with replicas of 2 or more: a node with the only pod could never be drained' : `1 to ${replicas - 1}: a node with one of the pods could never be drained`,
      fix: `replicas: ${Math.max(2, Math.floor(minAvailable) + 1)}`,
    });
  }
  if (serviceAccount?.existing === true && serviceAccount.name === undefined) {
    throw invalid({ at, what: 'serviceAccount exists, and has no name', allowed: 'its name: the chart would take the one that is called default', fix: 'serviceAccount: { existing: true, name: \'flagger\' }' });
  }
  if (serviceAccount?.existing === true && serviceAccount.annotations !== undefined) {
    throw invalid({ at, what: 'serviceAccount exists, and is given annotations', allowed: 'only where the chart makes it', fix: 'leave them out' });
  }
  if (serviceAccount?.name !== undefined) { checkObjectName(`${at}: serviceAccount.name`, serviceAccount.name); }
}

/** The names of a label, with or without a prefix (k8s.io/apimachinery v0.36 pkg/util/validation IsQualifiedName). */
const LABEL = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

function checkLists(at: string, { selectorLabels, includeLabelPrefix, ingressAnnotationsPrefix: prefix }: ChartOptions): void {
  const strange = selectorLabels?.find((label) => !LABEL.test(label));
  if (selectorLabels !== undefined && (selectorLabels.length === 0 || strange !== undefined)) {
    throw invalid({
      at, what: selectorLabels.length === 0 ? 'selectorLabels is empty' : 'selectorLabels has what is no name of a label', value: strange,
      allowed: 'names of labels: a target that selects its pods by none of them never gets ready', fix: 'selectorLabels: [\'app\', \'app.kubernetes.io/name\']',
    });
  }
  const none = includeLabelPrefix?.find((each) => each !== '*' && !/^[A-Za-z0-9][-A-Za-z0-9_./]*$/.test(each));
  if (includeLabelPrefix !== undefined && (includeLabelPrefix.length === 0 || none !== undefined)) {
    throw invalid({ at, what: includeLabelPrefix.length === 0 ? 'includeLabelPrefix is empty' : 'includeLabelPrefix has what no label begins with', value: none, allowed: 'beginnings of labels, or * for all', fix: 'includeLabelPrefix: [\'app.kubernetes.io/\']' });
  }
  if (prefix !== undefined && !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(prefix)) {
    throw invalid({ at, what: 'ingressAnnotationsPrefix is not what annotations begin with', value: prefix, allowed: 'a DNS name without the slash, which Flagger puts behind it', fix: 'ingressAnnotationsPrefix: \'nginx.ingress.kubernetes.io\'' });
  }
}

function checkNotifiers(at: string, { slack, msTeamsUrl, msTeamsProxy }: ChartOptions): void {
  if (slack !== undefined) {
    present(`${at}: slack`, slack, { channel: '\'deployments\'', url: 'SecretKey.of(\'slack\', \'address\')' });
    checkShownName(`${at}: slack.channel`, slack.channel);
  }
  if (slack !== undefined && msTeamsUrl !== undefined) {
    throw invalid({
      at,
      what: 'slack and msTeamsUrl are both given',
      allowed: 'one of them: Flagger has one notifier, and takes Teams (cmd/flagger/main.go initNotifier)',
      fix: 'an AlertProvider for the other',
    });
  }
  if (msTeamsProxy !== undefined && msTeamsUrl === undefined) {
    throw invalid({ at, what: 'msTeamsProxy is given without msTeamsUrl', allowed: 'both: Flagger reads it with Teams alone', fix: 'slack: { proxy: SecretKey.of(…) }, or msTeamsUrl' });
  }
}

/** The chart puts these among the container's arguments, and values are committed to git. */
function refuseSecrets(at: string, values: HelmValues): void {
  const { slack, msteams, eventWebhook } = values as { readonly slack?: Notifier; readonly msteams?: Notifier; readonly eventWebhook?: unknown };
  for (const [what, value, fix] of [
    ['slack.url', slack?.url, 'slack: { channel: \'…\', url: SecretKey.of(…) }'],
    ['slack.proxyUrl', slack?.proxyUrl, 'slack: { proxy: SecretKey.of(…) }'],
    ['msteams.url', msteams?.url, 'msTeamsUrl: SecretKey.of(…)'],
    ['msteams.proxyUrl', msteams?.proxyUrl, 'msTeamsProxy: SecretKey.of(…)'],
    ['eventWebhook', eventWebhook, 'eventWebhookUrl: SecretKey.of(…)'],
  ] as const) {
    if (value === undefined || value === null || value === '') { continue; }
    // The address is not repeated: it is a secret.
    throw invalid({ at, what: `values.${what} holds an address in clear text`, allowed: 'a key of a Secret, which the pods read as an environment variable', fix });
  }
}

interface Notifier { readonly url?: unknown; readonly proxyUrl?: unknown }
