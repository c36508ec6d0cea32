import { canariesOf, canaryRules } from '../alerts';
import { Check } from '../check';
import { noticesFailureOf, providerAlerts } from '../hearing';

/** An alert of a Canary that is never sent, or that leaves rollbacks out. */
export const severity: Check = {
  id: 'coverage/severity',
  run: (world, report) => {
    const rules = canaryRules(world);
    for (const canary of canariesOf(world)) {
      const alerts = providerAlerts(world, canary);
      for (const alert of alerts) {
        if (alert.severity !== undefined || alert.at.at('severity').number !== undefined) { continue; }
        report(alert.at.at('severity'), {
          severity: 'error',
          what: `the alert ${alert.at.at('name').text ?? ''} has no severity: Flagger never sends it`,
          allowed: 'info, warn or error: the CRD\'s text says that info is the default, but nothing sets it, and Flagger compares with these three alone',
          fix: 'severity: warn',
        });
      }
      const told = alerts.filter((each) => each.severity !== undefined);
      const [only] = told;
      if (only === undefined || told.some((each) => each.severity !== 'error') || rules.some((rule) => noticesFailureOf(rule, canary))) { continue; }
      report(only.at.at('severity'), {
        severity: 'warning',
        what: 'severity error alone leaves rollbacks out: a manual rollback is told as warn, and a canary that never becomes ready is rolled back without any message',
        value: 'error',
        allowed: 'warn tells of warnings and errors; of a canary that never becomes ready only flagger_canary_status tells, which is 2 then',
        fix: 'severity: warn, and a Prometheus rule on flagger_canary_status == 2',
      });
    }
  },
};
