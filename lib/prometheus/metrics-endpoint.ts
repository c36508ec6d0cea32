import { Duration } from 'cdk8s';
import { HttpClientConfig } from './http-client';
import { Relabeling } from './relabeling';

/** How a target is spoken to. */
export enum ScrapeScheme {
  /** In plain text. */
  HTTP = 'http',
  /** By TLS. */
  HTTPS = 'https',
}

/** How a target is scraped: what PodMonitor and ServiceMonitor have in common. */
export interface MetricsEndpoint extends HttpClientConfig {
  /**
   * The path, without parameters.
   *
   * @default /metrics
   */
  readonly path?: string;

  /**
   * Whether TLS is spoken. A relabeling that writes `__scheme__` may say it of each target.
   *
   * @default ScrapeScheme.HTTP
   */
  readonly scheme?: ScrapeScheme;

  /**
   * Parameters of the request.
   *
   * @default - none
   */
  readonly params?: { readonly [name: string]: string[] };

  /**
   * How often it is scraped; a second or more.
   *
   * @default - the Prometheus' own interval: 30 seconds under the operator
   */
  readonly interval?: Duration;

  /**
   * When a scrape is given up; at most the interval, or the operator leaves the monitor out.
   *
   * @default - the interval, 10 seconds at most; without an interval the Prometheus' own timeout
   */
  readonly scrapeTimeout?: Duration;

  /**
   * Whether a label that the target exports wins over the one that the scrape would set. Flagger exports the canary's
   * `namespace`; without this it becomes `exported_namespace`, and every canary seems to live in Flagger's own namespace.
   *
   * @default true
   */
  readonly honorLabels?: boolean;

  /**
   * Whether the times count that the target writes beside its samples.
   *
   * @default - true, as Prometheus has it
   */
  readonly honorTimestamps?: boolean;

  /**
   * Whether series with times of the target's own end, too, once they are no longer exported.
   *
   * @default - false, as Prometheus has it
   */
  readonly trackTimestampsStaleness?: boolean;

  /**
   * What happens to a target's labels before it is scraped: which targets there are, and what their series are called by. After the operator's own,
   * so that `namespace`, `pod` and `job` are there already.
   *
   * @default - nothing
   */
  readonly relabelings?: Relabeling[];

  /**
   * What happens to the labels of samples before they are stored.
   *
   * @default - nothing
   */
  readonly metricRelabelings?: Relabeling[];

  /**
   * Whether pods that have ended, Failed or Succeeded, are left out.
   *
   * @default - true, as the operator has it
   */
  readonly filterRunning?: boolean;
}
