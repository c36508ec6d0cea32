import { compare } from '../../checks/compare';
import { fields, Fields, given, list, text, texts } from './fields';
import { ConfigKey, convertedReceiver, prefixed } from './converted-receiver';

/** An AlertmanagerConfig that the Alertmanager selects. */
export interface SelectedConfig extends ConfigKey {
  readonly spec: Fields;
}

/** Which routes and inhibit rules of AlertmanagerConfigs get a matcher of their own namespace. */
export type MatcherStrategy = 'OnNamespace' | 'OnNamespaceExceptForAlertmanagerNamespace' | 'None';

/**
 * The main configuration with AlertmanagerConfigs merged into it: their routes come first and go on to the next, each with a
 * matcher of its namespace unless the strategy says otherwise.
 * Source: prometheus-operator v0.93.0 pkg/alertmanager/amcfg.go (AddAlertmanagerConfigs, namespaceEnforcer).
 *
 * @param namespace The Alertmanager's namespace.
 */
export function mergedConfig(main: Fields, configs: readonly SelectedConfig[], strategy: MatcherStrategy, namespace: string | undefined): Fields {
  const sorted = [...configs].sort((a, b) => compare(`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`));
  const isFree = (key: ConfigKey): boolean => strategy === 'None' || (strategy === 'OnNamespaceExceptForAlertmanagerNamespace' && key.namespace === namespace);
  const forced = (key: ConfigKey): readonly string[] => isFree(key) ? [] : [`namespace="${escaped(key.namespace)}"`];
  const routed = sorted.filter(({ spec }) => spec.route !== undefined && spec.route !== null);
  const route = fields(main.route);
  return {
    ...main,
    route: { ...route, routes: [...routed.map((each) => topRoute(each, forced(each))), ...list(route.routes)] },
    inhibit_rules: [...list(main.inhibit_rules), ...sorted.flatMap((each) => list(each.spec.inhibitRules).map((rule) => inhibitRule(fields(rule), forced(each))))],
    receivers: [...list(main.receivers), ...routed.flatMap((each) => list(each.spec.receivers).map((receiver) => convertedReceiver(receiver, each)))],
    mute_time_intervals: [...list(main.mute_time_intervals), ...routed.flatMap((each) => list(each.spec.muteTimeIntervals).map((interval) => timeInterval(fields(interval), each)))],
  };
}

function topRoute(config: SelectedConfig, forced: readonly string[]): Fields {
  const route = convertedRoute(fields(config.spec.route), config);
  return { ...route, matchers: [...texts(route.matchers), ...forced], continue: true };
}

/** A route as alertmanager.yaml has it (convertRoute). */
export function convertedRoute(route: Fields, key: ConfigKey): Fields {
  return given({
    receiver: prefixed(key, route.receiver),
    group_by: route.groupBy ?? undefined,
    group_wait: route.groupWait ?? undefined,
    group_interval: route.groupInterval ?? undefined,
    repeat_interval: route.repeatInterval ?? undefined,
    continue: route.continue === true,
    matchers: list(route.matchers).map((each) => matcher(fields(each))),
    routes: list(route.routes).map((each) => convertedRoute(fields(each), key)),
    mute_time_intervals: texts(route.muteTimeIntervals).map((each) => prefixed(key, each) ?? ''),
    active_time_intervals: texts(route.activeTimeIntervals).map((each) => prefixed(key, each) ?? ''),
  });
}

/** An inhibit rule as alertmanager.yaml has it (convertInhibitRule, processInhibitRule). */
export function inhibitRule({ sourceMatch, targetMatch, equal }: Fields, forced: readonly string[]): Fields {
  const matchers = (written: unknown): string[] => {
    const own = list(written).map((each) => matcher(fields(each)));
    return [...own, ...forced.filter((each) => !own.some((other) => other.replaceAll(' ', '') === each.replaceAll(' ', '')))];
  };
  return given({ source_matchers: matchers(sourceMatch), target_matchers: matchers(targetMatch), equal: equal ?? undefined });
}

function matcher({ name, value, matchType, regex }: Fields): string {
  return `${text(name) ?? ''}${text(matchType) ?? (regex === true ? '=~' : '=')}"${escaped(text(value) ?? '')}"`;
}

/** As OpenMetrics escapes a label's value (openMetricsEscape). */
function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}

/** A time interval as alertmanager.yaml has it; one without a span loses its name (convertMuteTimeInterval). */
export function timeInterval({ name, timeIntervals }: Fields, key: ConfigKey): Fields {
  const spans = list(timeIntervals).map(fields);
  return {
    name: spans.length === 0 ? '' : prefixed(key, name) ?? '',
    time_intervals: spans.map((span) => given({
      times: list(span.times).map(fields).map(({ startTime, endTime }) => ({ start_time: startTime, end_time: endTime })),
      weekdays: span.weekdays ?? undefined,
      days_of_month: list(span.daysOfMonth).map(fields).map(({ start = 0, end = 0 }) => `${String(start)}:${String(end)}`),
      months: span.months ?? undefined,
      years: span.years ?? undefined,
    })),
  };
}
