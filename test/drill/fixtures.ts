import { Scenario } from '../../lib/drill/scenario';
import { Integration, Message, PlayedCanary, Timeline } from '../../lib/drill/timeline';
import { DrillResult, Judgement, Play, Verdict, worstOf } from '../../lib/drill/verdict';

/** Results made by hand, as a drill could find them: every verdict, many canaries, and texts that nobody should be trusted with. */

export const SLACK: Integration = { receiver: 'on-call', service: 'slack', index: 0, channel: 'Slack #deployments-alert', isHeartbeat: false };
export const TEAMS: Integration = { receiver: 'checkout', service: 'msteamsv2', index: 0, channel: 'Microsoft Teams (teams-checkout)', isHeartbeat: false };
export const HEARTBEAT: Integration = { receiver: 'heartbeat', service: 'webhook', index: 0, channel: 'webhook (dead-mans-switch)', isHeartbeat: true };

export const HOSTILE = '<script>alert(1)</script>"><img src=http://192.0.2.1/x.png onerror=alert(2)> \u202egnp.exe \u0007';
export const RTL = 'فشل الإصدار الجديد في التحقق';
export const EMOJI = '🚨👩‍👩‍👧‍👦 失敗しました 🇩🇪';
export const LONG = 'a-release-with-a-name-that-goes-on-and-on-'.repeat(12);

export function canary(key: string, name = key, namespace = 'shop'): PlayedCanary {
  return { key, namespace, name, isOurs: true };
}

export function slackBody(canary: string, title = `[FIRING] CanaryFailed ${canary}`, text = `*Canary ${canary} failed*\nFlagger rolled it back &amp; all traffic is on the primary.\n<https://runbooks.example/CanaryFailed|Runbook> | <https://grafana.example/d/canaries|Dashboard>`): object {
  return { channel: '#deployments-alert', attachments: [{ title, title_link: 'https://alertmanager.example/#/alerts', text, fallback: title, color: '#e01e5a', fields: [{ title: 'severity', value: 'critical', short: true }], actions: [{ type: 'button', text: 'Silence', url: 'https://x.example' }] }] };
}

export function teamsBody(canary: string, text = `**Canary ${canary} failed**\n\nFlagger rolled it back.\n\n[Runbook](https://runbooks.example/CanaryFailed)`): object {
  return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard', version: '1.4', body: [
    { type: 'TextBlock', text: `[FIRING] CanaryFailed ${canary}`, weight: 'Bolder', size: 'Medium', wrap: true }, { type: 'TextBlock', text, wrap: true },
  ], msteams: { width: 'full' } } }] };
}

export function message(at: number, canaries: readonly string[], more: Partial<Message> = {}): Message {
  const integration = more.integration ?? SLACK;
  const name = canaries.join(', ');
  return { at, integration, status: 200, body: integration === TEAMS ? teamsBody(name) : integration === HEARTBEAT ? { status: 'firing', alerts: [{ labels: { alertname: 'CanaryAlertingHeartbeat' }, status: 'firing' }] } : slackBody(`shop/${name}`), canaries, alerts: ['CanaryFailed'], resolved: false, ...more };
}

export interface PlayParts extends Partial<Omit<Timeline, 'canaries'>> {
  readonly about?: string;
  readonly canaries?: readonly PlayedCanary[];
  readonly scenario?: Partial<Scenario>;
  readonly judgements?: readonly Judgement[];
  readonly computed?: number;
}

export function play(name: string, parts: PlayParts): Play {
  const { about = 'A canary fails, and people should hear of it.', canaries = [canary('podinfo')], scenario, judgements = [], computed, ...timeline } = parts;
  return {
    scenario: { name, about, canaries: canaries.map(({ key }) => key), steps: [], expect: canaries.map(({ key }) => ({ canary: key, times: 1, from: 12, resolved: false })), alertmanagers: 1, seconds: 45, ...scenario },
    timeline: { canaries, done: [], alerts: [], notifications: [], messages: [], troubles: [], ...timeline },
    judgements, verdict: worstOf(judgements.map(({ verdict }) => verdict)), ...(computed === undefined ? {} : { computed }),
  };
}

