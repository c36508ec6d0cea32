import { Message, PlayedCanary, Timeline } from '../timeline';
import { Judgement, Play } from '../verdict';
import { beforeText } from './before';
import { counted } from './words';
import { addTo } from '../../listed';

/** What one lane shows. */
export type LaneName = 'status' | 'rule' | 'Alertmanager' | 'message' | 'heartbeat';

/** How something is painted. */
export type Tone = 'plain' | 'pending' | 'firing' | 'good' | 'bad' | 'quiet';

/** Something that was seen: at a moment, or for a time. */
export interface Sight {
  /** In milliseconds; a moment where both are the same. */
  readonly from: number;
  readonly to: number;
  /** What it is; sights of one lane that say the same and stand close are shown as one. */
  readonly what: string;
  /** How long after the moment that counts, in milliseconds, where one counts. */
  readonly after?: number;
  readonly tone: Tone;
  /** How a time is divided: each part begins where the one before ends. */
  readonly parts?: readonly { readonly from: number; readonly tone: Tone }[];
}

export interface Lane {
  readonly name: LaneName;
  readonly sights: readonly Sight[];
}

/** What was seen of some canaries to which the same happened; of none: of Flagger, Prometheus and Alertmanager themselves. */
export interface Chapter {
  readonly title: string;
  readonly canaries: readonly PlayedCanary[];
  readonly lanes: readonly Lane[];
  /** From when until when it had to be told, in milliseconds. */
  readonly promises: readonly { readonly from: number; readonly to: number }[];
  readonly judgements: readonly Judgement[];
  readonly messages: readonly Message[];
}

/** From this number of canaries on those to which the same happened are told of together. */
const MANY = 5;

/** The chapters of a play: its canaries, and the programs themselves, which come first where anything happened to them. */
export function chaptersOf(play: Play, promised: number): Chapter[] {
  const { timeline, scenario } = play;
  const stories = timeline.canaries.map((canary) => ({ canary, same: timeline.canaries.length < MANY ? canary.key : signature(canary.key, play) }));
  const groups = [...new Set(stories.map(({ same }) => same))].map((each) => stories.filter(({ same }) => same === each));
  const ownJudgements = play.judgements.filter(({ canary }) => canary === undefined || !timeline.canaries.some(({ key }) => key === canary));
  const own = chapter('Flagger, Prometheus and Alertmanager', [], play, promised, ownJudgements);
  const about = groups.map((group) => {
    const canaries = group.map(({ canary }) => canary);
    const keys = new Set(canaries.map(({ key }) => key));
    return chapter(titleOf(canaries, scenario.canaries.length), canaries, play, promised, play.judgements.filter(({ canary }) => canary !== undefined && keys.has(canary)));
  });
  const isNews = own.judgements.length > 0 || own.lanes.some(({ name }) => name === 'status' || name === 'message');
  return own.lanes.length === 0 && !isNews ? about : isNews ? [own, ...about] : [...about, own];
}

function titleOf([first, ...others]: readonly PlayedCanary[], total: number): string {
  if (first === undefined) { return ''; }
  if (others.length === 0) { return `${first.namespace}/${first.name}`; }
  const all = others.length + 1 === total ? `all ${total} canaries` : counted(others.length + 1, 'canary', 'canaries');
  return `${all}: ${first.namespace}/${first.name} and ${others.length} more`;
}

/** What happened to a canary, without the times. */
function signature(key: string, { timeline, judgements }: Play): string {
  return JSON.stringify([
    timeline.done.filter(({ canary }) => canary === key).map(({ what }) => what),
    timeline.alerts.filter(({ canary }) => canary === key).map(({ alert, state }) => `${alert} ${state}`).sort(),
    timeline.messages.filter(({ canaries }) => canaries.includes(key)).map(({ integration, status, resolved }) => `${integration.channel} ${status < 300} ${resolved}`).sort(),
    judgements.filter(({ canary }) => canary === key).map(({ verdict, channel }) => `${verdict} ${channel ?? ''}`).sort(),
  ]);
}

