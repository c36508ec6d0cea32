import { AlertmanagerTree } from './alertmanager-tree';
import { canariesOf, CanaryRule, canaryRules } from './alerts';
import { Problem } from './finding';
import { Report } from './check';
import { World } from './world';

/**
 * Tells once what no rule about canaries covers, where the manifests hold enough to expect it: rules about canaries, and
 * Alertmanager's side or the canaries.
 */
export function hint(world: World, report: Report, covers: (rule: CanaryRule) => boolean, problem: Omit<Problem, 'severity' | 'assuming'>): void {
  const rules = canaryRules(world);
  const [first] = rules.filter(({ readsMetrics }) => readsMetrics);
  if (first === undefined || (canariesOf(world).length === 0 && AlertmanagerTree.of(world).length === 0) || rules.some(covers)) { return; }
  report(first.rule.group.at('rules'), { severity: 'info', ...problem, assuming: 'no rule elsewhere does it' });
}