export function heard(verdict: Verdict, key: string, channel: string | undefined, seconds?: number): Judgement {
  const what = { 'told': 'heard of it', 'told-twice': 'heard of it twice, the second time 10 s later', 'too-late': 'heard of it later than promised', 'told-for-nothing': 'heard of it, and nothing had happened', 'not-told': 'did not hear of it' }[verdict];
  return { verdict, canary: key, channel, seconds, promised: seconds === undefined ? undefined : 30, what: `${channel ?? 'nobody'} ${what}${seconds === undefined ? '' : `, after ${seconds} s`}` };
}

/** A failure that is told to channels after some time. */
export function failure(key: string, at: number, after: number, channels: readonly Integration[] = [SLACK], name = key): Pick<Timeline, 'done' | 'alerts' | 'notifications' | 'messages'> {
  const labels = { alertname: 'CanaryFailed', namespace: 'shop', name, severity: 'critical' };
  return {
    done: [{ at: at - 9000, canary: key, what: 'progresses, weight 10' }, { at, canary: key, what: 'fails' }],
    alerts: [{ at: at + after - 300, alert: 'CanaryFailed', canary: key, state: 'firing' }],
    notifications: channels.map((integration) => ({ at: at + after - 40, integration, alerts: [{ labels, resolved: false }] })),
    messages: channels.map((integration) => message(at + after, [key], { integration })),
  };
}

export function together(...parts: readonly Partial<Timeline>[]): Pick<Timeline, 'done' | 'alerts' | 'notifications' | 'messages'> {
  return { done: parts.flatMap(({ done = [] }) => done), alerts: parts.flatMap(({ alerts = [] }) => alerts), notifications: parts.flatMap(({ notifications = [] }) => notifications), messages: parts.flatMap(({ messages = [] }) => messages) };
}

const fifty = Array.from({ length: 50 }, (_, i) => canary(`c${i + 1}`, `podinfo-${i + 1}`, 'drill'));

export const PLAYS: readonly Play[] = [
  play('failed-analysis', { ...failure('podinfo', 12_000, 6100, [SLACK, TEAMS]), judgements: [heard('told', 'podinfo', SLACK.channel, 6.1), heard('told', 'podinfo', TEAMS.channel, 6.1)], computed: 11 }),
  play('promotion-failed', {
    ...together(failure('podinfo', 12_000, 41_200), { alerts: [{ at: 14_000, alert: 'CanaryFailed', canary: 'podinfo', state: 'pending' }] }), judgements: [heard('too-late', 'podinfo', SLACK.channel, 41.2)], scenario: { seconds: 65 }, computed: 44,
  }),
  play('flapping', {
    ...together(failure('podinfo', 12_000, 6100), failure('podinfo', 32_000, 6000), { alerts: [{ at: 26_000, alert: 'CanaryFailed', canary: 'podinfo', state: 'gone' }], messages: [message(18_900, ['podinfo'])] }),
    judgements: [heard('told-twice', 'podinfo', SLACK.channel, 6.1)],
  }),
  play('success-only', { ...failure('podinfo', 20_000, 5000), judgements: [heard('told-for-nothing', 'podinfo', SLACK.channel)], scenario: { expect: [{ canary: 'podinfo', times: 0, resolved: false }] } }),
  play('never-ready', {
    done: [{ at: 12_000, canary: 'podinfo', what: 'is never ready' }], judgements: [{ verdict: 'not-told', canary: 'podinfo', what: 'nobody heard of the failure of shop/podinfo: no alert fired' }],
    troubles: ['evaluating rule "CanaryFailed": found duplicate series for the match group {} on the right hand-side of the operation'],
  }),
  play('two-canaries-a-minute-apart', {
    canaries: [canary('shop', 'podinfo'), canary('search', 'suggest', 'search')], ...together(failure('shop', 12_000, 6100, [SLACK], 'podinfo'), failure('search', 72_000, 5400, [SLACK], 'suggest')),
    judgements: [heard('told', 'shop', SLACK.channel, 6.1), heard('told', 'search', SLACK.channel, 5.4)],
    scenario: { seconds: 110, expect: [{ canary: 'shop', times: 1, from: 12, resolved: false }, { canary: 'search', times: 1, from: 72, resolved: false }] }, computed: 11,
  }),
  play('fifty-at-once', {
    canaries: fifty, about: 'A shared part breaks, and fifty canaries fail in the same second.', ...together(...fifty.map(({ key, name }, i) => failure(key, 12_000, 4000 + i * 90, [SLACK], name))),
    judgements: fifty.map(({ key }, i) => heard('told', key, SLACK.channel, (4000 + i * 90) / 1000)), computed: 11,
  }),
  play('stuck', {
    ...together(
      { done: [{ at: -893_000, canary: 'podinfo', what: 'progresses, weight 10' }], alerts: [{ at: -890_000, alert: 'CanaryStuck', canary: 'podinfo', state: 'pending' }, { at: 8200, alert: 'CanaryStuck', canary: 'podinfo', state: 'firing' }] },
      { messages: [message(8600, ['podinfo'])], notifications: [{ at: 8500, integration: SLACK, alerts: [{ labels: { alertname: 'CanaryStuck', namespace: 'shop', name: 'podinfo' }, resolved: false }] }] }),
    judgements: [heard('told', 'podinfo', SLACK.channel)], scenario: { expect: [{ canary: 'podinfo', times: 1, resolved: false }], before: { state: [], lasted: 'until-due' } },
  }),
  play('alertmanager-down-for-a-minute', {
    ...together(failure('podinfo', 12_000, 61_000), {
      done: [{ at: 10_000, what: 'Alertmanager stops' }, { at: 70_000, what: 'Alertmanager starts' }], alerts: [{ at: 31_000, alert: 'FlaggerDown', state: 'pending' }],
      messages: [message(73_000, ['podinfo'], { status: 429 }), message(83_000, ['podinfo'], { status: 500 }), ...[0, 1, 2, 3].map((i) => message(1000 + i * 29_000, [], { integration: HEARTBEAT }))],
    }),
    judgements: [heard('told', 'podinfo', SLACK.channel)], scenario: { seconds: 100, expect: [{ canary: 'podinfo', times: 1, resolved: false }] },
  }),
  play('resolved', {
    ...together(failure('podinfo', 6000, 6000), { done: [{ at: 36_000, canary: 'podinfo', what: 'progresses, weight 10' }], alerts: [{ at: 41_000, alert: 'CanaryFailed', canary: 'podinfo', state: 'gone' }], messages: [message(46_000, ['podinfo'], { resolved: true, body: slackBody('shop/podinfo', '[RESOLVED] CanaryFailed shop/podinfo', 'Resolved: Canary shop/podinfo failed') })] }),
    judgements: [heard('told', 'podinfo', SLACK.channel, 6)], scenario: { seconds: 90, expect: [{ canary: 'podinfo', times: 1, from: 6, resolved: true }] }, computed: 11,
  }),
];

