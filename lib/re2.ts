import { invalid } from './invalid';

/**
 * Reads a regular expression as Go's regexp package does (RE2's syntax, Perl flags) and gives the JavaScript expression that
 * accepts the same whole strings, anchored as Alertmanager anchors it: `^(?:…)$`, where `.` does not match a line feed
 * (prometheus/alertmanager v0.34.2 pkg/labels/matcher.go). What Go refuses is refused here, look-ahead and
 * back-references among it, because a configuration with it never loads.
 * Source of the syntax: go1.26 regexp/syntax/parse.go.
 */
export function re2(at: string, pattern: string): RegExp {
  try {
    // With the anchors, as Alertmanager compiles it: `a)|(?:b` is an expression then, and `\Qa` is none.
    return new RegExp(new Translation(`^(?:${pattern})$`).whole(), 'u');
  } catch (error) {
    throw invalid({
      at,
      what: `the regular expression is none that RE2 reads: ${(error as Error).message}`,
      value: pattern,
      allowed: 'RE2\'s syntax: no look-ahead, look-behind or back-reference, no possessive or stacked repetition, counts up to 1000',
    });
  }
}

interface Flags { readonly fold: boolean; readonly multiline: boolean; readonly dotAll: boolean }

/** A translated piece, and the largest product of the counts nested in it. */
interface Piece { readonly js: string; readonly count: number }

type Range = readonly [low: number, high: number];

const MAX_COUNT = 1000;
const MAX_RUNE = 0x10ffff;

class Translation {
  private readonly runes: readonly string[];
  private position = 0;
  private flags: Flags = { fold: false, multiline: false, dotAll: false };

  public constructor(pattern: string) {
    this.runes = [...pattern];
  }

  public whole(): string {
    const { js } = this.alternatives();
    if (this.position < this.runes.length) { throw new Error('unexpected )'); }
    return js;
  }

  private alternatives(): Piece {
    const pieces = [this.sequence()];
    while (this.accept('|')) { pieces.push(this.sequence()); }
    return { js: pieces.map((each) => each.js).join('|'), count: Math.max(...pieces.map((each) => each.count)) };
  }

  private sequence(): Piece {
    let js = '';
    let count = 1;
    let last: Piece | undefined;
    let repeated = false;
    const flush = (): void => {
      if (last !== undefined) { js += last.js; count = Math.max(count, last.count); }
      last = undefined;
    };
    while (this.position < this.runes.length && this.peek() !== '|' && this.peek() !== ')') {
      const repetition = this.repetition();
      if (repetition !== undefined) {
        if (repeated) { throw new Error('invalid nested repetition operator'); }
        if (last === undefined) { throw new Error('missing argument to repetition operator'); }
        last = { js: `(?:${last.js})${repetition.js}`, count: repetition.count * last.count };
        if (last.count > MAX_COUNT) { throw new Error('invalid repeat count'); }
        repeated = true;
        continue;
      }
      repeated = false;
      if (this.peek() === '\\' && this.runes[this.position + 1] === 'Q') {
        // A repetition after \E binds to the last rune alone.
        for (const rune of this.quoted()) { flush(); last = piece(this.literal(codePoint(rune))); }
        continue;
      }
      const atom = this.atom();
      if (atom === undefined) { continue; }
      flush();
      last = atom;
    }
    flush();
    return { js, count };
  }

  private repetition(): Piece | undefined {
    const rest = this.runes.slice(this.position, this.position + 12).join('');
    const simple = /^[*+?]/.exec(rest);
    const counted = /^\{(0|[1-9]\d*)(,(0|[1-9]\d*)?)?\}/.exec(rest);
    const operator = simple ?? counted;
    if (operator === null) {
      if (/^\{(0|[1-9]\d{8,})/.test(rest)) { throw new Error('invalid repeat count'); }
      return undefined;
    }
    this.position += operator[0].length;
    this.accept('?');
    if (counted === null) { return { js: operator[0], count: 1 }; }
    const low = Number(counted[1]);
    const high = counted[2] === undefined ? low : counted[3] === undefined ? undefined : Number(counted[3]);
    if (low > MAX_COUNT || (high ?? 0) > MAX_COUNT || (high !== undefined && low > high)) { throw new Error('invalid repeat count'); }
    return { js: operator[0], count: high ?? Math.max(low, 1) };
  }

  private atom(): Piece | undefined {
    const rune = this.next();
    switch (rune) {
      case '(': return this.group();
      case '[': return piece(this.bracket());
      case '.': return piece(this.flags.dotAll ? '[^]' : '[^\\n]');
      case '^': return piece(this.flags.multiline ? '(?:^|(?<=\\n))' : '^');
      case '$': return piece(this.flags.multiline ? '(?:$|(?=\\n))' : '$');
      case '\\': return this.escaped();
      default: return piece(this.literal(codePoint(rune)));
    }
  }

  private group(): Piece | undefined {
    const before = this.flags;
    if (this.accept('?')) {
      const rest = this.runes.slice(this.position).join('');
      const name = /^P?<\w+>/.exec(rest);
      const flags = /^([imsU]*)(?:-([imsU]+))?([:)])/.exec(rest);
      if (name !== null) {
        this.position += name[0].length;
      } else if (flags !== null) {
        this.position += flags[0].length;
        this.flags = switched(this.flags, flags[1] ?? '', flags[2] ?? '');
        if (flags[3] === ')') { return undefined; }
      } else {
        throw new Error('invalid or unsupported Perl syntax: (?');
      }
    }
    const inner = this.alternatives();
    if (!this.accept(')')) { throw new Error('missing closing )'); }
    this.flags = before;
    return { js: `(?:${inner.js})`, count: inner.count };
  }

