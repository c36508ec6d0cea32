import { Duration } from 'cdk8s';
import * as k8s from '../../imports/flagger.app';
import { durationInWords, flaggerDuration } from '../duration';
import { BuiltinCheck } from '../facts/flagger-metrics';
import { invalid, present } from '../invalid';
import { checkOptions, checkReference } from '../options';
import { IMetricTemplate, MetricTemplate } from './metric-template';
import { checkShownName } from './names';
import { wholeSeconds } from './whole-seconds';

/** What the success rate must be. */
export interface RequestSuccessRateOptions {
  /** The least share of requests that did not end in a server error, in percent, above 1, such as 99. */
  readonly min: number;

  /**
   * The window over which the rate is taken. At least two scrapes of the mesh's metrics must fall into it.
   *
   * @default Duration.minutes(1)
   */
  readonly interval?: Duration;
}

/** What the requests' duration must be. */
export interface RequestDurationOptions {
  /** The longest duration of the 99th percentile (of the average, with NGINX), in whole milliseconds, an hour at most. */
  readonly max: Duration;

  /**
   * The window over which the percentile is taken. At least two scrapes of the mesh's metrics must fall into it.
   *
   * @default Duration.minutes(1)
   */
  readonly interval?: Duration;
}

/** What the value of a template's query must be. */
export interface TemplateCheckOptions {
  /**
   * The check's name, which events and the metric `flagger_canary_metric_analysis` show.
   *
   * @default - the template's name
   */
  readonly name?: string;

  /**
   * The least value that passes.
   *
   * @default - no least value; then max must be given
   */
  readonly min?: number;

  /**
   * The greatest value that passes.
   *
   * @default - no greatest value; then min must be given
   */
  readonly max?: number;

  /**
   * What `{{ interval }}` in the query stands for, and the window that Datadog, New Relic and their like are asked for. It is
   * always written: without it Flagger puts nothing into the query, where its built-in checks would take a minute.
   *
   * @default Duration.minutes(1)
   */
  readonly interval?: Duration;

  /**
   * What `{{ variables.x }}` in the query stands for.
   *
   * @default - none
   */
  readonly variables?: { [name: string]: string };
}

/** An hour. */
const LONGEST_REQUEST = 3_600_000;

/**
 * One metric that decides whether a canary advances. No traffic is a failure: a query without a result counts as a failed
 * check (Flagger 1.44.0 pkg/controller/scheduler_metrics.go), so that a canary without traffic is rolled back. A range is
 * always written: without one Flagger lets every success rate pass, and no duration above zero.
 */
export class MetricCheck {
  /**
   * Flagger's built-in share of requests that were served without a server error.
   *
   * @param options What it must be.
   */
  public static requestSuccessRate(options: RequestSuccessRateOptions): MetricCheck {
    const at = 'MetricCheck.requestSuccessRate';
    present(at, options, { min: '99' });
    checkOptions(at, 'flagger.RequestSuccessRateOptions', options);
    const { min, interval } = options;
    if (!(min > 0 && min <= 100)) {
      throw invalid({
        at,
        what: 'min is not a percentage',
        value: min,
        allowed: 'above 0, at most 100',
        fix: 'min: 99',
      });
    }
    if (min <= 1) {
      throw invalid({ at, what: 'min is next to nothing', value: min, allowed: `a share in percent: ${min} is ${min} %, and no canary fails`, fix: `min: ${min > 0.5 && min < 1 ? Math.round(min * 10_000) / 100 : 99}` });
    }
    return new MetricCheck(BuiltinCheck.SUCCESS_RATE, { min }, interval);
  }

