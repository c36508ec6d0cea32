import { SECRETS_FOLDER } from '../facts/alertmanager';
import { Fields, fields, text } from './manifest';

/** A key of a Secret in Alertmanager's namespace. */
export interface MountedKey {
  readonly secret: string;
  readonly key: string;
}

/** The name of a chat service, by what Flagger and Flux call it. */
const SERVICES: { readonly [type: string]: string } = {
  slack: 'Slack',
  msteams: 'Microsoft Teams',
  discord: 'Discord',
  rocket: 'Rocket.Chat',
  gchat: 'Google Chat',
  googlechat: 'Google Chat',
  generic: 'webhook',
  'generic-hmac': 'webhook',
  pagerduty: 'PagerDuty',
  opsgenie: 'Opsgenie',
  alertmanager: 'Alertmanager',
  telegram: 'Telegram',
  github: 'GitHub',
  gitlab: 'GitLab',
};

/** How people call where an AlertProvider of Flagger's or a Provider of Flux' posts. */
export function providerChannel(name: string, spec: Fields): string {
  const type = text(spec.type) ?? '';
  return channelName(SERVICES[type] ?? type, text(spec.channel), text(fields(spec.secretRef).name) ?? hostOf(spec.address) ?? name);
}

/** How people call a service, by its section of a receiver, and which field says where in it. */
const SECTIONS: { readonly [section: string]: readonly [service: string, field?: string] } = {
  slack_configs: ['Slack', 'channel'],
  msteams_configs: ['Microsoft Teams'],
  msteamsv2_configs: ['Microsoft Teams'],
  discord_configs: ['Discord'],
  pagerduty_configs: ['PagerDuty'],
  opsgenie_configs: ['Opsgenie'],
  email_configs: ['email', 'to'],
  webhook_configs: ['webhook'],
  rocketchat_configs: ['Rocket.Chat', 'channel'],
  telegram_configs: ['Telegram', 'chat_id'],
  mattermost_configs: ['Mattermost', 'channel'],
  victorops_configs: ['VictorOps'],
  pushover_configs: ['Pushover'],
  webex_configs: ['Webex', 'room_id'],
  wechat_configs: ['WeChat'],
  sns_configs: ['SNS', 'topic_arn'],
  jira_configs: ['Jira', 'project'],
  incidentio_configs: ['incident.io'],
};

/** How people call where an entry of a receiver posts. */
export function integrationChannel(section: string, entry: Fields, receiver: string, global: Fields): string {
  const [service, field] = SECTIONS[section] ?? [section.replace(/_configs$/, '')];
  const value = field === undefined ? undefined : entry[field];
  const place = typeof value === 'number' ? String(value) : text(value);
  const prefix = section.replace(/configs$/, '');
  const inherited = Object.entries(global).filter(([name]) => name.startsWith(prefix)).map(([, each]) => each);
  return channelName(service, place, [entry, ...inherited].flatMap(mountedKeys)[0]?.secret ?? hostOf(entry.url) ?? receiver);
}

/** The keys of Secrets that a part of Alertmanager's configuration reads as files, at any depth. */
export function mountedKeys(value: unknown): MountedKey[] {
  if (Array.isArray(value)) { return value.flatMap(mountedKeys); }
  if (typeof value === 'object' && value !== null) { return Object.values(value).flatMap(mountedKeys); }
  if (typeof value !== 'string' || !value.startsWith(`${SECRETS_FOLDER}/`)) { return []; }
  const [secret, key, ...rest] = value.slice(SECRETS_FOLDER.length + 1).split('/');
  return secret === undefined || key === undefined || rest.length > 0 ? [] : [{ secret, key }];
}

/** The same channel has the same name whichever program posts to it: by its place, else by the Secret with its address. */
function channelName(service: string, place: string | undefined, known: string): string {
  return place === undefined ? `${service} (${known})` : `${service} ${place}`;
}

/** The host alone: a path may be a secret. */
function hostOf(address: unknown): string | undefined {
  const url = text(address);
  return url !== undefined && URL.canParse(url) ? new URL(url).host : undefined;
}