  private escaped(): Piece {
    const rune = this.peek();
    switch (rune) {
      case 'A': this.position++; return piece('^');
      case 'z': this.position++; return piece('$');
      case 'b': case 'B': this.position++; return piece(`\\${rune}`);
      default: {
        const set = this.perlSet() ?? this.unicodeSet();
        return piece(set === undefined ? this.literal(this.escapedRune()) : `[${set}]`);
      }
    }
  }

  private quoted(): readonly string[] {
    const from = this.position + 2;
    let to = from;
    while (to < this.runes.length && !(this.runes[to] === '\\' && this.runes[to + 1] === 'E')) { to++; }
    this.position = Math.min(to + 2, this.runes.length);
    return this.runes.slice(from, to);
  }

  private bracket(): string {
    const negated = this.accept('^');
    const ranges: Range[] = [];
    let sets = '';
    let first = true;
    while (first || this.peek() !== ']') {
      if (this.position >= this.runes.length) { throw new Error('missing closing ]'); }
      first = false;
      const posix = /^\[:(\^?)(\w*):\]/.exec(this.runes.slice(this.position, this.position + 14).join(''));
      if (posix !== null) {
        const set = POSIX[posix[2] ?? ''];
        if (set === undefined) { throw new Error(`invalid character class range ${posix[0]}`); }
        this.position += posix[0].length;
        ranges.push(...(posix[1] === '^' ? complement(this.folded(set)) : this.folded(set)));
        continue;
      }
      if (this.peek() === '\\') {
        this.position++;
        const set = this.perlSet() ?? this.unicodeSet();
        if (set !== undefined) { sets += set; continue; }
        this.position--;
      }
      const low = this.bracketRune();
      let high = low;
      if (this.peek() === '-' && this.runes[this.position + 1] !== ']' && this.position + 1 < this.runes.length) {
        this.position++;
        high = this.bracketRune();
      }
      if (high < low) { throw new Error('invalid character class range'); }
      ranges.push(...this.folded([[low, high]]));
    }
    this.position++;
    return `[${negated ? '^' : ''}${inBrackets(ranges)}${sets}]`;
  }

  private bracketRune(): number {
    if (this.position >= this.runes.length) { throw new Error('missing closing ]'); }
    const rune = this.next();
    return rune === '\\' ? this.escapedRune() : codePoint(rune);
  }

  private perlSet(): string | undefined {
    const rune = this.peek() ?? '';
    const set = Object.hasOwn(PERL, rune.toLowerCase()) ? PERL[rune.toLowerCase()] : undefined;
    if (set === undefined) { return undefined; }
    this.position++;
    return inBrackets(rune === rune.toLowerCase() ? this.folded(set) : complement(this.folded(set)));
  }

