import { Duration } from 'cdk8s';

/** How the proxies talk to the pods over TLS (Istio). */
export enum TrafficTlsMode {
  /** In clear text. */
  DISABLE = 'DISABLE',
  /** TLS, started by the client's proxy. */
  SIMPLE = 'SIMPLE',
  /** Mutual TLS with certificates of one's own. */
  MUTUAL = 'MUTUAL',
  /** Mutual TLS with Istio's certificates. */
  ISTIO_MUTUAL = 'ISTIO_MUTUAL',
}

/** A Gateway of the Gateway API to which the route is attached. */
export interface GatewayRef {
  /** The Gateway's name. */
  readonly name: string;

  /**
   * The Gateway's namespace.
   *
   * @default - the canary's own
   */
  readonly namespace?: string;

  /**
   * The listener of the Gateway.
   *
   * @default - all listeners
   */
  readonly sectionName?: string;

  /**
   * The listener's port.
   *
   * @default - all ports
   */
  readonly port?: number;
}

/** How often a failed request is tried again by the proxy. */
export interface ServiceRetries {
  /** How many times. */
  readonly attempts: number;

  /**
   * How long each attempt may take, in whole seconds.
   *
   * @default - the provider's own
   */
  readonly perTryTimeout?: Duration;

  /**
   * What counts as failed, in the provider's words, such as `gateway-error,connect-failure,refused-stream`.
   *
   * @default - the provider's own
   */
  readonly retryOn?: string;
}

/**
 * The Services and routes that Flagger makes: `name`, `name-primary` and `name-canary`. Flagger owns them; no other manifest
 * may have a Service of these names. Fields that are not here are set by `Canary.addJsonPatch`.
 */
export interface CanaryService {
  /** The Services' port, 1 to 65535. */
  readonly port: number;

  /**
   * The Services' name.
   *
   * @default - the target's name
   */
  readonly name?: string;

  /**
   * The port's name. Istio and App Mesh take the protocol from it: `grpc` for gRPC.
   *
   * @default http
   */
  readonly portName?: string;

  /**
   * The pods' port by number.
   *
   * @default - the same as port
   */
  readonly targetPort?: number;

  /**
   * The pods' port by name; instead of `targetPort`.
   *
   * @default - targetPort
   */
  readonly targetPortName?: string;

  /**
   * Whether the pods' other ports are added to the Services.
   *
   * @default false
   */
  readonly portDiscovery?: boolean;

  /**
   * The hosts of the route: Istio's VirtualService, Gateway API's HTTPRoute, App Mesh's virtual gateway.
   *
   * @default - the Service alone
   */
  readonly hosts?: string[];

  /**
   * Istio's gateways, `namespace/name` or `mesh`.
   *
   * @default - mesh
   */
  readonly gateways?: string[];

  /**
   * The Gateways of the Gateway API; required there, at most 32.
   *
   * @default - none
   */
  readonly gatewayRefs?: GatewayRef[];

  /**
   * App Mesh's mesh; required with the provider appmesh.
   *
   * @default - none
   */
  readonly meshName?: string;

  /**
   * How long a request may take, in whole seconds.
   *
   * @default - the provider's own
   */
  readonly timeout?: Duration;

  /**
   * How often a failed request is tried again.
   *
   * @default - the provider's own
   */
  readonly retries?: ServiceRetries;

  /**
   * Istio's TLS between the proxies and the pods.
   *
   * @default - the mesh's own
   */
  readonly tlsMode?: TrafficTlsMode;
}
