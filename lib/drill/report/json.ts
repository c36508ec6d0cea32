import { DrillResult } from '../verdict';

/**
 * What a drill found, for a program: the fields are those of `DrillResult` in lib/drill/verdict.ts. `at` is in milliseconds from
 * the beginning of its play; all other times are seconds.
 */
export function jsonReport(result: DrillResult): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}
