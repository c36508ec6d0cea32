import { Construct } from 'constructs';
import * as k8s from '../../imports/monitoring.coreos.com';
import { Resource } from '../resource';
import { checkOnePort, checkPortName, checkPortNumber, endpointFields } from './endpoint-fields';
import { FileTlsConfig } from './http-client';
import { MetricsEndpoint } from './metrics-endpoint';
import { MonitorProps } from './monitor';
import { checkEndpoints, checkLabels, monitorFields } from './monitor-fields';
import { checkOptions } from '../options';

/** How a ServiceMonitor finds the targets behind a Service. */
export enum ServiceDiscoveryRole {
  /** By the objects Endpoints, which Kubernetes 1.33 calls deprecated. */
  ENDPOINTS = 'Endpoints',
  /** By EndpointSlices. */
  ENDPOINT_SLICE = 'EndpointSlice',
}

/** How the targets behind a Service are scraped. */
export interface ServiceMetricsEndpoint extends MetricsEndpoint {
  /**
   * The NAME of the Service's port.
   *
   * @default - `targetPort` or `targetPortNumber` must be given
   */
  readonly port?: string;

  /**
   * The name of a container's port behind the Service.
   *
   * @default - `port` or `targetPortNumber` must be given
   */
  readonly targetPort?: string;

  /**
   * The number of a container's port behind the Service.
   *
   * @default - `port` or `targetPort` must be given
   */
  readonly targetPortNumber?: number;

  /**
   * How TLS is spoken.
   *
   * @default - as Prometheus' image and Go do
   */
  readonly tls?: FileTlsConfig;
}

/** What a ServiceMonitor takes. */
export interface ServiceMonitorProps extends MonitorProps {
  /** How the targets are scraped: at least one way. */
  readonly endpoints: ServiceMetricsEndpoint[];

  /**
   * Labels of the Service that are copied to the series.
   *
   * @default - none
   */
  readonly targetLabels?: string[];

  /**
   * How the targets behind the Services are found.
   *
   * @default - as the Prometheus says
   */
  readonly serviceDiscoveryRole?: ServiceDiscoveryRole;
}

/**
 * Makes a ServiceMonitor (monitoring.coreos.com/v1). For Flagger it finds something only where Flagger's chart has
 * `serviceMonitor.enabled`, because the chart makes the Service under that condition alone: prefer a PodMonitor. The label
 * `job` of what it scrapes is the Service's name.
 *
 * What the operator would skip with a line in its log, and what would make Prometheus refuse its whole configuration, is refused here.
 * Source: prometheus-operator v0.93.0 pkg/prometheus/resource_selector.go (checkServiceMonitor).
 */
export class ServiceMonitor extends Resource {
  private readonly spec: { readonly [field: string]: unknown };

  public constructor(scope: Construct, id: string, props: ServiceMonitorProps) {
    super(scope, id, k8s.ServiceMonitor.GVK, props);
    const at = this.reference;
    checkOptions(at, 'prometheus.ServiceMonitorProps', props);
    const fields = monitorFields(at, props);
    checkLabels(at, 'targetLabels', props.targetLabels);
    checkEndpoints(at, props.endpoints);
    this.spec = {
      ...fields,
      ...(props.targetLabels !== undefined && { targetLabels: props.targetLabels }),
      ...(props.serviceDiscoveryRole !== undefined && { serviceDiscoveryRole: props.serviceDiscoveryRole }),
      endpoints: props.endpoints.map((endpoint, index) => endpointOf(`${at} endpoints[${index}]`, endpoint)),
    };
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    return { spec: this.spec };
  }
}

function endpointOf(at: string, endpoint: ServiceMetricsEndpoint): { readonly [field: string]: unknown } {
  const { port, targetPort, targetPortNumber, tls } = endpoint;
  checkOnePort(at, { port, targetPort, targetPortNumber }, 'the operator reads the first alone then');
  if (port !== undefined) { checkPortName(at, 'port', port, 63); }
  if (targetPort !== undefined) { checkPortName(at, 'targetPort', targetPort, 15); }
  if (targetPortNumber !== undefined) { checkPortNumber(at, 'targetPortNumber', targetPortNumber); }
  return { ...(port === undefined ? { targetPort: targetPort ?? targetPortNumber } : { port }), ...endpointFields(at, endpoint, tls) };
}
