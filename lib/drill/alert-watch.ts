import { setTimeout as sleep } from 'node:timers/promises';
import { canariesInLabels } from './canary-names';
import { Prometheus, PrometheusAlert } from './process/prometheus';
import { PlayedCanary, Timeline } from './timeline';

type Change = Timeline['alerts'][number];

/** How often Prometheus is asked for its alerts: what has no time of its own is known as exactly as this. */
const POLL_MS = 250;

interface Seen {
  at: number;
  readonly alert: string;
  readonly canary?: string;
  readonly state: Change['state'];
}

/** An alert as it was last seen, and the change that made it so. */
interface Known {
  readonly alert: PrometheusAlert;
  readonly change: Seen;
}

/** By how much a moment must move to be another one. */
const MOVED_MS = 2000;

/** Looks how the alerts of a Prometheus change. */
export class AlertWatch {
  private readonly seen: Seen[] = [];
  private known = new Map<string, Known>();
  private readonly stopping = new AbortController();
  private readonly polling: Promise<void>;
  private polledAt = Date.now();
  private isForgetful = false;

  public constructor(private readonly prometheus: Prometheus, private readonly canaries: readonly PlayedCanary[]) {
    this.polling = this.poll();
  }

  /** Every change until now, in milliseconds since a moment. */
  public changes(since: number): Change[] {
    return this.seen.map((each) => ({ ...each, at: Math.round(each.at - since) })).sort((a, b) => a.at - b.at);
  }

  /** Prometheus starts anew: until it has evaluated every rule, an alert that it does not know is not over. */
  public restarts(): void {
    this.isForgetful = true;
  }

  /** Ends it. */
  public async stop(): Promise<void> {
    this.stopping.abort();
    await this.polling;
  }

  private async poll(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const at = Date.now();
      const groups = this.isForgetful ? await this.prometheus.groups().catch(() => undefined) : undefined;
      if (groups?.every(({ rules }) => rules.every(({ health }) => health !== 'unknown')) === true) { this.isForgetful = false; }
      // While it restarts it answers nothing.
      const alerts = await this.prometheus.alerts().catch(() => undefined);
      if (alerts !== undefined) { this.look(alerts, at); }
      await sleep(POLL_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  private look(alerts: readonly PrometheusAlert[], at: number): void {
    const now = new Map<string, Known>();
    for (const alert of alerts) {
      const key = JSON.stringify(Object.entries(alert.labels).sort());
      const before = this.known.get(key);
      const since = Date.parse(alert.activeAt);
      if (before?.alert.state === alert.state) {
        // A Prometheus that starts remembers at its second evaluation since when an alert has waited.
        if (alert.state === 'pending' && before.change.at - since > MOVED_MS) { before.change.at = since; }
        now.set(key, { alert, change: before.change });
        continue;
      }
      // One that fires at once is active since it fires; one that waited fires when that is seen.
      const isExact = before === undefined && (alert.state === 'pending' || since >= this.polledAt - POLL_MS);
      now.set(key, { alert, change: this.add(alert, alert.state, isExact ? since : at) });
    }
    for (const [key, known] of this.known) {
      if (now.has(key)) { continue; }
      if (this.isForgetful) { now.set(key, known); } else { this.add(known.alert, 'gone', at); }
    }
    this.known = now;
    this.polledAt = at;
  }

  private add({ labels }: PrometheusAlert, state: Change['state'], at: number): Seen {
    const [canary] = canariesInLabels(labels, this.canaries);
    const change = { at, alert: labels['alertname'] ?? '', state, ...(canary && { canary: canary.key }) };
    this.seen.push(change);
    return change;
  }
}
