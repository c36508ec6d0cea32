import { printable } from '../../report/printable';

/** Markup that is safe to print: whatever was put into it as text has been escaped. */
export class Markup {
  public constructor(public readonly source: string) {}

  public toString(): string {
    return this.source;
  }
}

export const NOTHING = new Markup('');

/** What stands between the pieces of a template: texts are escaped, markup is taken as it is, lists are joined, `undefined` and `false` leave nothing. */
type Piece = string | number | Markup | undefined | false | readonly Piece[];

/** Markup from a template; the only way to make some, so that no text can become a tag. */
export function markup(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return new Markup(strings.map((string, i) => string + sourceOf(pieces[i])).join(''));
}

/** A text in which nothing is a tag, an entity, or obeyed by a browser: what people see, character for character. */
export function escaped(text: string): string {
  return printable(text).replace(/[&<>"'`]/g, (each) => `&#${each.charCodeAt(0)};`);
}

function sourceOf(piece: Piece): string {
  if (piece === undefined || piece === false) { return ''; }
  if (piece instanceof Markup) { return piece.source; }
  return typeof piece === 'object' ? piece.map(sourceOf).join('') : escaped(String(piece));
}

/** A link, where the address leads to a page; its text alone where it does anything else, as `javascript:` does. */
export function link(address: string, text: Markup | string): Markup {
  return isPage(address) ? markup`<a href="${address}" rel="noopener noreferrer nofollow">${text}</a>` : markup`<span>${text}</span>`;
}

function isPage(address: string): boolean {
  return URL.canParse(address) && ['http:', 'https:', 'mailto:'].includes(new URL(address).protocol);
}
