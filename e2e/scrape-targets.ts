import { Labels } from './promtool';

/** A pod that listens on loopback, as Kubernetes' service discovery would show it. */
export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly container: string;
  readonly port: { readonly name: string; readonly number: number };

  /** Host and port of what stands in for it. */
  readonly address: string;

  /**
   * The Service that selects it, under whose port's name ServiceMonitors find it.
   *
   * @default - none: only PodMonitors find it
   */
  readonly service?: { readonly name: string; readonly labels: Labels; readonly portName: string };
}

/** A scrape job beside those of monitors. */
export interface ExtraTarget {
  readonly job: string;

  /** Host and port, or one of the replay's own programs. */
  readonly address: string;

  /** The target's labels, such as namespace and pod. */
  readonly labels?: Labels;

  /** @default false */
  readonly honorLabels?: boolean;

  /** @default 30s, as the operator's Prometheus scrapes */
  readonly interval?: string;
}

/** A scrape job as the operator writes it. */
export interface ScrapeConfig {
  readonly job_name: string;
  readonly kubernetes_sd_configs?: readonly {
    readonly role: string;
    readonly namespaces?: { readonly names: readonly string[] };
    readonly selectors?: readonly object[];
  }[];
}

/** A scrape job whose targets are known. */
export interface StaticJob {
  readonly job_name: string;
  readonly static_configs: readonly { readonly targets: readonly string[]; readonly labels: Labels }[];
}

/**
 * The operator's scrape job, with its service discovery replaced by what it would discover: the relabelings that follow,
 * which choose the targets and make their labels, are the operator's own.
 */
export function withPods(job: ScrapeConfig, pods: readonly Pod[]): StaticJob {
  const { kubernetes_sd_configs: discoveries = [], ...rest } = job;
  const static_configs = discoveries.flatMap(({ role, namespaces, selectors }) => {
    if (selectors !== undefined) { throw new Error(`${job.job_name}: selectorMechanism RoleSelector asks the API server, which is not here`); }
    return pods
      .filter((pod) => namespaces === undefined || namespaces.names.includes(pod.namespace))
      .flatMap((pod) => discovered(role, pod));
  });
  return { ...rest, static_configs };
}

/** A scrape job for a target that no monitor selects. */
export function extraJob({ job, address, labels = {}, honorLabels = false, interval = '30s' }: ExtraTarget): StaticJob {
  const settings = { scrape_interval: interval, honor_labels: honorLabels };
  return { job_name: job, ...settings, static_configs: [{ targets: [address], labels }] };
}

/** The meta labels of Prometheus' discovery that the operator's relabelings read (prometheus v3.15.0 discovery/kubernetes). */
function discovered(role: string, pod: Pod): { targets: string[]; labels: Labels }[] {
  const target = {
    __meta_kubernetes_namespace: pod.namespace,
    __meta_kubernetes_pod_name: pod.name,
    __meta_kubernetes_pod_phase: 'Running',
    __meta_kubernetes_pod_ready: 'true',
    __meta_kubernetes_pod_container_name: pod.container,
    __meta_kubernetes_pod_container_port_name: pod.port.name,
    __meta_kubernetes_pod_container_port_number: String(pod.port.number),
    ...objectLabels('pod', pod.labels),
  };
  if (role === 'pod') { return [{ targets: [pod.address], labels: target }]; }
  if (role !== 'endpoints' && role !== 'endpointslice') { throw new Error(`no pod is discovered by role ${role}`); }
  if (pod.service === undefined) { return []; }
  const endpoint = role === 'endpoints' ? 'endpoint' : 'endpointslice';
  return [{
    targets: [pod.address],
    labels: {
      ...target,
      __meta_kubernetes_service_name: pod.service.name,
      ...objectLabels('service', pod.service.labels),
      [`__meta_kubernetes_${endpoint}_port_name`]: pod.service.portName,
      [`__meta_kubernetes_${endpoint}_address_target_kind`]: 'Pod',
      [`__meta_kubernetes_${endpoint}_address_target_name`]: pod.name,
    },
  }];
}

function objectLabels(kind: 'pod' | 'service', labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).flatMap(([name, value]) => {
    const sanitized = name.replace(/[^a-zA-Z0-9_]/g, '_');
    return [[`__meta_kubernetes_${kind}_label_${sanitized}`, value], [`__meta_kubernetes_${kind}_labelpresent_${sanitized}`, 'true']];
  }));
}
