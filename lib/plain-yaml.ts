import { NUMBER_LIKE, numberOrText } from './kubernetes-yaml';

/**
 * Reads the plain part of YAML that programs write and most people, too: block maps and lists, scalars, block texts, comments. It
 * takes a tenth of the time of a whole reader, and knows no places.
 *
 * @param text The text.
 * @returns The value of each document, as `yaml` reads it with KUBERNETES_YAML; undefined where the text has anything
 * that is not plain (flow collections with something in them, anchors, tags, tabs, mistakes of any kind).
 */
export function readPlainYaml(text: string): unknown[] | undefined {
  if (!text.endsWith('\n') || UNUSUAL.test(text)) { return undefined; }
  try {
    return new Reader(text).documents();
  } catch (error) {
    if (error === NOT_PLAIN) { return undefined; }
    throw error;
  }
}

/** Characters that a whole reader has rules for: tabs, other line breaks, what cannot be printed, marks of byte order, halves of pairs. */
const UNUSUAL = /[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

/** Thrown once made: to make an error takes longer than to read most files. */
const NOT_PLAIN = new Error('not plain YAML');

/** No manifest is nested as deeply. */
const DEEPEST = 100;

const SPACE = 32;
const DOUBLE_QUOTE = 34;
const HASH = 35;
const SINGLE_QUOTE = 39;
const DASH = 45;
const COLON = 58;
const BACKSLASH = 92;
const GREATER = 62;
const PIPE = 124;

/** A line with something in it. */
class Reader {
  /** Where the line begins to have something in it. */
  private at = 0;
  /** Where it ends, without spaces at its end. */
  private end = 0;
  /** Where the next line begins. */
  private next = 0;
  /** The column of `at`; -1 at the end of a document. */
  private indent = -1;
  private depth = 0;

  public constructor(private readonly text: string) {}

  public documents(): unknown[] {
    const values: unknown[] = [];
    this.advance();
    // The mark before the first document is none between two.
    if (this.isMark()) { this.advance(); }
    for (;;) {
      if (this.indent !== 0 || this.isMark()) { throw NOT_PLAIN; }
      values.push(this.block(0));
      if (this.at >= this.text.length) { return values; }
      if (!this.isMark()) { throw NOT_PLAIN; }
      this.advance();
    }
  }

  /** The mark `---` by itself. */
  private isMark(): boolean {
    return this.indent === 0 && this.end - this.at === 3 && this.text.startsWith('---', this.at);
  }

  /** Goes to the next line that is neither empty nor a comment. */
  private advance(): void {
    const { text } = this;
    let start = this.next;
    for (;;) {
      if (start >= text.length) { this.at = this.end = this.next = text.length; this.indent = -1; return; }
      let at = start;
      while (text.charCodeAt(at) === SPACE) { at++; }
      let end = text.indexOf('\n', at);
      const next = end + 1;
      if (end > at && text.charCodeAt(at) !== HASH) {
        while (text.charCodeAt(end - 1) === SPACE) { end--; }
        this.at = at;
        this.end = end;
        this.next = next;
        this.indent = at - start;
        // The marks of the end of a document, and directives, are for a whole reader.
        if (at === start && (text.startsWith('...', at) || text.startsWith('%', at) || (text.startsWith('---', at) && end - at > 3))) { throw NOT_PLAIN; }
        return;
      }
      start = next;
    }
  }

  /** The map or list that begins in this line. */
  private block(indent: number): unknown {
    if (++this.depth > DEEPEST) { throw NOT_PLAIN; }
    const value = this.isItem() ? this.list(indent) : this.map(indent);
    this.depth--;
    return value;
  }

  private isItem(): boolean {
    return this.text.charCodeAt(this.at) === DASH && (this.at + 1 === this.end || this.text.charCodeAt(this.at + 1) === SPACE) && !this.isMark();
  }

  private list(indent: number): unknown[] {
    const items: unknown[] = [];
    while (this.indent === indent && this.isItem()) {
      const dash = this.at;
      this.at++;
      this.skipSpaces();
      if (this.isRestEmpty()) {
        this.advance();
        items.push(this.indent > indent ? this.block(this.indent) : null);
        continue;
      }
      // What stands behind the dash is in a column of its own.
      const column = indent + this.at - dash;
      if (this.isItem() || this.keyEnd() >= 0) {
        this.indent = column;
        items.push(this.block(column));
      } else {
        items.push(this.scalar(indent));
      }
    }
    if (this.indent > indent) { throw NOT_PLAIN; }
    return items;
  }

  private map(indent: number): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    while (this.indent === indent && !this.isMark()) {
      const colon = this.keyEnd();
      if (colon < 0) { throw NOT_PLAIN; }
      const key = this.key(colon);
      // What is there twice, or is called like what every object has, is for a whole reader.
      if (key in map) { throw NOT_PLAIN; }
      this.at = colon + 1;
      this.skipSpaces();
      if (!this.isRestEmpty()) {
        map[key] = this.scalar(indent);
        continue;
      }
      this.advance();
      map[key] = this.indent > indent || (this.indent === indent && this.isItem()) ? this.block(this.indent) : null;
    }
    if (this.indent > indent) { throw NOT_PLAIN; }
    return map;
  }

  private skipSpaces(): void {
    while (this.at < this.end && this.text.charCodeAt(this.at) === SPACE) { this.at++; }
  }

  /** Whether nothing but a comment is left in the line. */
  private isRestEmpty(): boolean {
    return this.at >= this.end || (this.text.charCodeAt(this.at) === HASH && this.text.charCodeAt(this.at - 1) === SPACE);
  }

  /** Where the colon behind a key stands; -1 where the line does not begin with a key. */
  private keyEnd(): number {
    const { text, end } = this;
    const first = text.charCodeAt(this.at);
    if (first === DOUBLE_QUOTE || first === SINGLE_QUOTE) {
      const colon = this.closing(this.at, first, end) + 1;
      return colon > 0 && colon < end && text.charCodeAt(colon) === COLON && (colon + 1 === end || text.charCodeAt(colon + 1) === SPACE) ? colon : -1;
    }
    for (let at = this.at; at < end; at++) {
      if (text.charCodeAt(at) === COLON && (at + 1 === end || text.charCodeAt(at + 1) === SPACE)) { return at; }
    }
    return -1;
  }

  private key(colon: number): string {
    const { text, at } = this;
    const first = text.charCodeAt(at);
    if (colon - at > 1000) { throw NOT_PLAIN; }
    if (first === DOUBLE_QUOTE || first === SINGLE_QUOTE) { return this.unquoted(text.slice(at + 1, colon - 1), first); }
    const key = text.slice(at, colon);
    if (!PLAIN_KEY.test(key) || resolved(key) !== key) { throw NOT_PLAIN; }
    return key;
  }

  private unquoted(inner: string, quote: number): string {
    if (quote === SINGLE_QUOTE) { return inner.includes('\'') ? inner.replaceAll('\'\'', '\'') : inner; }
    if (!inner.includes('\\')) { return inner; }
    if (!JSON_ESCAPES.test(inner)) { throw NOT_PLAIN; }
    return JSON.parse(`"${inner.replaceAll('\n', '\\n')}"`) as string;
  }

  /** Where the quote that closes stands; -1 where none does before `end`. */
  private closing(from: number, quote: number, end: number): number {
    const { text } = this;
    for (let at = from + 1; at < end; at++) {
      const each = text.charCodeAt(at);
      if (each === quote) {
        if (quote === DOUBLE_QUOTE || at + 1 >= end || text.charCodeAt(at + 1) !== SINGLE_QUOTE) { return at; }
        at++;
      } else if (each === BACKSLASH && quote === DOUBLE_QUOTE) {
        at++;
      }
    }
    return -1;
  }

  /** The text in quotes that begins here, and may go on in other lines. */
  private quotedText(parent: number, quote: number): string {
    const { text, at } = this;
    let closing = this.closing(at, quote, this.end);
    if (closing >= 0) {
      this.at = closing + 1;
      return this.unquoted(text.slice(at + 1, closing), quote);
    }
    closing = this.closing(at, quote, text.length);
    if (closing < 0) { throw NOT_PLAIN; }
    const lines = text.slice(at + 1, closing).split('\n');
    for (const [index, line] of lines.entries()) {
      if (index > 0 && (index === lines.length - 1 || line.trim() !== '') && indentOf(line) <= parent) { throw NOT_PLAIN; }
      lines[index] = index === lines.length - 1 ? line.trimStart() : line.trim();
    }
    lines[0] = text.slice(at + 1, this.end);
    if (lines[0] === '' || lines.at(-1) === '') { throw NOT_PLAIN; }
    this.at = closing + 1;
    this.end = text.indexOf('\n', closing);
    this.next = this.end + 1;
    return this.unquoted(foldedLines(lines), quote);
  }

  /** The scalar in the rest of this line, and in what follows of a block text. The line that is next is what follows. */
  private scalar(parent: number): unknown {
    const { text, at, end } = this;
    const first = text.charCodeAt(at);
    if (first === PIPE || first === GREATER) { return this.blockText(parent); }
    let value: unknown;
    if (first === DOUBLE_QUOTE || first === SINGLE_QUOTE) {
      value = this.quotedText(parent, first);
      this.skipSpaces();
      if (!this.isRestEmpty()) { throw NOT_PLAIN; }
      this.advance();
    } else if (end - at === 2 && (text.startsWith('{}', at) || text.startsWith('[]', at))) {
      value = first === 91 ? [] : {};
      this.advance();
    } else {
      const line = this.plain();
      const following = this.next;
      this.advance();
      // A text over several lines has a space in it, and is nothing else than a text.
      return this.indent > parent ? this.folded(parent, line, following) : resolved(line);
    }
    if (this.indent > parent) { throw NOT_PLAIN; }
    return value;
  }

  /** The rest of this line as it is written, without a comment. */
  private plain(): string {
    let line = this.text.slice(this.at, this.end);
    const comment = line.indexOf(' #');
    if (comment >= 0) { line = line.slice(0, comment).trimEnd(); }
    if (!PLAIN_START.test(line) || line.endsWith(':') || line.includes(': ')) { throw NOT_PLAIN; }
    return line;
  }

  private folded(parent: number, first: string, following: number): string {
    const lines = [first];
    for (let expected = following; this.indent > parent; this.advance()) {
      const line = this.text.slice(this.at, this.end);
      // An empty line in between is a line break; a comment ends the text.
      if (this.at - this.indent !== expected || line.includes(' #') || line.endsWith(':') || line.includes(': ')) { throw NOT_PLAIN; }
      lines.push(line);
      expected = this.next;
    }
    return lines.join(' ');
  }

  private blockText(parent: number): string {
    const { text } = this;
    const header = text.slice(this.at, this.end);
    if (header !== '|' && header !== '|-' && header !== '>' && header !== '>-') { throw NOT_PLAIN; }
    const lines: string[] = [];
    let indent = -1;
    let start = this.next;
    let filled = 0;
    while (start < text.length) {
      const end = text.indexOf('\n', start);
      let at = start;
      while (text.charCodeAt(at) === SPACE) { at++; }
      const column = at - start;
      if (at === end) {
        // Spaces alone, more than the indentation, belong to the text.
        if (indent < 0 ? column > parent + 1 : column > indent) { throw NOT_PLAIN; }
        lines.push('');
      } else {
        if (indent < 0) {
          if (column <= parent) { throw NOT_PLAIN; }
          indent = column;
        }
        if (column < indent) {
          if (column > parent) { throw NOT_PLAIN; }
          break;
        }
        lines.push(text.slice(start + indent, end));
        filled = lines.length;
      }
      start = end + 1;
    }
    if (filled === 0) { throw NOT_PLAIN; }
    this.next = start;
    this.advance();
    if (this.indent > parent) { throw NOT_PLAIN; }
    lines.length = filled;
    return `${header.startsWith('|') ? lines.join('\n') : foldedLines(lines)}${header.length === 1 ? '\n' : ''}`;
  }
}

