import { Duration } from 'cdk8s';
import { TrafficLoadBalancer } from './traffic-load-balancer';

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

/** TLS between the proxies and the pods. Certificates and keys are files in the proxy; none of them is written here. */
export interface TrafficTls {
  /** How they talk. */
  readonly mode: TrafficTlsMode;

  /**
   * The file of the client's certificate; needed with MUTUAL, and refused with any other mode.
   *
   * @default - none
   */
  readonly clientCertificate?: string;

  /**
   * The file of the client's private key; needed with MUTUAL, and refused with any other mode.
   *
   * @default - none
   */
  readonly privateKey?: string;

  /**
   * The file of the authorities that the server's certificate is verified by.
   *
   * @default - the server's certificate is not verified
   */
  readonly caCertificates?: string;

  /**
   * The names of which the server's certificate must have one.
   *
   * @default - any
   */
  readonly subjectAltNames?: string[];

  /**
   * The name that the server is asked for.
   *
   * @default - the host of the request
   */
  readonly sni?: string;
}

/** Whether HTTP/1.1 connections are upgraded to HTTP/2. */
export enum H2UpgradePolicy {
  /** As the mesh says. */
  DEFAULT = 'DEFAULT',
  /** Never. */
  DO_NOT_UPGRADE = 'DO_NOT_UPGRADE',
  /** Always. */
  UPGRADE = 'UPGRADE',
}

/** The limits of HTTP connections to the pods. */
export interface HttpConnectionPool {
  /**
   * How many requests may wait for a connection.
   *
   * @default - Istio's own
   */
  readonly http1MaxPendingRequests?: number;

  /**
   * How many requests there may be at once.
   *
   * @default - Istio's own
   */
  readonly http2MaxRequests?: number;

  /**
   * After how many requests a connection is closed.
   *
   * @default - never
   */
  readonly maxRequestsPerConnection?: number;

  /**
   * How many retries there may be at once, of all requests.
   *
   * @default - Istio's own
   */
  readonly maxRetries?: number;

  /**
   * After which time without a request a connection is closed, in whole seconds.
   *
   * @default - Istio's own, an hour
   */
  readonly idleTimeout?: Duration;

  /**
   * Whether connections are upgraded to HTTP/2.
   *
   * @default H2UpgradePolicy.DEFAULT
   */
  readonly h2UpgradePolicy?: H2UpgradePolicy;
}

/** When a pod that answers with errors gets no requests for a while. */
export interface OutlierDetection {
  /**
   * After how many server errors in a row.
   *
   * @default - Istio's own, 5
   */
  readonly consecutive5xxErrors?: number;

  /**
   * After how many errors 502, 503 and 504 in a row.
   *
   * @default - not looked at
   */
  readonly consecutiveGatewayErrors?: number;

  /**
   * After how many failures in a row of the proxy's own, such as a timeout; only with `splitExternalLocalOriginErrors`.
   *
   * @default - Istio's own, 5
   */
  readonly consecutiveLocalOriginFailures?: number;

  /**
   * Whether the proxy's own failures are told from the pods' errors.
   *
   * @default false
   */
  readonly splitExternalLocalOriginErrors?: boolean;

  /**
   * How often pods are looked at, in whole seconds.
   *
   * @default - Istio's own, 10 seconds
   */
  readonly interval?: Duration;

  /**
   * How long a pod is left out at least, in whole seconds.
   *
   * @default - Istio's own, 30 seconds
   */
  readonly baseEjectionTime?: Duration;

  /**
   * The greatest share of the pods that may be left out, in percent. A canary has few pods: a small share leaves out none of them.
   *
   * @default - Istio's own, 10
   */
  readonly maxEjectionPercent?: number;

  /**
   * Below which share of healthy pods all of them get requests again, in percent.
   *
   * @default - never
   */
  readonly minHealthPercent?: number;
}

/** What Flagger writes into Istio's DestinationRules of the primary and the canary. */
export interface TrafficPolicy {
  /**
   * TLS between the proxies and the pods.
   *
   * @default - the mesh's own
   */
  readonly tls?: TrafficTls;

  /**
   * How the pods share the requests.
   *
   * @default - the mesh's own
   */
  readonly loadBalancer?: TrafficLoadBalancer;

  /**
   * The limits of HTTP connections.
   *
   * @default - the mesh's own
   */
  readonly connectionPool?: HttpConnectionPool;

  /**
   * When a pod gets no requests for a while.
   *
   * @default - never
   */
  readonly outlierDetection?: OutlierDetection;
}
