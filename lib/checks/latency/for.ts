import { canaryRules, isFailureRule } from '../alerts';
import { Check } from '../check';
import { inWords, promiseOf } from '../latency-path';
import { secondsOf } from '../scrape';

/** A `for` that alone takes longer than a failure may. */
export const pending: Check = {
  id: 'latency/for',
  run: (world, report) => {
    const promise = promiseOf(world);
    for (const each of canaryRules(world)) {
      const seconds = secondsOf(each.rule.for) ?? 0;
      // What fires in each rollout must wait: it tells of one that goes on for too long.
      if (!isFailureRule(each) || seconds < promise || (each.failure === 'fires' && each.on.has('progressing'))) { continue; }
      report(each.rule.at.at('for'), {
        severity: 'warning',
        what: `\`for\` of ${each.rule.alert ?? ''} alone takes ${inWords(seconds)} of the ${inWords(promise)} in which a failure must be told`,
        value: each.rule.for,
        allowed: 'less than the promise, with a scrape, an evaluation and group_wait beside it: the status stays 2 until another revision is rolled out, so that there is nothing to wait for',
        fix: 'leave `for` out: Flagger itself has waited for as many failed checks as `threshold` says',
      });
    }
  },
};
