import { Check } from '../check';
import { messageEntries } from './messages';

/** A message that says the same when it is over: nobody sees that it is. */
export const resolved: Check = {
  id: 'template/resolved',
  run: (world, report) => {
    for (const { entry, receiver, service } of messageEntries(world)) {
      const kind = SERVICES[service];
      if (kind === undefined || !sendsResolved(entry.at('send_resolved').value ?? entry.at('sendResolved').value, kind.byDefault)) { continue; }
      const deciding = kind.deciding.map((field) => entry.at(field));
      // What is left out is Alertmanager's own text, which tells the status.
      if (deciding.some(({ text }) => text === undefined)) { continue; }
      const texts = [...kind.deciding, ...kind.others].flatMap((field) => entry.at(field).text ?? []);
      if (texts.some((text) => STATUS.test(text)) || entry.at('fields').items.some((field) => STATUS.test(`${field.at('title').text ?? ''}${field.at('value').text ?? ''}`))) { continue; }
      const [first = entry] = deciding;
      report(first, {
        severity: 'warning',
        what: `the receiver ${receiver} tells of an alert that is over in the same words${service === 'slack' ? ' and the same colour' : ''}: it looks like a new one`,
        value: `send_resolved: true, ${kind.deciding.map((field) => `${field}: ${entry.at(field).text ?? ''}`).join(', ')}`,
        allowed: 'something in the message that depends on .Status',
        fix: service === 'slack' ? 'leave color out, or write {{ if eq .Status "firing" }}danger{{ else }}good{{ end }}' : '{{ .Status | toUpper }} in the message, or send_resolved: false',
      });
    }
  },
};

interface Service { readonly deciding: readonly string[]; readonly others: readonly string[]; readonly byDefault: boolean }

/** Source: prometheus/alertmanager v0.34.2 config/notifiers.go (defaults of send_resolved). */
const SERVICES: Readonly<Record<string, Service | undefined>> = {
  slack: { deciding: ['color', 'title'], others: ['text', 'pretext', 'fallback', 'footer', 'message_text', 'messageText'], byDefault: false },
  rocketchat: { deciding: ['color', 'title'], others: ['text'], byDefault: false },
  telegram: { deciding: ['message'], others: [], byDefault: true },
};

/** What tells the one from the other; a template that is called may do so. */
const STATUS = /\.Status|\.Resolved|\.Firing|\{\{-?\s*template\b|NotificationReason/;

function sendsResolved(value: unknown, byDefault: boolean): boolean {
  return typeof value === 'boolean' ? value : byDefault;
}
