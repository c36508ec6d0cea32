import { failurePaths, groupTerm, totalOf, treeOf } from '../checks/latency-path';
import { World } from '../checks/world';
import { Scenario } from './scenario';

/** The longest that people may wait for the message of a failure, in seconds, as the checks compute it. */
export interface WorstCase {
  /** Of a canary that nothing was told of before. */
  readonly first: number;
  /** Of one that failed before. */
  readonly again: number;
}

/** The worst of all ways on which a failure reaches people; undefined where there is none. */
export function worstCaseOf(world: World): WorstCase | undefined {
  const heard = failurePaths(world).filter(({ rule, route }) => rule?.failure === 'fires' && route !== undefined);
  const total = (setting: 'group_wait' | 'group_interval'): number =>
    Math.max(...heard.map((path) => totalOf(path, groupTerm(treeOf(world, path.route), path, setting)?.seconds ?? 0)));
  return heard.length === 0 ? undefined : { first: total('group_wait'), again: total('group_interval') };
}

/**
 * What is computed for a scenario; undefined where something of it disturbs the programs, which no computation takes into account, or
 * where no moment is named.
 */
export function computedFor({ before, steps, expect, alertmanagers }: Scenario, worst: WorstCase | undefined): number | undefined {
  const isDisturbed = before !== undefined || alertmanagers > 1 || steps.some(({ action }) => !('canary' in action));
  if (worst === undefined || isDisturbed || !expect.some(({ times, from }) => times > 0 && from !== undefined)) { return undefined; }
  const canaries = expect.map(({ canary }) => canary);
  return new Set(canaries).size < canaries.length ? Math.max(worst.first, worst.again) : worst.first;
}
