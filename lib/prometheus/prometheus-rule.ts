import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { milliseconds, prometheusDuration } from '../duration';
import { invalid } from '../invalid';
import { Resource, ResourceProps } from '../resource';
import { AlertingRule } from './alerting-rule';
import { RecordingRule } from './recording-rule';

/** What a group of rules takes. */
export interface RuleGroupProps {
  /** The group's name, kebab-case, once in a PrometheusRule. */
  readonly name: string;

  /**
   * How often the group is evaluated.
   *
   * @default - Prometheus' evaluation interval: 1 minute, 30 seconds under the operator
   */
  readonly interval?: Duration;

  /**
   * The recording rules. They come first, so that the alerting rules of the same evaluation see what they record.
   *
   * @default - none
   */
  readonly recordingRules?: RecordingRule[];

  /**
   * The alerting rules, in the order in which they are evaluated.
   *
   * @default - none
   */
  readonly alertingRules?: AlertingRule[];
}

/** What a PrometheusRule takes. */
export interface PrometheusRuleProps extends ResourceProps {
  /**
   * The groups; more can be added.
   *
   * @default - none yet; one must be added
   */
  readonly groups?: RuleGroupProps[];
}

/**
 * Makes a PrometheusRule (monitoring.coreos.com/v1). The operator loads it where its labels match the Prometheus' rule
 * selector: with kube-prometheus-stack the label `release`.
 */
export class PrometheusRule extends Resource {
  private readonly groups: (() => RuleGroupProps)[] = [];

  public constructor(scope: Construct, id: string, props: PrometheusRuleProps = {}) {
    super(scope, id, { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule' }, props);
    for (const group of props.groups ?? []) { this.addGroup(group); }
    this.node.addValidation({ validate: () => this.incomplete() });
  }

  /** The alerting rules of all groups. */
  public get alertingRules(): AlertingRule[] {
    return this.rendered().flatMap((group) => group.alertingRules ?? []);
  }

  /**
   * Adds a group of rules.
   *
   * @param group The group.
   */
  public addGroup(group: RuleGroupProps): void {
    this.check(group, this.rendered());
    this.groups.push(() => group);
  }

  /**
   * Adds a group whose rules are known only when everything else is.
   *
   * @internal
   */
  public _addLazyGroup(group: () => RuleGroupProps): void {
    this.groups.push(group);
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    // Not by the imported serializer: a rule is a map of plain text here already, and snake_case fields stay as they are.
    return {
      spec: {
        groups: this.rendered().map(({ name, interval, recordingRules, alertingRules }) => ({
          name,
          ...(interval && { interval: prometheusDuration(interval) }),
          rules: [...(recordingRules ?? []), ...(alertingRules ?? [])].map((rule) => rule._toRule()),
        })),
      },
    };
  }

  private rendered(): RuleGroupProps[] {
    return this.groups.map((group) => group());
  }

  private check(group: RuleGroupProps, others: readonly RuleGroupProps[]): void {
    if (others.some((each) => each.name === group.name)) {
      throw invalid({ at: this.reference, what: 'two groups have one name', value: group.name, allowed: 'each name once: the operator refuses the whole object otherwise' });
    }
    if (group.interval !== undefined && milliseconds(group.interval) < 1) {
      throw invalid({ at: this.reference, what: `the interval of group ${group.name} is zero`, allowed: 'at least 1 ms', fix: 'interval: Duration.seconds(5)' });
    }
    if ((group.recordingRules ?? []).length + (group.alertingRules ?? []).length === 0) {
      throw invalid({ at: this.reference, what: `group ${group.name} has no rule`, allowed: 'at least one recording or alerting rule' });
    }
  }

  private incomplete(): string[] {
    return this.groups.length > 0 ? [] : [`${this.reference}: no group has been added; a PrometheusRule without rules watches nothing`];
  }
}
