import { analysesOf } from '../canary-analysis';
import { Check } from '../check';

/** Limits that are not what they seem to be. */
export const threshold: Check = {
  id: 'analysis/threshold',
  run: (world, report) => {
    for (const { canary, at, intervalSeconds } of analysesOf(world)) {
      const limit = at.at('threshold');
      if (limit.number !== undefined && limit.number <= 0) {
        report(limit, { severity: 'warning', what: `the threshold of the canary ${canary.name} is ${limit.number}, and counts as 1: the first failed check rolls back`, value: String(limit.number), allowed: 'at least 1 (pkg/apis/flagger/v1beta1/canary.go GetAnalysisThreshold)', fix: 'threshold: 1, if that is meant; 5 tolerates four failed checks' });
      }
      const deadline = canary.spec.at('progressDeadlineSeconds');
      if (deadline.number === undefined || deadline.number <= 0 || deadline.number >= intervalSeconds) { continue; }
      report(deadline, {
        severity: 'warning', what: `the canary ${canary.name} has less time to become ready than passes between two checks`, value: `${deadline.number} s, checked every ${intervalSeconds} s`,
        allowed: 'more than the analysis interval: the first check after the start may find pods that are late and roll back, which sends no alert (fluxcd/flagger#1663)', fix: `progressDeadlineSeconds: ${Math.max(600, intervalSeconds * 2)}`,
      });
    }
  },
};
