import { Expectation, Scenario } from './scenario';
import { Message, Timeline } from './timeline';
import { Judgement } from './verdict';

/**
 * What is to be said of a play: one judgement for each expectation and each channel that heard of it, and one for each
 * message that nobody expected.
 *
 * A channel hears a failure again when a later message brings nothing that it has not heard: no other canary, and no later failure. What
 * is over (`resolved`) is no second message. A heartbeat tells nothing of canaries.
 *
 * @param promised Within how many seconds a failure must be told.
 */
export function judge(scenario: Scenario, timeline: Timeline, promised: number): Judgement[] {
  return new Judge(scenario, timeline, promised).judgements();
}

/** An expectation, and when it begins and ends to count. */
interface Window {
  readonly expectation: Expectation;
  /** When it happened; undefined where no moment is named. */
  readonly from: number | undefined;
  readonly until: number;
  /** What channels heard in it. */
  readonly heard: Heard[];
}

interface Heard {
  readonly message: Message;
  readonly isNews: boolean;
}

class Judge {
  private readonly windows: readonly Window[];
  private readonly strays: Message[] = [];

  public constructor(private readonly scenario: Scenario, private readonly timeline: Timeline, private readonly promised: number) {
    this.windows = windowsOf(scenario, timeline);
    this.assign();
  }

  public judgements(): Judgement[] {
    return [
      ...this.windows.flatMap((window) => window.expectation.times === 0 ? this.silence(window) : this.told(window)),
      ...this.strays.map((message): Judgement => ({
        verdict: 'told-for-nothing', channel: message.integration.channel, ...subjectOf(message),
        what: `${message.integration.channel} heard ${wordsOf(message)} ${inSeconds(message.at)} after the beginning, ${this.reproach(message)}`,
      })),
    ];
  }

  private reproach({ canaries }: Message): string {
    const isUnnamed = canaries.length === 0 && this.scenario.canaries.length > 0 && this.scenario.expect.every(({ canary }) => canary !== undefined);
    return isUnnamed ? 'by a message that does not say which canary it means' : 'and nothing of that was so';
  }

  /** Puts each delivered message into the windows that it belongs to. */
  private assign(): void {
    const known = new Map<string, Set<Window>>();
    const people = this.timeline.messages.filter((each) => isDelivered(each) && !each.integration.isHeartbeat && !each.resolved);
    for (const message of [...people].sort((a, b) => a.at - b.at)) {
      const windows = this.windowsFor(message);
      if (windows.length === 0) { this.strays.push(message); continue; }
      const heard = known.get(message.integration.channel) ?? new Set();
      known.set(message.integration.channel, heard);
      const isNews = windows.some((window) => !heard.has(window));
      for (const window of windows) {
        // What stands in a message beside the news has been heard already: it is no second telling.
        if (!heard.has(window) || !isNews) { window.heard.push({ message, isNews: !heard.has(window) }); }
        heard.add(window);
      }
    }
  }

  private windowsFor(message: Message): Window[] {
    const named = message.canaries.filter((canary) => this.windows.some(({ expectation }) => expectation.canary === canary));
    const own = this.windows.filter(({ expectation }) => expectation.canary === undefined);
    // A message that names no canary is about Flagger and the like, or tells nobody which canary it means.
    const candidates = named.length > 0 ? this.windows.filter(({ expectation: { canary } }) => canary !== undefined && named.includes(canary)) : own;
    return candidates.filter(({ from = Number.NEGATIVE_INFINITY, until }) => message.at >= from && message.at < until && !this.isOlder(message, from));
  }

  /** Whether all alerts of a message were there before a moment: then they are not about what happened at it. */
  private isOlder({ alerts, canaries }: Message, moment: number): boolean {
    return alerts.length > 0 && alerts.every((alert) => {
      const last = this.timeline.alerts.filter((each) => each.alert === alert && each.at < moment && (each.canary === undefined || canaries.includes(each.canary))).at(-1);
      return last !== undefined && last.state !== 'gone';
    });
  }

  private silence({ expectation, heard }: Window): Judgement[] {
    const about = aboutOf(expectation);
    if (heard.length === 0) { return [{ verdict: 'told', ...about, what: `nobody heard of ${this.subject(expectation)}, as it should be` }]; }
    return heard.map(({ message }) => ({
      verdict: 'told-for-nothing', ...about, channel: message.integration.channel,
      what: `${message.integration.channel} heard ${wordsOf(message)} of ${this.subject(expectation)}, and there was nothing to hear`,
    }));
  }

  private told(window: Window): Judgement[] {
    const { expectation, heard } = window;
    const channels = [...new Set(heard.map(({ message }) => message.integration.channel))];
    const refused = [...new Set(this.messagesIn(window).filter((each) => !isDelivered(each)).map(({ integration }) => integration.channel))].filter((each) => !channels.includes(each));
    const judgements = [
      ...channels.map((channel) => this.channel(window, channel)),
      ...refused.map((channel): Judgement => ({ verdict: 'not-told', ...aboutOf(expectation), channel, what: `the message to ${channel} about ${this.subject(expectation)} was never accepted` })),
    ];
    if (judgements.length === 0) { return [{ verdict: 'not-told', ...aboutOf(expectation), what: `nobody heard of ${this.subject(expectation)}: ${this.whyNot(window)}` }]; }
    return expectation.resolved && channels.length > 0 ? [...judgements, ...this.end(window, channels)] : judgements;
  }

