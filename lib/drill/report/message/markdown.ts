import { link, Markup, markup } from '../markup';
import { ADDRESS, Span, spans } from './spans';

/** How a service reads Markdown. */
export interface MarkdownDialect {
  /** Whether a single end of a line is one to see; else only an empty line is. */
  readonly breaks: boolean;
  /** Whether `# text` is a heading, and `code` is code; Teams' cards know neither. */
  readonly blocks: boolean;
  /** Whether a single asterisk is bold, as in Rocket.Chat; else it is italic. */
  readonly boldAsterisk?: boolean;
}

/** Markdown, as chats show it: emphasis, links, code, lists, quotes. */
export function markdown(text: string, dialect: MarkdownDialect): Markup {
  const shown = dialect.breaks ? text : text.replace(/[ \t]*\n[ \t]*(?:\n[ \t]*)+/g, '\n\n').replace(/([^\n])\n(?!\n|[-*] )/g, '$1 ');
  return spans(shown, [...(dialect.blocks ? BLOCKS : []), ITEM, ...SPANS, single('\\*', dialect.boldAsterisk === true ? 'b' : 'i'), single('_', 'i'), ...(dialect.boldAsterisk === true ? [single('~', 's')] : [])]);
}

const BLOCKS: readonly Span[] = [
  { pattern: /```(?:[\w-]*\n)?([^]*?)```/, make: ([, code = '']) => markup`<pre>${code}</pre>` },
  { pattern: /`([^`\n]+)`/, make: ([, code = '']) => markup`<code>${code}</code>` },
  { pattern: /^#{1,6} +([^\n]+)/m, make: ([, text = ''], inner) => markup`<b class="heading">${inner(text)}</b>` },
  { pattern: /^> ?([^\n]*)/m, make: ([, text = ''], inner) => markup`<span class="quote">${inner(text)}</span>` },
];

const ITEM: Span = { pattern: /^( *)[-*] +([^\n]*)/m, make: ([, indent = '', text = ''], inner) => markup`${indent}• ${inner(text)}` };

const SPANS: readonly Span[] = [
  { pattern: /\[([^\]\n]+)\]\(<?([^)\s>]+)>?\)/, make: ([, text = '', address = ''], inner) => link(address, isAddress(text) ? text : inner(text)) },
  { pattern: ADDRESS, make: ([address]) => link(address, address) },
  { pattern: /\*\*(?=[^\s*])([^\n]*?[^\s])\*\*/, make: ([, text = ''], inner) => markup`<b>${inner(text)}</b>` },
  { pattern: /~~(?=[^\s~])([^~\n]*[^~\s])~~/, make: ([, text = ''], inner) => markup`<s>${inner(text)}</s>` },
  { pattern: /\\([*_`[\]()~#>\\-])/, make: ([, sign = '']) => markup`${sign}` },
];

function isAddress(text: string): boolean {
  return new RegExp(`^${ADDRESS.source}$`).test(text);
}

function single(sign: string, tag: 'b' | 'i' | 's'): Span {
  const name = { b: ['<b>', '</b>'], i: ['<i>', '</i>'], s: ['<s>', '</s>'] }[tag].map((each) => new Markup(each));
  return {
    pattern: new RegExp(`(?<![\\w${sign}])${sign}(?=[^\\s${sign}])([^${sign}\\n]*[^${sign}\\s]|[^${sign}\\s])${sign}(?![\\w${sign}])`),
    make: ([, text = ''], inner) => markup`${name[0]}${inner(text)}${name[1]}`,
  };
}
