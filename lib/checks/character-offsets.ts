import type { Scalar } from 'yaml';

/**
 * Where each character of a scalar is written: offsets in the text, by offsets in the value, and one more for its end. Undefined
 * where the two do not belong together.
 *
 * @param text The text of the document.
 * @param scalar A text in it.
 */
export function characterOffsets(text: string, scalar: Scalar): number[] | undefined {
  const { range, value, type } = scalar;
  if (!range || typeof value !== 'string' || type === undefined) { return undefined; }
  const isBlock = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
  const start = isBlock ? text.indexOf('\n', range[0]) + 1 : range[0] + (type === 'PLAIN' ? 0 : 1);
  const indent = isBlock ? Math.max(0, leadingSpaces(firstLine(text.slice(start, range[1]))) - leadingSpaces(firstLine(value))) : Number.POSITIVE_INFINITY;
  const offsets: number[] = [];
  let at = isBlock ? skipIndent(text, start, indent) : start;
  for (let index = 0; index < value.length; index++) {
    const found = find(text, at, value[index] as string, type, indent);
    if (found === undefined || found.offset >= range[1]) {
      // The line break that a block or its end does not write out.
      if (value.slice(index).trim() === '') { break; }
      return undefined;
    }
    offsets.push(found.offset);
    at = found.next;
  }
  while (offsets.length <= value.length) { offsets.push(at); }
  return offsets;
}

interface Found {
  readonly offset: number;
  readonly next: number;
}

/** The next place where a character of the value can be written. */
function find(text: string, from: number, character: string, type: string, indent: number): Found | undefined {
  for (let at = from; at < text.length; at++) {
    const escaped = type === 'QUOTE_DOUBLE' && text[at] === '\\' ? escapeAt(text, at) : undefined;
    if (escaped !== undefined) {
      if (escaped.value === character) { return { offset: at, next: at + escaped.length }; }
      if (escaped.value !== '') { return undefined; }
      at += escaped.length - 1;
      continue;
    }
    const written = text[at] as string;
    // A line break may be written for the space that it is folded to.
    if (written === character || (written === '\n' && character === ' ')) {
      const length = type === 'QUOTE_SINGLE' && character === '\'' ? 2 : 1;
      return { offset: at, next: written === '\n' ? skipIndent(text, at + 1, indent) : at + length };
    }
    if (!/\s/.test(written)) { return undefined; }
  }
  return undefined;
}

function skipIndent(text: string, from: number, indent: number): number {
  let at = from;
  while (at < text.length && at - from < indent && (text[at] === ' ' || (text[at] === '\t' && indent === Number.POSITIVE_INFINITY))) { at++; }
  return at;
}

/** Source: YAML 1.2.2, 5.7 Escaped Characters. */
const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0', 'a': '\x07', 'b': '\b', 't': '\t', '\t': '\t', 'n': '\n', 'v': '\v', 'f': '\f', 'r': '\r', 'e': '\x1b',
  ' ': ' ', '"': '"', '/': '/', '\\': '\\', 'N': '\x85', '_': '\xa0', 'L': '\u2028', 'P': '\u2029',
};

/** What an escape stands for: a character, or nothing at the end of a line. */
function escapeAt(text: string, at: number): { readonly value: string; readonly length: number } | undefined {
  const next = text[at + 1] ?? '';
  if (next === '\n' || next === '\r') { return { value: '', length: next === '\r' ? 3 : 2 }; }
  const code = /^\\(?:x([\da-f]{2})|u([\da-f]{4}))/i.exec(text.slice(at, at + 6));
  if (code !== null) { return { value: String.fromCharCode(parseInt((code[1] ?? code[2]) as string, 16)), length: code[0].length }; }
  const value = ESCAPES[next];
  return value === undefined ? undefined : { value, length: 2 };
}

function firstLine(text: string): string {
  return text.split('\n').find((line) => line.trim() !== '') ?? '';
}

function leadingSpaces(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}
