import * as k8s from '../../imports/flagger.app';
import { METRIC_PROVIDERS, MetricProviderFacts } from '../facts/flagger-metric-providers';
import { invalid } from '../invalid';
import { SecretKey } from '../secret-key';
import { checkAddress } from './address';

/** How Prometheus is reached. */
export interface PrometheusMetricsOptions {
  /** Prometheus' URL, such as `http://prometheus-operated.monitoring:9090`. */
  readonly address: string;

  /**
   * A bearer token: the key `token`.
   *
   * @default - none
   */
  readonly token?: SecretKey;

  /**
   * The user's name for basic authentication: the key `username`, with `password` in the same Secret.
   *
   * @default - none
   */
  readonly username?: SecretKey;

  /**
   * The password for basic authentication: the key `password`.
   *
   * @default - none
   */
  readonly password?: SecretKey;

  /**
   * Headers of every request, such as `X-Scope-OrgID` for a tenant. They stand in the manifest in clear text.
   *
   * @default - none
   */
  readonly headers?: { [name: string]: string[] };

  /**
   * Whether an https certificate is taken without being verified.
   *
   * @default false
   */
  readonly insecureSkipVerify?: boolean;
}

/** How Datadog is reached. */
export interface DatadogMetricsOptions {
  /** The API key: the key `datadog_api_key`. */
  readonly apiKey: SecretKey;

  /** The application key: the key `datadog_application_key` of the same Secret. */
  readonly applicationKey: SecretKey;

  /**
   * The site's URL.
   *
   * @default https://api.datadoghq.com
   */
  readonly address?: string;
}

/** How CloudWatch is reached: with the AWS identity of Flagger's pod. */
export interface CloudWatchMetricsOptions {
  /** The AWS region, such as `eu-central-1`. */
  readonly region: string;
}

/** How New Relic is reached. */
export interface NewRelicMetricsOptions {
  /** The account's number: the key `newrelic_account_id`. */
  readonly accountId: SecretKey;

  /** The query key: the key `newrelic_query_key` of the same Secret. */
  readonly queryKey: SecretKey;

  /**
   * The Insights API's URL.
   *
   * @default https://insights-api.newrelic.com
   */
  readonly address?: string;
}

/** How Graphite is reached. */
export interface GraphiteMetricsOptions {
  /** Graphite's URL. */
  readonly address: string;

  /**
   * The user's name: the key `username`, with `password` in the same Secret.
   *
   * @default - none
   */
  readonly username?: SecretKey;

  /**
   * The password: the key `password`.
   *
   * @default - none
   */
  readonly password?: SecretKey;

  /**
   * Whether an https certificate is taken without being verified.
   *
   * @default false
   */
  readonly insecureSkipVerify?: boolean;
}

/** How Google Cloud Monitoring (Stackdriver) is reached. */
export interface StackdriverMetricsOptions {
  /** The project's id: the key `project`. */
  readonly project: SecretKey;

  /**
   * The service account's key: the key `serviceAccountKey` of the same Secret.
   *
   * @default - the identity of Flagger's pod
   */
  readonly serviceAccountKey?: SecretKey;
}

/** How InfluxDB is reached. */
export interface InfluxdbMetricsOptions {
  /** InfluxDB's URL. */
  readonly address: string;

  /**
   * The token: the key `token`, with `org` in the same Secret.
   *
   * @default - none
   */
  readonly token?: SecretKey;

  /**
   * The organization: the key `org`.
   *
   * @default - none
   */
  readonly org?: SecretKey;
}

/** How a service with one token is reached: Dynatrace, Splunk. */
export interface TokenMetricsOptions {
  /** The service's URL. */
  readonly address: string;

  /** The token: the key `dynatrace_token`, or `sf_token_key` with Splunk. */
  readonly token: SecretKey;
}

