import { bareName } from './query-text';

const PATH = /^[^\s&#+()'"]+$/;

/** Writes queries of a MetricTemplate for Graphite: the parameters of its render API. Flagger takes the last value that there is. */
export class GraphiteQuery {
  /**
   * The share that some counters have of others, in percent.
   *
   * @param part The path of those that count, such as `stats.{{ target }}.status.5*.count`.
   * @param total The path of all.
   */
  public static percentage(part: string, total: string): string {
    const at = 'GraphiteQuery.percentage';
    const sum = (what: string, path: string): string => `sumSeries(${bareName(at, what, path, PATH)})`;
    return window(`asPercent(${sum('part', part)},${sum('total', total)})`);
  }

  /**
   * The average of series.
   *
   * @param path The path, such as `stats.timers.{{ target }}.upper_99`.
   */
  public static average(path: string): string {
    return window(`averageSeries(${bareName('GraphiteQuery.average', 'path', path, PATH)})`);
  }

  private constructor() {}
}

/** Without `from`, Graphite looks a day back: a value of yesterday would pass. */
function window(series: string): string {
  return `target=summarize(${series},'{{ interval }}','avg')&from=-{{ interval }}&until=now`;
}
