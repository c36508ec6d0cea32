import { invalid } from './invalid';

/**
 * A Kubernetes object as YAML that Go's reader (sigs.k8s.io/yaml), readers of YAML 1.1 and readers of YAML 1.2 take for the same
 * object, and that people can review: what is text to all of them stands as it is, several lines are a literal block, and
 * everything else is quoted, with an escape for each character that cannot be seen. The keys stay in their order; there are
 * neither anchors nor folded lines.
 *
 * Why not the package yaml, which cdk8s uses: of texts that look like numbers to Go alone (`0o7`), and of those with line
 * breaks that are none of YAML 1.2's (U+0085, U+2028), it writes what Go reads as something else; and it takes most of a synth's time.
 *
 * @param object What is to be written: maps, lists, texts, numbers, booleans and null; undefined is null, as cdk8s has it.
 * @param at Of which object messages speak.
 * @throws What YAML cannot say: half of a surrogate pair, a number that is none, an instance of a class, a function.
 */
export function manifestYaml(object: unknown, at: string): string {
  const text = writtenAlready(object);
  if (text !== undefined) { return text; }
  try {
    return new Writer().document(object);
  } catch (error) {
    if (error !== UNWRITABLE) { throw error; }
    throw whatIsWrong(object, at);
  }
}

/** What `stringify` of the package yaml takes for a document, and asks for its own text: an encrypted Secret is one. */
function writtenAlready(object: unknown): string | undefined {
  return isObject(object) && object[NODE_TYPE] === DOCUMENT ? (object as { toString: () => string }).toString() : undefined;
}

const NODE_TYPE = Symbol.for('yaml.node.type');
const DOCUMENT = Symbol.for('yaml.document');

/** Thrown once made, and told in words by `whatIsWrong`: the path is not kept while nothing is wrong. */
const UNWRITABLE = new Error('not YAML');

/** Keys are few, and repeated in each object. */
const KEYS = new Map<string, string>();
const MOST_KEYS = 10_000;

class Writer {
  private out = '';

  public document(value: unknown): string {
    const plain = withoutToJson(value);
    if (Array.isArray(plain) ? plain.length > 0 : isObject(plain) && Object.keys(plain).length > 0) {
      this.block(plain as object, 0, '');
    } else {
      this.scalar(plain, -2);
    }
    // What was put together piece by piece is a tree of its pieces to V8 until somebody asks for a character: the garbage collector would go through the
    // pieces of all objects again and again, until their files are written.
    this.out.charCodeAt(0);
    return this.out;
  }

  /** A map or a list with something in it; `first` is what stands before its first line instead of the indentation. */
  private block(value: object, indent: number, first: string): void {
    const rest = ' '.repeat(indent);
    let lead = first;
    if (Array.isArray(value)) {
      for (const item of value) {
        this.out += `${lead}-`;
        this.behindDash(item, indent);
        lead = rest;
      }
      return;
    }
    for (const [name, item] of Object.entries(value)) {
      const key = keyText(name);
      if (key.length > LONGEST_KEY) {
        this.out += `${lead}? ${key}\n${rest}:`;
        this.behindDash(item, indent);
      } else {
        this.out += `${lead}${key}:`;
        this.behindKey(item, indent);
      }
      lead = rest;
    }
  }

  private behindKey(item: unknown, indent: number): void {
    const value = withoutToJson(item);
    if (!isFilled(value)) { this.out += ' '; this.scalar(value, indent); return; }
    this.out += '\n';
    this.block(value, indent + 2, ' '.repeat(indent + 2));
  }

  /** What stands behind a dash begins in the same line. */
  private behindDash(item: unknown, indent: number): void {
    const value = withoutToJson(item);
    if (isFilled(value)) { this.block(value, indent + 2, ' '); } else { this.out += ' '; this.scalar(value, indent); }
  }

  private scalar(value: unknown, indent: number): void {
    this.out += `${typeof value === 'string' ? textOf(value, indent) : other(value)}\n`;
  }
}

