import { asText } from './as-text';
import { Matcher, MatchOperator } from '../alertmanager/matcher';
import { parseMatchers } from '../alertmanager/matcher-parser';
import { KnownMatchers, parseDuration, RouteMatch, walk } from '../alertmanager/route-walk';
import { STACK_ALERTMANAGER_CONFIG } from '../facts/stack-alertmanager-config';
import { isValuesMap, overDefaults } from '../helm-values';
import { unselected } from './alertmanager-config';
import { Located } from './located';
import { AlertmanagerSource } from './sources';
import { ManifestObject, World } from './world';

/** An entry of a receiver: somebody is told by it. */
export interface Integration {
  /** `slack`, `msteamsv2`, `webhook`, … */
  readonly service: string;
  readonly at: Located;
}

/** A receiver by its name. */
export interface TreeReceiver {
  readonly at: Located;
  readonly integrations: readonly Integration[];
}

/** A route, where it stands, and what it wants of an alert. */
export interface TreeRoute {
  /** As RouteMatch has it. */
  readonly path: string;
  readonly at: Located;
  readonly parent?: TreeRoute;
  /** Its conditions; undefined where Alertmanager does not read one of them. */
  readonly matchers?: readonly PlacedMatcher[];
  /** The receiver that it ends at, inherited or its own. */
  readonly receiver: string;
  readonly continues: boolean;
  readonly children: TreeRoute[];
  /** Whether it is an AlertmanagerConfig's or the chart's, and not written in the configuration. */
  readonly foreign: boolean;
}

export interface PlacedMatcher {
  readonly matcher: Matcher;
  readonly at: Located;
}

interface Raw { readonly [field: string]: unknown }

/** A configuration of Alertmanager as it runs: with the chart's defaults and the operator's additions, each route at its place. */
export class AlertmanagerTree {
  /** The trees of the world, made once. */
  public static of(world: World): readonly AlertmanagerTree[] {
    const known = TREES.get(world);
    if (known !== undefined) { return known; }
    const additions = world.of('monitoring.coreos.com', 'AlertmanagerConfig').filter((each) => unselected(world, each) === undefined);
    const trees = world.alertmanagers.map((source) => new AlertmanagerTree(world, source.at, source.via === 'file' ? [] : additions, source));
    if (trees.length === 0 && additions.length > 0) { trees.push(new AlertmanagerTree(world, undefined, additions)); }
    TREES.set(world, trees);
    return trees;
  }

  public readonly receivers = new Map<string, TreeReceiver>();
  /** All routes, in their order; the first is the root. */
  public readonly routes: TreeRoute[] = [];
  /** Whether every condition and receiver is understood; a configuration that is not never runs. */
  public readonly sound: boolean;
  /** Whether the main configuration is among the manifests. */
  public readonly complete: boolean;

  private readonly config: { readonly route: Raw };
  private readonly byPath = new Map<string, TreeRoute>();
  private readonly known: KnownMatchers = new Map();
  private readonly walks = new Map<string, readonly RouteMatch[] | undefined>();
  private readonly labels: readonly string[];

  private constructor(
    world: World,
    /** The configuration. */
    public readonly at: Located | undefined,
    additions: readonly ManifestObject[],
    /** Where it was written. */
    public readonly source?: AlertmanagerSource,
  ) {
    this.complete = at !== undefined;
    const written = at?.value;
    const merged = at === undefined || source?.via === 'values' ? overDefaults(STACK_ALERTMANAGER_CONFIG, raw(written)) : raw(written);
    const place = at ?? additions[0] as Located;
    for (const [index, receiver] of list(merged.receivers).entries()) {
      this.addReceiver(text(raw(receiver).name) ?? '', place.at('receivers', index), raw(receiver), /_configs$/);
    }
    const roots = additions.map((each) => this.additionRoute(world, each)).filter((each): each is [Raw, ManifestObject] => each !== undefined);
    const route = raw(merged.route);
    this.config = { route: { ...cleanRoute(route), routes: [...roots.map(([each]) => each), ...list(route.routes).map((each) => cleanRoute(raw(each)))] } };
    const own = roots.length;
    const root = this.addRoute(this.config.route, 'route', place.at('route'), undefined, false);
    list(this.config.route.routes).forEach((each, index) => {
      const addition = roots[index];
      const at = addition === undefined ? place.at('route', 'routes', index - own) : addition[1].spec.at('route');
      this.addTree(raw(each), `route.routes[${index}]`, at, root, addition !== undefined || (at.value === undefined));
    });
    this.sound = this.routes.every(({ matchers }) => matchers !== undefined) && text(this.config.route.receiver) !== undefined;
    this.labels = [...new Set(this.routes.flatMap(({ matchers }) => (matchers ?? []).map(({ matcher }) => matcher.label)))].sort();
  }

