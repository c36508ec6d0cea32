import { Finding, Severity } from '../checks/finding';

/** From which severity on findings fail a run. */
export type FailOn = Severity | 'never';

export const FAIL_ON: readonly FailOn[] = ['error', 'warning', 'info', 'never'];

/** The findings that fail a run. */
export function failing(findings: readonly Finding[], failOn: FailOn): Finding[] {
  return findings.filter(({ severity }) => FAIL_ON.indexOf(severity) <= FAIL_ON.indexOf(failOn) && failOn !== 'never');
}