  private channel(window: Window, channel: string): Judgement {
    const { expectation, from } = window;
    const messages = window.heard.filter(({ message }) => message.integration.channel === channel).map(({ message }) => message);
    const [first, ...others] = messages as [Message, ...Message[]];
    const seconds = from === undefined ? undefined : (first.at - from) / 1000;
    const promised = seconds === undefined ? undefined : this.promised;
    const base = { ...aboutOf(expectation), channel, ...(seconds === undefined ? {} : { seconds, promised }) };
    const heard = `${channel} heard of ${this.subject(expectation)}${seconds === undefined ? '' : ` after ${seconds.toFixed(1)} s`}`;
    if (promised !== undefined && seconds !== undefined && seconds > promised) {
      return { ...base, verdict: 'too-late', what: `${heard}, ${(seconds - promised).toFixed(1)} s later than promised` };
    }
    if (others.length > 0) {
      return { ...base, verdict: 'told-twice', what: `${heard}, and again ${others.map(({ at }) => `${inSeconds(at - first.at)} later`).join(', ')}` };
    }
    return { ...base, verdict: 'told', what: `${heard}` };
  }

  /** Whether people heard that it is over. A channel may leave that out; not all may. */
  private end({ expectation, from }: Window, channels: readonly string[]): Judgement[] {
    const over = this.timeline.messages.filter((each) => isDelivered(each) && each.resolved && channels.includes(each.integration.channel)
      && each.at >= (from ?? 0) && (expectation.canary === undefined || each.canaries.length === 0 || each.canaries.includes(expectation.canary)));
    const [first] = over;
    return [first === undefined
      ? { verdict: 'not-told', ...aboutOf(expectation), what: `nobody heard that ${this.subject(expectation)} is over` }
      : { verdict: 'told', ...aboutOf(expectation), channel: first.integration.channel, what: `${first.integration.channel} heard that ${this.subject(expectation)} is over` }];
  }

  /** How far it came. */
  private whyNot(window: Window): string {
    const { expectation: { canary }, from, until } = window;
    const alerts = this.timeline.alerts.filter((each) => each.at >= (from ?? Number.NEGATIVE_INFINITY) && each.at < until && (canary === undefined || each.canary === undefined || each.canary === canary));
    const fired = [...new Set(alerts.filter(({ state }) => state === 'firing').map(({ alert }) => alert))];
    const pending = [...new Set(alerts.filter(({ state }) => state === 'pending').map(({ alert }) => alert))];
    const handed = this.timeline.notifications.filter(({ at, integration }) => at >= (from ?? Number.NEGATIVE_INFINITY) && at < until && !integration.isHeartbeat);
    const trouble = this.timeline.troubles[0] === undefined ? '' : ` (${this.timeline.troubles[0]})`;
    if (fired.length === 0) { return pending.length > 0 ? `${pending.join(' and ')} was pending to the end` : `no alert fired${trouble}`; }
    return handed.length === 0 ? `${fired.join(' and ')} fired, and Alertmanager had nobody to tell` : `${fired.join(' and ')} fired, and no message came${trouble}`;
  }

  private messagesIn(window: Window): Message[] {
    return this.timeline.messages.filter((each) => !each.integration.isHeartbeat && !each.resolved && this.windowsFor(each).includes(window));
  }

  private subject({ canary, times }: Expectation): string {
    if (canary === undefined) { return 'it'; }
    const played = this.timeline.canaries.find(({ key }) => key === canary);
    const name = played === undefined ? canary : `${played.namespace}/${played.name}`;
    // What has lasted is seldom a failure: stuck, too much weight.
    return times === 0 || this.scenario.before !== undefined ? name : `the failure of ${name}`;
  }
}

/** For each canary its expectations one after the other: each counts until the next begins. */
function windowsOf(scenario: Scenario, timeline: Timeline): Window[] {
  const windows: Window[] = [];
  for (const expectation of scenario.expect) {
    const from = expectation.from === undefined ? undefined : doneAt(expectation, timeline);
    const next = scenario.expect.filter(({ canary, from: other }) => canary === expectation.canary && other !== undefined && other > (expectation.from ?? 0)).map((each) => doneAt(each, timeline));
    windows.push({ expectation, from, until: Math.min(...next, Number.POSITIVE_INFINITY), heard: [] });
  }
  return windows;
}

/** When it was really done, in milliseconds: a busy machine does it a little after its moment. */
function doneAt({ canary, from = 0 }: Expectation, timeline: Timeline): number {
  const planned = from * 1000;
  const done = timeline.done.find((each) => each.canary === canary && each.at >= planned - 1 && each.at < planned + 5000);
  return done?.at ?? planned;
}

function isDelivered({ status }: Message): boolean {
  return status >= 200 && status < 300;
}

function wordsOf({ alerts }: Message): string {
  return alerts.length === 0 ? 'a message' : alerts.join(' and ');
}

function aboutOf({ canary }: Expectation): { readonly canary?: string } {
  return canary === undefined ? {} : { canary };
}

function subjectOf({ canaries: [canary] }: Message): { readonly canary?: string } {
  return canary === undefined ? {} : { canary };
}

function inSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
