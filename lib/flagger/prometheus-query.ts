import { REQUEST_METRICS, RequestMetrics } from '../facts/mesh-request-metrics';
import { invalid } from '../invalid';
import { StringMatch } from './header-match';
import { MeshProvider } from './provider';
import { bareName, outsideActions, quotedText } from './query-text';

/** What a share of requests takes. */
export interface PrometheusErrorRateOptions {
  /** The counter of requests, such as `http_requests_total`. */
  readonly counter: string;

  /**
   * By what an error is told: labels by name.
   *
   * @default { code: flagger.StringMatch.regex('5..') }
   */
  readonly errors?: { [label: string]: StringMatch };

  /**
   * Which series are counted: labels by name. Values may have functions of Flagger's template: `StringMatch.regex('{{ target }}-[^-]+-[^-]+')`
   * for the canary's pods.
   *
   * @default - all
   */
  readonly labels?: { [label: string]: StringMatch };
}

/** What a percentile takes. */
export interface PrometheusPercentileOptions {
  /** The histogram, without `_bucket`, such as `http_request_duration_seconds`. */
  readonly histogram: string;

  /**
   * The percentile, above 0 and below 100.
   *
   * @default 99
   */
  readonly percentile?: number;

  /**
   * Which series are counted: labels by name.
   *
   * @default - all
   */
  readonly labels?: { [label: string]: StringMatch };
}

/**
 * Writes queries of a MetricTemplate in PromQL. They have no value where there is no traffic, which is a failed check; a canary
 * without errors has one all the same, which the plain quotient of errors and requests has not: a counter that never counted has no series.
 */
export class PrometheusQuery {
  /**
   * The share of errors, in percent: for a `max`.
   *
   * @param options Which requests.
   */
  public static errorRate(options: PrometheusErrorRateOptions): string {
    return `100 - ${PrometheusQuery.successRate(options)}`;
  }

  /**
   * The share of requests without an error, in percent: for a `min`.
   *
   * @param options Which requests.
   */
  public static successRate(options: PrometheusErrorRateOptions): string {
    const at = 'PrometheusQuery.errorRate';
    const counter = bareName(at, 'counter', options.counter, /^[a-zA-Z_:][\w:]*$/);
    const errors = Object.entries(options.errors ?? { code: StringMatch.regex('5..') });
    if (errors.length !== 1) {
      throw invalid({
        at,
        what: 'an error must be told by one label',
        value: errors.map(([name]) => name),
        allowed: 'one label: without one nothing is an error, and what is not two things at once has no selector',
      });
    }
    const labels = matchers(at, options.labels ?? {});
    return ratio(counter, labels, matchers(at, Object.fromEntries(errors), true));
  }

  /**
   * A percentile of a histogram, in the histogram's own unit.
   *
   * @param options Which one.
   */
  public static percentile(options: PrometheusPercentileOptions): string {
    const at = 'PrometheusQuery.percentile';
    const histogram = bareName(at, 'histogram', options.histogram, /^[a-zA-Z_:][\w:]*$/);
    if (histogram.endsWith('_bucket')) {
      throw invalid({
        at,
        what: 'the histogram is named by one of its series',
        value: histogram,
        allowed: 'the name without _bucket',
        fix: `histogram: '${histogram.slice(0, -7)}'`,
      });
    }
    return quantile(at, options.percentile, histogram, matchers(at, options.labels ?? {}));
  }

  /**
   * The share of errors that a mesh or ingress measures of the canary, in percent, as Flagger's own request-success-rate asks for it.
   *
   * @param provider The mesh or ingress.
   */
  public static meshErrorRate(provider: MeshProvider): string {
    const { requests, selector, error: [label, expression] } = metricsOf('PrometheusQuery.meshErrorRate', provider);
    return `100 - ${ratio(requests, selector, `${label}!~"${expression}"`)}`;
  }

  /**
   * A percentile of the durations that a mesh or ingress measures of the canary, in milliseconds, as Flagger's own request-duration asks
   * for the 99th.
   *
   * @param provider The mesh or ingress.
   * @param percentile The percentile, above 0 and below 100.
   */
  public static meshPercentile(provider: MeshProvider, percentile = 99): string {
    const at = 'PrometheusQuery.meshPercentile';
    const { durations, selector, durationSelector, toMilliseconds } = metricsOf(at, provider);
    const query = quantile(at, percentile, durations, [selector, ...durationSelector === undefined ? [] : [durationSelector]].join(','));
    return toMilliseconds === 1 ? query : `${query} * ${toMilliseconds}`;
  }

  private constructor() {}
}

function metricsOf(at: string, provider: MeshProvider): RequestMetrics {
  const metrics = REQUEST_METRICS[provider];
  if (metrics !== undefined) { return metrics; }
  throw invalid({
    at,
    what: `Flagger knows no histogram of requests of ${provider}`,
    allowed: Object.keys(REQUEST_METRICS).join(', '),
    fix: 'PrometheusQuery.errorRate({ … }) with metrics of your own',
  });
}

function ratio(counter: string, labels: string, good: string): string {
  const rate = (selector: string): string => `sum(rate(${counter}{${selector}}[{{ interval }}]))`;
  return `${rate([labels, good].filter((part) => part !== '').join(','))} / ${rate(labels)} * 100`;
}

function quantile(at: string, percentile = 99, histogram: string, labels: string): string {
  if (!(percentile > 0 && percentile < 100)) {
    throw invalid({
      at,
      what: 'the percentile is not between 0 and 100',
      value: percentile,
      allowed: 'above 0, below 100',
      fix: 'percentile: 99',
    });
  }
  return `histogram_quantile(${Number((percentile / 100).toPrecision(12))}, sum(rate(${histogram}_bucket{${labels}}[{{ interval }}])) by (le))`;
}

function matchers(at: string, labels: { readonly [label: string]: StringMatch }, negated = false): string {
  return Object.entries(labels).map(([label, match]) => {
    const name = bareName(at, 'label', label, /^[a-zA-Z_]\w*$/);
    const text = match._text;
    const exact = match._kind === 'exact';
    const expression = match._kind === 'prefix' ? `${literal(text)}.*` : match._kind === 'suffix' ? `.*${literal(text)}` : text;
    return `${name}${negated ? exact ? '!=' : '!~' : exact ? '=' : '=~'}${quotedText(at, expression, '"')}`;
  }).join(',');
}

function literal(text: string): string {
  return outsideActions(text, (part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}
