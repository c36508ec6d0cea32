/**
 * What each of Flagger's mesh and ingress providers can do, and which reference it cannot work without. Flagger itself checks
 * none of this: a strategy that a router ignores does its harm at the first rollout, and a missing reference leaves the canary
 * in `Initializing` for ever with nothing but Warning events.
 *
 * Source: fluxcd/flagger v1.44.0, docs/gitbook/usage/deployment-strategies.md (the table of strategies) and the router of each
 * provider in pkg/router, chosen in pkg/router/factory.go.
 */

/** The ways to compare a header's or query parameter's value. */
export type StringMatchKind = 'exact' | 'prefix' | 'suffix' | 'regex';

/** How a provider's router reads `analysis.match`. */
export interface MatchFacts {
  /** The comparisons that the router passes on; it drops the others, and what is left then matches something else. */
  readonly kinds: readonly StringMatchKind[];
  /** Whether several entries are alternatives. Other routers join all entries into one condition, or keep the last one. */
  readonly alternatives: boolean;
  /**
   * Whether one header and one cookie, of all entries, are alternatives though entries are not. The cookie's `exact` is then the
   * cookie's name, its other comparisons are dropped.
   */
  readonly headerOrCookie?: true;
  /** Whether `queryParams` reach the route. */
  readonly queryParams: boolean;
  /** Whether `sourceLabels` reach the route. */
  readonly sourceLabels: boolean;
}

/** The reference without which a provider's router fails at every tick. */
export type RequiredReference = 'ingress' | 'apisixRoute' | 'gatewayRefs' | 'meshName';

/** What a provider can do. */
export interface MeshProviderFacts {
  /** Whether traffic can be shifted by weight. */
  readonly weights: boolean;
  /** How A/B testing matches; absent where the router ignores `match`, so that all traffic would go to the canary. */
  readonly match?: MatchFacts;
  /** With which strategies traffic is mirrored. */
  readonly mirror: 'none' | 'iterations' | 'all';
  /** Whether sessionAffinity is honoured. */
  readonly sessionAffinity: boolean;
  /** The reference that the router demands. */
  readonly requires?: RequiredReference;
  /** Whether the built-in checks know a target of kind Service: see `SERVICE_SUFFIX`. */
  readonly builtinMetricsOfServices: boolean;
}

/**
 * With a plain Service as its target, Flagger looks for the observer of `<provider>:service`, which only those found by prefix
 * survive; every other provider falls through to Istio's queries (pkg/controller/scheduler_metrics.go runBuiltinMetricChecks,
 * pkg/metrics/observers/factory.go Observer).
 */
const byPrefix = { builtinMetricsOfServices: true } as const;

const plain = { weights: true, mirror: 'none', sessionAffinity: false, builtinMetricsOfServices: false } as const;

// pkg/router/gateway_api.go: mapRouteMatches refuses prefix and suffix; mirroring needs Iterations > 0 (SetRoutes);
// Reconcile refuses a canary without gatewayRefs.
const gatewayApi: MeshProviderFacts = {
  ...plain,
  ...byPrefix,
  match: { kinds: ['exact', 'regex'], alternatives: true, queryParams: true, sourceLabels: false },
  mirror: 'iterations',
  sessionAffinity: true,
  requires: 'gatewayRefs',
};

// pkg/router/appmesh.go and appmesh_v1beta2.go: makeHeaders puts the headers of all entries into one route.
const appMesh: MeshProviderFacts = {
  ...plain,
  ...byPrefix,
  match: { kinds: ['exact', 'prefix', 'suffix', 'regex'], alternatives: false, queryParams: false, sourceLabels: false },
};

/** The providers that the CRD's enum has, by the enum's value. */
export const MESH_PROVIDERS: Readonly<Record<string, MeshProviderFacts>> = {
  // pkg/controller/scheduler.go advanceCanary: match is dropped, and without iterations they become 10.
  'kubernetes': { ...plain, weights: false },
  // Flagger passes a suffix on, but a VirtualService's StringMatch has exact, prefix and regex only: what arrives matches
  // any value (istio.io/api networking/v1beta1 StringMatch).
  'istio': {
    ...plain,
    match: { kinds: ['exact', 'prefix', 'regex'], alternatives: true, queryParams: true, sourceLabels: true },
    mirror: 'all',
    sessionAffinity: true,
    builtinMetricsOfServices: true,
  },
  'linkerd': plain,
  // pkg/router/ingress.go: SetRoutes keeps one header and one cookie of all entries, for the annotations canary-by-header and
  // canary-by-cookie, of which one is enough; Reconcile wants the Ingress.
  'nginx': {
    ...plain,
    match: { kinds: ['exact', 'regex'], alternatives: false, headerOrCookie: true, queryParams: false, sourceLabels: false },
    requires: 'ingress',
  },
  'skipper': { ...plain, requires: 'ingress' },
  // pkg/router/contour.go makeConditions: prefix and suffix become "contains", a regex is dropped.
  'contour': {
    ...plain,
    match: { kinds: ['exact', 'prefix', 'suffix'], alternatives: false, queryParams: false, sourceLabels: false },
  },
  // pkg/router/gloo.go getHeaderMatchers.
  'gloo': {
    ...plain,
    ...byPrefix,
    match: { kinds: ['exact', 'regex'], alternatives: false, queryParams: false, sourceLabels: false },
  },
  'traefik': plain,
  'kuma': plain,
  'osm': plain,
  'smi:v1alpha1': plain,
  'smi:v1alpha2': plain,
  'smi:v1alpha3': plain,
  // pkg/router/apisix.go Reconcile: "apisix route selector is empty".
  'apisix': { ...plain, requires: 'apisixRoute' },
  'knative': plain,
  // pkg/router/appmesh.go Reconcile: "mesh name cannot be empty"; the v1beta2 router does not ask for it.
  'appmesh': { ...appMesh, requires: 'meshName' },
  'appmesh:v1beta2': appMesh,
  'gatewayapi:v1': gatewayApi,
  'gatewayapi:v1beta1': gatewayApi,
};