/** The key as it is written. */
function keyText(name: string): string {
  let key = KEYS.get(name);
  if (key === undefined) {
    key = lineOf(name);
    if (KEYS.size < MOST_KEYS) { KEYS.set(name, key); }
  }
  return key;
}

/** Longer keys are written with a question mark: a reader looks ahead for the colon by 1,024 characters only. */
const LONGEST_KEY = 1000;

function textOf(text: string, indent: number): string {
  return text.includes('\n') && isBlock(text) ? literal(text, indent) : lineOf(text);
}

/** A text in one line: as it is, or in quotes. */
function lineOf(text: string): string {
  if (isPlain(text)) { return text; }
  return text.includes('"') && !text.includes('\'') && VISIBLE.test(text) ? `'${text}'` : doubleQuoted(text);
}

/** Whether every reader takes it for a text, and for the same one, without quotes. */
function isPlain(text: string): boolean {
  if (PLAIN.test(text)) { return (text.length > 5 || !WORDS.has(text.toLowerCase())) && !EXPONENT.test(text); }
  return (NUMBER_LIKE.test(text) || (!ASCII.test(text) && PLAIN_ANYWHERE.test(text))) && !NUMBER.test(text);
}

/** No colon before a space or at the end, no hash behind a space, no space at the end. */
const REST = '(?:[!"$-9;-~]|:(?=[!-~])|#(?<! #)| +(?=[!-~]))*$';
/** It begins with a letter, or with a sign that is neither one of YAML's nor the beginning of a number. */
const PLAIN = new RegExp(`^(?:[A-Za-z_/$(^;\\\\)]|<(?!<))${REST}`);
/** It begins as a number may. */
const NUMBER_LIKE = new RegExp(`^(?:[.+\\d]|-(?=[!-~]))${REST}`);

