import { printable } from '../../report/printable';

/** How much of a text stands in a line: a message may be hostile, and the report is for people. */
const MOST = 500;

/** A text as one line, with nothing in it that a terminal would obey. */
export function inOneLine(text: string): string {
  const line = printable(text.slice(0, MOST).replace(/\s+/g, ' ').trim());
  return text.length > MOST ? `${line}…` : line;
}
