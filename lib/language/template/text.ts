import { entry, Kept } from '../../kept';

/** A word of an action, and where it stands in the text. */
export interface Word {
  readonly text: string;
  readonly offset: number;
}

/** A label or annotation that a template prints. */
export interface Field {
  /** What it is read from: `$labels`, `.Labels`, `.GroupLabels`, `.CommonLabels`, `.CommonAnnotations`. */
  readonly of: string;
  readonly name: string;
  readonly offset: number;
  /** Whether the dot is the template's own there, not that of a range or with. */
  readonly top: boolean;
}

/** What the dot is at a place, as far as the text shows it; undefined where it does not. */
export type Dot = 'message' | 'alert' | 'labels' | 'pair';

/** A way that begins at a dot, such as `.Alerts.Firing`. */
export interface DotPath {
  readonly names: readonly string[];
  readonly dot: Dot | undefined;
  readonly offset: number;
}

/** The call of a template by its name. */
export interface Call extends Word {
  /** What it is given, which is the dot there; undefined where the text does not show it. */
  readonly given: Dot | undefined;
}

/** Why Go's text/template would not take a text. */
export interface TemplateMistake {
  readonly message: string;
  readonly offset: number;
  /** What was written, where it is a name that is not known. */
  readonly name?: string;
}

/** A text in Go's template language, as far as it can be understood without data. */
export interface GoTemplate {
  readonly hasActions: boolean;
  readonly fields: readonly Field[];
  /** Every way that begins at a dot, with what the dot is in a message of Alertmanager's. */
  readonly paths: readonly DotPath[];
  /** Fields that it asks for before it prints them: `{{ if $labels.x }}`. */
  readonly asked: ReadonlySet<string>;
  /** The first mistake; undefined where there is none. */
  readonly mistake?: TemplateMistake;
  /** `{{ template "name" . }}`. */
  readonly refersTo: readonly Call[];
  /** `{{ define "name" }}`, and where each one's text is. */
  readonly defines: readonly { readonly name: string; readonly from: number; readonly to: number }[];
  /** Everything within actions. */
  readonly code: string;
}

export interface Vocabulary {
  readonly functions: ReadonlySet<string>;
  readonly variables: readonly string[];
}

