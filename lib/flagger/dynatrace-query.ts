import { bareName } from './query-text';

/** Writes queries of a MetricTemplate for Dynatrace: a metric selector. */
export class DynatraceQuery {
  /**
   * One metric, of all entities that the filter leaves as one series.
   *
   * @param metric The metric's key, such as `builtin:service.errors.server.rate`.
   * @param aggregation How values are made one: avg, sum, min, max, count, value or `percentile(99)`.
   * @param filter Which entities: dimensions and their values, which may have functions of Flagger's template.
   */
  public static metric(metric: string, aggregation: string, filter: { [dimension: string]: string } = {}): string {
    const at = 'DynatraceQuery.metric';
    const conditions = Object.entries(filter).map(([dimension, value]) => `eq("${bareName(at, 'dimension', dimension, /^[\w.:-]+$/)}","${bareName(at, `the value of ${dimension}`, value, /^[^"~\n]+$/)}")`);
    const filtered = conditions.length === 0 ? '' : `:filter(${conditions.length === 1 ? conditions.join('') : `and(${conditions.join(',')})`})`;
    return `${bareName(at, 'metric', metric, /^[\w.:-]+$/)}${filtered}:splitBy():${bareName(at, 'aggregation', aggregation, /^(avg|sum|min|max|count|value|percentile\(\d{1,2}(\.\d+)?\))$/)}`;
  }

  private constructor() {}
}