function indentOf(line: string): number {
  let at = 0;
  while (line.charCodeAt(at) === SPACE) { at++; }
  return at;
}

/** Line breaks become spaces, empty lines line breaks. */
function foldedLines(lines: readonly string[]): string {
  let text = lines[0] as string;
  let breaks = 0;
  if (text === '') { throw NOT_PLAIN; }
  for (const [index, line] of lines.entries()) {
    // Lines that are indented further are not folded.
    if (line.startsWith(' ') || line.endsWith(' ')) { throw NOT_PLAIN; }
    if (index === 0) { continue; }
    if (line === '') { breaks++; continue; }
    text += `${breaks === 0 ? ' ' : '\n'.repeat(breaks)}${line}`;
    breaks = 0;
  }
  return text;
}

/** Names that are nothing else than texts to any reader: they begin with a letter or with what is no sign of YAML's. */
const PLAIN_KEY = /^[A-Za-z0-9_./$(\xa0-\uffff](?:[^#\s]| (?=[^\s#]))*$/;

/** A plain text begins with nothing that is a sign of YAML's; a dash has something behind it. */
const PLAIN_START = /^(?:[A-Za-z0-9_./$(+<^;\\)~\xa0-\uffff]|[-=][^\s])/;

/** The escapes that JSON has, too. */
const JSON_ESCAPES = /^(?:[^\\]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*$/;

/** What YAML 1.1 takes for something else than a text. */
const WORDS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ...['~', 'null', 'Null', 'NULL'].map((word): [string, null] => [word, null]),
  ...['Y', 'y', 'Yes', 'yes', 'YES', 'True', 'true', 'TRUE', 'On', 'on', 'ON'].map((word): [string, boolean] => [word, true]),
  ...['N', 'n', 'No', 'no', 'NO', 'False', 'false', 'FALSE', 'Off', 'off', 'OFF'].map((word): [string, boolean] => [word, false]),
]);

function resolved(text: string): unknown {
  const word = text.length <= 5 ? WORDS.get(text) : undefined;
  if (word !== undefined) { return word; }
  if (!NUMBER_LIKE.test(text)) { return text; }
  const number = numberOrText(text);
  if (typeof number === 'number' && !Number.isFinite(number)) { throw NOT_PLAIN; }
  return number;
}
