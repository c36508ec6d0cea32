import { partsOf } from '../expression';
import { comparisonOf, domainOf } from '../expression/domain';
import { isFlaggers } from '../expression/metrics';

/** What in an expression lets a canary pass, and where it stands. */
export interface Cause {
  readonly metric?: string;
  readonly offset?: number;
  readonly text?: string;
  readonly isBool?: boolean;
}

/** The comparison that lets a canary pass; without one, the selector. */
export function causeIn(expr: string, passes: (part: string) => boolean): Cause {
  const causes = partsOf(expr).flatMap((part): (Cause & { readonly text: string })[] => {
    const comparison = comparisonOf(part);
    const domain = comparison === undefined ? undefined : domainOf(comparison.of);
    return comparison === undefined || domain === undefined ? []
      : [{ metric: domain.metric, offset: comparison.offset, text: expr.slice(comparison.node.from, comparison.node.to), isBool: comparison.node.bool }];
  });
  const cause = causes.find(({ text }) => passes(text));
  if (cause !== undefined) { return cause; }
  const selector = partsOf(expr).find((each) => each.kind === 'vector' && each.metric !== undefined && isFlaggers(each.metric));
  return selector?.kind === 'vector' ? { metric: selector.metric, offset: selector.from } : {};
}
