import { WrongUsage } from '../wrong-usage';

/** Somewhere people look, as it is said on the command line: `slack:#deployments`. */
export interface Place {
  /** The service, as the command line and the channel's name say it. */
  readonly service: string;
  /** The channel, title, address or number. */
  readonly title: string;
  /** The name of its Secret. */
  readonly secret: string;
}

/** How a service is written and reached. */
interface Service {
  /** The factory of Channel. */
  readonly factory: string;
  /** The property that takes the Secret, and the key in it; none for e-mail without a login. */
  readonly secret?: readonly [property: string, key: string];
  /** What the Secret holds, for people. */
  readonly holds: string;
  readonly hears: readonly ('failures' | 'progress')[];
  /** Where it cannot hear of something, why. */
  readonly not?: string;
}

const ADDRESS = ['webhook', 'address'] as const;

/** What can be said in a word; everything that Channel has beside it is written by hand. */
export const SERVICES: Readonly<Record<string, Service>> = {
  slack: { factory: 'slack', secret: ADDRESS, holds: 'the URL of an incoming webhook', hears: ['failures', 'progress'] },
  msteams: { factory: 'msTeams', secret: ADDRESS, holds: 'the URL of a workflow that takes webhook requests', hears: ['failures'], not: 'Flagger posts a format that Teams\' workflows refuse' },
  discord: { factory: 'discord', secret: ADDRESS, holds: 'the URL of a webhook; for failures with /slack at its end', hears: ['failures', 'progress'] },
  pagerduty: { factory: 'pagerDuty', secret: ['routingKey', 'routing-key'], holds: 'the key of an Events API v2 integration', hears: ['failures'], not: 'Flagger does not post to PagerDuty' },
  opsgenie: { factory: 'opsgenie', secret: ['apiKey', 'api-key'], holds: 'an API key', hears: ['failures'], not: 'Flagger does not post to Opsgenie' },
  telegram: { factory: 'telegram', secret: ['botToken', 'bot-token'], holds: 'the token of a bot', hears: ['failures'], not: 'Flagger does not post to Telegram' },
  email: { factory: 'email', holds: 'nothing', hears: ['failures'], not: 'Flagger does not send e-mail' },
  webhook: { factory: 'webhook', secret: ADDRESS, holds: 'a URL that takes Alertmanager\'s webhook', hears: ['failures'], not: 'Flagger\'s own webhook has another payload' },
  rocketchat: { factory: 'rocketChat', secret: ADDRESS, holds: 'the URL of an incoming webhook', hears: ['progress'], not: 'Alertmanager needs an address, a token and its id there; write them into alerting.ts' },
  googlechat: { factory: 'googleChat', secret: ADDRESS, holds: 'the URL of a webhook', hears: ['progress'], not: 'Alertmanager has no integration for Google Chat' },
};

/** Where Discord's two webhooks are one channel, their URLs differ. */
const suffix = (service: string, hears: string): string => service === 'discord' && hears === 'failures' ? '-failures' : '';

/** Reads `service:title`. */
export function placeOf(option: 'failures' | 'progress', text: string): Place {
  const [, service = '', title = ''] = /^([^:]*):(.*)$/s.exec(text) ?? [];
  const known = SERVICES[service];
  const able = Object.entries(SERVICES).filter(([, { hears }]) => hears.includes(option)).map(([name]) => name);
  if (known === undefined) { throw new WrongUsage(`--${option} is "${text}": it is written SERVICE:NAME, such as slack:#deployments; the services are ${able.join(', ')}.`); }
  if (!known.hears.includes(option)) { throw new WrongUsage(`--${option} is "${text}": ${service} cannot hear ${option === 'failures' ? 'of failures' : 'progress'}. ${known.not}. Services that can: ${able.join(', ')}.`); }
  checkTitle(option, text, service, title.trim());
  return { service, title: title.trim(), secret: `${service}-${slug(title)}${suffix(service, option)}` };
}

function checkTitle(option: string, text: string, service: string, title: string): void {
  const wrong = (what: string): WrongUsage => new WrongUsage(`--${option} is "${text}": ${what}.`);
  if (/[^\P{C}]/u.test(title) || title.length > 80) { throw wrong('the name is at most 80 characters, all of them visible'); }
  if (slug(title) === '') { throw wrong('the name has no letter and no digit from which the names of objects could be made'); }
  if (title.includes('{{')) { throw wrong('Alertmanager takes {{ for the beginning of a template'); }
  // The value is the address of somebody's inbox: what looks like a webhook's URL is a secret, and belongs into a Secret.
  if (/^https?:/i.test(title)) { throw new WrongUsage(`--${option} has a URL where a name belongs: what a URL of a webhook is, is a secret, and is read from one. Write ${service}:NAME.`); }
  if (service === 'telegram' && !/^-?[1-9]\d{0,15}$/.test(title)) { throw wrong('a chat of Telegram is a whole number, such as telegram:-1001234567890'); }
  if (service === 'email' && !isAddress(title)) { throw wrong('it is no address, such as email:on-call@example.com'); }
}

/** An address that a mail server would take, without a display name. */
export function isAddress(text: string): boolean {
  return /^[\w.+-]{1,64}@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(text) && !/^\.|\.\.|\.@/.test(text);
}

/** As Channel makes names of titles. */
export function slug(title: string): string {
  return title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 28).replace(/-+$/, '');
}
