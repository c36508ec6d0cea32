import { Metric } from '../facts/metric';
import { Expression, LabelMatch, Selector, series } from '../prometheus/promql';
import { CanaryReference } from './canary-reference';

/** The series of these canaries: one selector a namespace, joined by what `each` makes of it. */
export function seriesOf<L extends string, R extends string>(
  metric: Metric<L | 'namespace'>, nameLabel: L, canaries: readonly CanaryReference[], each: (selector: Selector<L | 'namespace'>) => Expression<R>,
): Expression<R> {
  const names = new Map<string, string[]>();
  for (const { namespace, name } of [...canaries].sort(byReference)) {
    names.set(namespace, [...(names.get(namespace) ?? []), name]);
  }
  return [...names]
    .map(([namespace, of]) => each(series<L | 'namespace'>(metric, LabelMatch.is('namespace', namespace), LabelMatch.isOneOf(nameLabel, of))))
    .reduce((all, next) => all.or(next));
}

function byReference(a: CanaryReference, b: CanaryReference): number {
  return compare(a.namespace, b.namespace) || compare(a.name, b.name);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
