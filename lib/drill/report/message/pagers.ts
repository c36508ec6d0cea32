import { link, Markup, markup } from '../markup';
import { buttonsOf, fieldsOf } from './attachments';
import { Body } from './body';

/** An incident of a service that pages: its title, what it is about, and what is known. */
interface Incident {
  readonly state: string;
  readonly title: string | undefined;
  readonly text?: string;
  readonly fields: readonly (readonly [string, string | undefined])[];
  readonly links?: readonly (readonly [address: string, text: string])[];
}

function incident({ state, title, text, fields, links = [] }: Incident): Markup {
  const known = fields.flatMap(([name, value]): [string, string][] => value === undefined || value === '' ? [] : [[name, value]]);
  return markup`<div class="incident"><span class="state">${state}</span><div class="title" dir="auto">${title ?? '(no title)'}</div>
${text !== undefined && markup`<div class="text" dir="auto">${text}</div>`}${fieldsOf(known)}
${links.length > 0 && markup`<div class="text">${links.map(([address, name]) => markup`${link(address, name)} `)}</div>`}</div>`;
}

/** Events API v2, and v1 where an integration has a service key. */
export function pagerduty(body: Body): Markup {
  const event = body.text('event_action') ?? body.text('event_type') ?? 'trigger';
  const links = body.list('links').flatMap((each): [string, string][] => { const address = each.text('href'); return address === undefined ? [] : [[address, each.text('text') ?? address]]; });
  return incident({
    state: event,
    title: body.text('payload', 'summary') ?? body.text('description') ?? body.text('dedup_key'),
    fields: [
      ...['severity', 'source', 'component', 'group', 'class'].map((name) => [name, body.text('payload', name)] as const),
      ...body.entries('payload', 'custom_details'), ...body.entries('details'),
    ],
    links: [...links, ...[body.text('client_url')].flatMap((address): [string, string][] => address === undefined ? [] : [[address, body.text('client') ?? address]])],
  });
}

/** An alert is opened with all of it, and closed with nothing but where it comes from. */
export function opsgenie(body: Body): Markup {
  const isOpened = body.text('message') !== undefined;
  return incident({
    state: isOpened ? body.text('priority') ?? 'opened' : 'closed',
    title: body.text('message') ?? body.text('alias') ?? 'The alert is closed',
    text: body.text('description'),
    fields: [
      ['responders', body.list('responders').map((each) => each.text('name') ?? each.text('username') ?? each.text('id') ?? '').join(', ')],
      ['tags', body.text('tags') ?? body.list('tags').flatMap((each) => each.text() ?? []).join(', ')],
      ['note', body.text('note')], ['entity', body.text('entity')], ['source', body.text('source')],
      ...body.entries('details'),
    ],
  });
}

export function victorops(body: Body): Markup {
  return incident({
    state: body.text('message_type') ?? 'CRITICAL', title: body.text('entity_display_name') ?? body.text('entity_id'), text: body.text('state_message'),
    fields: [['tool', body.text('monitoring_tool')]],
  });
}

export function pushover(body: Body): Markup {
  const address = body.text('url');
  return incident({
    state: 'notification', title: body.text('title'), text: body.text('message'), fields: [['priority', body.text('priority')]],
    links: address === undefined ? [] : [[address, body.text('url_title') ?? address]],
  });
}

export function sns(body: Body): Markup {
  return incident({ state: 'message', title: body.text('Subject') ?? body.text('TopicArn'), text: body.text('Message'), fields: [['to', body.text('PhoneNumber') ?? body.text('TargetArn')]] });
}

export function jira(body: Body): Markup {
  const description = body.at('fields', 'description');
  return incident({
    state: body.text('fields', 'issuetype', 'name') ?? (body.at('transition').isMap ? 'moved' : 'issue'),
    title: body.text('fields', 'summary') ?? (body.at('transition').isMap ? 'The issue is moved' : undefined),
    text: description.text() ?? adfText(description),
    fields: [['project', body.text('fields', 'project', 'key')], ['priority', body.text('fields', 'priority', 'name')], ['labels', body.list('fields', 'labels').flatMap((each) => each.text() ?? []).join(', ')]],
  });
}

/** The texts of a document of Jira's (ADF), a line each. */
function adfText(node: Body, depth = 0): string | undefined {
  const own = node.text('text');
  const below = depth > 8 ? [] : node.list('content').flatMap((each) => adfText(each, depth + 1) ?? []);
  return own ?? (below.length === 0 ? undefined : below.join(node.text('type') === 'doc' ? '\n' : ''));
}

/** What a program is sent: nobody reads it as it stands, so that what a person asks for first comes first. */
export function webhook(body: Body): Markup {
  const alerts = body.list('alerts');
  if (alerts.length === 0) { return markup`<pre class="json">${body.json}</pre>`; }
  return markup`<ul class="alerts">${alerts.slice(0, 10).map((alert) => markup`<li dir="auto"><b>${alert.text('labels', 'alertname') ?? 'alert'}</b> ${alert.text('status') ?? ''}${
    (alert.text('annotations', 'summary') ?? alert.text('annotations', 'message')) !== undefined && markup`: ${alert.text('annotations', 'summary') ?? alert.text('annotations', 'message')}`}</li>`)}</ul>
${buttonsOf(alerts.length > 10 ? [`${alerts.length - 10} more`] : [])}<details><summary>JSON</summary><pre class="json">${body.json}</pre></details>`;
}

