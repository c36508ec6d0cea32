import { Duration } from 'cdk8s';
import { CorsPolicy } from './cors-policy';
import { RouteMatch } from './route-match';
import { TrafficPolicy } from './traffic-policy';

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

  /**
   * The kind, where it is no Gateway, such as `Service` for a mesh (GAMMA).
   *
   * @default Gateway
   */
  readonly kind?: string;

  /**
   * The kind's API group; empty for Kubernetes' own kinds.
   *
   * @default gateway.networking.k8s.io
   */
  readonly group?: string;
}

/** How the path of a rewritten request is made (Gateway API). */
export enum RewriteType {
  /** The new path replaces the whole. */
  FULL_PATH = 'ReplaceFullPath',
  /** The new path replaces the prefix that matched. */
  PREFIX_MATCH = 'ReplacePrefixMatch',
}

/** What a request is changed to before it reaches a pod: the path, the host or both (Istio and Gateway API). */
export interface ServiceRewrite {
  /**
   * The new path. With Istio it replaces the prefix where a prefix matched, and the whole path otherwise.
   *
   * @default - as it came
   */
  readonly uri?: string;

  /**
   * The new host.
   *
   * @default - as it came
   */
  readonly authority?: string;

  /**
   * What of the path is replaced; Gateway API alone reads it.
   *
   * @default RewriteType.FULL_PATH
   */
  readonly type?: RewriteType;
}

/** What is done to headers. */
export interface HeaderOperations {
  /**
   * Headers that are added to those that are there.
   *
   * @default - none
   */
  readonly add?: { [name: string]: string };

  /**
   * Headers that replace those that are there.
   *
   * @default - none
   */
  readonly set?: { [name: string]: string };

  /**
   * Headers that are taken away.
   *
   * @default - none
   */
  readonly remove?: string[];
}

/** What is done to the headers of requests and answers (Istio and Gateway API). They stand in the manifest in clear text: no token belongs here. */
export interface ServiceHeaders {
  /**
   * Of requests.
   *
   * @default - nothing
   */
  readonly request?: HeaderOperations;

  /**
   * Of answers.
   *
   * @default - nothing
   */
  readonly response?: HeaderOperations;
}

/** Where a copy of each request is sent, whose answers are dropped (Gateway API). */
export interface MirrorBackend {
  /** The Service's name. */
  readonly name: string;

  /** The Service's port, 1 to 65535. */
  readonly port: number;

  /**
   * The Service's namespace; another one than the canary's needs a ReferenceGrant there.
   *
   * @default - the canary's own
   */
  readonly namespace?: string;

  /**
   * The kind, where it is no Service.
   *
   * @default Service
   */
  readonly kind?: string;

  /**
   * The kind's API group.
   *
   * @default - Kubernetes' own
   */
  readonly group?: string;
}

/** Labels and annotations of a Service. */
export interface ServiceMetadata {
  /**
   * The labels.
   *
   * @default - Flagger's own
   */
  readonly labels?: { [name: string]: string };

  /**
   * The annotations.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };
}

/** Metadata of the Services that something else writes, by names. Without it Flagger takes away at each tick what is not its own. */
export interface UnmanagedMetadata {
  /**
   * The names of labels.
   *
   * @default - none
   */
  readonly labels?: string[];

  /**
   * The names of annotations.
   *
   * @default - none
   */
  readonly annotations?: string[];
}

/** Which pods a Service prefers (Kubernetes 1.33 and newer; PREFER_CLOSE from 1.31 on). */
export enum TrafficDistribution {
  /** Those of the same zone; the older name of PREFER_SAME_ZONE. */
  PREFER_CLOSE = 'PreferClose',
  /** Those of the same zone. */
  PREFER_SAME_ZONE = 'PreferSameZone',
  /** Those of the same node. */
  PREFER_SAME_NODE = 'PreferSameNode',
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
 * may have a Service of these names. A field that the canary's provider would drop without a word is refused.
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
   * The port's protocol by the Services' `appProtocol`, such as `http`, `grpc` or `kubernetes.io/h2c`. With Istio, `tcp` routes
   * connections and not requests.
   *
   * @default - none
   */
  readonly appProtocol?: string;

  /**
   * Which pods the Services prefer.
   *
   * @default - none
   */
  readonly trafficDistribution?: TrafficDistribution;

  /**
   * Whether the Services have no address of their own, so that clients find the pods by DNS.
   *
   * @default false
   */
  readonly headless?: boolean;

  /**
   * How long one attempt of the gateway to reach a pod may take, in whole seconds; at most `timeout` (Gateway API v1).
   *
   * @default - none
   */
  readonly backendTimeout?: Duration;

  /**
   * Whether another VirtualService of Istio hands its requests on to this one, which then has neither hosts nor gateways. Istio's
   * control plane must run with PILOT_ENABLE_VIRTUAL_SERVICE_DELEGATE, its default.
   *
   * @default false
   */
  readonly delegation?: boolean;

  /**
   * App Mesh's virtual services that the pods call, by name or ARN.
   *
   * @default - none
   */
  readonly backends?: string[];

  /**
   * Which requests the route takes: those that match any of these.
   *
   * @default - all
   */
  readonly match?: RouteMatch[];

  /**
   * What requests are changed to.
   *
   * @default - nothing
   */
  readonly rewrite?: ServiceRewrite;

  /**
   * What is done to headers.
   *
   * @default - nothing
   */
  readonly headers?: ServiceHeaders;

  /**
   * Where copies of all requests are sent, canary or not. To mirror to the canary itself, say `mirror` in the analysis.
   *
   * @default - nowhere
   */
  readonly mirror?: MirrorBackend[];

  /**
   * Which pages of other origins may call the service.
   *
   * @default - the provider's own
   */
  readonly corsPolicy?: CorsPolicy;

  /**
   * How Istio's proxies reach the pods.
   *
   * @default - the mesh's own
   */
  readonly trafficPolicy?: TrafficPolicy;

  /**
   * Metadata of the Service `name`, and of the route.
   *
   * @default - Flagger's own
   */
  readonly apex?: ServiceMetadata;

  /**
   * Metadata of the Service `name-primary`.
   *
   * @default - Flagger's own
   */
  readonly primary?: ServiceMetadata;

  /**
   * Metadata of the Service `name-canary`.
   *
   * @default - Flagger's own
   */
  readonly canary?: ServiceMetadata;

  /**
   * Metadata of these Services that something else writes.
   *
   * @default - none
   */
  readonly unmanagedMetadata?: UnmanagedMetadata;
}
