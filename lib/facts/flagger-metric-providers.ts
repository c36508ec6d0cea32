/**
 * What Flagger's metric providers need of a MetricTemplate: an address, a region, and the keys of the Secret beside it. Flagger
 * says what is missing in an event of the canary at initialization, and fails every check after that.
 *
 * Source: fluxcd/flagger v1.44.0 pkg/metrics/providers/<type>.go, the New… function of each; the fields that each reads of
 * spec.provider in pkg/metrics/providers/factory.go.
 */
export interface MetricProviderFacts {
  /** Whether an address is needed, has a default, or is not read. */
  readonly address: 'required' | 'optional' | 'unused';
  /** The sets of keys of which one must be there where a Secret is named, by the provider's own names. */
  readonly keys: readonly (readonly string[])[];
  /** Whether it cannot do without a Secret. */
  readonly secret: 'required' | 'optional' | 'unused';
}

/** By the CRD's `spec.provider.type`. */
export const METRIC_PROVIDERS = {
  prometheus: { address: 'required', keys: [['token'], ['username', 'password']], secret: 'optional' },
  datadog: { address: 'optional', keys: [['datadog_api_key', 'datadog_application_key']], secret: 'required' },
  cloudwatch: { address: 'unused', keys: [], secret: 'unused' },
  newrelic: { address: 'optional', keys: [['newrelic_account_id', 'newrelic_query_key']], secret: 'required' },
  graphite: { address: 'required', keys: [['username', 'password']], secret: 'optional' },
  // Without a Secret there is no project to ask for; serviceAccountKey may stay away where the pod has an identity.
  stackdriver: { address: 'unused', keys: [['project'], ['project', 'serviceAccountKey']], secret: 'required' },
  influxdb: { address: 'required', keys: [['token', 'org']], secret: 'optional' },
  dynatrace: { address: 'required', keys: [['dynatrace_token']], secret: 'required' },
  splunk: { address: 'required', keys: [['sf_token_key']], secret: 'required' },
  keptn: { address: 'unused', keys: [], secret: 'unused' },
  externalmetrics: { address: 'optional', keys: [['token']], secret: 'optional' },
} as const satisfies Readonly<Record<string, MetricProviderFacts>>;

/**
 * The functions that the query of a MetricTemplate may call, beside Go's own.
 * Source: fluxcd/flagger v1.44.0 pkg/apis/flagger/v1beta1/metric.go (TemplateFunctions).
 */
export const QUERY_FUNCTIONS = ['name', 'namespace', 'target', 'service', 'ingress', 'route', 'interval', 'variables'] as const;
