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
      const days = (limit.number ?? 0) * intervalSeconds / 86_400;
      if (days > 1) {
        report(limit, {
          severity: 'warning', what: `the canary ${canary.name} may fail its checks for ${days < 10 ? Math.round(days * 10) / 10 : Math.round(days)} days before it is rolled back`, value: `${limit.number} × ${intervalSeconds} s`,
          allowed: 'a day at most: users meet it for as long, and a rollout that hangs is told no sooner', fix: 'threshold: 5, and an interval of a minute or a few',
        });
      }
      for (const field of ['primaryReadyThreshold', 'canaryReadyThreshold']) {
        const share = at.at(field);
        if (share.number === undefined || share.number <= 100 || !Number.isInteger(share.number)) { continue; }
        // Flagger rounds the number of pods that it wants down.
        const pods = Math.ceil(100 / (share.number - 100));
        report(share, {
          severity: 'warning', what: `the ${field.startsWith('primary') ? 'primary' : 'canary'} of ${canary.name} is never ready with ${pods} pods or more: ${field} asks for more than there are`, value: String(share.number),
          allowed: 'a percentage of the pods, which must be available (pkg/canary/deployment_ready.go)', fix: `${field}: 100, which is the default, or less`,
        });
      }
      const deadline = canary.spec.at('progressDeadlineSeconds');
      if (deadline.number === undefined || deadline.number >= intervalSeconds) { continue; }
      report(deadline, {
        severity: 'warning', what: `the canary ${canary.name} has less time to become ready than passes between two checks`, value: `${deadline.number} s, checked every ${intervalSeconds} s`,
        allowed: 'more than the analysis interval: the first check after the start may find pods that are late and roll back, which sends no alert (fluxcd/flagger#1663)', fix: `progressDeadlineSeconds: ${Math.max(600, intervalSeconds * 2)}`,
      });
    }
  },
};
