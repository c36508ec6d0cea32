import { CanarySet } from '../rules';
import { addTo } from '../listed';

/** A canary, and what a rule must know of it: the longest time of its rollout, the highest weight. */
export interface LimitedCanary {
  readonly namespace: string;
  /** The label `name` of Flagger's metrics. */
  readonly name: string;
  readonly limit: number;
}

/** The canaries of a limit. */
export interface CanaryClass {
  readonly limit: number;
  readonly canaries: readonly CanarySet[];
}

/** How many canaries a rule names at most, and how many of one namespace. */
const NAMED = 100;
const NAMED_OF_ONE = 20;

/**
 * How many canaries of each namespace a rule names where there are so many namespaces. Nothing in the metrics tells one canary's limit
 * from another's, so that a rule must say which it means; by whole namespaces and a few names its text does not grow with the canaries.
 */
export function namedOfEach(namespaces: number): number {
  return Math.min(NAMED_OF_ONE, Math.floor(NAMED / Math.max(1, namespaces)));
}

/**
 * The canaries by their limits, the lowest first. Those of a small namespace are chosen by their names: canaries that others wrote
 * beside them are not meant. Of a larger one the most frequent limit is chosen by the namespace, the others by their names. Where these were more than a few, neighbouring limits of the namespace become one, the higher, those first that raise
 * the fewest canaries by the least: no canary ever has a lower limit than its own.
 *
 * @param few How many canaries of a namespace are named at most.
 */
export function classesOf(canaries: readonly LimitedCanary[], few: number): CanaryClass[] {
  const classes = new Map<number, CanarySet[]>();
  for (const [namespace, limits] of byNamespace(canaries)) {
    const levels = levelsOf(limits, few);
    const isSmall = levels.reduce((sum, { names }) => sum + names.length, 0) <= few;
    const most = isSmall ? undefined : mostFrequent(levels);
    const named = levels.filter((level) => level !== most);
    for (const level of levels) {
      const set: CanarySet = level !== most ? { namespace, names: level.names }
        : named.length === 0 ? { namespace } : { namespace, except: named.flatMap(({ names }) => names) };
      addTo(classes, level.limit, set);
    }
  }
  return [...classes].sort(([a], [b]) => a - b).map(([limit, sets]) => ({ limit, canaries: sets }));
}

interface Level { readonly limit: number; readonly names: string[] }

/** The limits of a namespace, ascending, so few that all but the most frequent can be named. */
function levelsOf(limits: ReadonlyMap<number, string[]>, few: number): readonly Level[] {
  let levels: Level[] = [...limits].sort(([a], [b]) => a - b).map(([limit, names]) => ({ limit, names }));
  const named = (): number => levels.reduce((sum, { names }) => sum + names.length, 0) - mostFrequent(levels).names.length;
  while (named() > few) {
    const cost = (i: number): number => (levels[i] as Level).names.length * ((levels[i + 1] as Level).limit - (levels[i] as Level).limit);
    const cheapest = levels.slice(1).map((_, i) => i).reduce((best, i) => cost(i) < cost(best) ? i : best);
    levels = levels.flatMap((level, i) => i === cheapest ? [] : i === cheapest + 1 ? [{ ...level, names: [...(levels[cheapest] as Level).names, ...level.names] }] : [level]);
  }
  return levels;
}

/** The higher one of two that are as frequent. */
function mostFrequent(levels: readonly Level[]): Level {
  return levels.reduce((most, level) => level.names.length >= most.names.length ? level : most);
}

function byNamespace(canaries: readonly LimitedCanary[]): Map<string, Map<number, string[]>> {
  const namespaces = new Map<string, Map<number, string[]>>();
  for (const { namespace, name, limit } of canaries) {
    const limits = namespaces.get(namespace) ?? new Map<number, string[]>();
    addTo(limits, limit, name);
    namespaces.set(namespace, limits);
  }
  return namespaces;
}
