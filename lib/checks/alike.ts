import { Matcher, MatchOperator } from '../alertmanager/matcher';
import { PRIMARY_SUFFIX } from '../facts/flagger-metrics';
import { analyse } from './expression';
import { Scrape } from './world';
import { entry } from '../kept';
import { addTo } from '../listed';

/** A canary by what Flagger's metrics call it. */
export interface NamedCanary {
  /** The target's name. */
  readonly name: string;
  readonly namespace: string;
}

/** The labels by which a selector tells canaries apart. */
export const CANARY_LABELS: readonly string[] = ['name', 'workload', 'namespace', 'exported_namespace'];

/** What a selector asks of a canary, by those labels. */
interface Selector {
  readonly index: number;
  readonly conditions: readonly Matcher[];
}

/**
 * The canaries in groups that no selector of an expression tells apart, in their order: what the expression gives for one, it
 * gives for all of a group. A selector for each team of a platform is the usual case, so that each canary is
 * held against the selectors that can be about it, and not against all.
 */
export function alikeCanaries<C extends NamedCanary>(expr: string, canaries: readonly C[], scrapes: readonly Pick<Scrape, 'honorLabels' | 'namespace'>[]): readonly (readonly C[])[] {
  const selectors = selectorsOf(expr);
  const byLabel = new Map<string, Map<string, Selector[]>>();
  const general: Selector[] = [];
  for (const each of selectors) {
    const equal = each.conditions.find(({ operator, value }) => operator === MatchOperator.EQUAL && value !== '');
    if (equal === undefined) { general.push(each); continue; }
    addTo(entry(byLabel, equal.label, () => new Map<string, Selector[]>()), equal.value, each);
  }
  if (selectors.length === 0) { return canaries.length === 0 ? [] : [canaries]; }
  // Without honorLabels the label `namespace` is Flagger's own.
  const flaggers = [...new Set(scrapes.filter(({ honorLabels }) => !honorLabels).map(({ namespace }) => namespace))];
  const groups = new Map<string, C[]>();
  for (const canary of canaries) {
    const values = valuesOf(canary, flaggers);
    const about = [...general];
    for (const [label, byValue] of byLabel) {
      for (const value of values[label] ?? []) { about.push(...byValue.get(value) ?? []); }
    }
    const once = about.length < 2 ? about : [...new Set(about)].sort((a, b) => a.index - b.index);
    let key = '';
    for (const each of once) { key += signature(each, values); }
    addTo(groups, key, canary);
  }
  return [...groups.values()];
}

function selectorsOf(expr: string): Selector[] {
  return analyse(expr).selectors.flatMap(({ matchers }, index): Selector[] => {
    const conditions = matchers.filter(({ label }) => CANARY_LABELS.includes(label)).flatMap(({ label, op, value }) => {
      try {
        return [Matcher._parsed(label, op as MatchOperator, value)];
      } catch {
        return [];
      }
    });
    return conditions.length === 0 ? [] : [{ index, conditions }];
  });
}

/** The values that the series of a canary can have; no metric has all of these labels. */
function valuesOf({ name, namespace }: NamedCanary, flaggers: readonly string[]): { readonly [label: string]: readonly string[] } {
  return { name: [name, ''], workload: [name, `${name}${PRIMARY_SUFFIX}`, ''], namespace: [namespace, ...flaggers, ''], exported_namespace: [namespace, ''] };
}

/** Which of a canary's values a selector takes; empty where it takes no series of it. */
function signature({ index, conditions }: Selector, values: { readonly [label: string]: readonly string[] }): string {
  let bits = '';
  for (const matcher of conditions) {
    let own = '';
    for (const value of values[matcher.label] ?? []) { own += matcher._matches({ [matcher.label]: value }) ? '1' : '0'; }
    if (!own.includes('1')) { return ''; }
    bits += own;
  }
  return `${index}:${bits} `;
}
