import { bareName, quotedText } from './query-text';

/** Writes queries of a MetricTemplate in SignalFlow. They give one series: Flagger takes several for an error. */
export class SplunkQuery {
  /**
   * One metric.
   *
   * @param metric The metric, such as `service.request.duration.ns.p99`.
   * @param aggregation How series are made one: mean, sum, min, max or count.
   * @param filter Which series: dimensions and their values, which may have functions of Flagger's template.
   */
  public static metric(metric: string, aggregation: string, filter: { [dimension: string]: string } = {}): string {
    const at = 'SplunkQuery.metric';
    const conditions = Object.entries(filter).map(([dimension, value]) => `filter(${quotedText(at, dimension, '\'')}, ${quotedText(at, value, '\'')})`);
    const filtered = conditions.length === 0 ? '' : `, filter=${conditions.join(' and ')}`;
    return `data(${quotedText(at, metric, '\'')}${filtered}).${bareName(at, 'aggregation', aggregation, /^(mean|sum|min|max|count)$/)}().publish()`;
  }

  private constructor() {}
}