  /** The labels that any route asks for. */
  public get askedLabels(): readonly string[] {
    return this.labels;
  }

  /** The routes that an alert with these labels ends at; undefined where the configuration does not run. */
  public walk(labels: { readonly [label: string]: string }): readonly RouteMatch[] | undefined {
    if (!this.sound) { return undefined; }
    // Alerts that differ only in what no route asks for go the same way.
    const key = JSON.stringify(this.labels.map((label) => Object.hasOwn(labels, label) ? labels[label] : ''));
    if (!this.walks.has(key)) {
      let matches: readonly RouteMatch[] | undefined;
      try { matches = walk(this.config, labels, this.known); } catch { matches = undefined; }
      this.walks.set(key, matches);
    }
    return this.walks.get(key);
  }

  /** The route at a path. */
  public routeAt(path: string): TreeRoute | undefined {
    return this.byPath.get(path);
  }

  /** Who is told by a receiver. */
  public integrationsOf(receiver: string): readonly Integration[] {
    return this.receivers.get(receiver)?.integrations ?? [];
  }

  /** The settings of a route where they are written, its own or the nearest above it. */
  public settingAt(route: TreeRoute, field: string): Located | undefined {
    for (let each: TreeRoute | undefined = route; each !== undefined; each = each.parent) {
      const at = each.foreign ? each.at.at(camel(field)) : each.at.at(field);
      if (at.exists) { return at; }
    }
    return undefined;
  }

  private addReceiver(name: string, at: Located, receiver: Raw, sections: RegExp): void {
    const integrations = Object.keys(receiver).filter((section) => sections.test(section))
      .flatMap((section) => list(receiver[section]).flatMap((entry, index): Integration[] => entry === null || entry === undefined ? []
        : [{ service: section.replace(/_?[cC]onfigs$/, '').toLowerCase(), at: at.at(section, index) }]));
    if (!this.receivers.has(name)) { this.receivers.set(name, { at, integrations }); }
  }

  private addTree(route: Raw, path: string, at: Located, parent: TreeRoute, foreign: boolean): void {
    const added = this.addRoute(route, path, at, parent, foreign);
    list(route.routes).forEach((each, index) => { this.addTree(raw(each), `${path}.routes[${index}]`, at.at('routes', index), added, foreign); });
  }

  private addRoute(route: Raw, path: string, at: Located, parent: TreeRoute | undefined, foreign: boolean): TreeRoute {
    const added: TreeRoute = {
      path, at, parent, foreign, children: [],
      matchers: placedMatchers(route, at, foreign),
      receiver: text(route.receiver) ?? parent?.receiver ?? '',
      continues: route.continue === true,
    };
    parent?.children.push(added);
    this.routes.push(added);
    this.byPath.set(path, added);
    return added;
  }

  /** What the operator makes of an AlertmanagerConfig. Source: prometheus-operator v0.93.0 pkg/alertmanager/amcfg.go (AddAlertmanagerConfigs). */
  private additionRoute(world: World, object: ManifestObject): [Raw, ManifestObject] | undefined {
    const prefix = `${object.namespace}/${object.name}/`;
    for (const receiver of object.spec.at('receivers').items) {
      this.addReceiver(`${prefix}${receiver.at('name').text ?? ''}`, receiver, raw(receiver.value), /Configs$/);
    }
    const { route } = raw(object.spec.value);
    if (typeof route !== 'object' || route === null) { return undefined; }
    const converted = convertRoute(raw(route), prefix);
    const forced = isNamespaceForced(world, object) ? [Matcher.equal('namespace', object.namespace).toString()] : [];
    return [{ ...converted, matchers: [...list(converted.matchers), ...forced], continue: true }, object];
  }
}

/**
 * Whether the operator makes the routes of an AlertmanagerConfig match its own namespace only: the default.
 * Source: prometheus-operator v0.93.0 pkg/alertmanager/amcfg.go (alertmanagerConfigMatcherStrategy).
 */
