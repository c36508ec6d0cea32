import { asText } from '../as-text';
import { Matcher, MatchOperator } from '../../alertmanager/matcher';
import { parseMatchers } from '../../alertmanager/matcher-parser';
import { AlertmanagerTree } from '../alertmanager-tree';
import { CanaryAlert, canaryRules, isFailureRule } from '../alerts';
import { Check } from '../check';
import { isHeartbeat } from '../heartbeat-rule';
import { Located } from '../located';
import { World } from '../world';

/** An inhibit rule that mutes the page itself. */
export const inhibited: Check = {
  id: 'routing/inhibited',
  run: (world, report) => {
    const failures = canaryRules(world).filter(isFailureRule);
    if (failures.length === 0) { return; }
    const always = alwaysFiring(world);
    for (const tree of AlertmanagerTree.of(world)) {
      if (tree.at === undefined) { continue; }
      for (const rule of tree.at.at('inhibit_rules').items) {
        const sides = sidesOf(rule);
        if (sides === undefined) { continue; }
        const reason = failures.flatMap(({ alerts }) => alerts).map((alert) => reasonOf(sides, alert, always)).find((each) => each !== undefined);
        if (reason === undefined) { continue; }
        report(rule, {
          severity: reason.certain ? 'error' : 'warning',
          what: `${reason.alert} is muted: ${reason.why}`,
          allowed: 'an alert is muted as long as another one matches source_matchers and all labels of `equal` are the same; a label that both lack counts as the same',
          fix: reason.fix,
        });
      }
      if (isInfoInhibited(tree)) {
        const info = failures.find(({ rule }) => rule.labels.severity === 'info');
        if (info !== undefined) {
          report(info.rule.at.at('labels', 'severity'), {
            severity: 'error',
            what: `${info.rule.alert ?? ''} is muted: the chart's rule lets InfoInhibitor mute every alert of severity info, and InfoInhibitor fires because of it`,
            value: 'info', allowed: 'warning or critical for what people shall hear: kube-prometheus-stack keeps info alerts for context', fix: 'severity: critical',
          });
        }
      }
    }
  },
};

/** Whether the rule of kube-prometheus-stack's values by which InfoInhibitor mutes every alert of severity info is in force. */
export function isInfoInhibited(tree: AlertmanagerTree): boolean {
  return tree.source?.via === 'values' && tree.at?.at('inhibit_rules').exists === false;
}

/** Both sides of an inhibit rule. */
export interface Sides {
  readonly source: readonly Matcher[];
  readonly target: readonly Matcher[];
  readonly equal: readonly string[];
}

/** Why an alert is muted. */
export interface Reason {
  readonly alert: string;
  readonly why: string;
  readonly fix: string;
  readonly certain: boolean;
}

/** Alerts that fire always, with their labels: the stack's own, heartbeats, and rules that hold for every healthy canary. */
export function alwaysFiring(world: World): readonly { readonly [label: string]: string }[] {
  return [
    { alertname: 'Watchdog', severity: 'none' },
    ...world.rules.filter(isHeartbeat).map(({ alert, labels }) => ({ ...labels, alertname: alert ?? '' })),
    ...canaryRules(world).filter(({ on, rule }) => on.has('idle') && rule.for === undefined).flatMap(({ alerts }) => alerts.map(({ labels }) => labels)),
  ];
}

/** Why an inhibit rule mutes an alert by what fires always; undefined where it does not. */
export function reasonOf({ source, target, equal }: Sides, { labels }: CanaryAlert, always: readonly { readonly [label: string]: string }[]): Reason | undefined {
  const holds = (matchers: readonly Matcher[], of: { readonly [label: string]: string }): boolean => matchers.every((each) => each._matches(of));
  const alert = labels.alertname ?? '';
  if (!holds(target, labels)) { return undefined; }
  const isBoth = holds(source, labels);
  // An alert that matches both sides is not muted by another one that does.
  const culprit = always.find((each) => each.alertname !== alert && holds(source, each) && !(isBoth && holds(target, each)) && equal.every((label) => (each[label] ?? '') === (labels[label] ?? '')));
  if (culprit !== undefined) {
    return { alert, certain: true, why: `${culprit.alertname ?? ''} fires always, and is a source of this rule${source.length === 0 ? ', which names none' : ''}`, fix: 'source_matchers that no alert fulfils for ever' };
  }
  const lacks = equal.length > 0 && equal.every((label) => !Object.hasOwn(labels, label));
  return lacks && !isBoth ? { alert, certain: false, why: `it has none of the labels of \`equal\` (${equal.join(', ')}), so that any source without them mutes it`, fix: 'labels that both sides have' } : undefined;
}

/** Both sides of an inhibit rule; undefined where Alertmanager does not read it. */
export function sidesOf(rule: Located): Sides | undefined {
  try {
    const side = (name: string): Matcher[] => [
      ...rule.at(`${name}_match`).entries.map(([label, { value }]) => Matcher._parsed(label, MatchOperator.EQUAL, asText(value))),
      ...rule.at(`${name}_match_re`).entries.map(([label, { value }]) => Matcher._parsed(label, MatchOperator.MATCHES, asText(value))),
      ...rule.at(`${name}_matchers`).items.flatMap(({ text }) => parseMatchers(text ?? '')),
    ];
    return { source: side('source'), target: side('target'), equal: rule.at('equal').items.flatMap(({ text }) => text ?? []) };
  } catch {
    return undefined;
  }
}
