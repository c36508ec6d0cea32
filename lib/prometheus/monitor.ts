import { Size } from 'cdk8s';
import { ResourceProps } from '../resource';
import { LabelExpression } from './label-selector';

/** In which format samples are asked for, or read where a target does not say its own. */
export enum ScrapeProtocol {
  /** Prometheus' text. */
  PROMETHEUS_TEXT_0_0_4 = 'PrometheusText0.0.4',
  /** Prometheus' text, with names in UTF-8. */
  PROMETHEUS_TEXT_1_0_0 = 'PrometheusText1.0.0',
  /** OpenMetrics. */
  OPEN_METRICS_TEXT_0_0_1 = 'OpenMetricsText0.0.1',
  /** OpenMetrics 1.0. */
  OPEN_METRICS_TEXT_1_0_0 = 'OpenMetricsText1.0.0',
  /** Protocol buffers, the one format that has native histograms. */
  PROMETHEUS_PROTO = 'PrometheusProto',
}

/** Who applies a monitor's selector. */
export enum SelectorMechanism {
  /** Prometheus, by relabeling: it watches everything in the namespaces. */
  RELABEL_CONFIG = 'RelabelConfig',
  /** The API server: Prometheus is told of less. */
  ROLE_SELECTOR = 'RoleSelector',
}

/** What PodMonitor and ServiceMonitor have in common. */
export interface MonitorProps extends ResourceProps {
  /**
   * The labels of what is scraped.
   *
   * @default - `selectorExpressions` alone decide
   */
  readonly selector?: { readonly [label: string]: string };

  /**
   * Further conditions on the labels of what is scraped; all of them must hold.
   *
   * @default - none
   */
  readonly selectorExpressions?: LabelExpression[];

  /**
   * Who applies the selector.
   *
   * @default SelectorMechanism.RELABEL_CONFIG
   */
  readonly selectorMechanism?: SelectorMechanism;

  /**
   * The namespaces of what is scraped.
   *
   * @default - the monitor's own
   */
  readonly namespaces?: string[];

  /**
   * Whether every namespace is looked into, as far as the Prometheus may.
   *
   * @default false
   */
  readonly anyNamespace?: boolean;

  /**
   * The label of Kubernetes whose value becomes the label `job`.
   *
   * @default - the label `job` as each kind says
   */
  readonly jobLabel?: string;

  /**
   * Labels of the pods that are copied to the series.
   *
   * @default - none
   */
  readonly podTargetLabels?: string[];

  /**
   * Whether the labels of the pods' nodes are there for relabelings, as `__meta_kubernetes_node_label_…`. Prometheus must be allowed to list and watch nodes.
   *
   * @default - false, as Prometheus has it
   */
  readonly attachNodeMetadata?: boolean;

  /**
   * The scrape class of the Prometheus whose settings count here; one that does not have it leaves the monitor out.
   *
   * @default - the Prometheus' default class
   */
  readonly scrapeClass?: string;

  /**
   * The formats that are asked for, in order of preference.
   *
   * @default - the Prometheus' own
   */
  readonly scrapeProtocols?: ScrapeProtocol[];

  /**
   * The format in which a target is read that does not say its own. A scrape of such a target fails without this.
   *
   * @default - none
   */
  readonly fallbackScrapeProtocol?: ScrapeProtocol;

  /**
   * How large an answer may be, uncompressed; a larger one fails the scrape. The Prometheus may enforce a smaller one.
   *
   * @default - the Prometheus' own limit
   */
  readonly bodySizeLimit?: Size;

  /**
   * How many samples a scrape may have, after relabeling; with more it fails as a whole. 0 is the Prometheus' own limit.
   *
   * @default - the Prometheus' own limit
   */
  readonly sampleLimit?: number;

  /**
   * How many targets there may be; with more none of them is scraped. 0 is the Prometheus' own limit.
   *
   * @default - the Prometheus' own limit
   */
  readonly targetLimit?: number;

  /**
   * How many labels a sample may have; with more the scrape fails as a whole. 0 is the Prometheus' own limit.
   *
   * @default - the Prometheus' own limit
   */
  readonly labelLimit?: number;

  /**
   * How long a label's name may be, in bytes; with a longer one the scrape fails as a whole. 0 is the Prometheus' own limit.
   *
   * @default - the Prometheus' own limit
   */
  readonly labelNameLengthLimit?: number;

  /**
   * How long a label's value may be, in bytes; with a longer one the scrape fails as a whole. 0 is the Prometheus' own limit.
   *
   * @default - the Prometheus' own limit
   */
  readonly labelValueLengthLimit?: number;

  /**
   * How many targets that relabeling dropped are kept in memory, for people to look at. 0 is the Prometheus' own limit.
   *
   * @default - the Prometheus' own limit
   */
  readonly keepDroppedTargets?: number;

  /**
   * Whether native histograms are scraped; from Prometheus 3.8 on.
   *
   * @default - as the Prometheus says
   */
  readonly scrapeNativeHistograms?: boolean;

  /**
   * Whether the classic buckets are scraped too where a histogram is also a native one.
   *
   * @default - as the Prometheus says
   */
  readonly scrapeClassicHistograms?: boolean;

  /**
   * Whether classic histograms are stored as native ones with custom buckets.
   *
   * @default - as the Prometheus says
   */
  readonly convertClassicHistogramsToNhcb?: boolean;

  /**
   * How many buckets a native histogram may have; it is made coarser until it has no more. 0 is no limit.
   *
   * @default - no limit
   */
  readonly nativeHistogramBucketLimit?: number;

  /**
   * By how much a bucket of a native histogram is at least larger than the one before, 1 to 65536; finer ones are merged.
   *
   * @default - as the target exports them
   */
  readonly nativeHistogramMinBucketFactor?: number;
}
