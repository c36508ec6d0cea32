import { Finding, Severity } from '../checks/finding';
import { Looked, summary } from './counts';
import { findingMessage } from './finding-text';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Findings as workflow commands, which GitHub Actions shows beside the lines of a pull request.
 * Source: actions/toolkit packages/core/src/command.ts (escapeData, escapeProperty).
 */
export function githubReport(findings: readonly Finding[], looked: Looked): string {
  return `${findings.map((finding) => `${command(finding)}\n`).join('')}${summary(findings, looked)}\n`;
}

function command(finding: Finding): string {
  const { check, severity, file, position } = finding;
  const properties = { file: file?.replaceAll('\\', '/'), line: position?.line, col: position?.column, title: check };
  const list = Object.entries(properties).flatMap(([name, value]) => value === undefined || (name !== 'title' && file === undefined) ? [] : [`${name}=${property(String(value))}`]);
  return `::${COMMANDS[severity]} ${list.join(',')}::${data(findingMessage(finding))}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
