import { SECRETS_FOLDER } from '../facts/alertmanager';
import { Integration } from './alertmanager-tree';
import { Located } from './located';

/** Where messages end up. Two that are the same reach the same people. */
export interface Channel {
  readonly service: string;
  /** The channel, chat or address as the service knows it. */
  readonly place?: string;
  /** The Secret with the webhook's URL, or the URL itself, which is never printed. */
  readonly address?: string;
  /** How people call it. */
  readonly words: string;
}

/** What Flagger and Flux call a service, and Alertmanager otherwise. */
const SERVICES: { readonly [type: string]: string } = { msteamsv2: 'msteams', rocketchat: 'rocket', googlechat: 'gchat' };

const PLACES = ['channel', 'to', 'chat_id', 'chatID', 'room_id', 'roomID'];

/** Where an entry of a receiver sends. */
export function channelOfIntegration({ service, at }: Integration): Channel {
  const place = PLACES.map((field) => at.at(field).value).find((each) => typeof each === 'string' || typeof each === 'number');
  const file = at.entries.map(([key, { text }]) => key.endsWith('_file') ? text : undefined).find((each) => each?.startsWith(`${SECRETS_FOLDER}/`));
  const reference = ['apiURL', 'webhookUrl', 'webhookURL', 'urlSecret', 'routingKey'].map((field) => at.at(field, 'name').text).find((each) => each !== undefined);
  const url = ['api_url', 'webhook_url', 'url'].map((field) => at.at(field).text).find((each) => each !== undefined);
  return channel(service, place === undefined ? undefined : String(place), file?.slice(SECRETS_FOLDER.length + 1).split('/')[0] ?? reference, url);
}

/** Where an AlertProvider of Flagger's or a Provider of Flux' sends. */
export function channelOfProvider(spec: Located): Channel {
  return channel(spec.at('type').text ?? '', spec.at('channel').text, spec.at('secretRef', 'name').text, spec.at('address').text);
}

/** Whether two are the same, as far as the manifests tell. */
export function isSameChannel(a: Channel, b: Channel): boolean {
  if (a.service !== b.service || a.service === '') { return false; }
  return a.place !== undefined && b.place !== undefined ? a.place === b.place : a.address !== undefined && a.address === b.address;
}

function channel(type: string, place: string | undefined, secret: string | undefined, url: string | undefined): Channel {
  const service = SERVICES[type] ?? type;
  return {
    service,
    place: place === undefined || place === '' ? undefined : place.replace(/^#/, '').toLowerCase(),
    address: secret !== undefined ? `Secret ${secret}` : url,
    words: `${service}${place !== undefined && place !== '' ? ` ${place}` : secret === undefined ? '' : ` (Secret ${secret})`}`,
  };
}
