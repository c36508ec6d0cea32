import { canariesOf } from '../alerts';
import { Check } from '../check';
import { globalNotifier } from '../flagger-settings';
import { canaryWords } from '../hearing';

/** A canary with alerts of its own is not told by Flagger's global notifier. */
export const global: Check = {
  id: 'coverage/global',
  run: (world, report) => {
    const notifier = globalNotifier(world);
    if (notifier === undefined) { return; }
    for (const canary of canariesOf(world)) {
      const alerts = canary.spec.at('analysis', 'alerts');
      if (alerts.items.length === 0) { continue; }
      report(alerts, {
        severity: 'info',
        what: `nothing of ${canaryWords(canary)} reaches Flagger's global notifier (${notifier.name}): it has alerts of its own`,
        allowed: 'one or the other: Flagger asks its global notifier only for canaries without `analysis.alerts`, even for what those alerts leave out',
        fix: 'name the global channel among the alerts where it shall hear of this canary',
      });
    }
  },
};
