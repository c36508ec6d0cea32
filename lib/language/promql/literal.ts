const UNITS: readonly [string, number][] = [['y', 31_536_000], ['w', 604_800], ['d', 86_400], ['h', 3_600], ['m', 60], ['s', 1], ['ms', 0.001]];
const DURATION = new RegExp(`^(?=\\d)${UNITS.map(([unit]) => `(?:(\\d+)${unit === 'm' ? 'm(?!s)' : unit})?`).join('')}$`);

/** A number or a duration, which is its seconds; undefined where it is neither. Source: prometheus v3.15.0 promql/parser/parse.go (number). */
export function readNumber(text: string): number | undefined {
  const duration = DURATION.exec(text);
  if (duration !== null && /[a-z]/.test(text)) {
    return UNITS.reduce((sum, [, seconds], index) => sum + Number(duration[index + 1] ?? 0) * seconds, 0);
  }
  const [, sign = '', digits = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  const size = magnitude(digits.toLowerCase());
  return size === undefined ? undefined : sign === '-' ? -size : size;
}

function magnitude(digits: string): number | undefined {
  if (digits === 'inf') { return Infinity; }
  if (digits === 'nan') { return NaN; }
  if (/^0[0-7]+$/.test(digits)) { return parseInt(digits, 8); }
  if (/^0x[0-9a-f]+$/.test(digits)) { return Number(digits); }
  if (/^\d+(_\d+)+$/.test(digits)) { return Number(digits.replaceAll('_', '')); }
  return /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(digits) ? Number(digits) : undefined;
}

/** The text in quotation marks; undefined where Go would not read it. Source: prometheus v3.15.0 util/strutil/quote.go. */
export function unquote(literal: string): string | undefined {
  const [mark = ''] = literal;
  if (literal.length < 2 || !literal.endsWith(mark)) { return undefined; }
  const inner = literal.slice(1, -1);
  if (mark === '`') { return inner.includes('`') ? undefined : inner; }
  if (inner.includes('\n')) { return undefined; }
  let plain = '';
  let position = 0;
  while (position < inner.length) {
    if (inner[position] === mark) { return undefined; }
    if (inner[position] !== '\\') { plain += inner[position++]; continue; }
    const escape = ESCAPE.exec(inner.slice(position, position + 10));
    const value = escape === null ? undefined : unescaped(escape[0].slice(1), mark);
    if (escape === null || value === undefined) { return undefined; }
    plain += value;
    position += escape[0].length;
  }
  return plain;
}

const ESCAPE = /^\\(?:[abfnrtv\\"']|[0-7]{3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/;
const CONTROLS: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' };

function unescaped(escape: string, mark: string): string | undefined {
  if (escape === '"' || escape === '\'') { return escape === mark ? escape : undefined; }
  const control = CONTROLS[escape];
  if (control !== undefined) { return control; }
  const rune = /^[0-7]/.test(escape) ? parseInt(escape, 8) : parseInt(escape.slice(1), 16);
  const surrogate = rune >= 0xd800 && rune < 0xe000;
  if (/^[0-7]/.test(escape) && rune > 255) { return undefined; }
  return rune > 0x10ffff || (surrogate && /^[uU]/.test(escape)) ? undefined : String.fromCodePoint(rune);
}
