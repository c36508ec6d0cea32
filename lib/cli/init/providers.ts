/** What a canary must say beside the name of its provider. */
export type RouteKind = 'ingress' | 'apisixRoute' | 'gateway';

/** A provider as `init` writes it. Those that are retired upstream, need a mesh of a name, or release Knative are left to the types. */
export interface InitProvider {
  /** Its member of MeshProvider. */
  readonly member: string;
  /** What Flagger copies, or is told. */
  readonly route?: RouteKind;
  /** Who measures a canary's requests: its own side, an edge that users come through, or nobody but the program itself. */
  readonly measured: 'mesh' | 'edge' | 'itself';
  /** Whether traffic can be shifted by weight. */
  readonly weights: boolean;
}

/** By Flagger's name of the provider. What each can do is said in lib/facts/mesh-providers.ts, what it measures in lib/facts/mesh-request-metrics.ts. */
export const PROVIDERS: Readonly<Record<string, InitProvider>> = {
  'istio': { member: 'ISTIO', measured: 'mesh', weights: true },
  'linkerd': { member: 'LINKERD', measured: 'mesh', weights: true },
  'kuma': { member: 'KUMA', measured: 'mesh', weights: true },
  'nginx': { member: 'NGINX', route: 'ingress', measured: 'edge', weights: true },
  'skipper': { member: 'SKIPPER', route: 'ingress', measured: 'edge', weights: true },
  'contour': { member: 'CONTOUR', measured: 'edge', weights: true },
  'gloo': { member: 'GLOO', measured: 'edge', weights: true },
  'traefik': { member: 'TRAEFIK', measured: 'edge', weights: true },
  'apisix': { member: 'APISIX', route: 'apisixRoute', measured: 'edge', weights: true },
  // Flagger asks for the program's own metrics (fluxcd/flagger v1.44.0 pkg/metrics/observers/factory.go).
  'gatewayapi:v1': { member: 'GATEWAY_API_V1', route: 'gateway', measured: 'itself', weights: true },
  'kubernetes': { member: 'KUBERNETES', measured: 'itself', weights: false },
};

/** Whether users come by a host's name, which must be known for requests to take the same way. */
export function hasHost({ measured, route }: InitProvider): boolean {
  return measured === 'edge' || route === 'gateway';
}
