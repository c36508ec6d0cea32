import { bareName, quotedText } from './query-text';

/** Which series are asked for. */
export interface StackdriverOptions {
  /**
   * The kind of resource.
   *
   * @default k8s_container
   */
  readonly resource?: string;

  /** The metric, such as `istio.io/service/server/response_latencies`. */
  readonly metric: string;

  /**
   * Which series: labels such as `metric.destination_service_name` and their values, which may have functions of Flagger's template.
   *
   * @default - all
   */
  readonly filter?: { [label: string]: string };
}

/** Writes queries of a MetricTemplate in MQL. Flagger reads the first value as a double: a whole number would be 0, and pass every `max`. */
export class StackdriverQuery {
  /**
   * A percentile of a distribution.
   *
   * @param options Which series.
   * @param percentile The percentile, a whole number from 1 to 99.
   */
  public static percentile(options: StackdriverOptions, percentile = 99): string {
    const at = 'StackdriverQuery.percentile';
    return `${series(at, options)} | group_by [], [value: percentile(val(), ${bareName(at, 'percentile', String(percentile), /^[1-9]\d?$/)})]`;
  }

  /**
   * The mean of series.
   *
   * @param options Which series.
   */
  public static mean(options: StackdriverOptions): string {
    return `${series('StackdriverQuery.mean', options)} | group_by [], [value: mean(val())]`;
  }

  private constructor() {}
}

function series(at: string, { resource = 'k8s_container', metric, filter = {} }: StackdriverOptions): string {
  const conditions = Object.entries(filter).map(([label, value]) => `${bareName(at, 'label', label, /^[a-z]\w*(\.\w+)*$/)} == ${quotedText(at, value, '\'')}`);
  const filtered = conditions.length === 0 ? '' : ` | filter (${conditions.join(' && ')})`;
  return `fetch ${bareName(at, 'resource', resource, /^\w+$/)} | metric ${quotedText(at, metric, '\'')}${filtered} | align delta({{ interval }}) | every {{ interval }} | within {{ interval }}`;
}
