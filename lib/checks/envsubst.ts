/** A place of a text that Flux' substitution reads. */
export interface Substitution {
  readonly offset: number;
  readonly text: string;
  /**
   * `variable`: it is replaced. `dollar`: two dollars become one. `unreadable`: the whole Kustomization fails.
   */
  readonly what: 'variable' | 'dollar' | 'unreadable';
  readonly name: string;
  /** Whether something stands in for a variable that is not set. */
  readonly fallback: boolean;
  /** What the program says. */
  readonly message?: string;
}

/**
 * What `envsubst` makes of a text, up to the first place that it cannot read. `$name` and `$1` are left alone; `$${` is how `${` is
 * written. What stands within another variable, such as its default, is read whether it is needed or not.
 * Source: fluxcd/pkg envsubst/v1.7.0 parse/parse.go, parse/scan.go, template.go.
 */
export function substitutionsIn(text: string): Substitution[] {
  if (!text.includes('${') && !text.includes('$$')) { return []; }
  const reader = new Reader(text);
  try {
    reader.read();
  } catch (error) {
    if (!(error instanceof Unreadable)) { throw error; }
    const { offset } = reader;
    reader.found.push({ offset, text: /^\$\{[^}\s]*\}?/.exec(text.slice(offset))?.[0] ?? '${', what: 'unreadable', name: '', fallback: false, message: error.message });
  }
  return reader.found.sort((a, b) => a.offset - b.offset);
}

class Unreadable extends Error {}

const BAD = 'bad substitution';
const IN_FUNCTION = 'unable to parse substitution within function';
const IDENTIFIER = /[\p{L}\p{Nd}_]/u;
/** Nobody writes more variables within variables. */
const DEEPEST = 200;

/** The operators after which a variable may be missing. */
const DEFAULTS: ReadonlySet<string> = new Set(['-', '+', '=', '?', ':-', ':+', ':=', ':?']);

class Reader {
  public readonly found: Substitution[] = [];
  /** Where the variable begins that is read. */
  public offset = 0;
  private at = 0;

  public constructor(private readonly text: string) {}

  /** Everything outside of variables. */
  public read(): void {
    const { text } = this;
    while (this.at < text.length) {
      this.at = text.indexOf('$', this.at);
      if (this.at < 0) { return; }
      const next = text[this.at + 1];
      if (next === '{') { this.variable(0); continue; }
      if (next !== '$') { this.at += 1; continue; }
      if (text[this.at + 2] !== '{') { this.found.push({ offset: this.at, text: '$$', what: 'dollar', name: '', fallback: false }); }
      this.at += 2;
    }
  }

  private variable(depth: number): void {
    if (depth > DEEPEST) { throw new Unreadable('variables within variables, deeper than anybody writes them'); }
    const from = this.at;
    if (depth === 0) { this.offset = from; }
    this.at += 2;
    const isLength = this.peek() === '#';
    if (isLength) { this.at += 1; }
    const name = this.identifier();
    if (name === '') { throw new Unreadable(isLength ? BAD : 'unable to parse variable name'); }
    const operator = isLength ? '#' : this.operator(depth);
    if (this.peek() !== '}') { throw new Unreadable(operator === '' ? 'missing closing brace' : BAD); }
    this.at += 1;
    this.found.push({ offset: from, text: this.text.slice(from, this.at), what: 'variable', name, fallback: DEFAULTS.has(operator) });
  }

  /** What follows the name: the operator and its arguments. */
  private operator(depth: number): string {
    const character = this.peek();
    const next = this.text[this.at + 1];
    switch (character) {
      case ':':
        if (next !== undefined && '=-?+'.includes(next)) { return this.withDefault(`:${next}`, depth); }
        // Flux' reader goes back by the bytes of the character that it has looked at: only one of ASCII may stand here.
        if (next === undefined || next > '\x7f') { throw new Unreadable(BAD); }
        this.at += 1;
        this.argument(/[^:}]/u, depth);
        // A second colon, or a run of them.
        if (this.take(/:/u) === '') { return ':'; }
        this.argument(/[^}]/u, depth);
        return ':';
      case '=': return this.withDefault('=', depth);
      case ',': case '^': {
        // Two of them at most, in any mixture.
        this.at += next === ',' || next === '^' ? 2 : 1;
        return character;
      }
      case '#': case '%':
        this.at += next === character ? 2 : 1;
        this.argument(/[^}]/u, depth);
        return `${character} …`;
      case '/':
        this.at += next !== undefined && '/#%'.includes(next) ? 2 : 1;
        this.argument(/[^/]/u, depth, true);
        if (this.take(/\//u) === '') { throw new Unreadable(BAD); }
        if (this.peek() !== '}') { this.argument(/[^}]/u, depth, true); }
        return character;
      default: return '';
    }
  }

  private withDefault(operator: string, depth: number): string {
    this.at += operator.length;
    while (this.peek() !== '}') { this.argument(/[^}]/u, depth); }
    return operator;
  }

  /** One argument: a variable, or a text up to the next variable or a character that ends it. */
  private argument(accepted: RegExp, depth: number, escapes = false): void {
    if (this.isVariable()) { this.variable(depth + 1); return; }
    const from = this.at;
    while (this.at < this.text.length && !this.isVariable()) {
      if (escapes && this.isEscape()) { this.at += 2; continue; }
      if (!accepted.test(this.character())) { break; }
      this.at += this.character().length;
    }
    if (this.at === from) { throw new Unreadable(IN_FUNCTION); }
  }

  private isVariable(): boolean {
    return this.text.startsWith('${', this.at);
  }

  private isEscape(): boolean {
    return ['$$', '\\/', '\\\\'].some((each) => this.text.startsWith(each, this.at));
  }

  private identifier(): string {
    return this.take(IDENTIFIER);
  }

  private take(accepted: RegExp): string {
    const from = this.at;
    while (this.at < this.text.length && accepted.test(this.character())) { this.at += this.character().length; }
    return this.text.slice(from, this.at);
  }

  private peek(): string | undefined {
    return this.text[this.at];
  }

  private character(): string {
    return String.fromCodePoint(this.text.codePointAt(this.at) ?? 0);
  }
}