function chapter(title: string, canaries: readonly PlayedCanary[], play: Play, promised: number, judgements: readonly Judgement[]): Chapter {
  const { timeline, scenario } = play;
  const keys = new Set(canaries.map(({ key }) => key));
  const isOf = (about: string | undefined): boolean => about === undefined || !timeline.canaries.some(({ key }) => key === about) ? keys.size === 0 : keys.has(about);
  const isAbout = (about: readonly string[]): boolean => about.length === 0 ? keys.size === 0 : about.some(isOf);
  const froms = scenario.expect.flatMap(({ canary, from, times }) => from === undefined || times === 0 || !isOf(canary) ? [] : [from * 1000]);
  const after = (at: number): number | undefined => {
    const past = froms.filter((from) => from <= at);
    return past.length === 0 ? undefined : at - Math.max(...past);
  };
  const point = (at: number, what: string, tone: Tone, isTimed = true): Sight => ({ from: at, to: at, what, tone, ...(isTimed ? { after: after(at) } : {}) });
  const messages = timeline.messages.filter((each) => isAbout(each.canaries));
  const people = messages.filter(({ integration }) => !integration.isHeartbeat);
  const lanes: Lane[] = [
    {
      name: 'status',
      sights: [
        ...beforeText(scenario, isOf).map((what) => point(-1, what, 'plain', false)),
        ...timeline.done.filter((each) => isOf(each.canary)).map(({ at, what }) => point(at, what, 'plain', false)),
      ],
    },
    { name: 'rule', sights: barsOf(timeline, isOf, endOf(timeline, scenario.seconds)) },
    {
      name: 'Alertmanager',
      sights: timeline.notifications.filter(({ integration, alerts }) => !integration.isHeartbeat && isAbout(alerts.flatMap(({ labels }) => canaryOf(labels, timeline.canaries) ?? [])))
        .map(({ at, integration, alerts }) => point(at, `to ${integration.channel}`, alerts.every(({ resolved }) => resolved) ? 'good' : 'plain', false)),
    },
    {
      name: 'message',
      sights: people.map(({ at, integration, status, resolved }) => status >= 200 && status < 300
        ? point(at, `${integration.channel}${resolved ? ': resolved' : ''}`, resolved ? 'good' : 'firing', !resolved)
        : point(at, `${integration.channel} answered ${status}`, 'bad')),
    },
    { name: 'heartbeat', sights: messages.filter(({ integration }) => integration.isHeartbeat).map(({ at, integration }) => point(at, integration.channel, 'quiet', false)) },
  ];
  return {
    title, canaries, judgements,
    lanes: lanes.filter(({ sights }) => sights.length > 0),
    promises: [...new Set(froms)].map((from) => ({ from, to: from + promised * 1000 })),
    messages: people,
  };
}

/** The scenario's name of the canary that an alert is about, by whatever labels the rule calls it. */
export function canaryOf(labels: Readonly<Record<string, string>>, canaries: readonly PlayedCanary[]): string | undefined {
  const values = new Set(Object.entries(labels).flatMap(([label, value]) => label === 'alertname' ? [] : [value]));
  const named = canaries.filter(({ name }) => values.has(name));
  return (named.find(({ namespace }) => values.has(namespace)) ?? (named.length === 1 ? named[0] : undefined))?.key;
}

/** How long each alert was pending, and fired. */
function barsOf({ alerts, messages }: Timeline, isOf: (canary: string | undefined) => boolean, last: number): Sight[] {
  const bars: Sight[] = [];
  // What says all the time that all is well does not look like a failure.
  const toPeople = new Set(messages.flatMap((each) => each.integration.isHeartbeat ? [] : each.alerts));
  const heartbeats = new Set(messages.flatMap((each) => each.integration.isHeartbeat ? each.alerts.filter((name) => !toPeople.has(name)) : []));
  const series = new Map<string, Timeline['alerts'][number][]>();
  for (const each of alerts.filter(({ canary }) => isOf(canary))) {
    const id = JSON.stringify([each.alert, each.canary]);
    addTo(series, id, each);
  }
  for (const changes of series.values()) {
    let open: { readonly from: number; readonly parts: { from: number; tone: Tone }[] } | undefined;
    const close = (at: number, what: string): void => {
      if (open !== undefined) { bars.push({ from: open.from, to: Math.max(at, open.from), what, tone: open.parts.at(-1)?.tone ?? 'pending', parts: open.parts }); }
      open = undefined;
    };
    for (const { at, alert, state } of [...changes].sort((a, b) => a.at - b.at)) {
      if (state === 'gone') { close(at, alert); continue; }
      open ??= { from: at, parts: [] };
      open.parts.push({ from: at, tone: heartbeats.has(alert) ? 'quiet' : state });
    }
    close(last, changes[0]?.alert ?? '');
  }
  return bars.sort((a, b) => a.from - b.from);
}

/** The last moment of which anything is known, in milliseconds. */
export function endOf({ done, alerts, notifications, messages }: Timeline, seconds = 0): number {
  return Math.max(0, seconds * 1000, ...[done, alerts, notifications, messages].flatMap((list) => list.reduce((most, { at }) => Math.max(most, at), 0)));
}
