import { Metric } from '../facts/metric';
import { Expression, LabelMatch, Selector, series } from '../prometheus/promql';
import { CanarySet } from './canary-set';

/** What is chosen of a namespace: the canaries of these names, or all others. */
interface Choice { readonly named: boolean; readonly names: ReadonlySet<string> }

/**
 * Which canaries a rule is about, by the labels of their series. Namespaces in which the same is chosen share a selector, so that
 * its length follows the number of namespaces and of names, not that of the canaries.
 */
export class CanarySelection {
  /** Every canary that Flagger knows. */
  public static readonly ALL = new CanarySelection(new Map(), true);

  /** The canaries of these sets. */
  public static of(sets: readonly CanarySet[]): CanarySelection {
    return new CanarySelection(unionOf(sets), false);
  }

  /** The canaries of none of these sets, those of other namespaces among them. */
  public static except(sets: readonly CanarySet[]): CanarySelection {
    return new CanarySelection(new Map([...unionOf(sets)].map(([namespace, { named, names }]) => [namespace, { named: !named, names }])), true);
  }

  private constructor(private readonly choices: ReadonlyMap<string, Choice>, /** Whether namespaces without a choice belong to it. */ private readonly others: boolean) {}

  /** Whether no canary is chosen, in no namespace. */
  public get isEmpty(): boolean {
    return !this.others && [...this.choices.values()].every(({ named, names }) => named && names.size === 0);
  }

  /**
   * The series of the canaries: a selector for each group of namespaces that choose alike, joined by what `each` makes of it.
   * `unnamed` are conditions where a selector names no canaries.
   */
  public seriesOf<L extends string, R extends string>(
    metric: Metric<L | 'namespace'>, nameLabel: L, each: (selector: Selector<L | 'namespace'>) => Expression<R>, unnamed: readonly LabelMatch<L>[] = [],
  ): Expression<R> {
    const select = (...matchers: LabelMatch<L | 'namespace'>[]): Expression<R> => each(series<L | 'namespace'>(metric, ...matchers));
    const elsewhere = this.choices.size === 0 ? [] : [LabelMatch.isNoneOf<'namespace'>('namespace', [...this.choices.keys()].sort(compare))];
    const chosen = this.alike().map(({ namespaces, named, names }) => select(
      LabelMatch.isOneOf<'namespace'>('namespace', namespaces),
      ...(named ? [LabelMatch.isOneOf<L>(nameLabel, names)] : [...(names.length === 0 ? [] : [LabelMatch.isNoneOf<L>(nameLabel, names)]), ...unnamed]),
    ));
    return [...chosen, ...(this.others ? [select(...elsewhere, ...unnamed)] : [])].reduce((all, next) => all.or(next));
  }

  /** The namespaces that choose alike, without those that choose nothing. */
  private alike(): { readonly namespaces: string[]; readonly named: boolean; readonly names: readonly string[] }[] {
    const groups = new Map<string, { namespaces: string[]; named: boolean; names: string[] }>();
    for (const [namespace, { named, names }] of [...this.choices].sort(([a], [b]) => compare(a, b))) {
      if (named && names.size === 0) { continue; }
      const sorted = [...names].sort(compare);
      const key = JSON.stringify([named, sorted]);
      groups.set(key, { named, names: sorted, namespaces: [...(groups.get(key)?.namespaces ?? []), namespace] });
    }
    return [...groups.values()];
  }
}

function unionOf(sets: readonly CanarySet[]): Map<string, Choice> {
  const choices = new Map<string, Choice>();
  for (const { namespace, names, except = [] } of sets) {
    const next: Choice = names === undefined ? { named: false, names: new Set(except) } : { named: true, names: new Set(names) };
    choices.set(namespace, union(choices.get(namespace) ?? { named: true, names: new Set() }, next));
  }
  return choices;
}

function union(a: Choice, b: Choice): Choice {
  if (a.named && b.named) { return { named: true, names: new Set([...a.names, ...b.names]) }; }
  if (a.named) { return { named: false, names: new Set([...b.names].filter((name) => !a.names.has(name))) }; }
  if (b.named) { return union(b, a); }
  return { named: false, names: new Set([...a.names].filter((name) => b.names.has(name))) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
