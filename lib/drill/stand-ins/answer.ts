/** What a stand-in says to a request, and what the request was. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** Whether the request brought a message; others ask for a token, or look for an issue. */
  readonly isMessage: boolean;
}

/** A request, its path without what says whose it is. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly text: string;
}

const JSON_TYPE = 'application/json';

const json = (status: number, body: object, isMessage = true): Answer => ({ status, type: JSON_TYPE, body: JSON.stringify(body), isMessage });
const text = (status: number, body: string, isMessage = true): Answer => ({ status, type: 'text/plain', body, isMessage });

/**
 * What each service answers when it takes a message, as the client in Alertmanager wants it.
 * Source: prometheus/alertmanager v0.28.1 and v0.34.2 notify/<name>/<name>.go.
 */
const ACCEPTED: Readonly<Record<string, (asked: Asked) => Answer>> = {
  slack: () => text(200, 'ok'),
  mattermost: () => text(200, 'ok'),
  msteams: () => text(200, '1'),
  msteamsv2: () => text(202, ''),
  discord: () => text(204, ''),
  // Beside creating and closing, each notification may update the text of an alert: that is no other message.
  opsgenie: ({ method }) => json(202, { result: 'Request will be processed', took: 0.1, requestId: 'drill' }, method === 'POST'),
  pagerduty: () => json(202, { status: 'success', message: 'Event processed', dedup_key: 'drill' }),
  incidentio: () => json(202, { status: 'success', message: 'Event accepted for processing' }),
  victorops: () => json(200, { result: 'success', entity_id: 'drill' }),
  telegram: ({ path }) => json(200, { ok: true, result: { message_id: 1, date: 0, chat: { id: 1, type: 'group' } } }, path.toLowerCase().endsWith('/sendmessage')),
  rocketchat: () => json(200, { success: true, message: { _id: 'drill' }, channel: 'drill' }),
  webex: () => json(200, { id: 'drill' }),
  wechat: ({ path }) => json(200, { errcode: 0, errmsg: 'ok', access_token: 'drill', expires_in: 7200 }, path.startsWith('/message/send')),
  sns: () => ({
    status: 200, type: 'text/xml', isMessage: true,
    body: '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>drill</MessageId></PublishResult>'
      + '<ResponseMetadata><RequestId>drill</RequestId></ResponseMetadata></PublishResponse>',
  }),
  jira: ({ method, path }) => /\/search(\/jql)?$/.test(path) ? json(200, { issues: [] }, false)
    : method === 'POST' && /\/issue\/?$/.test(path) ? json(201, { id: '1', key: 'DRILL-1' })
      : json(200, { transitions: [] }, false),
};

/** What a service answers that takes what it gets. */
export function accepted(service: string, asked: Asked): Answer {
  return (ACCEPTED[service] ?? (() => text(200, 'ok')))(asked);
}

/** What a service answers that takes nothing: 429 when it is asked too often, 500 when it is broken. */
export function refused(service: string, asked: Asked, status: number): Answer {
  const { isMessage } = accepted(service, asked);
  if (service === 'telegram') { return json(status, { ok: false, error_code: status, description: 'stand-in refuses' }, isMessage); }
  return text(status, status === 429 ? 'rate_limited' : 'stand-in refuses', isMessage);
}
