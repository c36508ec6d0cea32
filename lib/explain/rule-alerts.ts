import { Matcher, MatchOperator } from '../alertmanager/matcher';
import { alertWithoutCanary, alikeFor, answerOf, CanaryAlert, canariesOf, readsFlaggersMetrics, sameAlertsAbout, targetName } from '../checks/alerts';
import { analyse, CanaryEvent, ExpressionSelector } from '../checks/expression';
import { RuleSource } from '../checks/sources';
import { ManifestObject, World } from '../checks/world';

/** What can happen to a canary that Flagger watches and lasts, the likeliest meaning of a rule first. */
const EVENTS: readonly CanaryEvent[] = ['failed', 'promotion-failed', 'stuck', 'waiting', 'overweight', 'initializing', 'idle'];

/**
 * The alerts that a rule can send, as evaluating it shows: one for each Canary that makes it fire, a single one where it is about
 * none. Empty where it certainly never fires.
 */
export function alertsOf(rule: RuleSource, world: World): readonly CanaryAlert[] {
  if (canariesOf(world).length === 0 || !readsFlaggersMetrics(world, rule.expr)) { return [alertWithoutCanary(rule)]; }
  const alerts = alikeFor(world, rule.expr).flatMap((alike) => alertsAbout(rule, alike, world));
  if (alerts.length > 0) { return alerts; }
  const gone: readonly CanaryEvent[] = ['absent', 'down', 'unscraped'];
  const [any] = canariesOf(world);
  return any !== undefined && gone.some((event) => answerOf(world, rule, event, any).truth !== 'silent') ? [alertWithoutCanary(rule)] : [];
}

function alertsAbout(rule: RuleSource, alike: readonly ManifestObject[], world: World): CanaryAlert[] {
  const [one] = alike;
  if (one === undefined) { return []; }
  const event = [...EVENTS, 'progressing' as const].find((each) => answerOf(world, rule, each, one).truth === 'fires')
    ?? EVENTS.find((each) => answerOf(world, rule, each, one).alerts.length > 0);
  if (event !== undefined) {
    const { alerts } = answerOf(world, rule, event, one);
    return alike.flatMap((canary) => sameAlertsAbout(world, alerts, one, canary));
  }
  // What was before a canary came to be is never known.
  const decidedElsewhere = EVENTS.some((each) => each !== 'initializing' && answerOf(world, rule, each, one).truth === 'unknown') && isChosen(rule.expr, one);
  return decidedElsewhere ? alike.map((canary) => named(alertWithoutCanary(rule), canary, world)) : [];
}

/** An alert about a canary, of a rule that rests on more than the manifests show. */
function named(alert: CanaryAlert, canary: ManifestObject, { scrape }: World): CanaryAlert {
  const known: { readonly [label: string]: string } = scrape.honorLabels
    ? { name: targetName(canary), namespace: canary.namespace }
    : { name: targetName(canary), exported_namespace: canary.namespace, namespace: scrape.namespace };
  const labels = Object.fromEntries(Object.entries(alert.labels).map(([label, value]) => [label, alert.open.has(label) ? known[label] ?? value : value]));
  return { ...alert, canary, labels, open: new Set([...alert.open].filter((label) => !(label in known))) };
}

/** Whether a selector of an expression takes the canary in. */
function isChosen(expr: string, canary: ManifestObject): boolean {
  const values: { readonly [label: string]: string } = { name: targetName(canary), workload: targetName(canary), namespace: canary.namespace, exported_namespace: canary.namespace };
  const takes = ({ matchers }: ExpressionSelector): boolean => matchers.every(({ label, op, value }) => {
    const own = values[label];
    try {
      return own === undefined || Matcher._parsed(label, op as MatchOperator, value)._matches({ [label]: own });
    } catch {
      return true;
    }
  });
  return analyse(expr).selectors.some((each) => !each.negated && !each.filter && takes(each));
}
