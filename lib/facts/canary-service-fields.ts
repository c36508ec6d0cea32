/**
 * Which of Flagger's routers read which field of `spec.service`. All of them take the rest of it, which the Kubernetes router reads:
 * name, ports, appProtocol, trafficDistribution, headless, the metadata. The other routers drop a field without a word.
 *
 * Source: fluxcd/flagger v1.44.0, every `Spec.Service.` in pkg/router/<router>.go; which provider has which router in
 * pkg/router/factory.go MeshRouter.
 */

const GATEWAY_API = ['gatewayapi:v1', 'gatewayapi:v1beta1'];
const APP_MESH = ['appmesh', 'appmesh:v1beta2'];
const SMI = ['linkerd', 'osm', 'smi:v1alpha1', 'smi:v1alpha2', 'smi:v1alpha3'];

/** By the field's name in the CRD. */
export const SERVICE_FIELD_READERS = {
  hosts: ['istio', ...GATEWAY_API, ...APP_MESH, ...SMI],
  // The SMI routers write them for the mesh `istio` alone, which the CRD's enum of providers has no name for (smi.go makeAnnotations).
  gateways: ['istio'],
  gatewayRefs: GATEWAY_API,
  // appmesh_v1beta2.go leaves the mesh to the controller's namespace selector.
  meshName: ['appmesh'],
  backends: APP_MESH,
  delegation: ['istio'],
  // appmesh.go reads it beside hosts alone, for its gateway.
  timeout: ['istio', 'gatewayapi:v1', 'contour', ...APP_MESH],
  backendTimeout: ['gatewayapi:v1'],
  retries: ['istio', 'contour', ...APP_MESH],
  match: ['istio', ...GATEWAY_API, 'contour', ...APP_MESH],
  rewrite: ['istio', ...GATEWAY_API],
  headers: ['istio', ...GATEWAY_API],
  mirror: GATEWAY_API,
  corsPolicy: ['istio', 'gatewayapi:v1'],
  trafficPolicy: ['istio'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A field that not every router reads. */
export type ServiceField = keyof typeof SERVICE_FIELD_READERS;

/** How a router reads `service.match`. */
export interface ServiceMatchFacts {
  /** The conditions that reach the route, by their names in the CRD. */
  readonly conditions: readonly string[];
  /** The only comparison that the router takes for a condition, where it does not take all of the CRD's. */
  readonly kinds: { readonly [condition: string]: readonly string[] };
  /** Whether it reads the first entry alone. */
  readonly firstAlone: boolean;
}

const ALL_CONDITIONS = [
  'name', 'uri', 'scheme', 'method', 'authority', 'headers', 'withoutHeaders', 'queryParams', 'port', 'sourceLabels', 'gateways', 'sourceNamespace', 'ignoreUriCase',
];

// gateway_api.go, gateway_api_v1beta1.go mapRouteMatches: an error for other comparisons, so that the canary never gets going.
const gatewayApi: ServiceMatchFacts = {
  conditions: ['uri', 'method', 'headers', 'queryParams'],
  kinds: { method: ['exact'], headers: ['exact', 'regex'], queryParams: ['exact', 'regex'] },
  firstAlone: false,
};

// contour.go, appmesh.go, appmesh_v1beta2.go: Match[0].Uri.Prefix.
const prefixAlone: ServiceMatchFacts = { conditions: ['uri'], kinds: { uri: ['prefix'] }, firstAlone: true };

/** By provider. */
export const SERVICE_MATCH: Readonly<Record<string, ServiceMatchFacts>> = {
  'istio': { conditions: ALL_CONDITIONS, kinds: {}, firstAlone: false },
  'gatewayapi:v1': gatewayApi,
  'gatewayapi:v1beta1': gatewayApi,
  'contour': prefixAlone,
  'appmesh': prefixAlone,
  'appmesh:v1beta2': prefixAlone,
};

/**
 * Which conditions of an A/B test replace those of `service.match`, and which of them get lost where it has entries.
 * Source: mergeMatchConditions of pkg/router/istio.go, gateway_api.go and gateway_api_v1beta1.go.
 */
export const MERGED_CONDITIONS: Readonly<Record<string, { readonly replaced: readonly string[]; readonly lost: readonly string[] }>> = {
  'istio': { replaced: ['headers', 'sourceLabels'], lost: ['queryParams'] },
  'gatewayapi:v1': { replaced: ['headers', 'queryParams'], lost: [] },
  'gatewayapi:v1beta1': { replaced: ['headers', 'queryParams'], lost: [] },
};