/** Whatever a name, a label or a message can be. */
export const ODD: Play = play(`odd ${HOSTILE}`, {
  about: `${RTL} ${EMOJI} ${LONG}`, canaries: [canary('odd', `${HOSTILE}`, RTL), canary('long', LONG, EMOJI)],
  ...together(...['odd', 'long'].map((key) => ({
    done: [{ at: 3000, canary: key, what: HOSTILE }, { at: 12_000, canary: key, what: RTL }, { at: 44_000, canary: key, what: LONG }],
    alerts: [{ at: 14_000, alert: key === 'odd' ? RTL : LONG, canary: key, state: 'pending' as const }, { at: 16_000, alert: key === 'odd' ? RTL : LONG, canary: key, state: 'firing' as const }, { at: 43_000, alert: HOSTILE, canary: key, state: 'firing' as const }],
    messages: [SLACK, TEAMS].flatMap((integration, i) => [HOSTILE, RTL, EMOJI, LONG].map((text, j) => message(17_000 + 4000 * j + i, [key], {
      integration: { ...integration, channel: `${i === 0 ? 'Slack' : 'Teams'} ${text}` }, body: i === 0 ? slackBody(text, text, `*${text}* <javascript:alert(3)|${text}> <https://x.example/"onclick=alert(4)|${text}>`) : teamsBody(text, `[${text}](javascript:alert(5)) **${text}**`),
    }))),
  }))),
  judgements: [{ verdict: 'not-told', canary: 'odd', channel: HOSTILE, what: `${HOSTILE} ${RTL} ${LONG}` }],
  troubles: [HOSTILE, LONG],
});

export function result(plays: readonly Play[], more: Partial<DrillResult> = {}): DrillResult {
  return {
    promised: 30, programs: [{ name: 'Prometheus', version: '3.15.0' }, { name: 'Alertmanager', version: '0.28.1' }],
    assumptions: ['No monitor in the manifests scrapes Flagger: the one of its chart is assumed, every 30 s.'], plays, unplayed: [], verdict: worstOf(plays.map(({ verdict }) => verdict)), ...more,
  };
}