const OPENING: ReadonlySet<string> = new Set(['if', 'range', 'with', 'define', 'block']);
const KEY_WORDS: ReadonlySet<string> = new Set([...OPENING, 'else', 'end', 'template', 'break', 'continue', 'nil', 'true', 'false']);
const COMMENT = /\{\{(?:-\s+)?\/\*[^]*?\*\/(?:\s+-)?\}\}/y;
const ACTION = /\{\{((?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|[^"`'}]|\}(?!\}))*)\}\}/y;
const TOKEN = /\s+|("(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|:=|[|(),=]|(?:\)\.)?[^\s"`'|(),=:]+)/gy;
/** What Go's lexer takes for one word: a name or a bracket with fields behind it, a number, a text, an operator. */
const WORD = /^(?:\$[\p{L}\d_]*|[\p{L}_][\p{L}\d_]*|\))?(?:\.[\p{L}_][\p{L}\d_]*)*$|^\.$|^[+-]?\.?\d[\w.+-]*$|^["`'(|,=]|^:=$/u;

/** Reads a text with Go's key words and the given functions and variables. Never throws. */
export function readTemplate(text: string, vocabulary: Vocabulary): GoTemplate {
  return entry(templates, vocabulary, () => new Kept<GoTemplate>(10_000)).get(text, () => new TemplateReader(text, vocabulary).read());
}

const templates = new WeakMap<Vocabulary, Kept<GoTemplate>>();

/**
 * Reads the text of a define. Never throws.
 *
 * @param given What it is called with: there it is the dot, and `$`.
 */
export function readBody(text: string, vocabulary: Vocabulary, given: Dot): GoTemplate {
  return new TemplateReader(text, vocabulary, given).read();
}

interface Open {
  readonly word: string;
  readonly at: number;
  readonly name?: string;
  readonly body: number;
  /** The dot within it; another one after its `else`. */
  dot: Dot | undefined;
  readonly dotOutside: Dot | undefined;
}

class TemplateReader {
  private readonly fields: Field[] = [];
  private readonly paths: DotPath[] = [];
  private readonly asked = new Set<string>();
  private readonly refersTo: Call[] = [];
  private readonly defines: { name: string; from: number; to: number }[] = [];
  private readonly open: Open[] = [];
  private readonly variables: Set<string>;
  private mistake: TemplateMistake | undefined;
  private code = '';
  private hasActions = false;

  public constructor(private readonly text: string, private readonly vocabulary: Vocabulary, private readonly given: Dot = 'message') {
    this.variables = new Set(['$', ...vocabulary.variables]);
  }

  public read(): GoTemplate {
    let position = 0;
    for (;;) {
      const start = this.text.indexOf('{{', position);
      if (start < 0) { break; }
      this.hasActions = true;
      const comment = matchAt(COMMENT, this.text, start);
      if (comment !== undefined) { position = start + comment[0].length; continue; }
      const action = matchAt(ACTION, this.text, start);
      if (action === undefined) { this.refuse('an action is not closed: {{ without }}, or a quotation mark within it', start); break; }
      this.action(action[1] ?? '', start + 2, start + action[0].length);
      position = start + action[0].length;
    }
    const left = this.open.at(-1);
    if (left !== undefined) { this.refuse(`{{ ${left.word} }} has no {{ end }}`, left.at); }
    const { hasActions, fields, paths, asked, mistake, refersTo, defines, code } = this;
    return { hasActions, fields, paths, asked, mistake, refersTo, defines, code };
  }

  private action(raw: string, offset: number, end: number): void {
    const inner = raw.replace(/^-(?=\s)/, ' ').replace(/(?<=\s)-$/, ' ');
    this.code += `${inner}\n`;
    const words = this.words(inner, offset);
    const [first, second] = words;
    if (first === undefined) { this.refuse('an action is empty', offset); return; }
    if (first.text === 'end') {
      const opened = this.open.pop();
      if (opened === undefined) { this.refuse('an {{ end }} closes nothing', first.offset); }
      if (opened?.name !== undefined) { this.defines.push({ name: opened.name, from: opened.body, to: offset - 2 }); }
      return;
    }
    const innermost = this.open.at(-1);
    if (first.text === 'else' && innermost !== undefined) { innermost.dot = second === undefined || second.text === 'if' ? innermost.dotOutside : undefined; }
    if (first.text === 'else' && this.open.length === 0) { this.refuse('an {{ else }} belongs to nothing', first.offset); }
    const named = second === undefined ? undefined : unquoted(second.text);
    this.collect(words);
    if ((first.text === 'template' || first.text === 'block') && named !== undefined && second !== undefined) {
      this.refersTo.push({ text: named, offset: second.offset + 1, given: words.length === 3 ? this.ledTo(words[2]?.text ?? '') : undefined });
    }
    if (OPENING.has(first.text)) {
      this.open.push({ word: first.text, at: first.offset, name: first.text === 'define' || first.text === 'block' ? named : undefined, body: end, dot: this.dotIn(words), dotOutside: this.dot });
    }
    words.forEach((word, index) => { if (word.text.startsWith('$') && [':=', ','].includes(words[index + 1]?.text ?? '')) { this.variables.add(word.text); } });
    for (const word of words) { this.check(word); }
  }

  private get dot(): Dot | undefined {
    const innermost = this.open.at(-1);
    return innermost === undefined ? this.given : innermost.dot;
  }

  /** What `$` is; not known in a define, which may be given anything. */
  private get dollar(): Dot | undefined {
    return this.open.every(({ word }) => word !== 'define' && word !== 'block') ? this.given : undefined;
  }

  /** What a way such as `.`, `$` or `.CommonLabels` leads to, as far as that can be a dot. */
  private ledTo(way: string): Dot | undefined {
    if (way === '.') { return this.dot; }
    if (way === '$') { return this.dollar; }
    const from = way.startsWith('$.') ? this.dollar : this.dot;
    const rest = way.replace(/^\$/, '');
    return (from === 'message' && /^\.(?:GroupLabels|CommonLabels|CommonAnnotations|RouteLabels)$/.test(rest)) || (from === 'alert' && /^\.(?:Labels|Annotations)$/.test(rest)) ? 'labels' : undefined;
  }

  /** What the dot becomes within an action that opens something. */
  private dotIn([first, ...rest]: readonly Word[]): Dot | undefined {
    if (first?.text === 'if') { return this.dot; }
    const assigned = rest.findIndex(({ text }) => text === ':=');
    const [source, more] = rest.slice(assigned + 1);
    if (source === undefined || more !== undefined || (first?.text !== 'range' && first?.text !== 'with')) { return undefined; }
    if (first.text === 'with') { return this.ledTo(source.text); }
    const isMessage = (source.text.startsWith('$.') ? this.dollar : this.dot) === 'message';
    const way = source.text.replace(/^\$/, '');
    return isMessage && /^\.Alerts(?:\.(?:Firing|Resolved))?$/.test(way) ? 'alert' : /\.SortedPairs$/.test(way) ? 'pair' : undefined;
  }

  private words(inner: string, offset: number): Word[] {
    const found: Word[] = [];
    let end = 0;
    TOKEN.lastIndex = 0;
    for (let match = TOKEN.exec(inner); match !== null; match = TOKEN.exec(inner)) {
      end = TOKEN.lastIndex;
      if (match[1] !== undefined) { found.push({ text: match[1], offset: offset + match.index }); }
    }
    if (end < inner.length) { this.refuse('an action is not Go template syntax', offset + end); }
    return found;
  }

  private collect(words: readonly Word[]): void {
    const [first] = words;
    const asks = first !== undefined && (first.text === 'if' || first.text === 'with' || (first.text === 'else' && ['if', 'with'].includes(words[1]?.text ?? '')));
    // A define's dot is whatever it is given.
    const top = this.open.every(({ word }) => word === 'if' || word === 'define');
    const add = (of: string, name: string, offset: number): void => {
      if (asks || words.some(({ text }) => text === 'or' || text === 'and' || text === 'eq' || text === 'ne')) { this.asked.add(`${of}.${name}`); }
      this.fields.push({ of, name, offset, top });
    };
    words.forEach(({ text, offset }, index) => {
      const way = /^(\$?)\.([\p{L}_][\p{L}\d_.]*)$/u.exec(text);
      // What follows a bracket begins at its result.
      if (way?.[2] !== undefined && !(words[index - 1]?.text === ')' && words[index - 1]?.offset === offset - 1)) { this.paths.push({ names: way[2].split('.'), dot: way[1] === '' ? this.dot : this.dollar, offset: offset + (way[1] ?? '').length + 1 }); }
      const field = /^(\$labels|\$?\.(?:Labels|GroupLabels|CommonLabels|CommonAnnotations))\.([A-Za-z_]\w*)$/.exec(text);
      if (field?.[1] !== undefined && field[2] !== undefined) {
        add(field[1].replace(/^\$\./, '.'), field[2], offset + field[1].length + 1);
      }
      const [source, key] = [words[index + 1], words[index + 2]];
      const name = key === undefined ? undefined : unquoted(key.text);
      if (text === 'index' && source !== undefined && key !== undefined && name !== undefined && /^(?:\$labels|\$?\.(?:Labels|GroupLabels|CommonLabels|CommonAnnotations))$/.test(source.text)) {
        add(source.text.replace(/^\$\./, '.'), name, key.offset + 1);
      }
    });
  }

  private check({ text, offset }: Word): void {
    if (!WORD.test(text)) { this.refuse(`${text} is no word of an action${/^-\p{L}|[^-]-$/u.test(text) ? ': a trim marker has a space beside it' : ''}`, offset); }
    const [variable = ''] = text.split('.');
    if (text.startsWith('$') && !this.variables.has(variable)) { this.refuse(`the variable ${variable} is not defined`, offset, variable); }
    const name = /^[A-Za-z_]\w*/.exec(text)?.[0];
    if (name !== undefined && !KEY_WORDS.has(name) && !this.vocabulary.functions.has(name)) { this.refuse(`the function ${name} is not defined`, offset, name); }
  }

  private refuse(message: string, offset: number, name?: string): void {
    this.mistake ??= { message, offset, name };
  }
}

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text) ?? undefined;
}

function unquoted(word: string): string | undefined {
  return /^(?:"[^"\\]*"|`[^]*`)$/.test(word) ? word.slice(1, -1) : undefined;
}
