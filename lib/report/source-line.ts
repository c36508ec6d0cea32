import { Finding } from '../checks/finding';
import { lineWithoutSecrets } from './hidden';
import { printable, spacesLike } from './printable';

/** How much of a long line is shown. */
const MOST = 120;

/** How much of it before the place. */
const BEFORE = 80;

/** The line that a finding is about, and a caret below the place; nothing where there is none. Never a secret. */
export function sourceLine(finding: Finding, lines: readonly string[] | undefined): string[] {
  const { position } = finding;
  const text = position === undefined ? undefined : lines?.[position.line - 1]?.replace(/\r$/, '');
  if (position === undefined || text === undefined || text.trim() === '') { return []; }
  const column = Math.min(position.column - 1, text.length);
  const safe = printable(lineWithoutSecrets(text, finding));
  const start = safe.length <= MOST ? 0 : boundary(safe, Math.max(0, column - BEFORE));
  const end = safe.length <= MOST ? safe.length : boundary(safe, start + MOST);
  const before = `${start > 0 ? '…' : ''}${safe.slice(start, column)}`;
  const gutter = `  ${position.line} | `;
  return [
    `${gutter}${before}${safe.slice(column, end).trimEnd()}${end < safe.length ? '…' : ''}`,
    `${' '.repeat(gutter.length - 2)}| ${spacesLike(before)}^`,
  ];
}

/** Not between the halves of one character. */
function boundary(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at;
}
