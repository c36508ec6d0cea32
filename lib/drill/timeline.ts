/** What was seen in one play, in milliseconds from its beginning; negative before it. Plain data: it is the JSON report, too. */
export interface Timeline {
  /** The canaries by the scenario's names. */
  readonly canaries: readonly PlayedCanary[];
  /** What the scenario did, at the moment at which it was done. */
  readonly done: readonly { readonly at: number; readonly canary?: string; readonly what: string }[];
  /** How the alerts of Prometheus changed. */
  readonly alerts: readonly { readonly at: number; readonly alert: string; readonly canary?: string; readonly state: 'pending' | 'firing' | 'gone' }[];
  /** What Alertmanager handed to each integration, the failed attempts included. */
  readonly notifications: readonly Notification[];
  /** What the stand-ins got. */
  readonly messages: readonly Message[];
  /** What went wrong with the programs themselves: a rule that fails, a template that breaks, as they log it. */
  readonly troubles: readonly string[];
}

export interface PlayedCanary {
  /** As the scenario calls it. */
  readonly key: string;
  /** As Flagger's metrics call it: the target's name. */
  readonly namespace: string;
  readonly name: string;
  /** Whether the manifests have it. */
  readonly isOurs: boolean;
}

/** Where messages end: an integration of a receiver. */
export interface Integration {
  readonly receiver: string;
  /** `slack`, `msteamsv2`, `webhook`, … */
  readonly service: string;
  /** Its place among the receiver's integrations of that service. */
  readonly index: number;
  /** As people call it: `Slack #deployments-alert`. Two integrations that reach one place have one name. */
  readonly channel: string;
  /** Whether it only hears that all is well, again and again. */
  readonly isHeartbeat: boolean;
}

export interface Notification {
  readonly at: number;
  readonly integration: Integration;
  /** Each alert in it: its labels, and whether it is over. */
  readonly alerts: readonly { readonly labels: Readonly<Record<string, string>>; readonly resolved: boolean }[];
}

export interface Message {
  readonly at: number;
  readonly integration: Integration;
  /** What the sender got: 2xx means delivered. */
  readonly status: number;
  /** What was sent: parsed where it is JSON; a mail as { subject, text, html }. */
  readonly body: unknown;
  /** The scenario's names of the canaries that it is about; empty where it is about none, or says of none. */
  readonly canaries: readonly string[];
  /** The names of its alerts. */
  readonly alerts: readonly string[];
  readonly resolved: boolean;
}
