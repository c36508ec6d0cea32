import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { prometheusDuration } from '../duration';
import { DEFAULT_TEMPLATES } from '../facts/alertmanager';
import { invalid, InvalidInput } from '../invalid';
import { checkOptions } from '../options';
import { Resource, ResourceProps } from '../resource';
import { SecretKey } from '../secret-key';
import { undefinedIn, withDefinitions } from './embedded-templates';
import { InhibitRule } from './inhibit-rule';
import { Matcher } from './matcher';
import { MatcherStrategy } from './matcher-strategy';
import { MessageTemplate } from './message-template';
import { integrationObject } from './object-fields';
import { Receiver } from './receiver';
import { repetitions } from './repetition';
import { Route } from './route';
import { secretsIn } from './secret-file';
import { readTemplatesIn } from './template-text';
import { TimeInterval } from './time-interval';

/** What an AlertmanagerConfig takes. */
export interface AlertmanagerConfigProps extends ResourceProps {
  /**
   * The route: which alerts are heard, and by whom. It must name a receiver, and it may have conditions and child routes. Whatever
   * `continue` says of it, later routes are tried as well.
   *
   * @default - none, where there are inhibit rules
   */
  readonly route?: Route;

  /**
   * Which alerts silence which.
   *
   * @default - none
   */
  readonly inhibitRules?: InhibitRule[];

  /**
   * Templates that the receivers may refer to beside Alertmanager's own. What is referred to is written into each text.
   *
   * @default - [MessageTemplate.canaryAlerting()]
   */
  readonly templates?: MessageTemplate[];

  /**
   * What the Alertmanager adds to what is asked for here.
   *
   * @default MatcherStrategy.ON_NAMESPACE
   */
  readonly matcherStrategy?: MatcherStrategy;
}

/**
 * Makes an AlertmanagerConfig: routes and receivers of a team that may not touch Alertmanager's own configuration. The operator
 * writes them before the routes that are there, so that what is heard here is heard there as well, the root's receiver excepted;
 * and it wants the label `namespace` of every alert to be the object's own namespace, unless the Alertmanager says
 * `alertmanagerConfigMatcherStrategy`: alerts about a canary in another namespace, or about Flagger itself, are not heard.
 *
 * Secrets are read in the object's own namespace. The Alertmanager must select the object (`alertmanagerConfigSelector`,
 * `alertmanagerConfigNamespaceSelector`); kube-prometheus-stack selects all of them. Source: prometheus-operator v0.93.0
 * pkg/alertmanager/amcfg.go (AddAlertmanagerConfigs), pkg/alertmanager/validation/v1alpha1.
 */
export class AlertmanagerConfig extends Resource {
  private readonly route?: Route;
  private readonly inhibitRules: InhibitRule[];
  private readonly templates: MessageTemplate[];
  private readonly strategy: MatcherStrategy;

  public constructor(scope: Construct, id: string, props: AlertmanagerConfigProps) {
    super(scope, id, { apiVersion: 'monitoring.coreos.com/v1alpha1', kind: 'AlertmanagerConfig' }, props);
    checkOptions(this.reference, 'alertmanager.AlertmanagerConfigProps', props);
    this.route = props.route;
    this.inhibitRules = [...props.inhibitRules ?? []];
    this.templates = [...props.templates ?? [MessageTemplate.canaryAlerting()]];
    this.strategy = props.matcherStrategy ?? MatcherStrategy.ON_NAMESPACE;
    if (props.route === undefined && this.inhibitRules.length === 0) {
      throw invalid({ at: this.reference, what: 'there is neither a route nor an inhibit rule', fix: 'route: new alertmanager.Route({ receiver: alertmanager.Receiver.slack(…) })' });
    }
    if (props.route !== undefined && props.route.receiver === undefined) {
      throw invalid({ at: this.reference, what: 'the route names no receiver', allowed: 'one: the operator skips the object', fix: 'receiver: alertmanager.Receiver.slack(…)' });
    }
    this.node.addValidation({ validate: () => this.mistakes() });
  }

  /** The receivers that the routes refer to, in the order in which the routes name them. */
  public get receivers(): Receiver[] {
    return [...new Set(this.routes().map((route) => route.receiver).filter((receiver) => receiver !== undefined))];
  }

  /** The time intervals that the routes refer to. */
  public get timeIntervals(): TimeInterval[] {
    return [...new Set(this.routes().flatMap((route) => route._timeIntervals()))];
  }

