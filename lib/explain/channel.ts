import { Integration } from '../checks/alertmanager-tree';
import { Located } from '../checks/located';
import { ManifestObject } from '../checks/world';
import { SECRETS_FOLDER } from '../facts/alertmanager';

/** A key of a Secret in Alertmanager's namespace. */
export interface MountedKey {
  readonly secret: string;
  readonly key: string;
}

/** The name of a chat service, by what Flagger and Flux call it. */
const PROVIDERS: { readonly [type: string]: string } = {
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
export function providerChannel({ name, spec }: Pick<ManifestObject, 'name' | 'spec'>): string {
  const type = textOf(spec.at('type')) ?? '';
  return channelName(PROVIDERS[type] ?? type, textOf(spec.at('channel')), textOf(spec.at('secretRef', 'name')) ?? hostOf(spec.at('address').text) ?? name);
}

/** How people call a service, by what Alertmanager calls it, and which fields say where in it. */
const SERVICES: { readonly [service: string]: readonly [service: string, ...fields: string[]] } = {
  slack: ['Slack', 'channel'],
  msteams: ['Microsoft Teams'],
  msteamsv2: ['Microsoft Teams'],
  discord: ['Discord'],
  pagerduty: ['PagerDuty'],
  opsgenie: ['Opsgenie'],
  email: ['email', 'to'],
  webhook: ['webhook'],
  rocketchat: ['Rocket.Chat', 'channel'],
  telegram: ['Telegram', 'chat_id', 'chatID'],
  mattermost: ['Mattermost', 'channel'],
  victorops: ['VictorOps'],
  pushover: ['Pushover'],
  webex: ['Webex', 'room_id', 'roomID'],
  wechat: ['WeChat'],
  sns: ['SNS', 'topic_arn', 'topicARN'],
  jira: ['Jira', 'project'],
  incidentio: ['incident.io'],
};

/** The fields in which an AlertmanagerConfig names a Secret. */
const REFERENCES = ['apiURL', 'webhookURL', 'webhookUrl', 'urlSecret', 'routingKey', 'serviceKey', 'apiKey', 'botToken', 'token', 'authPassword'];

/**
 * How people call where an entry of a receiver posts.
 *
 * @param global `global` of the configuration that it is in; undefined where that is not among the manifests.
 */
export function integrationChannel({ service, at }: Integration, receiver: string, global?: Located): string {
  const [name, ...fields] = SERVICES[service] ?? [service];
  const place = fields.map((field) => at.at(field).value).find((each) => typeof each === 'number' || (typeof each === 'string' && each !== ''));
  const inherited = (global?.entries ?? []).filter(([field]) => field.startsWith(`${service}_`)).map(([, each]) => each.value);
  const known = [at.value, ...inherited].flatMap(mountedKeys)[0]?.secret ?? REFERENCES.map((field) => textOf(at.at(field, 'name'))).find((each) => each !== undefined);
  return channelName(name, place === undefined ? undefined : String(place), known ?? hostOf(at.at('url').text) ?? receiver);
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
export function hostOf(address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address).host || undefined : undefined;
}

/** A text that says something. */
export function textOf(at: Located): string | undefined {
  return at.text === '' ? undefined : at.text;
}