export function isNamespaceForced(world: World, object: ManifestObject): boolean {
  const specs = [
    ...world.of('monitoring.coreos.com', 'Alertmanager').map((each) => ({ spec: each.spec, namespace: each.namespace as string | undefined })),
    ...world.stackValues.map((each) => ({ spec: each.at('alertmanager', 'alertmanagerSpec'), namespace: undefined })),
  ];
  const types = specs.map(({ spec, namespace }) => ({ type: spec.at('alertmanagerConfigMatcherStrategy', 'type').text, namespace, global: spec.at('alertmanagerConfiguration', 'name').text }));
  if (types.some(({ type, global }) => type === 'None' || global === object.name)) { return false; }
  return !types.some(({ type, namespace }) => type === 'OnNamespaceExceptForAlertmanagerNamespace' && (namespace === undefined || namespace === object.namespace));
}

const TREES = new WeakMap<World, readonly AlertmanagerTree[]>();

/** A route with what the walk reads, each field of the type that it expects. */
function cleanRoute(route: Raw): Raw {
  const strings = (value: unknown): string[] | undefined => Array.isArray(value) ? value.filter((each) => typeof each === 'string') : undefined;
  const time = (value: unknown): string | undefined => typeof value === 'string' && isDuration(value) ? value : undefined;
  return {
    receiver: text(route.receiver),
    group_by: strings(route.group_by),
    group_wait: time(route.group_wait), group_interval: time(route.group_interval), repeat_interval: time(route.repeat_interval),
    match: isValuesMap(route.match) ? route.match : undefined,
    match_re: isValuesMap(route.match_re) ? route.match_re : undefined,
    matchers: typeof route.matchers === 'string' ? [route.matchers] : strings(route.matchers),
    mute_time_intervals: strings(route.mute_time_intervals), active_time_intervals: strings(route.active_time_intervals),
    continue: route.continue === true,
    routes: list(route.routes).map((each) => cleanRoute(raw(each))),
  };
}

function convertRoute(route: Raw, prefix: string): Raw {
  return {
    ...cleanRoute({
      group_by: route.groupBy, group_wait: route.groupWait, group_interval: route.groupInterval, repeat_interval: route.repeatInterval,
      mute_time_intervals: route.muteTimeIntervals, active_time_intervals: route.activeTimeIntervals, continue: route.continue,
    }),
    receiver: text(route.receiver) === undefined ? undefined : `${prefix}${text(route.receiver) ?? ''}`,
    // What is written in Alertmanager's own way is refused, which routing/nested tells: the rest is walked as it was meant.
    matchers: list(route.matchers).map((each) => typeof each === 'string' ? each : matcherText(raw(each))), match: raw(route.match), match_re: raw(route.match_re),
    routes: list(route.routes).map((each) => convertRoute(raw(each), prefix)),
  };
}

/** A matcher of an AlertmanagerConfig as text. */
export function matcherText(matcher: Raw): string {
  const operator = text(matcher.matchType) ?? (matcher.regex === true ? '=~' : '=');
  return `${text(matcher.name) ?? ''}${operator}${JSON.stringify(typeof matcher.value === 'string' ? matcher.value : '')}`;
}

function placedMatchers(route: Raw, at: Located, foreign: boolean): readonly PlacedMatcher[] | undefined {
  try {
    const written = Array.isArray(at.at('matchers').value);
    return [
      ...Object.entries(raw(route.match)).map(([label, value]) => ({ matcher: Matcher._parsed(label, MatchOperator.EQUAL, asText(value)), at: at.at('match', label) })),
      ...Object.entries(raw(route.match_re)).map(([label, value]) => ({ matcher: Matcher._parsed(label, MatchOperator.MATCHES, asText(value)), at: at.at('match_re', label) })),
      ...list(route.matchers).flatMap((each, index) => {
        const place = !written || (foreign && !at.at('matchers', index).exists) ? at : at.at('matchers', index);
        return parseMatchers(asText(each)).map((matcher) => ({ matcher, at: place }));
      }),
    ];
  } catch {
    return undefined;
  }
}

/** Whether Prometheus and Alertmanager read a text as a duration. */
export function isDuration(value: string): boolean {
  try {
    parseDuration(value);
    return true;
  } catch {
    return false;
  }
}

function camel(field: string): string {
  return field.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function raw(value: unknown): Raw {
  return isValuesMap(value) ? value : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
