import { invalid, present } from '../invalid';
import { checkOptions } from '../options';
import { checkExpression, checkSeriesLabels } from './rule-text';

/** What a recording rule takes. */
export interface RecordingRuleProps {
  /** The name of the series, `level:metric:operations`. */
  readonly record: string;

  /** The PromQL expression. */
  readonly expr: string;

  /**
   * Labels to add.
   *
   * @default - none
   */
  readonly labels?: { readonly [name: string]: string };
}

/** A recording rule of a PrometheusRule. */
export class RecordingRule {
  /** The name of the series. */
  public readonly record: string;

  /** The PromQL expression. */
  public readonly expr: string;

  /** Labels to add. */
  public readonly labels: { readonly [name: string]: string };

  public constructor(props: RecordingRuleProps) {
    present(`recording rule ${props.record ?? ''}`, props, { record: '\'canary:status:max\'', expr: '\'max by (name, namespace) (flagger_canary_status)\'' });
    checkOptions(`recording rule ${props.record}`, 'prometheus.RecordingRuleProps', props);
    this.record = props.record;
    this.expr = props.expr.trim();
    this.labels = { ...props.labels };
    if (!/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(this.record)) {
      throw invalid({ at: `recording rule ${this.record}`, what: 'the series\' name is not a metric name', value: this.record, allowed: 'letters, digits, "_" and ":"' });
    }
    if (this.expr === '') {
      throw invalid({ at: `recording rule ${this.record}`, what: 'the expression is empty', allowed: 'a PromQL expression' });
    }
    checkExpression(`recording rule ${this.record}`, this.expr);
    checkSeriesLabels(`recording rule ${this.record}`, this.labels);
  }

  /** @internal */
  public _toRule(): { readonly [field: string]: unknown } {
    return { record: this.record, expr: this.expr, ...(Object.keys(this.labels).length > 0 && { labels: this.labels }) };
  }
}
