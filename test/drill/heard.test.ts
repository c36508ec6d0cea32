import { createHash } from 'node:crypto';
import { heard } from '../../lib/drill/heard';
import { Received, Tapped } from '../../lib/drill/stand-ins/receivers';
import { Integration, PlayedCanary } from '../../lib/drill/timeline';

const slack: Integration = { receiver: 'on-call', service: 'slack', index: 0, channel: 'Slack #a', isHeartbeat: false };
const canaries: readonly PlayedCanary[] = ['cart', 'suggest'].map((name) => ({ key: name, namespace: 'shop', name, isOurs: true }));
const tap = (at: number, name: string, resolved = false, id = 0): Tapped =>
  ({ at: 1000 + at, id, groupKey: `{}:{name="${name}"}`, alerts: [{ labels: { alertname: 'CanaryFailed', namespace: 'shop', name }, resolved }] });
const message = (at: number, body: unknown, status = 200, id = 0): Received => ({ at: 1000 + at, id, status, body });
const play = (received: readonly Received[], tapped: readonly Tapped[]): ReturnType<typeof heard> => heard(received, tapped, new Map([[0, slack]]), canaries, 1000);

test('a message is about the alerts of its notification, whichever of the two is noted first', () => {
  const { messages, notifications } = play([message(5, { text: 'suggest failed' }), message(6, { text: 'cart failed' })], [tap(7, 'cart'), tap(8, 'suggest')]);
  expect(messages.map(({ at, canaries: about, alerts, resolved }) => [at, about, alerts, resolved])).toEqual([[5, ['suggest'], ['CanaryFailed'], false], [6, ['cart'], ['CanaryFailed'], false]]);
  expect(notifications.map(({ at, alerts }) => [at, alerts[0]?.labels['name']])).toEqual([[7, 'cart'], [8, 'suggest']]);
});

test('the same canary later: the message is that of its own moment, and says that it is over', () => {
  const { messages } = play([message(5, 'cart failed'), message(30_005, 'cart is well')], [tap(5, 'cart'), tap(30_006, 'cart', true)]);
  expect(messages.map(({ resolved }) => resolved)).toEqual([false, true]);
});

test('each attempt is a notification, also those that were refused', () => {
  const { messages, notifications } = play([message(5, 'cart', 500), message(800, 'cart', 500), message(1900, 'cart')], [tap(6, 'cart')]);
  expect(messages.map(({ status }) => status)).toEqual([500, 500, 200]);
  expect(notifications.map(({ at }) => at)).toEqual([6, 800, 1900]);
});

test('a notification that Alertmanager could not write has no message', () => {
  expect(play([], [tap(6, 'cart')])).toMatchObject({ messages: [], notifications: [{ at: 6 }] });
});

test('a message that names no canary names none, and one that names another than its alert does not name that', () => {
  const { messages } = play([message(5, 'The canary / failed.'), message(9005, 'suggest failed')], [tap(5, 'cart'), tap(9005, 'cart')]);
  expect(messages.map(({ canaries: about, alerts }) => [about, alerts])).toEqual([[[], ['CanaryFailed']], [[], ['CanaryFailed']]]);
});

test('where a message says its group, or its hash, that decides', () => {
  const { groupKey } = tap(0, 'cart');
  const hash = createHash('sha256').update(groupKey).digest('hex');
  const { messages } = play([message(50, { dedup_key: hash, text: 'suggest' }), message(60, { groupKey, text: 'suggest' })], [tap(5, 'cart', true), tap(50, 'suggest')]);
  expect(messages.map(({ resolved }) => resolved)).toEqual([true, true]);
});

test('what nobody knows of is left out', () => {
  expect(play([message(5, 'x', 200, 9)], [tap(5, 'cart', false, 9)])).toEqual({ messages: [], notifications: [] });
});
