import { createHash } from 'node:crypto';
import { canariesInLabels, canariesInText, textOf } from './canary-names';
import { Received, Tapped } from './stand-ins/receivers';
import { Integration, Message, Notification, PlayedCanary } from './timeline';

/** How much later than its message a tap may be told of the same notification: both are sent at once, on a busy machine. */
const TAP_AFTER_MS = 2000;

/** What the stand-ins and the taps beside them got, put together. */
export interface Heard {
  readonly notifications: Notification[];
  readonly messages: Message[];
}

/**
 * Says of each message which notification of Alertmanager it is, and so which alerts it is about. A notification without a message is one
 * that Alertmanager could not write, such as one whose template breaks.
 *
 * @param integrations By their numbers.
 * @param since The beginning of the play, in milliseconds since 1970.
 */
export function heard(
  received: readonly Received[], tapped: readonly Tapped[], integrations: ReadonlyMap<number, Integration>, canaries: readonly PlayedCanary[], since: number,
): Heard {
  const attempts = new Map<Tapped, number>();
  const notifications: Notification[] = tapped.flatMap((tap) => {
    const integration = integrations.get(tap.id);
    return integration === undefined ? [] : [{ at: tap.at - since, integration, alerts: tap.alerts }];
  });
  const messages = [...received].sort((a, b) => a.at - b.at).flatMap((message): Message[] => {
    const integration = integrations.get(message.id);
    if (integration === undefined) { return []; }
    const tap = tapOf(message, tapped.filter(({ id }) => id === message.id), attempts);
    if (tap !== undefined) {
      const attempt = (attempts.get(tap) ?? 0) + 1;
      attempts.set(tap, attempt);
      // The first attempt is what the tap saw.
      if (attempt > 1) { notifications.push({ at: message.at - since, integration, alerts: tap.alerts }); }
    }
    return [{
      at: message.at - since, integration, status: message.status, body: message.body,
      canaries: named(message, tap, canaries),
      alerts: [...new Set((tap?.alerts ?? []).map(({ labels }) => labels['alertname'] ?? ''))],
      resolved: tap !== undefined && tap.alerts.length > 0 && tap.alerts.every(({ resolved }) => resolved),
    }];
  });
  return { notifications: notifications.sort((a, b) => a.at - b.at), messages };
}

/** Of those that a message says, the canaries that its alerts are about. */
function named({ body }: Received, tap: Tapped | undefined, canaries: readonly PlayedCanary[]): string[] {
  const said = canariesInText(textOf(body), canaries);
  const about = (tap?.alerts ?? []).flatMap(({ labels }) => canariesInLabels(labels, canaries));
  // An alert that has no canary among its labels may be about any.
  return said.filter((each) => about.length === 0 || about.includes(each)).map(({ key }) => key);
}

/** The notification that a message is: the same group where the message says which, else the one whose labels it repeats, else the latest. */
function tapOf(message: Received, taps: readonly Tapped[], attempts: ReadonlyMap<Tapped, number>): Tapped | undefined {
  const text = textOf(message.body);
  const possible = taps.filter(({ at }) => at <= message.at + TAP_AFTER_MS);
  const score = (tap: Tapped): readonly number[] => [
    isOfGroup(text, tap) ? 1 : 0,
    likeness(text, tap),
    // A service that takes what it gets is told once.
    (attempts.get(tap) ?? 0) === 0 ? 1 : 0,
    -Math.abs(tap.at - message.at),
  ];
  return possible.map((tap) => ({ tap, score: score(tap) })).sort((a, b) => compareScores(b.score, a.score))[0]?.tap;
}

/** PagerDuty, Opsgenie and VictorOps get the group's hash, webhooks the group (prometheus/alertmanager v0.34.2 notify/util.go, Key.Hash). */
function isOfGroup(text: string, { groupKey }: Tapped): boolean {
  return text.includes(groupKey) || text.includes(createHash('sha256').update(groupKey).digest('hex'));
}

/** How much of what is particular to a notification's alerts a text repeats, in whole tenths. */
function likeness(text: string, { alerts }: Tapped): number {
  const labels = [...new Set(alerts.flatMap((alert) => Object.entries(alert.labels).map(([, value]) => value)))].filter((value) => value !== '');
  const repeated = labels.filter((value) => new RegExp(`(?<![\\w-])${value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`).test(text));
  return labels.length === 0 ? 0 : repeated.length / labels.length;
}

function compareScores(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, i) => value !== b[i]);
  return index < 0 ? 0 : (a[index] as number) - (b[index] as number);
}
