import { Alertmanager } from '../lib/drill/process/alertmanager';
import { Receivers } from '../lib/drill/stand-ins/receivers';
import { redirect, Redirection } from '../lib/drill/stand-ins/redirect';
import { stringify } from 'yaml';
import { EVERY_INTEGRATION } from '../test/drill/stand-ins/every-integration';
import { textOf } from '../lib/drill/canary-names';
import { tool } from './tools';

/** The stand-ins, between which and a real Alertmanager every kind of integration must understand each other. */

const LATER = ['incidentio', 'mattermost', 'carrierpigeon'];

let receivers: Receivers;
let redirection: Redirection;
let alertmanager: Alertmanager;

beforeAll(async () => {
  receivers = await Receivers.start();
  const config = {
    route: { receiver: 'shop', group_by: ['name'], group_wait: '0s', group_interval: '3s' },
    receivers: [{ name: 'shop', ...Object.fromEntries(Object.entries(EVERY_INTEGRATION).map(([service, entry]) => [`${service}_configs`, [{ ...entry, send_resolved: true }]])) }],
  };
  redirection = redirect(stringify(config), receivers.addresses);
  receivers.serve(redirection.integrations, new Set());
  alertmanager = await Alertmanager.start({ program: tool('alertmanager'), config: redirection.config, templates: {} });
}, 60_000);

afterAll(async () => {
  await alertmanager.stop();
  await receivers.stop();
});

async function send(name: string, endsAt?: string): Promise<void> {
  const alerts = [{ labels: { alertname: 'CanaryFailed', name, namespace: 'shop' }, annotations: { summary: `Größe: ${name}` }, ...(endsAt !== undefined && { endsAt }) }];
  await alertmanager.server.json('/api/v2/alerts', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(alerts) });
}

async function until(isSo: () => boolean, milliseconds: number): Promise<void> {
  for (const deadline = Date.now() + milliseconds; !isSo() && Date.now() < deadline;) { await new Promise((later) => { setTimeout(later, 50); }); }
}

const heardBy = (service: string, since = 0): unknown[] => {
  const { id } = redirection.integrations.find((each) => each.service === service) ?? { id: -1 };
  return receivers.received.slice(since).filter((each) => each.id === id && each.status < 300).map(({ body }) => body);
};

test('every integration delivers to its stand-in, and its tap says of what', async () => {
  await send('podinfo');
  await until(() => redirection.integrations.every(({ service }) => heardBy(service).length > 0), 10_000);
  expect(redirection.integrations.filter(({ service }) => heardBy(service).length !== 1).map(({ service }) => service)).toEqual([]);
  for (const { service } of redirection.integrations) { expect([service, textOf(heardBy(service)).includes('CanaryFailed')]).toEqual([service, true]); }
  expect(receivers.tapped.map(({ id }) => id).sort((a, b) => a - b)).toEqual(redirection.integrations.map(({ id }) => id));
  expect(receivers.tapped[0]?.alerts).toEqual([{ labels: { alertname: 'CanaryFailed', name: 'podinfo', namespace: 'shop' }, resolved: false }]);
  expect(alertmanager.log()).not.toMatch(/level=(WARN|ERROR)/);
});

test('a mail is read as people see it', () => {
  const [mail] = heardBy('email') as { subject: string; to: string; text: string; html: string }[];
  expect(mail).toMatchObject({ subject: '[FIRING:1] podinfo (CanaryFailed shop)', to: 'on-call@shop.example' });
  expect(mail?.html).toContain('Größe: podinfo');
});

test('what this version does not know is played as a webhook, and said', () => {
  expect(alertmanager.said).toEqual(LATER.filter((each) => each !== 'carrierpigeon').map((service) => `${service}_configs are played as webhooks: this version of Alertmanager does not know them`));
  expect(heardBy('mattermost')).toMatchObject([{ receiver: 'shop', version: '4' }]);
});

test.each([[500], [429]])('every integration is refused with %d when told, and delivers afterwards', async (status) => {
  const since = receivers.received.length;
  receivers.answer(status);
  await send(`name-${status}`);
  await until(() => new Set(receivers.received.slice(since).map(({ id }) => id)).size === redirection.integrations.length, 10_000);
  const seen = receivers.received.slice(since);
  expect(new Set(seen.map((each) => each.id)).size).toBe(redirection.integrations.length);
  expect([...new Set(seen.map((each) => each.status))]).toEqual([status]);
  receivers.answer(200);
  // Those that do not try again at once do so with the group's next tick.
  await until(() => redirection.integrations.every(({ service }) => heardBy(service, since).length > 0), 15_000);
  expect(redirection.integrations.filter(({ service }) => heardBy(service, since).length === 0).map(({ service }) => service)).toEqual([]);
}, 60_000);

test('some never refuse, and a refusal can be for a number of times', async () => {
  const own = await Receivers.start();
  try {
    own.serve(redirection.integrations, new Set([0]));
    own.answer(500, 1);
    const post = async (path: string): Promise<number> => (await fetch(`${own.addresses.http}/${path}`, { method: 'POST', body: '{}' })).status;
    expect([await post('0'), await post('1'), await post('0'), await post('1')].map((status) => status < 300)).toEqual([true, false, true, true]);
    expect(await post('999')).toBe(404);
  } finally {
    await own.stop();
  }
});
