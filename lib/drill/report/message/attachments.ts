import { link, Markup, markup } from '../markup';
import { Body } from './body';

/** How a chat reads the texts of an attachment: Slack, and those that took its form. */
export interface AttachmentReader {
  /** A text with the service's markup. */
  readonly text: (text: string) => Markup;
  /** A text without. */
  readonly plain: (text: string) => string;
}

/** A message and its attachments, in the form that Slack has given to several chats. */
export function attachmentsOf(body: Body, { text, plain }: AttachmentReader): Markup {
  const shown = (value: string | undefined, className: string): Markup | undefined => value === undefined ? undefined : markup`<div class="${className}" dir="auto">${text(value)}</div>`;
  return markup`${shown(body.text('text'), 'text')}${body.list('attachments').map((each) => {
    const title = each.text('title');
    const address = each.text('title_link');
    return markup`${shown(each.text('pretext'), 'text')}<div class="attachment"${border(each.text('color'))}>
${each.text('author_name') !== undefined && markup`<div class="author" dir="auto">${each.text('author_name')}</div>`}
${title !== undefined && markup`<div class="title" dir="auto">${address === undefined ? plain(title) : link(address, plain(title))}</div>`}
${shown(each.text('text'), 'text')}
${fieldsOf(each.list('fields').map((field) => [plain(field.text('title') ?? ''), text(field.text('value') ?? '')]))}
${buttonsOf(each.list('actions').flatMap((action) => action.text('text') ?? []).map(plain))}
${['image_url', 'thumb_url'].map((field) => each.text(field) !== undefined && markup`<div><span class="image">image</span></div>`)}
${each.text('footer') !== undefined && markup`<div class="footer" dir="auto">${plain(each.text('footer') ?? '')}</div>`}
</div>`;
  })}`;
}

/** The bar at the side of a card, where its color is one. */
export function border(color: string | undefined): Markup | undefined {
  const named: { readonly [name: string]: string } = { good: '#2eb67d', warning: '#ecb22e', danger: '#e01e5a' };
  const hex = named[color ?? ''] ?? (/^#?[0-9a-fA-F]{6}$/.test(color ?? '') ? `#${(color ?? '').replace('#', '')}` : undefined);
  return hex === undefined ? undefined : markup` style="border-color: ${hex}"`;
}

/** Names and values. */
export function fieldsOf(fields: readonly (readonly [name: string, value: string | Markup])[]): Markup | undefined {
  if (fields.length === 0) { return undefined; }
  return markup`<dl class="fields">${fields.map(([name, value]) => markup`<div><dt dir="auto">${name}</dt><dd dir="auto">${value}</dd></div>`)}</dl>`;
}

/** What could be pressed there. */
export function buttonsOf(names: readonly string[]): Markup | undefined {
  return names.length === 0 ? undefined : markup`<div class="buttons">${names.map((name) => markup`<span class="button" dir="auto">${name}</span>`)}</div>`;
}
