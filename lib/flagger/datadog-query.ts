import { bareName } from './query-text';

const NAME = /^[a-zA-Z][\w.]*$/;
const TAG = /^[a-zA-Z][-\w./]*$/;
const VALUE = /^[-\w.*/:]+$/;

/** Which requests are counted, and which of them are errors. */
export interface DatadogErrorRateOptions {
  /** The count of requests, such as `istio.mesh.request.count`. */
  readonly metric: string;

  /** The tag by which an error is told, such as `response_code`. */
  readonly errorTag: string;

  /**
   * The tag's value for an error; `*` at its end stands for anything.
   *
   * @default 5*
   */
  readonly errorValue?: string;

  /**
   * Which requests: tags and their values, which may have functions of Flagger's template.
   *
   * @default - all
   */
  readonly tags?: { [tag: string]: string };
}

/** Writes queries of a MetricTemplate for Datadog. Flagger takes the first series, and its oldest value. */
export class DatadogQuery {
  /**
   * The share of errors, in percent: for a `max`. It counts what is no error, because an error that never happened has no series.
   *
   * @param options Which requests.
   */
  public static errorRate(options: DatadogErrorRateOptions): string {
    const at = 'DatadogQuery.errorRate';
    const metric = bareName(at, 'metric', options.metric, NAME);
    const tags = scope(at, options.tags ?? {});
    const good = `!${bareName(at, 'errorTag', options.errorTag, TAG)}:${bareName(at, 'errorValue', options.errorValue ?? '5*', VALUE)}`;
    return `100 - ( sum:${metric}{${[...tags, good].join(',')}}.as_count() / sum:${metric}{${tags.length === 0 ? '*' : tags.join(',')}}.as_count() ) * 100`;
  }

  /**
   * One metric, of which each tag has one value.
   *
   * @param aggregation How series are made one: avg, sum, min, max or a percentile such as p99.
   * @param metric The metric.
   * @param tags Which series.
   */
  public static metric(aggregation: string, metric: string, tags: { [tag: string]: string } = {}): string {
    const at = 'DatadogQuery.metric';
    const scoped = scope(at, tags);
    return `${bareName(at, 'aggregation', aggregation, /^(avg|sum|min|max|p\d\d?(\.\d+)?)$/)}:${bareName(at, 'metric', metric, NAME)}{${scoped.length === 0 ? '*' : scoped.join(',')}}`;
  }

  private constructor() {}
}

function scope(at: string, tags: { readonly [tag: string]: string }): string[] {
  return Object.entries(tags).map(([tag, value]) => `${bareName(at, 'tag', tag, TAG)}:${bareName(at, `the value of ${tag}`, value, VALUE)}`);
}