/** How an external metrics API is reached. */
export interface ExternalMetricsOptions {
  /**
   * The API's URL.
   *
   * @default - the cluster's API server
   */
  readonly address?: string;

  /**
   * A bearer token: the key `token`.
   *
   * @default - Flagger's own service account
   */
  readonly token?: SecretKey;

  /**
   * Whether an https certificate is taken without being verified.
   *
   * @default false
   */
  readonly insecureSkipVerify?: boolean;
}

type Keys = Readonly<Record<string, SecretKey | undefined>>;
type Type = keyof typeof METRIC_PROVIDERS;

/**
 * The system that a MetricTemplate queries. The Secret lives in the MetricTemplate's namespace; its keys are fixed by Flagger, and
 * any other is refused.
 */
export class MetricProvider {
  /**
   * Prometheus, or anything with its API (Thanos, Mimir, VictoriaMetrics).
   *
   * @param options How it is reached.
   */
  public static prometheus(options: PrometheusMetricsOptions): MetricProvider {
    const { address, token, username, password, headers, insecureSkipVerify } = options;
    return new MetricProvider('prometheus', { address, headers, insecureSkipVerify }, { token, username, password });
  }

  /**
   * Datadog. The query covers ten times the check's interval.
   *
   * @param options How it is reached.
   */
  public static datadog(options: DatadogMetricsOptions): MetricProvider {
    const { address, apiKey, applicationKey } = options;
    return new MetricProvider('datadog', { address }, { datadog_api_key: apiKey, datadog_application_key: applicationKey });
  }

  /**
   * Amazon CloudWatch. The query is the JSON of MetricDataQueries and covers ten times the check's interval.
   *
   * @param options How it is reached.
   */
  public static cloudWatch(options: CloudWatchMetricsOptions): MetricProvider {
    if (!/^[a-z]{2}(-[a-z]+)+-\d+$/.test(options.region)) {
      throw invalid({
        at: 'MetricProvider.cloudWatch',
        what: 'the region is not an AWS region',
        value: options.region,
        allowed: 'such as eu-central-1',
        fix: 'region: \'eu-central-1\'',
      });
    }
    return new MetricProvider('cloudwatch', { region: options.region }, {});
  }

  /**
   * New Relic.
   *
   * @param options How it is reached.
   */
  public static newRelic(options: NewRelicMetricsOptions): MetricProvider {
    const { address, accountId, queryKey } = options;
    return new MetricProvider('newrelic', { address }, { newrelic_account_id: accountId, newrelic_query_key: queryKey });
  }

  /**
   * Graphite.
   *
   * @param options How it is reached.
   */
  public static graphite(options: GraphiteMetricsOptions): MetricProvider {
    const { address, username, password, insecureSkipVerify } = options;
    return new MetricProvider('graphite', { address, insecureSkipVerify }, { username, password });
  }

  /**
   * Google Cloud Monitoring, queried in MQL.
   *
   * @param options How it is reached.
   */
  public static stackdriver(options: StackdriverMetricsOptions): MetricProvider {
    const { project, serviceAccountKey } = options;
    return new MetricProvider('stackdriver', {}, { project, serviceAccountKey });
  }

  /**
   * InfluxDB, queried in Flux. A query without rows gives 0 here, so that a check with a max alone passes without traffic.
   *
   * @param options How it is reached.
   */
  public static influxdb(options: InfluxdbMetricsOptions): MetricProvider {
    const { address, token, org } = options;
    return new MetricProvider('influxdb', { address }, { token, org });
  }

  /**
   * Dynatrace.
   *
   * @param options How it is reached.
   */
  public static dynatrace(options: TokenMetricsOptions): MetricProvider {
    return new MetricProvider('dynatrace', { address: options.address }, { dynatrace_token: options.token });
  }

  /**
   * Splunk Observability, queried in SignalFlow. More than one series is an error.
   *
   * @param options How it is reached.
   */
  public static splunk(options: TokenMetricsOptions): MetricProvider {
    return new MetricProvider('splunk', { address: options.address }, { sf_token_key: options.token });
  }

