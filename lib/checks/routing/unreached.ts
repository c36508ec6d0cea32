import { MatchOperator } from '../../alertmanager/matcher';
import { AlertmanagerTree, PlacedMatcher, TreeRoute } from '../alertmanager-tree';
import { CanaryAlert, CanaryRule, canaryRules, isFailureRule, isHeard, waysOf } from '../alerts';
import { Check } from '../check';
import { meant } from '../spelling';
import { World } from '../world';

/** An alert about canaries that ends where nobody is told, or a name in a route that no alert has. */
export const unreached: Check = {
  id: 'routing/unreached',
  run: (world, report) => {
    const rules = canaryRules(world);
    const trees = AlertmanagerTree.of(world).filter(({ complete, sound }) => complete && sound);
    if (trees.length === 0) { return; }
    const fates = rules.map((rule) => ({ rule, lost: lostOf(trees, rule, world) }));
    const failureHeard = fates.some(({ rule, lost }) => isFailureRule(rule) && lost === undefined);
    const misspelt = misspeltNames(world, trees, rules);
    for (const { at, wrong, right } of misspelt) {
      const lost = fates.find(({ rule, lost: each }) => rule.rule.alert === right && each !== undefined);
      report(at, {
        severity: lost === undefined ? 'warning' : 'error',
        what: `no rule sends an alert ${JSON.stringify(wrong)}: did you mean ${JSON.stringify(right)}?${lost === undefined ? '' : ' As it is, nobody is told of it'}`,
        value: wrong, allowed: 'the name of an alert, letter for letter', fix: right,
      });
    }
    const explained = new Set(misspelt.map(({ right }) => right));
    for (const { rule, lost } of fates) {
      const { alert = '', labels } = rule.rule;
      if (lost === undefined || explained.has(alert)) { continue; }
      const isFailure = isFailureRule(rule);
      // What is only worth knowing may well be meant for a dashboard.
      if (!isFailure && !/^(critical|error|page|high|warning|major|p[1-3])$/i.test(labels.severity ?? '')) { continue; }
      const near = nearestRoute(trees, lost);
      const end = trees.map((tree) => waysOf(tree, lost, world)?.[0]?.[0]).find((each) => each !== undefined);
      const wants = near?.failing.matcher;
      report(wants !== undefined && rule.rule.at.at('labels', wants.label).exists ? rule.rule.at.at('labels', wants.label) : rule.rule.at.at('alert'), {
        severity: isFailure && !failureHeard ? 'error' : 'warning',
        what: `nobody is told of ${alert}: it ends at ${end?.path ?? 'route'}, whose receiver ${JSON.stringify(end?.receiver ?? '')} has no integration`,
        value: wants === undefined ? undefined : `${wants.label}=${JSON.stringify(lost.labels[wants.label] ?? '')}`,
        allowed: wants === undefined ? 'labels that a route to a receiver with an integration asks for' : `${near?.route.path ?? ''} asks for ${wants.toString()}, and would tell ${near?.route.receiver ?? ''}`,
        fix: wants?.operator === MatchOperator.EQUAL ? `${wants.label}: ${wants.value}` : 'a route that takes it',
        assuming: world.scrape.monitor === undefined ? world.scrape.assuming : undefined,
      });
    }
  },
};

/**
 * An alert of a rule that certainly reaches nobody. Where the scrape is not known, each canary has an alert for each way of
 * scraping, and all of them must be lost.
 */
function lostOf(trees: readonly AlertmanagerTree[], rule: CanaryRule, world: World): CanaryAlert | undefined {
  const heard = new Set<unknown>();
  const lost = new Map<unknown, CanaryAlert>();
  for (const alert of rule.alerts) {
    if (heard.has(alert.canary)) { continue; }
    if (isLost(trees, alert, world)) {
      if (!lost.has(alert.canary)) { lost.set(alert.canary, alert); }
    } else {
      heard.add(alert.canary);
    }
  }
  return [...lost].find(([canary]) => !heard.has(canary))?.[1];
}

/** Whether an alert certainly reaches nobody, in any configuration of the manifests. */
function isLost(trees: readonly AlertmanagerTree[], alert: CanaryAlert, world: World): boolean {
  return trees.every((tree) => {
    const ways = waysOf(tree, alert, world);
    return ways !== undefined && ways.every((way) => !isHeard(tree, way) && way.every(({ receiver }) => tree.receivers.has(receiver)));
  });
}

/** The route to somebody that asks for one thing too much, alerts before it aside. */
function nearestRoute(trees: readonly AlertmanagerTree[], alert: CanaryAlert): { readonly route: TreeRoute; readonly failing: PlacedMatcher } | undefined {
  for (const tree of trees) {
    for (const route of tree.routes) {
      if (tree.integrationsOf(route.receiver).length === 0) { continue; }
      const failing: PlacedMatcher[] = [];
      for (let each: TreeRoute | undefined = route; each !== undefined && failing.length < 2; each = each.parent) {
        failing.push(...(each.matchers ?? []).filter(({ matcher }) => !matcher._matches(alert.labels)));
      }
      if (failing.length === 1 && failing[0] !== undefined) { return { route, failing: failing[0] }; }
    }
  }
  return undefined;
}

/** Names of alerts in routes that are a slip away from a rule's, and are no rule's. */
function misspeltNames(world: World, trees: readonly AlertmanagerTree[], rules: readonly CanaryRule[]): { readonly at: PlacedMatcher['at']; readonly wrong: string; readonly right: string }[] {
  const all = new Set(world.rules.flatMap(({ alert }) => alert ?? []));
  const names = new Set(rules.flatMap(({ rule }) => rule.alert ?? []));
  const routed = new Set(trees.flatMap((tree) => tree.routes.flatMap(({ matchers }) => (matchers ?? []).flatMap(({ matcher }) => matcher.label === 'alertname' ? namesIn(matcher.operator, matcher.value) : []))));
  return trees.flatMap((tree) => tree.routes.flatMap(({ matchers }) => (matchers ?? []).flatMap(({ matcher, at }) => {
    if (matcher.label !== 'alertname') { return []; }
    return namesIn(matcher.operator, matcher.value).flatMap((wrong) => {
      const right = all.has(wrong) ? undefined : meant(wrong, names);
      // Where the right name is routed, too, the other one may be an alert of somewhere else.
      return right === undefined || routed.has(right) ? [] : [{ at, wrong, right }];
    });
  })));
}

function namesIn(operator: MatchOperator, value: string): string[] {
  if (operator === MatchOperator.EQUAL) { return [value]; }
  return operator === MatchOperator.MATCHES && /^[\w|]+$/.test(value) ? value.split('|') : [];
}
