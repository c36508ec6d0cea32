import { Construct } from 'constructs';
import * as k8s from '../../imports/monitoring.coreos.com';
import { Resource } from '../resource';
import { checkOnePort, checkPortName, checkPortNumber, endpointFields } from './endpoint-fields';
import { TlsConfig } from './http-client';
import { MetricsEndpoint } from './metrics-endpoint';
import { MonitorProps } from './monitor';
import { checkEndpoints, monitorFields } from './monitor-fields';
import { checkOptions } from '../options';

/** How pods are scraped. */
export interface PodMetricsEndpoint extends MetricsEndpoint {
  /**
   * The NAME of a container's port.
   *
   * @default - `portNumber` must be given
   */
  readonly port?: string;

  /**
   * The number of a container's port, which the container must declare.
   *
   * @default - `port` must be given
   */
  readonly portNumber?: number;

  /**
   * How TLS is spoken.
   *
   * @default - as Prometheus' image and Go do
   */
  readonly tls?: TlsConfig;
}

/** What a PodMonitor takes. */
export interface PodMonitorProps extends MonitorProps {
  /** How the pods are scraped: at least one way. */
  readonly endpoints: PodMetricsEndpoint[];
}

/**
 * Makes a PodMonitor (monitoring.coreos.com/v1). It needs no Service: Flagger's chart makes one only with
 * `serviceMonitor.enabled` (fluxcd/flagger v1.44.0 charts/flagger/templates/service.yaml), so that for Flagger a PodMonitor
 * always works and a ServiceMonitor sometimes. The label `job` of what it scrapes is `<namespace>/<name>`.
 *
 * What the operator would skip with a line in its log, and what would make Prometheus refuse its whole configuration, is refused here.
 * Source: prometheus-operator v0.93.0 pkg/prometheus/resource_selector.go (checkPodMonitor).
 */
export class PodMonitor extends Resource {
  private readonly spec: { readonly [field: string]: unknown };

  public constructor(scope: Construct, id: string, props: PodMonitorProps) {
    super(scope, id, k8s.PodMonitor.GVK, props);
    const at = this.reference;
    checkOptions(at, 'prometheus.PodMonitorProps', props);
    const fields = monitorFields(at, props);
    checkEndpoints(at, props.endpoints);
    this.spec = { ...fields, podMetricsEndpoints: props.endpoints.map((endpoint, index) => endpointOf(`${at} endpoints[${index}]`, endpoint)) };
  }

  /** The label `job` of the series that it scrapes, unless `jobLabel` says otherwise. */
  public get job(): string {
    return [...(this.namespace === undefined ? [] : [this.namespace]), this.name].join('/');
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    return { spec: this.spec };
  }
}

function endpointOf(at: string, endpoint: PodMetricsEndpoint): { readonly [field: string]: unknown } {
  const { port, portNumber, tls } = endpoint;
  checkOnePort(at, { port, portNumber }, 'the operator reads port alone then');
  if (port !== undefined) { checkPortName(at, 'port', port, 15); }
  if (portNumber !== undefined) { checkPortNumber(at, 'portNumber', portNumber); }
  return { ...(port === undefined ? { portNumber } : { port }), ...endpointFields(at, endpoint, tls) };
}
