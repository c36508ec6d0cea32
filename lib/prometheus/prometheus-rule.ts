import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { milliseconds, prometheusDuration } from '../duration';
import { invalid, InvalidInput, present, wholeNumber } from '../invalid';
import { checkOptions } from '../options';
import { manifestYaml } from '../manifest-yaml';
import { Resource, ResourceProps } from '../resource';
import { AlertingRule } from './alerting-rule';
import { RecordingRule } from './recording-rule';
import { checkAlertLabels } from './rule-text';
import { checkTime } from './time';

/** What Thanos Ruler does when it cannot ask everybody. */
export enum PartialResponseStrategy {
  /** It gives the evaluation up. */
  ABORT = 'abort',
  /** It goes on with what it has. */
  WARN = 'warn',
}

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
   * How long ago the time is that the group is evaluated for, so that what arrives late is there: of remote write, or of a federation.
   *
   * @default - Prometheus' own, none as a rule
   */
  readonly queryOffset?: Duration;

  /**
   * How many alerts, or series, a rule may have; with more its evaluation fails, and what it had is gone.
   *
   * @default - no limit
   */
  readonly limit?: number;

  /**
   * Labels that each rule of the group gives, unless it has the label itself.
   *
   * @default - none
   */
  readonly labels?: { readonly [name: string]: string };

  /**
   * What Thanos Ruler does when it cannot ask everybody. Prometheus does not read it.
   *
   * @default - Thanos' own: abort
   */
  readonly partialResponseStrategy?: PartialResponseStrategy;

  /**
   * The recording rules. They come first, so that the alerting rules of the same evaluation see what they record. What the alerts of
   * this library rest on is added by itself.
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
    checkOptions(this.reference, 'prometheus.PrometheusRuleProps', props);
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
        groups: this.rendered().map((group) => ({
          name: group.name,
          ...(group.interval && { interval: prometheusDuration(group.interval) }),
          ...(group.queryOffset && { query_offset: prometheusDuration(group.queryOffset) }),
          ...(group.limit !== undefined && { limit: group.limit }),
          ...(group.labels && Object.keys(group.labels).length > 0 && { labels: { ...group.labels } }),
          ...(group.partialResponseStrategy !== undefined && { partial_response_strategy: group.partialResponseStrategy }),
          rules: rulesOf(group).map((rule) => rule._toRule()),
        })),
      },
    };
  }

  private rendered(): RuleGroupProps[] {
    // Of a group that is made last nobody knows before whether it has a rule.
    return complete(this.groups.map((group) => group()).filter(({ recordingRules = [], alertingRules = [] }) => recordingRules.length + alertingRules.length > 0));
  }

  private check(group: RuleGroupProps, others: readonly RuleGroupProps[]): void {
    const at = this.reference;
    present(`${at} group`, group, { name: '\'canaries\'' });
    checkOptions(`${at} group ${group.name}`, 'prometheus.RuleGroupProps', group);
    if (group.name.trim() === '') { throw invalid({ at, what: 'a group has no name', allowed: 'a name, once in a PrometheusRule', fix: 'name: \'canaries\'' }); }
    if (others.some((each) => each.name === group.name)) {
      throw invalid({ at, what: 'two groups have one name', value: group.name, allowed: 'each name once: the operator refuses the whole object otherwise' });
    }
    if (group.interval !== undefined) { checkTime(`${at} group ${group.name}`, 'interval', group.interval); }
    if (group.interval !== undefined && milliseconds(group.interval) < 1) {
      throw invalid({ at, what: `the interval of group ${group.name} is zero`, allowed: 'at least 1 ms', fix: 'interval: Duration.seconds(5)' });
    }
    if (group.queryOffset !== undefined) { checkTime(`${at} group ${group.name}`, 'queryOffset', group.queryOffset); }
    if (group.limit !== undefined) { wholeNumber(`${at} group ${group.name}`, 'limit', group.limit, { min: 1, max: Number.MAX_SAFE_INTEGER }); }
    checkAlertLabels(`${at} group ${group.name}`, group.labels ?? {});
    if (rulesOf(group).length === 0) {
      throw invalid({ at, what: `group ${group.name} has no rule`, allowed: 'at least one recording or alerting rule' });
    }
    const names = new Set<string>();
    for (const each of [...others, group]) {
      for (const rule of rulesOf(each)) { this.once(names, rule, each.labels ?? {}); }
    }
  }

  /** Two rules that give the same name and labels write into one series, or are one alert. Source: prometheus v3.15.0 cmd/promtool/main.go (checkDuplicates). */
  private once(seen: Set<string>, rule: AlertingRule | RecordingRule, groupLabels: { readonly [name: string]: string }): void {
    const name = rule instanceof AlertingRule ? rule.alert : rule.record;
    const labels = Object.entries({ ...groupLabels, ...rule.labels }).sort(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify([name, labels]);
    if (seen.has(key)) {
      throw invalid({
        at: this.reference, what: 'two rules have the same name and the same labels', value: name,
        allowed: 'each once: promtool refuses the file, two recordings write into one series, and of two alerts one resolves the other', fix: 'another name, or a label that differs',
      });
    }
    seen.add(key);
  }

  private incomplete(): string[] {
    if (this.groups.length === 0) { return [`${this.reference}: no group has been added; a PrometheusRule without rules watches nothing`]; }
    try {
      const all = this.rendered();
      all.forEach((group, index) => { this.check(group, all.slice(0, index)); });
      this.checkSize();
      return [];
    } catch (error) {
      if (!(error instanceof InvalidInput)) { throw error; }
      return [error.message];
    }
  }

  private checkSize(): void {
    const size = Buffer.byteLength(manifestYaml(this._toManifest()['spec'], this.reference));
    if (size <= LARGEST) { return; }
    throw invalid({ at: this.reference, what: 'the rules are too large for the ConfigMap that the operator writes', value: `${size} bytes`, allowed: `at most ${LARGEST} bytes: it leaves the whole object out`, fix: 'several PrometheusRules' });
  }
}

/** Half of what a ConfigMap may hold, less a little for how the operator writes it. Source: prometheus-operator v0.93.0 pkg/operator/rules.go (MaxConfigMapDataSize). */
const LARGEST = 520_000;

/** How often the operator's Prometheus evaluates a group that says nothing. */
const OPERATOR_INTERVAL = 30_000;

/**
 * The groups with what their alerts rest on and nobody records: each once, where it is evaluated most often, before that group's alerts,
 * so that an alert of the same group waits for nothing.
 */
function complete(groups: readonly RuleGroupProps[]): RuleGroupProps[] {
  const often = ({ interval }: RuleGroupProps): number => interval === undefined ? OPERATOR_INTERVAL : milliseconds(interval);
  const recorded = new Set(groups.flatMap(({ recordingRules = [] }) => recordingRules.map(({ record }) => record)));
  const added = new Map<RuleGroupProps, RecordingRule[]>();
  for (const group of [...groups].sort((a, b) => often(a) - often(b))) {
    const missing = (group.alertingRules ?? []).flatMap((rule) => rule._restsOn()).filter(({ record }) => {
      const isNew = !recorded.has(record);
      recorded.add(record);
      return isNew;
    });
    added.set(group, missing);
  }
  return groups.map((group) => ({ ...group, recordingRules: [...(group.recordingRules ?? []), ...(added.get(group) ?? [])] }));
}

function rulesOf(group: RuleGroupProps): (AlertingRule | RecordingRule)[] {
  return [...(group.recordingRules ?? []), ...(group.alertingRules ?? [])];
}
