import { Finding } from '../checks/finding';
import { countsOf, Looked } from './counts';
import { findingWithoutSecrets } from './hidden';

/** Findings for a program: the fields are those of a finding, one after the other in the order of places. */
export function jsonReport(findings: readonly Finding[], looked: Looked): string {
  const summary = { ...countsOf(findings), ...looked };
  return `${JSON.stringify({ summary, findings: findings.map(findingWithoutSecrets).map(inOrder) }, null, 2)}\n`;
}

function inOrder({ file, position, severity, check, object, field, what, value, allowed, fix, assuming }: Finding): object {
  return { file, line: position?.line, column: position?.column, severity, check, object, field, what, value, allowed, fix, assuming };
}
