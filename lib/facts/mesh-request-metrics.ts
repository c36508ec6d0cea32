/**
 * What meshes and ingress controllers measure of a canary's requests, as Flagger's built-in checks ask for it. NGINX and Skipper are not
 * here: Flagger takes an average of theirs, and Skipper's route is made by a function that a MetricTemplate does not have.
 *
 * Source: fluxcd/flagger v1.44.0 pkg/metrics/observers/<provider>.go; which provider has which in observers/factory.go.
 */
export interface RequestMetrics {
  /** The counter of requests, with the labels that select the canary's. */
  readonly requests: string;
  /** The selector of the canary's requests, without braces; a Go template. */
  readonly selector: string;
  /** What an error has: a label's name and a regular expression. */
  readonly error: readonly [label: string, expression: string];
  /** The histogram of durations, without `_bucket`. */
  readonly durations: string;
  /** What selects durations beside the selector. */
  readonly durationSelector?: string;
  /** By what durations are multiplied to be milliseconds. */
  readonly toMilliseconds: number;
}

const envoy = { requests: 'envoy_cluster_upstream_rq', error: ['envoy_response_code', '5.*'], durations: 'envoy_cluster_upstream_rq_time', toMilliseconds: 1 } as const;
const appMesh: RequestMetrics = { ...envoy, selector: 'kubernetes_namespace="{{ namespace }}",kubernetes_pod_name=~"{{ target }}-[0-9a-zA-Z]+(-[0-9a-zA-Z]+)"' };

/** By Flagger's name of the provider. */
export const REQUEST_METRICS: Readonly<Record<string, RequestMetrics>> = {
  'istio': {
    requests: 'istio_requests_total',
    selector: 'reporter="destination",destination_workload_namespace="{{ namespace }}",destination_workload=~"{{ target }}"',
    error: ['response_code', '5.*'],
    durations: 'istio_request_duration_milliseconds',
    toMilliseconds: 1,
  },
  'linkerd': {
    requests: 'response_total',
    selector: 'namespace="{{ namespace }}",deployment=~"{{ target }}",direction="inbound"',
    error: ['classification', 'failure'],
    durations: 'response_latency_ms',
    toMilliseconds: 1,
  },
  'contour': { ...envoy, selector: 'envoy_cluster_name=~"{{ namespace }}_{{ service }}-canary_[0-9a-zA-Z-]+"' },
  'gloo': { ...envoy, selector: 'envoy_cluster_name=~"{{ namespace }}-{{ target }}-canaryupstream-[0-9a-zA-Z-]+_[0-9a-zA-Z-]+"' },
  'kuma': { ...envoy, selector: 'service=~"{{ target }}-canary_{{ namespace }}_svc_[0-9a-zA-Z-]+"' },
  'knative': { ...envoy, selector: 'envoy_cluster_name=~"{{ namespace }}/{{ route }}"' },
  'appmesh': appMesh,
  'appmesh:v1beta2': appMesh,
  'traefik': {
    requests: 'traefik_service_request_duration_seconds_count',
    selector: 'service=~"{{ namespace }}-{{ target }}-canary-[0-9a-zA-Z-]+@kubernetescrd"',
    error: ['code', '5..'],
    durations: 'traefik_service_request_duration_seconds',
    toMilliseconds: 1000,
  },
  'apisix': {
    requests: 'apisix_http_status',
    selector: 'route=~"{{ namespace }}_{{ route }}-{{ target }}-canary_.+"',
    error: ['code', '5..'],
    durations: 'apisix_http_latency',
    durationSelector: 'type=~"request"',
    toMilliseconds: 1,
  },
  'osm': {
    requests: 'osm_request_total',
    selector: 'destination_namespace="{{ namespace }}",destination_kind="Deployment",destination_name="{{ target }}"',
    error: ['response_code', '5.*'],
    durations: 'osm_request_duration_ms',
    toMilliseconds: 1,
  },
};
