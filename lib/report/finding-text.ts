import { Finding } from '../checks/finding';
import { findingWithoutSecrets } from './hidden';
import { printable } from './printable';
import { sourceLine } from './source-line';

/** How much of a value of many lines is shown. */
const MOST_LINES = 6;

/** A finding in words: where, how bad, by which check; what is wrong; the line; what is allowed and how to mend it. */
export function findingText(finding: Finding, lines?: readonly string[]): string {
  const { check, severity, object, field, file, position, what, value, allowed, fix, assuming } = findingWithoutSecrets(finding);
  const place = file === undefined ? [object, field].filter((each) => each !== undefined).join(' ') : position === undefined ? file : `${file}:${position.line}:${position.column}`;
  return [
    printable(`${place}${place === '' ? '' : ' '}${severity} ${check}`),
    ...hanging('  ', file === undefined || object === undefined ? what : `${object}: ${what}`),
    ...sourceLine(finding, lines),
    ...Object.entries({ value, allowed, fix, assuming }).flatMap(([name, text]) => text === undefined || text === '' ? [] : hanging(`  ${`${name}:`.padEnd(NAMES)} `, text)),
  ].join('\n');
}

/** As wide as the widest of the names. */
const NAMES = 'assuming:'.length;

/** What is wrong with a finding in one line, for those who have no room for more. */
export function findingMessage(finding: Finding): string {
  const { object, what, value, allowed, fix, assuming } = findingWithoutSecrets(finding);
  const lines = Object.entries({ value, allowed, fix, assuming }).flatMap(([name, text]) => text === undefined || text === '' ? [] : [`${name}: ${text}`]);
  return [`${object === undefined ? '' : `${object}: `}${what}`, ...lines].join('\n');
}

function hanging(start: string, text: string): string[] {
  const lines = text.trimEnd().split(/\r?\n/).map(printable);
  const shown = lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES - 1), `… ${lines.length - MOST_LINES + 1} lines more`];
  return shown.map((line, index) => `${index === 0 ? start : ' '.repeat(start.length)}${line}`.trimEnd());
}
