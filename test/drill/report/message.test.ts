import { messageBody } from '../../../lib/drill/report/message';
import { markdown } from '../../../lib/drill/report/message/markdown';
import { MAIL_TAGS, safeHtml, TELEGRAM_TAGS } from '../../../lib/drill/report/message/safe-html';
import { slackMrkdwn } from '../../../lib/drill/report/message/slack-mrkdwn';
import { BODIES, hostile } from '../services';

const A = 'rel="noopener noreferrer nofollow"';

test.each([
  ['*bold* _italic_ ~gone~ `code`', '<b>bold</b> <i>italic</i> <s>gone</s> <code>code</code>'],
  ['*a _b_ c*', '<b>a <i>b</i> c</b>'],
  ['2*3*4 snake_case_name a ~ b ~ c', '2*3*4 snake_case_name a ~ b ~ c'],
  ['* not bold *', '* not bold *'],
  ['<https://x.example/a|Runbook> <https://x.example/b>', `<a href="https://x.example/a" ${A}>Runbook</a> <a href="https://x.example/b" ${A}>https://x.example/b</a>`],
  ['see https://x.example/a?b=c.', `see <a href="https://x.example/a?b=c" ${A}>https://x.example/a?b=c</a>.`],
  ['<!here> <!channel> <@U123> <#C1|ops> <!subteam^S1|@oncall>', ['@here', '@channel', '@U123', 'ops', '@oncall'].map((each) => `<span class="mention">${each}</span>`).join(' ')],
  ['a &amp; b &lt;b&gt; &quot;', 'a &#38; b &#60;b&#62; &#38;quot;'],
  ['```\n*x* <b>\n```', '<pre>*x* &#60;b&#62;\n</pre>'],
  ['<javascript:alert(1)|x>', '&#60;javascript:alert(1)|x&#62;'],
  ['<b>x</b>', '&#60;b&#62;x&#60;/b&#62;'],
])('Slack shows %j', (text, source) => {
  expect(slackMrkdwn(text).source).toBe(source);
});

const CHAT = { breaks: true, blocks: true };
test.each([
  ['**bold** *italic* _italic_ ~~gone~~ `c*o*de`', CHAT, '<b>bold</b> <i>italic</i> <i>italic</i> <s>gone</s> <code>c*o*de</code>'],
  ['*bold* _italic_', { ...CHAT, boldAsterisk: true }, '<b>bold</b> <i>italic</i>'],
  ['[Run **it**](https://x.example)', CHAT, `<a href="https://x.example" ${A}>Run <b>it</b></a>`],
  ['[x](javascript:alert(1))', CHAT, '<span>x</span>)'],
  ['# Title\n- one\n- two\n> said', CHAT, '<b class="heading">Title</b>\n• one\n• two\n<span class="quote">said</span>'],
  ['one\ntwo\n\nthree\n- four', { breaks: false, blocks: false }, 'one two\n\nthree\n• four'],
  ['`x` # no heading', { breaks: false, blocks: false }, '&#96;x&#96; # no heading'],
  ['\\*no\\* snake_case', CHAT, '*no* snake_case'],
  ['<b>x</b>', CHAT, '&#60;b&#62;x&#60;/b&#62;'],
])('Markdown shows %j', (text, dialect, source) => {
  expect(markdown(text, dialect).source).toBe(source);
});

test.each<[string, ReadonlySet<string>, string]>([
  ['<b>bold</b> <i>it</i> &amp; &#60;x&#62; &#x1F6A8; &unknown;', TELEGRAM_TAGS, '<b>bold</b> <i>it</i> &#38; &#60;x&#62; 🚨 &#38;unknown;'],
  ['<a href="https://x.example/?a=1&amp;b=2" onclick="x()">x</a>', TELEGRAM_TAGS, `<a href="https://x.example/?a=1&#38;b=2" ${A}>x</a>`],
  ['<a href=\'javascript:alert(1)\'>x</a><a href="&#106;avascript:alert(1)">y</a>', TELEGRAM_TAGS, '<span>x</span><span>y</span>'],
  ['<b style="position: fixed" onmouseover=x>x', TELEGRAM_TAGS, '<b>x</b>'],
  ['</b></div>x<i><b>y</i>z', TELEGRAM_TAGS, 'x<i><b>y</b></i>z'],
  ['a<script>alert("</b>")</script>b<style>b{}</style><!-- <b> -->c<!DOCTYPE x>', TELEGRAM_TAGS, 'abc'],
  ['<script>never closed <b>', TELEGRAM_TAGS, ''],
  ['<div><table><tr><td>x<br></td></tr></table></div>', MAIL_TAGS, '<div><table><tr><td>x<br></td></tr></table></div>'],
  ['<img src="https://192.0.2.1/x.png" alt="a <b>"><svg onload=x><p>y</p></svg>z', MAIL_TAGS, '<span class="image">a &#60;b&#62;</span>z'],
  ['1 < 2 <3 <b', MAIL_TAGS, '1 &#60; 2 &#60;3 &#60;b'],
])('HTML that is foreign: %j', (text, allowed, source) => {
  expect(safeHtml(text, allowed).source).toBe(source);
});

test.each(['<a '.repeat(9000), '<a "'.repeat(9000), '*'.repeat(30_000), '[x]('.repeat(9000), '<b>'.repeat(9000), '_a '.repeat(20_000), '<!--'.repeat(9000), '`'.repeat(30_000)])('a text that is made to be slow is read at once: %#', (text) => {
  const began = Date.now();
  for (const read of [slackMrkdwn, (each: string) => markdown(each, CHAT), (each: string) => safeHtml(each, MAIL_TAGS)]) { read(text); }
  expect(Date.now() - began).toBeLessThan(1500);
});

describe.each(Object.entries(BODIES))('%s', (service, body) => {
  const integration = { receiver: 'r', service, index: 0, channel: 'c', isHeartbeat: false };

  test('says what people would read', () => {
    const shown = messageBody({ integration, body }).source;
    expect(shown.replace(/<details>[^]*<\/details>/g, '').replace(/<[^>]*>/g, '')).toMatch(/Canary shop\/podinfo failed|CanaryFailed/);
    // Each has a form of its own; only what nobody knows is shown as JSON.
    expect(shown.replace(/<details>[^]*<\/details>/g, '').includes('class="json"')).toBe(service === 'carrierpigeon');
  });

  test('is as well-formed, and as harmless, whatever it says', () => {
    for (const each of [hostile(body), null, 'text <b>', 7, [], {}, { attachments: 'x', payload: [], embeds: [null], fields: 3, alerts: [{}] }]) {
      const shown = messageBody({ integration, body: each }).source;
      const open: string[] = [];
      for (const [, slash, name = '', attributes = ''] of shown.matchAll(/<(\/?)([a-z0-9]+)([^>]*)>/g)) {
        expect(['div', 'span', 'dl', 'dt', 'dd', 'b', 'i', 's', 'a', 'pre', 'code', 'ul', 'li', 'details', 'summary', 'table', 'tr', 'td', 'h2', 'br', 'p'].includes(name) ? '' : name).toBe('');
        expect(attributes.replace(/ (?:class="[\w ]+"|dir="auto"|rel="[a-z ]+"|style="border-color: #[0-9a-fA-F]{6}"|href="(?:https?|mailto):[^"]*")/g, '')).toBe('');
        if (name === 'br') { continue; }
        if (slash === '/') { expect(open.pop()).toBe(name); } else { open.push(name); }
      }
      expect(open).toEqual([]);
    }
  });
});
