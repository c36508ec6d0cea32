import { RouteMatch } from '../../alertmanager/route-walk';
import { AlertmanagerTree } from '../alertmanager-tree';
import { canaryRules, isFailureRule, waysOf } from '../alerts';
import { Check } from '../check';
import { isForCanaries } from '../latency-path';
import { Located } from '../located';
import { timeToTell } from '../time-interval';

/** A page about a failure that is not sent at some times, or at none. */
export const muted: Check = {
  id: 'routing/muted',
  run: (world, report) => {
    const rules = canaryRules(world).filter(isFailureRule);
    const told = new Set<string>();
    for (const tree of AlertmanagerTree.of(world)) {
      const ways = rules.length > 0
        ? rules.flatMap(({ alerts }) => alerts.map((alert) => ({ name: alert.labels.alertname ?? '', way: waysOf(tree, alert, world)?.[0] ?? [] })))
        : tree.routes.filter(isForCanaries).map((route) => ({ name: 'an alert about canaries', way: [{ receiver: route.receiver, path: route.path, ...intervalsOf(route.at) }] }));
      for (const { name, way } of ways) {
        const heard = way.filter(({ receiver }) => tree.integrationsOf(receiver).length > 0);
        // One way that is always open is enough.
        if (heard.some(({ muteTimeIntervals, activeTimeIntervals }) => muteTimeIntervals.length + activeTimeIntervals.length === 0)) { continue; }
        for (const match of heard) {
          const route = tree.routeAt(match.path);
          if (route === undefined || told.has(`${tree.source?.owner?.reference ?? ''} ${match.path}`)) { continue; }
          told.add(`${tree.source?.owner?.reference ?? ''} ${match.path}`);
          const always = isAlwaysMuted(tree.at, match);
          const field = match.muteTimeIntervals.length > 0 ? 'mute' : 'active';
          const place = [route.at.at(`${field}_time_intervals`), route.at.at(`${field}TimeIntervals`)].find(({ exists }) => exists) ?? route.at;
          const names = (field === 'mute' ? match.muteTimeIntervals : match.activeTimeIntervals).join(', ');
          report(place, {
            severity: always ? 'error' : 'info',
            what: always ? `nobody is ever told of ${name}: the route is always muted by ${names}` : `nobody is told of ${name} ${field === 'mute' ? 'within' : 'outside of'} ${names}`,
            value: names,
            allowed: always ? 'an interval that leaves some time' : 'a failure at night is told when the interval ends, as long as it lasts; a route without intervals beside it tells at once',
            fix: always ? 'remove it from the route' : undefined,
          });
        }
      }
    }
  },
};

type Intervals = Pick<RouteMatch, 'muteTimeIntervals' | 'activeTimeIntervals'>;

function intervalsOf(route: Located): Intervals {
  const names = (field: string): string[] => route.at(field).items.flatMap(({ text }) => text ?? []);
  return { muteTimeIntervals: names('mute_time_intervals'), activeTimeIntervals: names('active_time_intervals') };
}

/** Whether the intervals of a route leave no time at all. */
export function isAlwaysMuted(config: Located | undefined, { muteTimeIntervals, activeTimeIntervals }: Intervals): boolean {
  if (config === undefined) { return false; }
  const intervals = new Map([...config.at('time_intervals').items, ...config.at('mute_time_intervals').items].map((each) => [each.at('name').text ?? '', each.at('time_intervals').items]));
  const active = activeTimeIntervals.map((name) => intervals.get(name));
  // Alertmanager refuses a configuration that names an interval which is not there.
  if (active.includes(undefined)) { return false; }
  return timeToTell({
    mute: muteTimeIntervals.flatMap((name) => intervals.get(name) ?? []), ...(active.length > 0 && { active: active.flatMap((each) => each ?? []) }),
  }) === undefined;
}
