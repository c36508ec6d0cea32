/**
 * What moves a canary's traffic: Flagger's mesh and ingress providers. The name is written into every Canary, because
 * without it Flagger's own flag decides, whose default is Istio; Flagger also takes any name that it does not know for Istio
 * (Flagger 1.44.0 cmd/flagger/main.go, pkg/router/factory.go).
 */
export enum MeshProvider {
  /** No mesh and no ingress: Blue/Green only; live traffic reaches the new version with its promotion. */
  KUBERNETES = 'kubernetes',
  /** Istio. */
  ISTIO = 'istio',
  /** Linkerd, through SMI's TrafficSplit. */
  LINKERD = 'linkerd',
  /** The NGINX ingress controller. */
  NGINX = 'nginx',
  /** Contour's HTTPProxy. */
  CONTOUR = 'contour',
  /** Gloo Edge. */
  GLOO = 'gloo',
  /** Traefik's TraefikService. */
  TRAEFIK = 'traefik',
  /** The Skipper ingress controller. */
  SKIPPER = 'skipper',
  /** Gateway API, HTTPRoute v1. */
  GATEWAY_API_V1 = 'gatewayapi:v1',
  /** Gateway API, HTTPRoute v1beta1. */
  GATEWAY_API_V1BETA1 = 'gatewayapi:v1beta1',
  /** Kuma. */
  KUMA = 'kuma',
  /** Apache APISIX. */
  APISIX = 'apisix',
  /** Knative: the target must be a Knative Service, and only then. */
  KNATIVE = 'knative',
  /** AWS App Mesh, v1beta1. */
  APPMESH = 'appmesh',
  /** AWS App Mesh, v1beta2. */
  APPMESH_V1BETA2 = 'appmesh:v1beta2',
  /** Open Service Mesh (archived upstream). */
  OSM = 'osm',
  /** A mesh with SMI's TrafficSplit v1alpha1. */
  SMI_V1ALPHA1 = 'smi:v1alpha1',
  /** A mesh with SMI's TrafficSplit v1alpha2. */
  SMI_V1ALPHA2 = 'smi:v1alpha2',
  /** A mesh with SMI's TrafficSplit v1alpha3. */
  SMI_V1ALPHA3 = 'smi:v1alpha3',
}
