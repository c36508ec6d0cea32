import { Duration } from 'cdk8s';

/** How a target is scraped. */
export interface MetricsEndpoint {
  /** The NAME of the port, never its number. */
  readonly port: string;

  /**
   * The path.
   *
   * @default /metrics
   */
  readonly path?: string;

  /** How often it is scraped. */
  readonly interval: Duration;

  /**
   * When a scrape is given up; at most the interval, or the operator rejects the monitor.
   *
   * @default - the interval, 10 seconds at most
   */
  readonly scrapeTimeout?: Duration;

  /**
   * Whether a label that the target exports wins over the one that the scrape would set. Flagger exports the canary's
   * `namespace`; without this it becomes `exported_namespace`, and every canary seems to live in Flagger's own namespace.
   *
   * @default true
   */
  readonly honorLabels?: boolean;
}