  /** The secrets that are read in the object's namespace, each once, by name and key. */
  public get secrets(): SecretKey[] {
    const all = this.receivers.flatMap((receiver) => receiver.integrations.flatMap((each) => secretsIn([each._objectFields().fields, each._common.fields, each._common.http])));
    return [...new Map(all.map((secret) => [`${secret.secretName}/${secret.key}`, secret])).entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, secret]) => secret);
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    const [receivers, intervals] = [this.receivers, this.timeIntervals];
    return {
      spec: {
        route: this.route && this.routeObject(this.route),
        receivers: receivers.length === 0 ? undefined : receivers.map((receiver) => this.receiverObject(receiver)),
        inhibitRules: this.inhibitRules.length === 0 ? undefined : this.inhibitRules.map(({ _props: { source, target, equal } }) => ({
          sourceMatch: source.map(matcherObject), targetMatch: target.map(matcherObject), equal: equal?.length ? equal : undefined,
        })),
        muteTimeIntervals: intervals.length === 0 ? undefined : intervals.map((interval) => interval._object()),
      },
    };
  }

  private routes(): Route[] {
    return this.route?._all() ?? [];
  }

  private receiverObject(receiver: Receiver): unknown {
    const at = `${this.reference} Receiver ${receiver.name}`;
    const sections: { [field: string]: unknown[] } = {};
    for (const integration of receiver.integrations) {
      const { field, entry } = integrationObject(at, integration);
      const unknown = undefinedIn(readTemplatesIn(at, entry), this.templates).filter((name) => !DEFAULT_TEMPLATES.includes(name));
      if (unknown[0] !== undefined) {
        throw invalid({
          at, what: 'a text refers to a template that is not defined', value: unknown[0], allowed: [...this.templates.flatMap((template) => template.defines), 'Alertmanager\'s own'].join(', '),
          fix: `templates: [new alertmanager.MessageTemplate('team.tmpl', '{{ define "${unknown[0]}" }}…{{ end }}')]`,
        });
      }
      (sections[field] ??= []).push(withDefinitions(at, entry, this.templates));
    }
    return { name: receiver.name, ...sections };
  }

  private routeObject(route: Route): { readonly [field: string]: unknown } {
    const { receiver, groupBy, groupWait, groupInterval, repeatInterval, matchers, muteTimeIntervals, activeTimeIntervals, fields } = route._props;
    if (fields !== undefined && Object.keys(fields).length > 0) {
      throw invalid({ at: `${this.reference} ${route._reference}`, what: 'fields are given', value: Object.keys(fields).join(', '), allowed: 'none: a route of an AlertmanagerConfig has no other fields than those that Route has', fix: 'addJsonPatch' });
    }
    return {
      receiver: receiver?.name,
      groupBy: groupBy?.names,
      groupWait: groupWait && prometheusDuration(groupWait),
      groupInterval: groupInterval && prometheusDuration(groupInterval),
      repeatInterval: repeatInterval && prometheusDuration(repeatInterval),
      matchers: matchers?.length ? matchers.map(matcherObject) : undefined,
      continue: route._props.continue,
      muteTimeIntervals: namesOf(muteTimeIntervals),
      activeTimeIntervals: namesOf(activeTimeIntervals),
      routes: route.routes.length === 0 ? undefined : route.routes.map((child) => this.routeObject(child)),
    };
  }

  /** What only the whole shows; routes may be added until the synth. */
  private mistakes(): string[] {
    // What stands above this route is Alertmanager's own: only what the route itself says is known.
    const above = { groupInterval: Duration.millis(0), repeatInterval: Duration.days(100_000) };
    return [
      ...this.route === undefined ? [] : repetitions(this.route, above).map((mistake) => invalid({ ...mistake, at: `${this.reference} ${mistake.at}` }).message),
      ...this.twice('receivers', this.receivers.map(({ name }) => name)),
      ...this.twice('time intervals', this.timeIntervals.map(({ name }) => name)),
      ...this.unheard(),
      ...this.unwritable(),
    ];
  }

  /** What an AlertmanagerConfig cannot say, one at a time. */
  private unwritable(): string[] {
    try {
      this._toManifest();
      return [];
    } catch (error) {
      if (!(error instanceof InvalidInput)) { throw error; }
      return [error.message];
    }
  }

  private twice(what: string, names: readonly string[]): string[] {
    return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map((value) =>
      invalid({ at: this.reference, what: `two ${what} have the same name`, value, allowed: 'each name once; routes may share one object' }).message);
  }

  /** Conditions that no alert fulfils once the operator has added its own. */
  private unheard(): string[] {
    if (this.strategy !== MatcherStrategy.ON_NAMESPACE || this.namespace === undefined) { return []; }
    const own = { namespace: this.namespace };
    const conditions = [...this.routes().flatMap((route) => route.matchers), ...this.inhibitRules.flatMap(({ _props: { source, target } }) => [...source, ...target])];
    return conditions.filter((matcher) => matcher.label === 'namespace' && !matcher._matches(own)).map((matcher) => invalid({
      at: this.reference, what: 'a condition can never hold', value: String(matcher),
      allowed: `the operator adds namespace="${own.namespace}" to each route and inhibit rule of this object: alerts of other namespaces are not heard`,
      fix: 'an AlertmanagerConfig in that namespace, or matcherStrategy where the Alertmanager says alertmanagerConfigMatcherStrategy',
    }).message);
  }
}

function matcherObject(matcher: Matcher): { readonly [field: string]: unknown } {
  return { name: matcher.label, matchType: matcher.operator, value: matcher.value };
}

function namesOf(intervals: readonly TimeInterval[] | undefined): readonly string[] | undefined {
  return intervals?.length ? [...new Set(intervals.map(({ name }) => name))] : undefined;
}
