import { heard, HOSTILE, message, play, slackBody, teamsBody } from './fixtures';

/** A message of each service, in the form in which Alertmanager 0.28 to 0.34 sends it. Source: its notify/ packages. */
export const BODIES: { readonly [service: string]: unknown } = {
  slack: slackBody('shop/podinfo'),
  mattermost: { channel: 'on-call', username: 'Alertmanager', attachments: [{ title: 'CanaryFailed shop/podinfo', text: '**Canary shop/podinfo failed**\n`podinfo` was rolled back', color: '#FF0000', fields: [{ title: 'severity', value: 'critical', short: true }] }] },
  discord: { content: '@here', embeds: [{ title: '[FIRING] CanaryFailed shop/podinfo', description: '**Canary shop/podinfo failed**\n\nFlagger rolled it back.', color: 0x992d22 }], username: 'Alertmanager' },
  msteams: { '@context': 'http://schema.org/extensions', '@type': 'MessageCard', title: '[FIRING] CanaryFailed shop/podinfo', summary: 's', text: '**Canary shop/podinfo failed**\n\nFlagger rolled it back.', themeColor: '8C1A1A' },
  msteamsv2: teamsBody('shop/podinfo'),
  pagerduty: { routing_key: 'stand-in', dedup_key: 'abc', event_action: 'trigger', payload: { summary: 'Canary shop/podinfo failed', source: 'Alertmanager', severity: 'critical', component: 'canary-alerting', custom_details: { firing: 'Labels:\n - alertname = CanaryFailed', num_firing: '1' } }, links: [{ href: 'https://runbooks.example/CanaryFailed', text: 'Runbook' }], client: 'Alertmanager', client_url: 'https://alertmanager.example' },
  opsgenie: { alias: 'abc', message: 'Canary shop/podinfo failed', description: 'Flagger rolled it back.', details: { alertname: 'CanaryFailed' }, source: 'https://alertmanager.example', responders: [{ name: 'on-call', type: 'team' }], tags: ['canary'], priority: 'P1' },
  telegram: { chat_id: -100, text: '<b>[FIRING] CanaryFailed shop/podinfo</b>\n\nCanary shop/podinfo failed\n<a href="https://runbooks.example/CanaryFailed">Runbook</a>', parse_mode: 'HTML' },
  rocketchat: { channel: '#on-call', attachments: [{ title: '[FIRING] CanaryFailed shop/podinfo', title_link: 'https://alertmanager.example', text: '*Canary shop/podinfo failed*', color: 'red' }] },
  webex: { roomId: 'x', markdown: '**Canary shop/podinfo failed**' },
  wechat: { touser: '@all', msgtype: 'text', text: { content: 'Canary shop/podinfo failed' }, agentid: '1' },
  victorops: { message_type: 'CRITICAL', entity_id: 'abc', entity_display_name: 'Canary shop/podinfo failed', state_message: 'Flagger rolled it back.', monitoring_tool: 'Alertmanager' },
  pushover: { title: 'Canary shop/podinfo failed', message: 'Flagger rolled it back.', priority: '2', url: 'https://alertmanager.example' },
  sns: { Action: 'Publish', Subject: 'Canary shop/podinfo failed', Message: 'Flagger rolled it back.', TopicArn: 'arn:aws:sns:eu-west-1:1:topic' },
  jira: { fields: { project: { key: 'OPS' }, issuetype: { name: 'Bug' }, summary: 'Canary shop/podinfo failed', description: { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Flagger rolled it back.' }] }] }, labels: ['canary'] } },
  email: { subject: '[FIRING] CanaryFailed shop/podinfo', text: '', html: '<!DOCTYPE html><html><head><style>b { color: red }</style></head><body style="font-family: sans-serif"><h2>CanaryFailed</h2><table><tr><td><b>Canary shop/podinfo failed</b><br>Flagger rolled it back. &mdash; <a href="https://runbooks.example">Runbook</a><img src="https://192.0.2.1/track.png" alt="logo"></td></tr></table></body></html>' },
  webhook: { version: '4', status: 'firing', receiver: 'hook', alerts: [{ status: 'firing', labels: { alertname: 'CanaryFailed', namespace: 'shop', name: 'podinfo' }, annotations: { summary: 'Canary shop/podinfo failed' } }] },
  incidentio: { version: '4', status: 'firing', alerts: [{ status: 'firing', labels: { alertname: 'CanaryFailed' }, annotations: { summary: 'Canary shop/podinfo failed' } }] },
  carrierpigeon: { note: 'Canary shop/podinfo failed', wings: 2 },
};

/** The same texts, hostile ones in place of each. */
export function hostile(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(hostile); }
  if (typeof value === 'object' && value !== null) { return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, hostile(each)])); }
  return typeof value === 'string' && !/^(?:#?\w{1,6}|HTML)$/.test(value) ? `${HOSTILE} <a href="javascript:alert(6)" onclick='x'>x</a> [x](javascript:alert(7)) *b* ${'long'.repeat(200)} ${value}` : value;
}

/** A play in which every service has heard, once well and once hostile words. */
export const SERVICES = play('every-service', {
  done: [{ at: 12_000, canary: 'podinfo', what: 'fails' }],
  messages: Object.entries(BODIES).flatMap(([service, body], index) => {
    const integration = { receiver: 'all', service, index, channel: `${service} #on-call`, isHeartbeat: false };
    return [message(16_000 + index * 300, ['podinfo'], { integration, body }), message(30_000, ['podinfo'], { integration, body: hostile(body) })];
  }),
  judgements: [heard('told', 'podinfo', 'all', 6)],
});
