import { fields, given, list, text, texts } from './fields';
import { LabelSelector } from './label-selector';
import { Monitor } from './monitor';
import { RelabelConfig, relabelConfigs } from './relabel-config';
import { ScrapeContext } from './scrape-context';

/**
 * The relabelings by which a job chooses its targets and gives them their labels.
 * Source: prometheus-operator v0.93.0 pkg/prometheus/promcfg.go (generatePodMonitorConfig, generateServiceMonitorConfig).
 */
export function targetRelabelings(monitor: Monitor, endpoint: unknown, context: ScrapeContext): RelabelConfig[] {
  const { relabelings } = fields(endpoint);
  return [
    { source_labels: ['job'], target_label: '__tmp_prometheus_job_name' },
    ...(monitor.kind === 'PodMonitor' ? podRelabelings(monitor, endpoint, context) : serviceRelabelings(monitor, endpoint, context)),
    ...relabelConfigs(context.scrapeClass(monitor).relabelings),
    ...relabelConfigs(context.enforced(monitor, list(relabelings))),
    ...shardRelabelings(context.shards),
  ];
}

function podRelabelings({ namespace, name, spec }: Monitor, endpoint: unknown, context: ScrapeContext): RelabelConfig[] {
  const { filterRunning, port, portNumber, targetPort } = fields(endpoint);
  return [
    ...(filterRunning === false ? [] : [RUNNING]),
    ...selectorRelabelings('pod', spec),
    ...podPortRelabelings(text(port), portNumber, targetPort),
    { source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' },
    { source_labels: ['__meta_kubernetes_pod_container_name'], target_label: 'container' },
    { source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' },
    ...podTargetLabels(spec, context),
    { target_label: 'job', replacement: `${namespace}/${name}` },
    ...jobLabel('pod', spec),
    ...endpointLabel(text(port), targetPort),
  ];
}

function serviceRelabelings({ spec }: Monitor, endpoint: unknown, context: ScrapeContext): RelabelConfig[] {
  const { filterRunning, port, targetPort } = fields(endpoint);
  const slice = context.endpointsRole(spec) === 'endpointslice' ? 'endpointslice' : 'endpoint';
  const target = [`__meta_kubernetes_${slice}_address_target_kind`, `__meta_kubernetes_${slice}_address_target_name`];
  const portName = text(port);
  return [
    ...selectorRelabelings('service', spec),
    ...(portName === undefined ? containerPort(targetPort) : [{ action: 'keep', source_labels: [`__meta_kubernetes_${slice}_port_name`], regex: portName }]),
    { source_labels: target, separator: ';', regex: 'Node;(.*)', replacement: '${1}', target_label: 'node' },
    { source_labels: target, separator: ';', regex: 'Pod;(.*)', replacement: '${1}', target_label: 'pod' },
    { source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' },
    { source_labels: ['__meta_kubernetes_service_name'], target_label: 'service' },
    { source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' },
    { source_labels: ['__meta_kubernetes_pod_container_name'], target_label: 'container' },
    ...(filterRunning === false ? [] : [RUNNING]),
    ...texts(spec.targetLabels).map((label) => copied('service', label, sanitized(label))),
    ...podTargetLabels(spec, context),
    { source_labels: ['__meta_kubernetes_service_name'], target_label: 'job', replacement: '${1}' },
    ...jobLabel('service', spec),
    ...endpointLabel(portName, targetPort),
  ];
}

/** What has ended is no target. */
const RUNNING: RelabelConfig = { action: 'drop', source_labels: ['__meta_kubernetes_pod_phase'], regex: '(Failed|Succeeded)' };

/** The monitor's selector; by the mechanism `RoleSelector` the API server selects instead. */
function selectorRelabelings(role: 'pod' | 'service', { selector, selectorMechanism }: Monitor['spec']): RelabelConfig[] {
  if (selectorMechanism === 'RoleSelector') { return []; }
  const { matchLabels, expressions } = new LabelSelector(selector);
  const label = (key: string): string => `__meta_kubernetes_${role}_label_${sanitized(key)}`;
  const present = (key: string): string => `__meta_kubernetes_${role}_labelpresent_${sanitized(key)}`;
  return [
    ...matchLabels.map(([key, value]) => ({ action: 'keep', source_labels: [label(key), present(key)], regex: `(${value});true` })),
    ...expressions.map(({ key, operator, values }) => {
      const action = operator === 'In' || operator === 'Exists' ? 'keep' : 'drop';
      return operator === 'In' || operator === 'NotIn'
        ? { action, source_labels: [label(key), present(key)], regex: `(${values.join('|')});true` }
        : { action, source_labels: [present(key)], regex: 'true' };
    }),
  ];
}

function podPortRelabelings(port: string | undefined, portNumber: unknown, targetPort: unknown): RelabelConfig[] {
  if (port !== undefined) { return [{ action: 'keep', source_labels: ['__meta_kubernetes_pod_container_port_name'], regex: port }]; }
  if (typeof portNumber === 'number' && portNumber !== 0) { return containerPort(portNumber); }
  return containerPort(targetPort);
}

/** A port of the container, by its name or its number. */
function containerPort(port: unknown): RelabelConfig[] {
  if (text(port) !== undefined) { return [{ action: 'keep', source_labels: ['__meta_kubernetes_pod_container_port_name'], regex: port }]; }
  return typeof port === 'number' && port !== 0 ? [{ action: 'keep', source_labels: ['__meta_kubernetes_pod_container_port_number'], regex: port }] : [];
}

function podTargetLabels(spec: Monitor['spec'], { prometheus }: ScrapeContext): RelabelConfig[] {
  return [...texts(spec.podTargetLabels), ...texts(prometheus.podTargetLabels)].map((label) => copied('pod', label, sanitized(label)));
}

function jobLabel(role: 'pod' | 'service', spec: Monitor['spec']): RelabelConfig[] {
  const label = text(spec.jobLabel);
  return label === undefined ? [] : [copied(role, label, 'job')];
}

function copied(role: 'pod' | 'service', label: string, target: string): RelabelConfig {
  return { source_labels: [`__meta_kubernetes_${role}_label_${sanitized(label)}`], target_label: target, regex: '(.+)', replacement: '${1}' };
}

function endpointLabel(port: string | undefined, targetPort: unknown): RelabelConfig[] {
  const replacement = port ?? (targetPort === undefined || targetPort === null || targetPort === '' ? undefined : String(targetPort));
  return replacement === undefined ? [] : [given({ target_label: 'endpoint', replacement })];
}

/**
 * A shard takes the targets whose address has its number; the config reloader puts the number in. A shard that is there no more takes none
 * (the feature gate PrometheusShardRetentionPolicy, which is on by default).
 * Source: prometheus-operator v0.93.0 pkg/prometheus/promcfg.go (appendShardingRelabelingWithLabel), pkg/operator/config.go (Gates).
 */
export function shardRelabelings(shards: number): RelabelConfig[] {
  return [
    { target_label: '__tmp_current_shard', replacement: '$(SHARD)', action: 'replace' },
    { source_labels: ['__tmp_current_shard'], regex: Array.from({ length: shards }, (_, shard) => shard).join('|'), action: 'keep' },
    { source_labels: ['__address__', '__tmp_hash'], target_label: '__tmp_hash', regex: '(.+);', replacement: '$1', action: 'replace' },
    { source_labels: ['__tmp_hash'], target_label: '__tmp_hash', modulus: shards, action: 'hashmod' },
    { source_labels: ['__tmp_hash', '__tmp_disable_sharding'], regex: '$(SHARD);|.+;.+', action: 'keep' },
  ];
}

/** A label of Kubernetes as Prometheus names it. */
function sanitized(label: string): string {
  return label.replace(/[^a-zA-Z0-9_]/g, '_');
}
