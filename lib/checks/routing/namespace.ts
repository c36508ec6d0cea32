import { parseMatchers } from '../../alertmanager/matcher-parser';
import { isNamespaceForced, matcherText } from '../alertmanager-tree';
import { CanaryAlert, canariesOf, canaryRules, isFailureRule } from '../alerts';
import { Check } from '../check';
import { Located } from '../located';
import { ManifestObject, World } from '../world';

/** An AlertmanagerConfig that the operator keeps to its own namespace, where the alerts about canaries carry another. */
export const namespace: Check = {
  id: 'routing/namespace',
  run: (world, report) => {
    const failures = canaryRules(world).filter(isFailureRule);
    const alerts = failures.flatMap((rule) => rule.alerts);
    const configs = world.of('monitoring.coreos.com', 'AlertmanagerConfig');
    // The only one that is shown is for all alerts, unless it says otherwise.
    const isAlone = configs.length === 1 && world.alertmanagers.length === 0;
    for (const object of configs) {
      const route = object.spec.at('route');
      if (!route.exists || !isNamespaceForced(world, object)) { continue; }
      const named = alerts.filter((alert) => isMeant(world, object, route, alert));
      const own = named.length > 0 || !isAlone ? named : alerts.filter((alert) => alert.canary !== undefined && passes(route, alert));
      const [first] = own;
      if (first === undefined || own.some(({ labels, open }) => open.has('namespace') || labels.namespace === object.namespace)) { continue; }
      const carried = first.labels.namespace;
      const isCertain = world.scrape.monitor !== undefined && named.length > 0;
      report(route, {
        severity: isCertain ? 'error' : 'warning',
        what: `no alert about canaries reaches this route: the operator adds namespace=${JSON.stringify(object.namespace)} to it, and ${first.labels.alertname ?? ''} carries ${carried === undefined || carried === '' ? 'no namespace' : `namespace=${JSON.stringify(carried)}`}`,
        value: object.namespace,
        allowed: 'alerts whose label `namespace` is the AlertmanagerConfig\'s own: without honorLabels that label is Flagger\'s namespace, and the canary\'s is exported_namespace',
        fix: 'honorLabels: true in the monitor, or the rule\'s label namespace: \'{{ $labels.exported_namespace }}\', or alertmanagerConfigMatcherStrategy: {type: None}',
        assuming: isCertain ? undefined : [world.scrape.assuming, named.length > 0 ? undefined : 'no other configuration of Alertmanager tells of canaries'].filter((each) => each !== undefined).join('; ') || undefined,
      });
    }
  },
};

/** Whether the object was written for an alert: it names it, or the canary is in its namespace. */
function isMeant(world: World, object: ManifestObject, route: Located, alert: CanaryAlert): boolean {
  const nested = [route, ...route.at('routes').items];
  const names = nested.some((each) => each.at('matchers').items.some((matcher) => matcher.at('name').text === 'alertname' && matches(matcher, alert)));
  const isHome = alert.canary === undefined ? canariesOf(world).some((each) => each.namespace === object.namespace) : alert.canary.namespace === object.namespace;
  return (names || isHome) && passes(route, alert) && (isHome || alert.canary === undefined || canariesOf(world).every((each) => each.namespace !== object.namespace));
}

/** Whether an alert gets through the matchers of the route itself. */
function passes(route: Located, alert: CanaryAlert): boolean {
  return route.at('matchers').items.every((matcher) => matches(matcher, alert));
}

function matches(matcher: Located, { labels }: CanaryAlert): boolean {
  try {
    return parseMatchers(matcherText(matcher.value as { readonly [field: string]: unknown })).every((each) => each._matches(labels));
  } catch {
    return false;
  }
}
