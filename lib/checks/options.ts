/** What the manifests do not show, as far as it is known. */
export interface CheckOptions {
  /**
   * Within how many seconds a failure must be told.
   *
   * @default 30
   */
  readonly promise?: number;

  /**
   * The labels that the Prometheus wants on rules and monitors.
   *
   * @default - as kube-prometheus-stack selects: a label `release`, of whatever value most objects have
   */
  readonly selectorLabels?: { readonly [label: string]: string };

  /**
   * How Flagger is scraped, where no monitor of the manifests does it.
   *
   * @default - by the monitor of Flagger's chart: every 30 seconds, without honorLabels
   */
  readonly scrape?: { readonly intervalSeconds?: number; readonly honorLabels?: boolean; readonly namespace?: string };

  /**
   * Whether Flagger runs with -no-cross-namespace-refs.
   *
   * @default false
   */
  readonly noCrossNamespaceRefs?: boolean;

  /**
   * Which checks run, by id or family.
   *
   * @default - all
   */
  readonly only?: readonly string[];
}
