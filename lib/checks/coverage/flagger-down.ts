import { Check } from '../check';
import { hint } from '../coverage-hint';

/** Flagger itself is gone. */
export const flaggerDown: Check = {
  id: 'coverage/flagger-down',
  run: (world, report) => {
    hint(world, report, ({ on, perhapsOn }) => on.has('absent') || perhapsOn.has('absent'), {
      what: 'nobody hears when Flagger is down or not scraped: every series about canaries is gone then, and no rule fires',
      allowed: 'without Flagger no canary advances, and no bad release is rolled back; a rule on its status says nothing without the series',
      fix: 'an alert on absent(flagger_info), or on up == 0 of its job',
    });
  },
};
