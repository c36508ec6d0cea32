import * as alertmanager from '../alertmanager';
import { parseMatchers } from '../alertmanager/matcher-parser';
import { parseDuration } from '../alertmanager/route-walk';
import { STACK_ALERTMANAGER_CONFIG } from '../facts/stack-alertmanager-config';

/**
 * Alertmanager's configuration for alerts that are not ours, as kube-prometheus-stack has it where nobody replaces it: our document replaces
 * the chart's as a whole, and what it does for other alerts would be gone.
 */

/** The route of all that no other route takes: grouped and repeated as the chart does it. */
export function rootRoute(receiver: alertmanager.Receiver): alertmanager.Route {
  const { group_by: labels, group_wait: wait, group_interval: interval, repeat_interval: repeat } = STACK_ALERTMANAGER_CONFIG.route;
  return new alertmanager.Route({
    receiver,
    groupBy: alertmanager.GroupBy.labels(...labels),
    groupWait: parseDuration(wait),
    groupInterval: parseDuration(interval),
    repeatInterval: parseDuration(repeat),
  });
}

/**
 * The routes to nobody: of Watchdog, which fires always, and of InfoInhibitor, which is there to mute others. The chart mutes that one by a rule
 * without a source, which each alert is a source of.
 */
export function quietRoutes(nobody: alertmanager.Receiver): alertmanager.Route[] {
  const { route, inhibit_rules: rules } = STACK_ALERTMANAGER_CONFIG;
  return [...route.routes.map(({ matchers }) => matchers), ...rules.filter((rule) => rule.source_matchers === undefined).map((rule) => rule.target_matchers)]
    .map((matchers) => new alertmanager.Route({ receiver: nobody, matchers: matchers.flatMap(parseMatchers) }));
}

/**
 * The chart's inhibit rules, which mute no alert of ours, whatever its severity.
 *
 * @param not What is true of all alerts but ours.
 */
export function inhibitRules(not: alertmanager.Matcher): alertmanager.InhibitRule[] {
  return STACK_ALERTMANAGER_CONFIG.inhibit_rules.flatMap(({ source_matchers: source, target_matchers: target, equal }) => (source === undefined ? [] : [
    new alertmanager.InhibitRule({ source: source.flatMap(parseMatchers), target: [...target.flatMap(parseMatchers), not], equal }),
  ]));
}
