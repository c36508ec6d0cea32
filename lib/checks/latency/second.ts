import { Check } from '../check';
import { failurePaths, groupTerm, inWords, LatencyPath, promiseOf, sumOf, totalOf, treeOf } from '../latency-path';
import { assumingOf } from './first';

/** Group intervals up to Alertmanager's default do no harm where each canary is a group of its own: no rollout is shorter. */
const USUAL_SECONDS = 300;

/** A second failure in a group that exists waits for group_interval. */
export const second: Check = {
  id: 'latency/second',
  run: (world, report) => {
    const promise = promiseOf(world);
    const told = new Set<string>();
    for (const path of failurePaths(world)) {
      const group = groupTerm(treeOf(world, path.route), path, 'group_interval');
      if (group?.at === undefined) { continue; }
      const isAlone = isGroupOfItsOwn(path);
      if (isAlone && group.seconds <= USUAL_SECONDS) { continue; }
      const pending = path.pending === undefined || path.pending.seconds >= promise ? undefined : path.pending;
      const counted = { ...path, pending };
      const total = totalOf(counted, group.seconds);
      // Where it is late without the group, latency/first says so.
      if (total <= promise || (group.seconds < promise && totalOf(counted, 0) > promise)) { continue; }
      const key = `${group.at.document.file ?? ''} ${group.at.object ?? ''} ${group.at.field ?? ''}`;
      if (told.has(key)) { continue; }
      told.add(key);
      const terms = [path.scrape, path.recording, path.evaluation, pending, group].filter((each) => each !== undefined);
      report(group.at, {
        severity: isAlone ? 'info' : 'warning',
        what: isAlone
          ? `a canary that fails again waits up to ${inWords(group.seconds)} for group_interval where ${inWords(promise)} are promised: ${sumOf(terms, total)}`
          : `a second canary that fails in the same group waits up to ${inWords(group.seconds)} for group_interval where ${inWords(promise)} are promised: ${sumOf(terms, total)}`,
        value: `group_interval: ${inWords(group.seconds)}`,
        allowed: 'Alertmanager tells what is new in a group that it has told of only at the next tick of group_interval',
        fix: isAlone ? `group_interval: ${Math.max(1, Math.floor(promise / 3))}s` : 'group_by with the labels that hold the canary\'s name and namespace, and a shorter group_interval',
        assuming: assumingOf(terms),
      });
    }
  },
};

/** Whether the labels of the group tell one canary from another. */
function isGroupOfItsOwn({ match, alert }: LatencyPath): boolean {
  if (match === undefined) { return false; }
  const { groupBy } = match;
  if (groupBy === 'all') { return true; }
  const holds = (...labels: string[]): boolean => labels.some((label) => groupBy.includes(label) && (alert === undefined || Object.hasOwn(alert.labels, label)));
  return holds('name', 'workload', 'canary') || (alert !== undefined && groupBy.some((label) => alert.open.has(label) && /name$|canary|workload|app/.test(label) && !/namespace/.test(label)));
}
