import { Duration } from 'cdk8s';
import { milliseconds, prometheusDuration } from '../duration';
import { duration, invalid, present } from '../invalid';
import { checkOptions } from '../options';
import { RecordingRule } from './recording-rule';
import { RuleSeverity } from './rule-severity';
import { checkAnnotationNames, checkExpression, checkAlertLabels, checkTemplates } from './rule-text';
import { checkTime } from './time';

/** What an alerting rule takes. */
export interface AlertingRuleProps {
  /** The alert's name: UpperCamel, subject first, such as `CanaryFailed`. */
  readonly alert: string;

  /** The PromQL expression; each series that it gives is an alert. */
  readonly expr: string;

  /**
   * How long the expression must hold before the alert fires. Prometheus rounds it up to whole rule group intervals.
   *
   * @default - it fires with the first evaluation
   */
  readonly for?: Duration;

  /**
   * How long the alert goes on firing once the expression holds no more.
   *
   * @default - not at all
   */
  readonly keepFiringFor?: Duration;

  /** The label `severity`. */
  readonly severity: RuleSeverity;

  /**
   * Further labels. They decide the way through Alertmanager's routes; a template that prints a value does not belong here,
   * because every change of a label is another alert.
   *
   * @default - none
   */
  readonly labels?: { readonly [name: string]: string };

  /**
   * What people read: `summary`, `description`, `runbook_url` and others, as templates of Prometheus.
   *
   * @default - none
   */
  readonly annotations?: { readonly [name: string]: string };
}

/** An alerting rule of a PrometheusRule. */
export class AlertingRule {
  /** The alert's name. */
  public readonly alert: string;

  /** The PromQL expression. */
  public readonly expr: string;

  /** How long the expression must hold before the alert fires; undefined for at once. */
  public readonly for?: Duration;

  /** How long the alert goes on firing once the expression holds no more. */
  public readonly keepFiringFor?: Duration;

  /** The label `severity`. */
  public readonly severity: RuleSeverity;

  /** All labels that the rule gives, the severity among them. */
  public readonly labels: { readonly [name: string]: string };

  /** What people read. */
  public readonly annotations: { readonly [name: string]: string };

  public constructor(props: AlertingRuleProps) {
    present(`alerting rule ${props.alert ?? ''}`, props, { alert: '\'CanaryFailed\'', expr: '\'flagger_canary_status == 2\'', severity: 'prometheus.RuleSeverity.CRITICAL' });
    checkOptions(`alerting rule ${props.alert}`, 'prometheus.AlertingRuleProps', props);
    this.alert = props.alert;
    this.expr = props.expr.trim();
    for (const name of ['for', 'keepFiringFor'] as const) { if (props[name] !== undefined) { duration(`alerting rule ${this.alert}`, name, props[name]); } }
    // `for: 0s` is what the absence says; a linter would complain of it.
    this.for = props.for === undefined || milliseconds(props.for) === 0 ? undefined : props.for;
    this.keepFiringFor = props.keepFiringFor === undefined || milliseconds(props.keepFiringFor) === 0 ? undefined : props.keepFiringFor;
    this.severity = props.severity;
    this.labels = { severity: props.severity, ...props.labels };
    this.annotations = { ...props.annotations };
    this.check();
  }

  /** @internal */
  public _toRule(): { readonly [field: string]: unknown } {
    return {
      alert: this.alert,
      expr: this.expr,
      ...(this.for && { for: prometheusDuration(this.for) }),
      ...(this.keepFiringFor && { keep_firing_for: prometheusDuration(this.keepFiringFor) }),
      labels: this.labels,
      ...(Object.keys(this.annotations).length > 0 && { annotations: this.annotations }),
    };
  }

  /**
   * The recording rules without which the expression gives nothing: a PrometheusRule adds those that none of its groups has.
   *
   * @internal
   */
  public _restsOn(): RecordingRule[] {
    return [];
  }

  private check(): void {
    const at = `alerting rule ${this.alert}`;
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(this.alert)) {
      throw invalid({ at, what: 'the alert\'s name is not a word', value: this.alert, allowed: 'letters, digits and "_"', fix: 'UpperCamel, subject first: CanaryFailed' });
    }
    if (this.expr === '') {
      throw invalid({ at, what: 'the expression is empty', allowed: 'a PromQL expression that gives one series for each alert' });
    }
    checkExpression(at, this.expr);
    if (this.for !== undefined) { checkTime(at, 'for', this.for); }
    if (this.keepFiringFor !== undefined) { checkTime(at, 'keepFiringFor', this.keepFiringFor); }
    checkAlertLabels(at, this.labels);
    checkTemplates(at, 'label', this.labels);
    checkAnnotationNames(at, this.annotations);
    checkTemplates(at, 'annotation', this.annotations);
  }
}
