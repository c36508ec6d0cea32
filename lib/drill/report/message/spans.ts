import { Markup, markup } from '../markup';

/** A piece of a service's own markup: what it looks like, and what it becomes. */
export interface Span {
  readonly pattern: RegExp;
  /** Makes it; `inner` reads what stands inside as the same markup. */
  readonly make: (match: RegExpExecArray, inner: (text: string) => Markup) => Markup;
}

/** How deep markup in markup is read: nobody writes more. */
const DEPTH = 5;

/** How much of a text is read as markup; what follows is printed as it stands. A message may be hostile, and a page must open. */
const MOST = 8000;

/** Reads the spans of a text; everything else in it is plain, as `plain` makes it. */
export function spans(text: string, kinds: readonly Span[], plain: (text: string) => Markup | string = (rest) => rest, depth = 0): Markup {
  if (depth > DEPTH) { return markup`${plain(text)}`; }
  const read = text.slice(0, MOST);
  const patterns = kinds.map(({ pattern, make }) => ({ search: new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`), make, next: undefined as RegExpExecArray | null | undefined }));
  const pieces: Markup[] = [];
  let position = 0;
  for (;;) {
    for (const each of patterns) {
      if (each.next === null || (each.next !== undefined && each.next.index >= position)) { continue; }
      each.search.lastIndex = position;
      each.next = each.search.exec(read);
    }
    const [first] = patterns.filter((each) => each.next).sort((a, b) => (a.next?.index ?? 0) - (b.next?.index ?? 0));
    if (first?.next === undefined || first.next === null) { break; }
    const found = first.next;
    pieces.push(markup`${plain(read.slice(position, found.index))}`, first.make(found, (inner) => spans(inner, kinds, plain, depth + 1)));
    position = found.index + found[0].length;
  }
  return markup`${pieces}${plain(text.slice(position))}`;
}

/** An address in a text, as each service makes a link of it. */
export const ADDRESS = /https?:\/\/[^\s<>"'|)\]]+[^\s<>"'|)\].,;:!?]/;
