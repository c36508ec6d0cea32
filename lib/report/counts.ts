import { Finding, Severity } from '../checks/finding';

/** What a run looked at. */
export interface Looked {
  readonly files: number;
  /** Objects of a cluster in them. */
  readonly objects: number;
}

/** How many findings there are of each severity. */
export function countsOf(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) { counts[severity]++; }
  return counts;
}

/** `2 errors, 1 warning in 14 objects of 9 files`. */
export function summary(findings: readonly Finding[], { files, objects }: Looked): string {
  const { error, warning, info } = countsOf(findings);
  const parts = [...count(error, 'error'), ...count(warning, 'warning'), ...(info === 0 ? [] : [`${info} info`])];
  const where = files === 0 ? count(objects, 'object') : [...count(objects, 'object'), ...count(files, 'file')];
  const looked = where.length === 0 ? 'nothing' : where.join(' of ');
  return parts.length === 0 ? `All good: nothing to report in ${looked}` : `${parts.join(', ')} in ${looked}`;
}

function count(number: number, noun: string): string[] {
  return number === 0 ? [] : [`${number} ${noun}${number === 1 ? '' : 's'}`];
}
