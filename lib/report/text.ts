import { Finding } from '../checks/finding';
import { SourceFile } from '../checks/run';
import { Looked, summary } from './counts';
import { findingText } from './finding-text';

/** Findings for a person at a terminal, file by file. */
export function textReport(findings: readonly Finding[], files: readonly SourceFile[], looked: Looked): string {
  return `${findingsText(findings, files)}${summary(findings, looked)}\n`;
}

/** Findings alone, each with an empty line behind it. */
export function findingsText(findings: readonly Finding[], files: readonly SourceFile[]): string {
  const named = new Set(findings.flatMap(({ file }) => file ?? []));
  const lines = new Map(files.filter(({ path }) => named.has(path)).map(({ path, text }) => [path, text.replace(/^\uFEFF/, '').split('\n')]));
  return findings.map((finding) => `${findingText(finding, finding.file === undefined ? undefined : lines.get(finding.file))}\n\n`).join('');
}
