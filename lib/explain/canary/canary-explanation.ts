/** Where on its way from the event to people a message is: who sees the event, what decides to tell it, what sends it, who hears it. */
export type Lane = 'seen' | 'decided' | 'sent' | 'heard';

/** A station of a way. */
export interface Step {
  readonly lane: Lane;
  /** What it is: a program, an alert's name, a route, a channel. */
  readonly name: string;
  /** Where it is written, as people call it; undefined where there is nothing to say. */
  readonly detail?: string;
  /** What is waited for between it and the next one, such as `scrape 5 s`; empty where the next one follows at once. */
  readonly waits: readonly string[];
  /** Where it is written, as `file:line:column`; undefined for what stands in no file. */
  readonly at?: string;
}

/** A way on which a message about an event goes, or would go. */
export interface Way {
  readonly through: 'Alertmanager' | 'Flagger' | 'Flux' | 'heartbeat';
  readonly steps: readonly Step[];
  /** The channel at its end; undefined where it ends before. */
  readonly channel?: string;
  /** The longest time from the event to the message, in seconds, by the formula of the latency checks; 0 where the program tells at once, undefined for a heartbeat and where nobody is told. */
  readonly firstSeconds?: number;
  /** The same for an event in a group that has been told of before. */
  readonly againSeconds?: number;
  /** How often a heartbeat is sent, in seconds: its end is the news. */
  readonly everySeconds?: number;
  /** Why nobody is told at its end; undefined where somebody is. */
  readonly lost?: string;
  /** Why it is not known who is told at its end; undefined where it is. */
  readonly unknown?: string;
  /** When it does not hold, and what was assumed. */
  readonly caveats: readonly string[];
}

/** What happens, and who hears of it. */
export interface EventExplanation {
  /** A short name for programs. */
  readonly event: EventName;
  /** What happens, in words. */
  readonly what: string;
  readonly ways: readonly Way[];
  /** Why it cannot happen to this canary; undefined where it can. */
  readonly impossible?: string;
  /** Why nobody hears of it; undefined where somebody does, or where that is not known. */
  readonly nobody?: string;
  /** Why it is not known whether somebody hears of it. */
  readonly unknown?: string;
}

/** What can happen to a canary, and to what tells of it. */
export type EventName =
  | 'failed-checks' | 'never-ready' | 'promotion-failed' | 'rolled-back' | 'waiting' | 'started' | 'promoted' | 'stuck' | 'initializing'
  | 'overweight' | 'deleted' | 'flagger-down' | 'flagger-not-scraped' | 'delivery-failing' | 'monitoring-down' | 'not-applied';

/** Who hears what of one canary, on which way, how fast. */
export interface CanaryExplanation {
  /** `namespace/name`. */
  readonly canary: string;
  /** What it releases, as `Kind/name`. */
  readonly target: string;
  /** Where it is written, as `file:line:column`; undefined for an object that stands in no file. */
  readonly at?: string;
  /** How it is judged, as a sentence. */
  readonly analysis: string;
  readonly events: readonly EventExplanation[];
  /** What the manifests do not say, and what was assumed instead. */
  readonly notes: readonly string[];
}
