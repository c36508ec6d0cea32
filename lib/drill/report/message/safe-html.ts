import { escaped, link, Markup, markup } from '../markup';

/** How much of a foreign page is read: a message may be hostile, and ours must open. */
const MOST = 20_000;

/** How deep its elements may stand in each other. */
const DEPTH = 48;

/** What people never see of a page. */
const UNSEEN = /^(?:script|style|head|title|template|noscript|iframe|object|embed|svg|math|select|textarea)$/;

const VOID = /^(?:br|hr)$/;

/** The tags that Telegram knows. Source: core.telegram.org/bots/api, "HTML style". */
export const TELEGRAM_TAGS: ReadonlySet<string> = new Set(['b', 'strong', 'i', 'em', 'u', 'ins', 's', 'strike', 'del', 'a', 'code', 'pre', 'blockquote', 'span']);

/** The tags of a mail that give it its form. */
export const MAIL_TAGS: ReadonlySet<string> = new Set([
  ...TELEGRAM_TAGS, 'p', 'div', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'td', 'th', 'small', 'sub', 'sup', 'center',
]);

/** Foreign HTML with nothing left but tags that are allowed, without an attribute but the address of a link; every element ends inside. */
export function safeHtml(source: string, allowed: ReadonlySet<string>): Markup {
  const open: { readonly name: string; readonly close: string }[] = [];
  let unseen: string | undefined;
  let out = '';
  for (const [token, slash, word, attributes = ''] of source.slice(0, MOST).matchAll(TOKEN)) {
    const name = word?.toLowerCase();
    if (unseen !== undefined) {
      if (slash === '/' && name === unseen) { unseen = undefined; }
    } else if (name === undefined) {
      out += /^<(?:!|\?)/.test(token) ? '' : escaped(decoded(token));
    } else if (slash === '/') {
      const last = open.map((each) => each.name).lastIndexOf(name);
      if (last >= 0) { out += open.splice(last).reverse().map(({ close }) => close).join(''); }
    } else if (UNSEEN.test(name)) {
      unseen = attributes.endsWith('/') ? undefined : name;
    } else if (name === 'img') {
      out += markup`<span class="image">${decoded(attribute(attributes, 'alt') ?? 'image')}</span>`;
    } else if (allowed.has(name) && VOID.test(name)) {
      out += `<${name}>`;
    } else if (allowed.has(name) && open.length < DEPTH) {
      const [start, close] = elementOf(name, attributes);
      out += start;
      open.push({ name, close });
    }
  }
  return new Markup(out + open.reverse().map(({ close }) => close).join(''));
}

const TOKEN = /<!--[^]*?(?:-->|$)|<[!?][^>]*>|<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:"[^"]*"|'[^']*'|[^'"<>])*)>|[^<]+|</g;

function elementOf(name: string, attributes: string): [start: string, close: string] {
  if (name !== 'a') { return [`<${name}>`, `</${name}>`]; }
  const [start = '', close = ''] = link(decoded(attribute(attributes, 'href') ?? ''), new Markup('\0')).source.split('\0');
  return [start, close];
}

function attribute(attributes: string, name: string): string | undefined {
  const [, double, single, bare] = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes) ?? [];
  return double ?? single ?? bare;
}

const NAMED: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'', nbsp: '\u00a0', mdash: '—', ndash: '–', middot: '·', hellip: '…' };

/** A text with its entities as the letters that they stand for. */
function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,8}));/gi, (entity, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) { return NAMED[name] ?? entity; }
    const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '\ufffd';
  });
}
