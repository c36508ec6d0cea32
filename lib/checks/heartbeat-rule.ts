import { analyse } from './expression';
import { RuleSource } from './sources';

/** Whether a rule fires always and on purpose: its end is the news. */
export function isHeartbeat({ alert, expr }: RuleSource): boolean {
  return alert !== undefined && (/^\s*\(*\s*vector\s*\(\s*1\s*\)/.test(expr) || /watchdog|heart-?beat|dead-?man/i.test(alert)) && !analyse(expr).selectors.some(({ metric }) => metric?.startsWith('flagger_') === true);
}
