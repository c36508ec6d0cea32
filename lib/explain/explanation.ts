/** Which program sends a message. */
export type Sender = 'Alertmanager' | 'Flagger' | 'Flux';

/** That a channel hears of something. */
export interface Hearing {
  /** The channel as people call it: `Slack #deployments`. */
  readonly channel: string;
  /** What it hears of: an alert's name, or a kind of event. */
  readonly what: string;
  /** Which objects it hears that of: canaries as `namespace/target`, sources of Flux as `Kind/namespace/name`. Empty where it is about none. */
  readonly about: readonly string[];
  /** Who sends the message. */
  readonly through: Sender;
  /** The longest time from the event to the message, in seconds; undefined where the program tells at once. */
  readonly first?: number;
  /** The same for an event in a group that has been told of before; undefined where the program tells at once. */
  readonly next?: number;
  /** When the channel hears nothing: time intervals of Alertmanager. */
  readonly silent?: string;
}

/** That a channel is told again and again that all is well. */
export interface HeartbeatHearing {
  /** The alert that fires always. */
  readonly alert: string;
  /** The channel that would miss it. */
  readonly channel: string;
  /** How often it is told, in seconds. */
  readonly every: number;
}

/** What nobody hears. */
export interface Unheard {
  /** An alert's name, or what else should be heard. */
  readonly what: string;
  /** Which canaries it is about; empty where it is about none. */
  readonly about: readonly string[];
  /** Why not. */
  readonly why: string;
}

/** A Secret that somebody must fill. */
export interface RequiredSecret {
  /** `namespace/name`. */
  readonly secret: string;
  /** The keys that are read; empty where they are not known. */
  readonly keys: readonly string[];
  /** Who reads it: `Alertmanager`, or an object as `Kind/namespace/name`. */
  readonly readBy: readonly string[];
  /** What fills all its keys: an ExternalSecret or Secret of the manifests, as `Kind/namespace/name`; undefined where it must exist already. */
  readonly filledBy?: string;
}

/** Who hears what, how fast, as manifests say it. Each list is sorted. */
export interface Explanation {
  /** The canaries, as Prometheus knows them: `namespace/target`. */
  readonly canaries: readonly string[];
  readonly hearings: readonly Hearing[];
  readonly heartbeats: readonly HeartbeatHearing[];
  readonly unheard: readonly Unheard[];
  readonly secrets: readonly RequiredSecret[];
  /** What the manifests do not say, and what was assumed instead. */
  readonly notes: readonly string[];
}
