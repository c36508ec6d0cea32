import { Check } from '../check';
import { hint } from '../coverage-hint';

/** A canary that neither succeeds nor fails. */
export const stuck: Check = {
  id: 'coverage/stuck',
  run: (world, report) => {
    hint(world, report, ({ on, perhapsOn, readsMetrics }) => readsMetrics && (on.has('progressing') || perhapsOn.has('progressing')) && !on.has('idle'), {
      what: 'nobody hears of a canary that is stuck: no rule fires when flagger_canary_status stays 0',
      allowed: 'a closed gate, an analysis without traffic that only waits, or a suspended rollout send no message, and the status stays 0',
      fix: 'an alert on max by (namespace, name) (flagger_canary_status) == 0 with a `for` longer than the longest rollout',
    });
  },
};
