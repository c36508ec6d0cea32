import { Labels } from '../process/prometheus';

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

/** A scrape job as the operator writes it. */
export interface ScrapeConfig {
  readonly job_name: string;
  readonly kubernetes_sd_configs?: readonly {
    readonly role: string;
    readonly namespaces?: { readonly names: readonly string[] };
    readonly selectors?: readonly object[];
  }[];
  readonly static_configs?: readonly { readonly targets?: readonly string[]; readonly labels?: Labels }[];
}

/** Targets and the labels that discovery gives them: an entry of `static_configs`, or of a file of targets. */
export interface TargetGroup {
  readonly targets: readonly string[];
  readonly labels: Labels;
}

/**
 * What Kubernetes' service discovery would find for a job: the relabelings that follow, which choose the targets and make
 * their labels, are the operator's own.
 *
 * @throws Where the job asks the API server to select, which is not here.
 */
export function discovered(job: ScrapeConfig, pods: readonly Pod[]): TargetGroup[] {
  return (job.kubernetes_sd_configs ?? []).flatMap(({ role, namespaces, selectors }) => {
    if (selectors !== undefined) { throw new Error(`${job.job_name}: selectorMechanism RoleSelector asks the API server, which is not here`); }
    return pods
      .filter((pod) => namespaces === undefined || namespaces.names.includes(pod.namespace))
      .flatMap((pod) => targetsOf(role, pod));
  });
}

/** The meta labels of Prometheus' discovery that the operator's relabelings read (prometheus v3.15.0 discovery/kubernetes). */
function targetsOf(role: string, pod: Pod): TargetGroup[] {
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
