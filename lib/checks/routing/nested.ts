import { Check } from '../check';
import { Located } from '../located';
import { KeyPlace } from '../schema/key-place';
import { meant } from '../spelling';

/** A nested route of an AlertmanagerConfig that the operator cannot read: it leaves the whole object out. */
export const nested: Check = {
  id: 'routing/nested',
  run: (world, report) => {
    for (const object of world.of('monitoring.coreos.com', 'AlertmanagerConfig')) {
      const told = (at: Located, what: string, value: string | undefined, fix: string | undefined): void => {
        report(at, {
          severity: 'error', what: `the operator leaves the AlertmanagerConfig ${object.name} out, with all its routes: ${what}`, value,
          allowed: 'the fields of the AlertmanagerConfig\'s own route: the CRD takes anything in a nested one, the operator does not (prometheus-operator v0.93.0 pkg/apis/monitoring/v1alpha1, ChildRoutes)', fix,
        });
      };
      for (const route of routesBelow(object.spec.at('route'))) { checkRoute(route, told); }
    }
  },
};

type Told = (at: Located, what: string, value: string | undefined, fix: string | undefined) => void;

type Type = 'text' | 'truth value' | 'list of texts' | 'list of routes' | 'list of matchers';

/** Source: prometheus-operator v0.93.0 pkg/apis/monitoring/v1alpha1/alertmanager_config_types.go (Route, Matcher). */
const ROUTE: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['receiver', 'text'], ['groupBy', 'list of texts'], ['groupWait', 'text'], ['groupInterval', 'text'], ['repeatInterval', 'text'],
  ['matchers', 'list of matchers'], ['continue', 'truth value'], ['routes', 'list of routes'], ['muteTimeIntervals', 'list of texts'], ['activeTimeIntervals', 'list of texts'],
]);
const MATCHER: ReadonlyMap<string, Type> = new Map<string, Type>([['name', 'text'], ['value', 'text'], ['matchType', 'text'], ['regex', 'truth value']]);

/** What Alertmanager's own configuration calls it. */
const ITS_OWN: { readonly [field: string]: string } = {
  match: 'matchers: [{ name: …, value: … }]', match_re: 'matchers: [{ name: …, matchType: =~, value: … }]',
  group_by: 'groupBy', group_wait: 'groupWait', group_interval: 'groupInterval', repeat_interval: 'repeatInterval', mute_time_intervals: 'muteTimeIntervals', active_time_intervals: 'activeTimeIntervals',
};

/** The first level is for the CRD's schema to say. */
function routesBelow(route: Located): Located[] {
  return route.at('routes').items.flatMap((each) => [each, ...routesBelow(each)]);
}

function checkRoute(route: Located, told: Told): void {
  if (route.entries.length === 0 && route.exists && (typeof route.value !== 'object' || Array.isArray(route.value))) { told(route, 'a nested route is no map', undefined, undefined); }
  for (const [name, at] of route.entries) {
    const type = ROUTE.get(name);
    if (type === undefined) {
      const own = Object.hasOwn(ITS_OWN, name) ? ITS_OWN[name] : meant(name, ROUTE.keys());
      told(new KeyPlace(at), `its nested route has no field ${name}`, undefined, own);
    } else if (at.exists && !isOf(type, at)) {
      told(at, `${name} of its nested route is no ${type}`, shown(at), undefined);
    } else if (type === 'list of matchers') {
      for (const matcher of at.items) { checkMatcher(matcher, told); }
    }
  }
}

function checkMatcher(matcher: Located, told: Told): void {
  if (matcher.text !== undefined || (matcher.exists && typeof matcher.value !== 'object')) {
    told(matcher, 'a matcher of its nested route is a text', shown(matcher), '{ name: …, matchType: "=", value: … }');
    return;
  }
  for (const [name, at] of matcher.entries) {
    const type = MATCHER.get(name);
    if (type === undefined) {
      told(new KeyPlace(at), `a matcher of its nested route has no field ${name}`, undefined, meant(name, MATCHER.keys()));
    } else if (at.exists && !isOf(type, at)) {
      told(at, `${name} in a matcher of its nested route is no ${type}`, shown(at), type === 'text' && typeof at.value !== 'object' ? JSON.stringify(String(at.value)) : undefined);
    }
  }
}

function isOf(type: Type, at: Located): boolean {
  switch (type) {
    case 'text': return at.text !== undefined;
    case 'truth value': return typeof at.value === 'boolean';
    case 'list of texts': return Array.isArray(at.value) && at.items.every(({ text }) => text !== undefined);
    default: return Array.isArray(at.value);
  }
}

function shown({ value }: Located): string | undefined {
  return typeof value === 'object' ? undefined : String(value);
}
