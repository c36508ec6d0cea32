import { link, Markup, markup } from '../markup';
import { ADDRESS, Span, spans } from './spans';

/**
 * Slack's mrkdwn, as Slack shows it: `*bold*`, `_italic_`, `~struck~`, code, `<address|text>`, mentions.
 * Source: docs.slack.dev, "Formatting message text".
 */
export function slackMrkdwn(text: string): Markup {
  return spans(text, SPANS, unescaped);
}

/** The three entities that Slack knows; everything else is text. */
export function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (_, name: 'amp' | 'lt' | 'gt') => ({ amp: '&', lt: '<', gt: '>' })[name]);
}

const SPANS: readonly Span[] = [
  { pattern: /```\n?([^]*?)```/, make: ([, code = '']) => markup`<pre>${unescaped(code)}</pre>` },
  { pattern: /`([^`\n]+)`/, make: ([, code = '']) => markup`<code>${unescaped(code)}</code>` },
  { pattern: /<((?:https?:|mailto:)[^|>\s]+)(?:\|([^>]*))?>/, make: ([, address = '', text]) => link(unescaped(address), unescaped(text ?? address)) },
  { pattern: /<!(here|channel|everyone)(?:\|[^>]*)?>/, make: ([, whom = '']) => markup`<span class="mention">@${whom}</span>` },
  { pattern: /<(?:[@#]|!subteam\^)(\w+)(?:\|([^>]*))?>/, make: ([, id = '', name]) => markup`<span class="mention">${unescaped(name ?? `@${id}`)}</span>` },
  { pattern: ADDRESS, make: ([address]) => link(unescaped(address), unescaped(address)) },
  { pattern: /(?<![\w*])\*(?=[^\s*])([^*\n]*[^*\s])\*(?![\w*])/, make: ([, text = ''], inner) => markup`<b>${inner(text)}</b>` },
  { pattern: /(?<!\w)_(?=[^\s_])([^_\n]*[^_\s])_(?!\w)/, make: ([, text = ''], inner) => markup`<i>${inner(text)}</i>` },
  { pattern: /(?<![\w~])~(?=[^\s~])([^~\n]*[^~\s])~(?![\w~])/, make: ([, text = ''], inner) => markup`<s>${inner(text)}</s>` },
];