/** What a person sees, beyond ASCII: no controls, no line breaks of other alphabets, no marks that turn the order of letters. */
const SEEN = '\\xa1-\\xac\\xae-\\u167f\\u1681-\\u1fff\\u200c\\u200d\\u2010-\\u2027\\u2030-\\u205e\\u2070-\\u2fff\\u3001-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\u{10000}-\\u{10ffff}';
const SPACES = '\\xa0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000';
/** Letters of all languages, and pictures. */
const PLAIN_ANYWHERE = new RegExp(`^[\\w/$(^;\\\\)${SEEN}](?:[!"$-9;-~${SEEN}]|:(?=\\S)|#(?<! #)| +(?=\\S))*$`, 'u');
const VISIBLE = new RegExp(`^[\\x20-\\x7e${SEEN}${SPACES}]*$`, 'u');
const VISIBLE_LINES = new RegExp(`^[\\t\\n\\x20-\\x7e${SEEN}${SPACES}]*$`, 'u');
const ASCII = /^[\0-\x7f]*$/;
/** What is escaped beside what JSON escapes. */
const INVISIBLE = /[\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/g;
const HALF = /[\ud800-\udfff]/u;

/** Words that are something else than a text in YAML 1.1, in 1.2, or to Go. */
const WORDS = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null', 'nan', 'inf']);

/** The package yaml takes it for a number in YAML 1.1. */
const EXPONENT = /^[eE][-+]?[\d_.]+$/;

/** What might be a number, a date or a mark to somebody: more than is one to anybody. Three numbers with points between them are a version or an address. */
const NUMBER = new RegExp([
  /^(?!\d+\.\d+\.\d)[-+]?[\d_.,:]*(?:e[-+]?[\d_.]*)?$/, /^[-+]?_*0_*x[\da-f_.]*$/, /^[-+]?_*0_*[ob][\d_]*$/, /^[-+]?\.(?:inf|nan)$/, /^[-+]?\d+-\d+-\d/, /^(?:---|\.\.\.)/,
].map(({ source }) => source).join('|'), 'i');

function doubleQuoted(text: string): string {
  if (HALF.test(text)) { throw UNWRITABLE; }
  return JSON.stringify(text).replace(INVISIBLE, (rune) => `\\u${rune.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Whether a literal block says exactly this text: its first line has something in it, and begins with no tab; its last line is not spaces alone. */
function isBlock(text: string): boolean {
  return /^(?:\n*| +)\S/.test(text) && !/\n[\t ]+$/.test(text) && VISIBLE_LINES.test(text);
}

function literal(text: string, indent: number): string {
  const pad = ' '.repeat(indent + 2);
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const keep = !text.endsWith('\n') ? '-' : text.endsWith('\n\n') ? '+' : '';
  // Where the first line is indented itself, the block's indentation is said.
  return `|${body.startsWith(' ') ? '2' : ''}${keep}\n${body.startsWith('\n') ? '' : pad}${body.replace(/\n(?=[^\n])/g, `\n${pad}`)}`;
}

/** What is no text, and no map or list with something in it. */
function other(value: unknown): string {
  switch (typeof value) {
    case 'number': return numberText(value);
    case 'boolean':
    case 'bigint': return String(value);
    case 'undefined': return 'null';
    case 'object':
      if (value === null) { return 'null'; }
      if (Array.isArray(value)) { return '[]'; }
      return '{}';
    default: throw UNWRITABLE;
  }
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) { throw UNWRITABLE; }
  const text = String(value);
  // A reader of YAML 1.1 wants a point in what has an exponent.
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}

function isFilled(value: unknown): value is object {
  if (!isObject(value)) { return false; }
  if (Array.isArray(value)) { return value.length > 0; }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) { throw UNWRITABLE; }
  return Object.keys(value).length > 0;
}

/** What an instance says of itself, as JSON and the package yaml ask it. */
function withoutToJson(value: unknown): unknown {
  return isObject(value) && typeof value['toJSON'] === 'function' && !Array.isArray(value) ? (value['toJSON'] as () => unknown)() : value;
}

function isObject(value: unknown): value is Record<string | symbol, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Finds what could not be written, and where. */
function whatIsWrong(value: unknown, at: string): Error {
  const wrong = firstUnwritable(withoutToJson(value), []);
  return invalid({ at, what: `${wrong?.path ?? 'the object'} cannot be written as YAML`, ...(wrong && { value: wrong.what }), allowed: 'maps, lists, texts of whole characters, finite numbers, true, false and null', fix: wrong?.fix ?? '' });
}

interface Unwritable { readonly path: string; readonly what: string; readonly fix: string }

function firstUnwritable(value: unknown, path: readonly string[]): Unwritable | undefined {
  const here = path.join('.');
  if (typeof value === 'string') {
    if (!HALF.test(value)) { return undefined; }
    return { path: here, what: JSON.stringify(value), fix: 'leave out the half of a surrogate pair (\\ud800 to \\udfff): a text may have been cut in the middle of a character' };
  }
  if (typeof value === 'number') { return Number.isFinite(value) ? undefined : { path: here, what: String(value), fix: 'a number, or a text' }; }
  if (typeof value === 'function' || typeof value === 'symbol') { return { path: here, what: typeof value, fix: 'the value that it gives' }; }
  if (!isObject(value)) { return undefined; }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) {
    return { path: here, what: `an instance of ${(prototype as { readonly constructor?: { readonly name?: string } }).constructor?.name ?? 'a class'}`, fix: 'a plain map, list or text' };
  }
  for (const [key, item] of Object.entries(value)) {
    const name = Array.isArray(value) ? `${here}[${key}]` : undefined;
    const found = (HALF.test(key) ? { path: here, what: JSON.stringify(key), fix: 'a key of whole characters' } : undefined)
      ?? firstUnwritable(withoutToJson(item), name === undefined ? [...path, key] : [name]);
    if (found !== undefined) { return found; }
  }
  return undefined;
}
