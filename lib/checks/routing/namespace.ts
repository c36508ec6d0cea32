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
    for (const object of world.of('monitoring.coreos.com', 'AlertmanagerConfig')) {
      const route = object.spec.at('route');
      if (!route.exists || !isNamespaceForced(world, object)) { continue; }
      const own = alerts.filter((alert) => isMeant(world, object, route, alert));
      const [first] = own;
      if (first === undefined || own.some(({ labels, open }) => open.has('namespace') || labels.namespace === object.namespace)) { continue; }
      const carried = first.labels.namespace;
      const isCertain = world.scrape.monitor !== undefined;
      report(route, {
        severity: isCertain ? 'error' : 'warning',
        what: `no alert about canaries reaches this route: the operator adds namespace=${JSON.stringify(object.namespace)} to it, and ${first.labels.alertname ?? ''} carries ${carried === undefined || carried === '' ? 'no namespace' : `namespace=${JSON.stringify(carried)}`}`,
        value: object.namespace,
        allowed: 'alerts whose label `namespace` is the AlertmanagerConfig\'s own: without honorLabels that label is Flagger\'s namespace, and the canary\'s is exported_namespace',
        fix: 'honorLabels: true in the monitor, or the rule\'s label namespace: \'{{ $labels.exported_namespace }}\', or alertmanagerConfigMatcherStrategy: {type: None}',
        assuming: isCertain ? undefined : world.scrape.assuming,
      });
    }
  },
};

/** Whether the object was written for an alert: it names it, or the canary is in its namespace. */
function isMeant(world: World, object: ManifestObject, route: Located, alert: CanaryAlert): boolean {
  const nested = [route, ...route.at('routes').items];
  const names = nested.some((each) => each.at('matchers').items.some((matcher) => matcher.at('name').text === 'alertname' && matches(matcher, alert)));
  const isHome = alert.canary === undefined ? canariesOf(world).some((each) => each.namespace === object.namespace) : alert.canary.namespace === object.namespace;
  return (names || isHome) && route.at('matchers').items.every((matcher) => matches(matcher, alert)) && (isHome || alert.canary === undefined || canariesOf(world).every((each) => each.namespace !== object.namespace));
}

function matches(matcher: Located, { labels }: CanaryAlert): boolean {
  try {
    return parseMatchers(matcherText(matcher.value as { readonly [field: string]: unknown })).every((each) => each._matches(labels));
  } catch {
    return false;
  }
}