  /**
   * Flagger's built-in duration of requests.
   *
   * @param options What it must be.
   */
  public static requestDuration(options: RequestDurationOptions): MetricCheck {
    const at = 'MetricCheck.requestDuration';
    present(at, options, { max: 'Duration.millis(500)' });
    if (typeof options.max === 'number') { throw invalid({ at, what: 'max is not a Duration', value: options.max, allowed: 'a Duration: a number alone does not say whether it is milliseconds or seconds', fix: `max: Duration.millis(${options.max})` }); }
    checkOptions(at, 'flagger.RequestDurationOptions', options);
    const max = options.max.toMilliseconds({ integral: false });
    if (!(Number.isInteger(max) && max >= 1)) {
      throw invalid({
        at,
        what: 'max is not in whole milliseconds',
        value: max,
        allowed: 'at least 1 ms: Flagger cuts a fraction off, and nothing is faster than 0 ms',
        fix: 'max: Duration.millis(500)',
      });
    }
    if (max > LONGEST_REQUEST) {
      throw invalid({ at, what: 'max is longer than any request takes', value: durationInWords(options.max), allowed: 'at most an hour, and milliseconds as a rule: it is a mistake of units', fix: 'max: Duration.millis(500)' });
    }
    return new MetricCheck(BuiltinCheck.DURATION, { max }, options.interval);
  }

  /**
   * A query of one's own.
   *
   * @param template The MetricTemplate that holds the query.
   * @param options What its value must be.
   */
  public static fromTemplate(template: IMetricTemplate, options: TemplateCheckOptions): MetricCheck {
    checkReference('MetricCheck.fromTemplate', 'template', 'flagger.IMetricTemplate', template);
    checkOptions('MetricCheck.fromTemplate', 'flagger.TemplateCheckOptions', options);
    const { min, max, variables } = options;
    const name = options.name ?? template.name;
    if (name === BuiltinCheck.SUCCESS_RATE || name === BuiltinCheck.DURATION) {
      throw invalid({
        at: 'MetricCheck.fromTemplate',
        what: 'the name is that of a built-in check, which Flagger would run as well',
        value: name,
        allowed: `any but ${BuiltinCheck.SUCCESS_RATE} and ${BuiltinCheck.DURATION}`,
        fix: `name: 'my-${name}'`,
      });
    }
    checkShownName('MetricCheck.fromTemplate', name);
    const at = `MetricCheck ${name}`;
    checkRange(at, min, max);
    if (template instanceof MetricTemplate) {
      template._checkVariables(at, variables ?? {});
      template._checkRange(at, min, max);
    }
    return new MetricCheck(name, { min, max }, options.interval, { template, variables });
  }

  /** The check's name: the label `metric` of `flagger_canary_metric_analysis`. */
  public readonly name: string;

  /** The least value that passes; milliseconds for the built-in duration. */
  public readonly min?: number;

  /** The greatest value that passes; milliseconds for the built-in duration. */
  public readonly max?: number;

  /** The window that the query looks back. */
  public readonly interval: Duration;

  private readonly from?: { readonly template: IMetricTemplate; readonly variables?: { [name: string]: string } };

  private constructor(
    name: string,
    range: { readonly min?: number; readonly max?: number },
    interval?: Duration,
    from?: { readonly template: IMetricTemplate; readonly variables?: { [name: string]: string } },
  ) {
    this.name = name;
    this.min = range.min;
    this.max = range.max;
    this.interval = wholeSeconds(`MetricCheck ${name}`, 'interval', interval ?? Duration.minutes(1));
    this.from = from;
  }

  /** The template; undefined for a built-in check. */
  public get template(): IMetricTemplate | undefined {
    return this.from?.template;
  }

  /** @internal */
  public _toSpec(): k8s.CanarySpecAnalysisMetrics {
    const template = this.from?.template;
    return {
      name: this.name,
      interval: flaggerDuration(this.interval),
      thresholdRange: { min: this.min, max: this.max },
      templateRef: template && { name: template.name, namespace: template.namespace },
      templateVariables: this.from?.variables,
    };
  }
}

function checkRange(at: string, min: number | undefined, max: number | undefined): void {
  if (min === undefined && max === undefined) {
    throw invalid({
      at,
      what: 'neither min nor max is given',
      allowed: 'at least one: without a range Flagger fails the check at every value above 0',
      fix: 'max: 1',
    });
  }
  for (const [what, value] of [['min', min], ['max', max]] as const) {
    if (value === undefined || Number.isFinite(value)) { continue; }
    throw invalid({ at, what: `${what} is not a number`, value: String(value), allowed: 'a finite number' });
  }
  if (min !== undefined && max !== undefined && min > max) {
    throw invalid({ at, what: 'min is greater than max', value: { min, max }, allowed: 'min at most max: no value could pass' });
  }
}
