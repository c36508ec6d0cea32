import { Duration } from 'cdk8s';
import { seconds } from '../duration';
import { invalid } from '../invalid';
import { wholeSeconds } from './whole-seconds';

/** One metric of CloudWatch. */
export interface CloudWatchMetric {
  /** The metric's namespace, such as `AWS/ApplicationELB`. */
  readonly namespace: string;

  /** The metric's name. */
  readonly name: string;

  /** The statistic, such as `Sum`, `Average` or `p99`. */
  readonly statistic: string;

  /**
   * The dimensions by name; values may have functions of Flagger's template.
   *
   * @default - none
   */
  readonly dimensions?: { [name: string]: string };

  /**
   * Over which time each value is taken: 1, 5, 10, 20, 30 seconds or whole minutes.
   *
   * @default Duration.minutes(1)
   */
  readonly period?: Duration;
}

/** Writes queries of a MetricTemplate for CloudWatch: the JSON of MetricDataQueries, of which one alone returns data, because Flagger takes the first. */
export class CloudWatchQuery {
  /**
   * One metric.
   *
   * @param metric The metric.
   */
  public static metric(metric: CloudWatchMetric): string {
    return JSON.stringify([{ Id: 'm1', ...stat('CloudWatchQuery.metric', metric) }]);
  }

  /**
   * Arithmetic with metrics.
   *
   * @param expression The expression in CloudWatch's metric math, such as `100 * errors / requests`.
   * @param metrics The metrics by the names that the expression has.
   */
  public static expression(expression: string, metrics: { [id: string]: CloudWatchMetric }): string {
    const at = 'CloudWatchQuery.expression';
    const ids = Object.keys(metrics);
    const bad = ids.find((id) => !/^[a-z]\w*$/.test(id) || id === 'result');
    if (bad !== undefined) {
      throw invalid({
        at,
        what: 'this cannot name a metric in an expression',
        value: bad,
        allowed: 'a lower-case letter, then letters, digits and "_"; not result',
      });
    }
    const unused = ids.find((id) => !new RegExp(`(?<!\\w)${id}(?!\\w)`).test(expression));
    if (unused !== undefined) {
      throw invalid({
        at,
        what: `the expression does not use ${unused}`,
        value: expression,
        allowed: 'an expression with every metric',
      });
    }
    return JSON.stringify([{ Id: 'result', Expression: expression }, ...ids.map((id) => ({ Id: id, ...stat(at, metrics[id] as CloudWatchMetric), ReturnData: false }))]);
  }

  private constructor() {}
}

function stat(at: string, { namespace, name, statistic, dimensions = {}, period = Duration.minutes(1) }: CloudWatchMetric): object {
  const length = seconds(wholeSeconds(at, 'period', period));
  if (![1, 5, 10, 20, 30].includes(length) && length % 60 !== 0) {
    throw invalid({ at, what: 'CloudWatch knows no such period', value: `${length}s`, allowed: '1, 5, 10, 20, 30 seconds or whole minutes' });
  }
  return { MetricStat: { Metric: { Namespace: namespace, MetricName: name, Dimensions: Object.entries(dimensions).map(([key, value]) => ({ Name: key, Value: value })) }, Period: length, Stat: statistic } };
}