  private unicodeSet(): string | undefined {
    const match = /^([pP])(?:\{(\^?)([^}]*)\}|(.))/u.exec(this.runes.slice(this.position).join(''));
    if (match === null) { return undefined; }
    this.position += [...match[0]].length;
    const plain = match[3] ?? match[4] ?? '';
    // A case of letters, both cases folded, is each letter that has a case.
    const name = this.flags.fold && /^L[ult]$/.test(plain) ? 'LC' : plain;
    const positive = (match[1] === 'p') === (match[2] !== '^');
    for (const spelled of [name, `Script=${name}`]) {
      const set = `\\${positive ? 'p' : 'P'}{${spelled}}`;
      try { new RegExp(set, 'u'); return set; } catch { /* another spelling, or none */ }
    }
    throw new Error(`invalid character class range \\p{${name}}`);
  }

  private escapedRune(): number {
    if (this.position >= this.runes.length) { throw new Error('trailing backslash at end of expression'); }
    const rest = this.runes.slice(this.position, this.position + 12).join('');
    const octal = /^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(rest);
    const hex = /^x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]+)\})/.exec(rest);
    const matched = octal ?? hex;
    if (matched !== null) {
      this.position += matched[0].length;
      const rune = octal === null ? parseInt(hex?.[1] ?? hex?.[2] ?? '', 16) : parseInt(octal[0], 8);
      if (rune > MAX_RUNE) { throw new Error('invalid escape sequence'); }
      return rune;
    }
    const rune = this.next();
    const control = Object.hasOwn(CONTROLS, rune) ? CONTROLS[rune] : undefined;
    if (control !== undefined) { return control; }
    if (codePoint(rune) >= 0x80 || /[0-9A-Za-z]/.test(rune)) { throw new Error(`invalid escape sequence: \\${rune}`); }
    return codePoint(rune);
  }

  private literal(rune: number): string {
    const folded = this.folded([[rune, rune]]);
    return folded.length === 1 ? unicode(rune) : `[${inBrackets(folded)}]`;
  }

  private folded(ranges: readonly Range[]): Range[] {
    if (!this.flags.fold) { return [...ranges]; }
    const all = [...ranges];
    for (const [low, high] of ranges) {
      // Above the scripts that have cases nothing folds.
      for (let rune = low; rune <= Math.min(high, 0x1ffff); rune++) {
        all.push(...otherCases(rune).filter((other) => other < low || other > high).map((other): Range => [other, other]));
      }
    }
    return all;
  }

  private peek(): string | undefined { return this.runes[this.position]; }

  private next(): string { return this.runes[this.position++] ?? ''; }

  private accept(rune: string): boolean {
    if (this.peek() !== rune) { return false; }
    this.position++;
    return true;
  }
}

function piece(js: string): Piece { return { js, count: 1 }; }

function codePoint(rune: string): number { return rune.codePointAt(0) ?? 0; }

function unicode(rune: number): string {
  return /[A-Za-z0-9_ ]/.test(String.fromCodePoint(rune)) ? String.fromCodePoint(rune) : `\\u{${rune.toString(16)}}`;
}

function inBrackets(ranges: readonly Range[]): string {
  return ranges.map(([low, high]) => (low === high ? unicode(low) : `${unicode(low)}-${unicode(high)}`)).join('');
}

function complement(ranges: readonly Range[]): Range[] {
  const rest: Range[] = [];
  let from = 0;
  for (const [low, high] of [...ranges].sort(([a], [b]) => a - b)) {
    if (low > from) { rest.push([from, low - 1]); }
    from = Math.max(from, high + 1);
  }
  return [...rest, [from, MAX_RUNE]];
}

function switched(flags: Flags, on: string, off: string): Flags {
  const is = (letter: string, now: boolean): boolean => (on.includes(letter) || now) && !off.includes(letter);
  return { fold: is('i', flags.fold), multiline: is('m', flags.multiline), dotAll: is('s', flags.dotAll) };
}

/** Letters that Unicode folds onto an ASCII or Latin letter beside its own two cases. */
const FOLDED_TOGETHER = ['kK\u212a', 'sS\u017f', '\u00e5\u00c5\u212b'];

function otherCases(rune: number): number[] {
  const text = String.fromCodePoint(rune);
  const together = FOLDED_TOGETHER.find((each) => each.includes(text)) ?? '';
  const cases = [...together, text.toLowerCase(), text.toUpperCase()].filter((each) => [...each].length === 1);
  return [...new Set(cases.map(codePoint))].filter((other) => other !== rune);
}

const DIGIT: readonly Range[] = [[0x30, 0x39]];
const UPPER: readonly Range[] = [[0x41, 0x5a]];
const LOWER: readonly Range[] = [[0x61, 0x7a]];
const WORD: readonly Range[] = [...DIGIT, ...UPPER, [0x5f, 0x5f], ...LOWER];

const PERL: { readonly [letter: string]: readonly Range[] } = { d: DIGIT, s: [[0x9, 0xa], [0xc, 0xd], [0x20, 0x20]], w: WORD };

const POSIX: { readonly [name: string]: readonly Range[] } = {
  alnum: [...DIGIT, ...UPPER, ...LOWER],
  alpha: [...UPPER, ...LOWER],
  ascii: [[0, 0x7f]],
  blank: [[0x9, 0x9], [0x20, 0x20]],
  cntrl: [[0, 0x1f], [0x7f, 0x7f]],
  digit: DIGIT,
  graph: [[0x21, 0x7e]],
  lower: LOWER,
  print: [[0x20, 0x7e]],
  punct: [[0x21, 0x2f], [0x3a, 0x40], [0x5b, 0x60], [0x7b, 0x7e]],
  space: [[0x9, 0xd], [0x20, 0x20]],
  upper: UPPER,
  word: WORD,
  xdigit: [...DIGIT, [0x41, 0x46], [0x61, 0x66]],
};

const CONTROLS: { readonly [letter: string]: number } = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };
