import { invalid } from '../invalid';

/** Text in quotes of a query's language; the actions of Flagger's template in it stay as they are. Not exported from the room. */
export function quotedText(at: string, text: string, quote: '"' | '\''): string {
  if (/[\u0000-\u001F]/.test(text)) {
    throw invalid({
      at,
      what: 'a text of the query has a line break or a control character',
      value: text,
      allowed: 'one line',
    });
  }
  return `${quote}${outsideActions(text, (part) => part.replace(/\\/g, '\\\\').replaceAll(quote, `\\${quote}`))}${quote}`;
}

/** Text whose parts outside of `{{ … }}` are changed. */
export function outsideActions(text: string, change: (part: string) => string): string {
  return text.split(/(\{\{.*?\}\})/).map((part, index) => index % 2 === 1 ? part : change(part)).join('');
}

/** A name of a metric, field or label, which no quotes protect: nothing that ends it may be in it. */
export function bareName(at: string, what: string, name: string, allowed: RegExp): string {
  if (name !== '' && allowed.test(outsideActions(name, (part) => part).replace(/\{\{.*?\}\}/g, 'x'))) { return name; }
  throw invalid({
    at,
    what: `${what} is not a name in this language`,
    value: name,
    allowed: `what ${String(allowed)} matches; functions of Flagger's template are taken, such as {{ target }}`,
  });
}