  /** Keptn's metrics and analyses in the cluster: the query is `keptnmetric/<namespace>/<name>` or `analysis/<namespace>/<name>/<duration>/<arguments>`. */
  public static keptn(): MetricProvider {
    return new MetricProvider('keptn', {}, {});
  }

  /**
   * Kubernetes' external metrics API: the query is `<namespace>/<metric>?labelSelector=<selector>`.
   *
   * @param options How it is reached.
   */
  public static externalMetrics(options: ExternalMetricsOptions = {}): MetricProvider {
    const { address, token, insecureSkipVerify } = options;
    return new MetricProvider('externalmetrics', { address, insecureSkipVerify }, { token });
  }

  /** Upstream's name of the provider. */
  public readonly type: string;

  /** The keys of the one Secret that it reads; empty where it needs none. */
  public readonly secretKeys: SecretKey[];

  private readonly fields: Omit<k8s.MetricTemplateSpecProvider, 'type' | 'secretRef'>;

  private constructor(type: Type, fields: Omit<k8s.MetricTemplateSpecProvider, 'type' | 'secretRef'>, keys: Keys) {
    this.type = type;
    this.fields = fields;
    const at = `MetricProvider ${type}`;
    checkAddress(at, fields.address);
    this.secretKeys = checkKeys(at, METRIC_PROVIDERS[type], keys);
  }

  /**
   * Refuses a query whose form the provider cannot read.
   *
   * @internal
   */
  public _checkQuery(at: string, query: string): void {
    if (this.type === 'keptn' && !/^\s*(keptnmetrics?|analys[ie]s)\/[^/]+\/[^/]+/i.test(query)) {
      throw invalid({
        at,
        what: 'the query is not one of Keptn\'s',
        value: query,
        allowed: 'keptnmetric/<namespace>/<name>, or analysis/<namespace>/<name>/<duration>/<arguments>',
      });
    }
    if (this.type === 'externalmetrics' && !/^[^/?]*\/?[^/?]+(\?|$)/.test(query.trim())) {
      throw invalid({
        at,
        what: 'the query is not one of an external metric',
        value: query,
        allowed: '<namespace>/<metric>?labelSelector=<selector>; the metric at least',
      });
    }
  }

  /** @internal */
  public _toSpec(): k8s.MetricTemplateSpecProvider {
    const secretName = this.secretKeys[0]?.secretName;
    return {
      type: this.type as k8s.MetricTemplateSpecProviderType,
      ...this.fields,
      ...(secretName !== undefined && { secretRef: { name: secretName } }),
    };
  }
}

function checkKeys(at: string, facts: MetricProviderFacts, keys: Keys): SecretKey[] {
  const given = Object.entries(keys).filter((entry): entry is [string, SecretKey] => entry[1] !== undefined);
  for (const [expected, { secretName, key }] of given) {
    if (key === expected) { continue; }
    throw invalid({
      at,
      what: `the Secret's key is not the one that Flagger reads`,
      value: key,
      allowed: `"${expected}": the name is fixed in Flagger`,
      fix: `SecretKey.of('${secretName}', '${expected}')`,
    });
  }
  const names = given.map(([name]) => name);
  if (names.length > 0 && !facts.keys.some((set) => set.length === names.length && set.every((key) => names.includes(key)))) {
    throw invalid({
      at,
      what: 'these keys do not make a set of credentials',
      value: names,
      allowed: facts.keys.map((set) => set.join(' and ')).join(', or '),
    });
  }
  const secrets = new Set(given.map(([, { secretName }]) => secretName));
  if (secrets.size > 1) {
    throw invalid({ at, what: 'the keys are in different Secrets', value: [...secrets], allowed: 'one Secret: a MetricTemplate refers to one alone' });
  }
  return given.map(([, key]) => key);
}
