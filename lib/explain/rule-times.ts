import { RouteMatch } from '../alertmanager/route-walk';
import { readsFlaggersMetrics } from '../checks/alerts';
import { analyse } from '../checks/expression';
import { clusterInterval, LatencyPath, termsOf, totalOf } from '../checks/latency-path';
import { OPERATOR_INTERVAL_SECONDS } from '../checks/scrape';
import { RuleSource } from '../checks/sources';
import { World } from '../checks/world';
import { milliseconds } from '../duration';

/** What takes time until a rule fires: the terms of the family `latency`. */
export type RuleTerms = Pick<LatencyPath, 'scrape' | 'recording' | 'evaluation' | 'pending'>;

/** What takes time until a rule fires. What Flagger does not export is scraped by the stack's own monitors, as often as the stack does it. */
export function ruleTerms(world: World, rule: RuleSource): RuleTerms {
  const terms = termsOf(world, rule);
  if (isAboutFlagger(world, rule)) { return terms; }
  const own = clusterInterval(world, 'scrapeInterval');
  return { ...terms, scrape: { name: 'scrape', seconds: own ?? OPERATOR_INTERVAL_SECONDS, assuming: own === undefined ? `Prometheus scrapes every ${OPERATOR_INTERVAL_SECONDS} s, the operator's default` : undefined } };
}

/** The longest times in seconds from the event to the message, for a new group and for one that has been told of. */
export function messageTimes(terms: RuleTerms, route: RouteMatch): { readonly first: number; readonly next: number } {
  return { first: totalOf(terms, milliseconds(route.groupWait) / 1000), next: totalOf(terms, milliseconds(route.groupInterval) / 1000) };
}

/** Whether a rule rests on Flagger: on what it exports, or on its pods and its scrape. */
export function isAboutFlagger(world: World, rule: RuleSource): boolean {
  return readsFlaggersMetrics(world, rule.expr) || analyse(rule.expr).selectors.some(({ matchers }) => matchers.some(({ value }) => /flagger/i.test(value)));
}
