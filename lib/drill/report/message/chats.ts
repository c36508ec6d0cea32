import { link, Markup, markup } from '../markup';
import { attachmentsOf, border, buttonsOf } from './attachments';
import { Body } from './body';
import { markdown, MarkdownDialect } from './markdown';
import { MAIL_TAGS, safeHtml, TELEGRAM_TAGS } from './safe-html';
import { slackMrkdwn, unescaped } from './slack-mrkdwn';

const CHAT: MarkdownDialect = { breaks: true, blocks: true };
const ROCKET: MarkdownDialect = { breaks: true, blocks: true, boldAsterisk: true };
/** Single ends of lines vanish, and code stays as it is written. Source: learn.microsoft.com, "Format cards in Microsoft Teams". */
const TEAMS: MarkdownDialect = { breaks: false, blocks: false };

export function slack(body: Body): Markup {
  return attachmentsOf(body, { text: slackMrkdwn, plain: unescaped });
}

export function mattermost(body: Body): Markup {
  return attachmentsOf(body, { text: (text) => markdown(text, CHAT), plain: (text) => text });
}

export function rocketChat(body: Body): Markup {
  return attachmentsOf(body, { text: (text) => markdown(text, ROCKET), plain: (text) => text });
}

export function discord(body: Body): Markup {
  const text = body.text('content');
  return markup`${text !== undefined && markup`<div class="text" dir="auto">${markdown(text, CHAT)}</div>`}${body.list('embeds').map((embed) => {
    const [title, description, address, color] = [embed.text('title'), embed.text('description'), embed.text('url'), Number(embed.text('color') ?? NaN)];
    return markup`<div class="attachment"${border(Number.isInteger(color) && color >= 0 ? color.toString(16).padStart(6, '0') : undefined)}>
${title !== undefined && markup`<div class="title" dir="auto">${address === undefined ? markdown(title, CHAT) : link(address, title)}</div>`}
${description !== undefined && markup`<div class="text" dir="auto">${markdown(description, CHAT)}</div>`}</div>`;
  })}`;
}

/** A card of Office 365, as the old connectors took it. */
export function teamsCard(body: Body): Markup {
  const [title, text] = [body.text('title') ?? body.text('summary'), body.text('text')];
  return markup`<div class="attachment top"${border(body.text('themeColor'))}>
${title !== undefined && markup`<div class="title" dir="auto">${title}</div>`}${text !== undefined && markup`<div class="text" dir="auto">${markdown(text, TEAMS)}</div>`}</div>`;
}

/** An adaptive card, as a workflow posts it. */
export function adaptiveCard(body: Body): Markup {
  return markup`${body.list('attachments').map((attachment) => markup`<div class="attachment card">
${attachment.list('content', 'body').map((block) => {
    const text = block.text('text');
    if (text === undefined) { return markup`<div class="footer">${block.text('type') ?? 'a part without a text'}</div>`; }
    return markup`<div class="${(block.text('weight') ?? '').toLowerCase() === 'bolder' ? 'title' : 'text'}" dir="auto">${markdown(text, TEAMS)}</div>`;
  })}${buttonsOf(attachment.list('content', 'actions').flatMap((action) => action.text('title') ?? []))}</div>`)}`;
}

export function telegram(body: Body): Markup {
  const text = body.text('text') ?? '';
  const shown = body.text('parse_mode')?.toLowerCase() === 'html' ? safeHtml(text, TELEGRAM_TAGS)
    : body.text('parse_mode') === undefined ? markup`${text}` : markdown(text, ROCKET);
  return markup`<div class="bubble text" dir="auto">${shown}</div>`;
}

export function webex(body: Body): Markup {
  return markup`<div class="text" dir="auto">${markdown(body.text('markdown') ?? body.text('text') ?? '', CHAT)}</div>`;
}

export function wechat(body: Body): Markup {
  const rich = body.text('markdown', 'content');
  return markup`<div class="bubble text" dir="auto">${rich === undefined ? body.text('text', 'content') ?? '' : markdown(rich, CHAT)}</div>`;
}

export function mail(body: Body): Markup {
  const [subject, html, text] = [body.text('subject'), body.text('html'), body.text('text')];
  return markup`<div class="title" dir="auto">${subject ?? '(no subject)'}</div>
${html === undefined ? markup`<div class="text" dir="auto">${text ?? ''}</div>` : markup`<div class="mail" dir="auto">${safeHtml(html, MAIL_TAGS)}</div>`}`;
}
