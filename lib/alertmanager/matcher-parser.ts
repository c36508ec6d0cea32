import { Matcher, MatchOperator } from './matcher';

/**
 * Reads an entry of `matchers` as Alertmanager does by default: by its newer parser; by the classic one where the newer
 * cannot, or where they disagree. An entry may hold several matchers, separated by commas, with or without braces.
 * Source: prometheus/alertmanager v0.34.2 matcher/compat/parse.go (FallbackMatchersParser), matcher/parse, pkg/labels/parse.go.
 *
 * Throws an error that says why where Alertmanager refuses the entry.
 */
export function parseMatchers(text: string): Matcher[] {
  const classic = attempt(() => parseClassic(text));
  const newer = attempt(() => parseNewer(text));
  if (classic instanceof Error) {
    if (newer instanceof Error) { throw classic; }
    return newer;
  }
  return classic;
}

function attempt(parse: () => Matcher[]): Matcher[] | Error {
  try {
    return parse();
  } catch (error) {
    return error as Error;
  }
}

// Go's \s; JavaScript's has more.
const SPACE = '[\\t\\n\\f\\r ]';
const CLASSIC = new RegExp(`^${SPACE}*([a-zA-Z_:][a-zA-Z0-9_:]*)${SPACE}*(=~|=|!=|!~)${SPACE}*([^]*?)${SPACE}*$`);

function parseClassic(text: string): Matcher[] {
  const entries: string[] = [];
  let entry = '';
  let quoted = false;
  let escaped = false;
  for (const rune of text.replace(/^\{/, '').replace(/\}$/, '')) {
    if (rune === ',' && !quoted) { entries.push(entry); entry = ''; continue; }
    if (rune === '"') {
      if (escaped) { escaped = false; } else { quoted = !quoted; }
    } else if (rune === '\\') {
      escaped = !escaped;
    } else if (rune !== ',') {
      escaped = false;
    }
    entry += rune;
  }
  if (entry.trim() !== '') { entries.push(entry.trim()); }
  return entries.map((each) => {
    const match = CLASSIC.exec(each);
    if (match === null) { throw new Error(`bad matcher format: ${each}`); }
    return Matcher._parsed(match[1] ?? '', match[2] as MatchOperator, classicValue(match[3] ?? ''));
  });
}

function classicValue(raw: string): string {
  const text = raw.startsWith('"') ? raw.slice(1) : raw;
  let open = raw.startsWith('"');
  let value = '';
  const runes = [...text];
  for (let index = 0; index < runes.length; index++) {
    const rune = runes[index] ?? '';
    const last = index === runes.length - 1;
    if (rune === '\\' && !last) {
      const next = runes[++index] ?? '';
      value += next === 'n' ? '\n' : next === '"' || next === '\\' ? next : `\\${next}`;
    } else if (rune === '"') {
      if (!open || !last) { throw new Error(`matcher value contains unescaped double quote: ${raw}`); }
      open = false;
    } else {
      value += rune;
    }
  }
  if (open) { throw new Error(`matcher value contains unescaped double quote: ${raw}`); }
  return value;
}

function parseNewer(text: string): Matcher[] {
  const tokens = text.match(/"(?:[^"\\]|\\[^])*"|=~|!=|!~|=|[{},]|[^\s{}!=~,\\"'`]+|[^\s]/gu) ?? [];
  const braced = tokens[0] === '{';
  if (braced && tokens.pop() !== '}') { throw new Error('expected close brace'); }
  const rest = braced ? tokens.slice(1) : tokens;
  const matchers: Matcher[] = [];
  for (let index = 0; index < rest.length; index += 4) {
    const [label, operator, value, comma] = rest.slice(index, index + 4);
    if (label === undefined || operator === undefined || value === undefined || !/^(=~|!=|!~|=)$/.test(operator) || (comma !== undefined && comma !== ',')) {
      throw new Error(`expected a matcher: ${text}`);
    }
    matchers.push(Matcher._parsed(newerText(label), operator as MatchOperator, newerText(value)));
  }
  return matchers;
}

const ESCAPES: { readonly [letter: string]: string } = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', '"': '"' };

/** Go's strconv.Unquote for a text in quotes; a text without stands for itself. */
function newerText(token: string): string {
  if (!token.startsWith('"')) {
    if (/[\s{}!=~,\\"'`]/u.test(token)) { throw new Error(`unexpected ${token}`); }
    return token;
  }
  if (token.length < 2) { throw new Error('missing end "'); }
  return token.slice(1, -1).replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([^]))|\n/gu, (whole, ...groups: (string | undefined)[]) => {
    const [hex, short, long, octal, letter] = groups;
    const code = hex ?? short ?? long;
    if (code !== undefined) { return String.fromCodePoint(parseInt(code, 16)); }
    if (octal !== undefined) { return String.fromCodePoint(parseInt(octal, 8)); }
    const plain = letter === undefined ? undefined : ESCAPES[letter];
    if (plain === undefined) { throw new Error(`invalid input: ${whole}`); }
    return plain;
  });
}
