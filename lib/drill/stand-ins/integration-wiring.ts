import { StandIns } from './redirect';

type Raw = Readonly<Record<string, unknown>>;

/** How an integration of Alertmanager is brought to send to a stand-in. */
export interface Wiring {
  /** Whether its address can be set. */
  readonly playable: boolean;

  /** Why it cannot. */
  readonly why?: string;

  /** The fields that make it reach the stand-in. */
  readonly address: (id: number, standIns: StandIns, entry: Raw) => Raw;

  /** Without any of these, or of what they inherit, Alertmanager refuses the entry; then it is given no address either. */
  readonly needsOneOf?: readonly string[];

  /** Fields of `global` that stand for a field that the entry lacks. */
  readonly inherits?: Readonly<Record<string, readonly string[]>>;

  /** Fields that hold secrets, each of which has a twin `<field>_file`: what is written instead, where it is given. */
  readonly secrets?: Readonly<Record<string, readonly [field: string, value: unknown]>>;

  /** Fields that would make it send elsewhere. */
  readonly drops?: readonly string[];

  /** What is set with the address. */
  readonly always?: Raw;

  /** What is not played as it is written. */
  readonly notes?: readonly { readonly when: (entry: Raw, global: Raw) => boolean; readonly note: string }[];
}

/** Fields that end in `url` and are content, not an address that Alertmanager connects to (v0.34.2 config/notifiers.go, notify/<name>/config.go). */
export const CONTENT_ADDRESSES: readonly string[] = ['client_url', 'icon_url', 'image_url', 'thumb_url', 'avatar_url'];

const at = (field: string, suffix = '') => (id: number, { http }: StandIns): Raw => ({ [field]: `${http}/${id}${suffix}` });
const webhook: Wiring = { playable: true, address: at('webhook_url'), needsOneOf: ['webhook_url'] };
const STAND_IN = 'stand-in';

/**
 * Every integration of Alertmanager 0.28 to 0.34.
 * Source: prometheus/alertmanager v0.28.1 and v0.34.2, config/config.go, config/notifiers.go, notify/<name>/.
 */
export const WIRINGS: Readonly<Record<string, Wiring | undefined>> = {
  discord: webhook,
  msteams: webhook,
  msteamsv2: webhook,
  mattermost: { ...webhook, inherits: { webhook_url: ['mattermost_webhook_url'] } },
  slack: {
    playable: true,
    address: at('api_url'),
    needsOneOf: ['api_url', 'app_token'],
    inherits: { api_url: ['slack_api_url'], app_token: ['slack_app_token'] },
    drops: ['app_token', 'update_message'],
    notes: [
      { when: (entry) => entry['update_message'] === true, note: 'update_message is left out: it posts to slack.com, whatever the address is' },
      { when: (entry, global) => 'app_token' in entry || 'app_token_file' in entry || 'slack_app_token' in global || 'slack_app_token_file' in global, note: 'played by a webhook instead of a bot\'s token' },
    ],
  },
  webhook: { playable: true, address: at('url'), needsOneOf: ['url'] },
  incidentio: { playable: true, address: at('url'), needsOneOf: ['url'], secrets: { alert_source_token: ['alert_source_token', STAND_IN] } },
  jira: {
    playable: true,
    // Which version of Jira's API is spoken is told from the address (v0.34.2 notify/jira/jira.go, isAPIv3Path).
    address: (id, { http }, entry) => ({ api_url: `${http}/${id}/rest/api/${/\/3\/?$/.test(String(entry['api_url'])) ? 3 : 2}` }),
    needsOneOf: ['api_url'],
    inherits: { api_url: ['jira_api_url'] },
  },
  opsgenie: {
    playable: true,
    address: at('api_url', '/'),
    secrets: { api_key: ['api_key', STAND_IN] },
    inherits: { api_key: ['opsgenie_api_key'] },
  },
  pagerduty: {
    playable: true,
    address: at('url'),
    // The address of version 1 of the API, which a service key speaks to, is fixed (v0.34.2 notify/pagerduty/pagerduty.go).
    secrets: { routing_key: ['routing_key', STAND_IN], service_key: ['routing_key', STAND_IN] },
    notes: [{ when: (entry) => 'service_key' in entry || 'service_key_file' in entry, note: 'played by the Events API v2: the address of v1, which a service_key is for, cannot be set' }],
  },
  pushover: { playable: false, why: 'the address of Pushover cannot be set', address: () => ({}) },
  rocketchat: {
    playable: true,
    address: at('api_url', '/'),
    secrets: { token: ['token', STAND_IN], token_id: ['token_id', STAND_IN] },
    inherits: { token: ['rocketchat_token'], token_id: ['rocketchat_token_id'] },
  },
  sns: {
    playable: true,
    address: at('api_url'),
    // Without keys and a region the client would look for them in the environment, and at an address of Amazon's.
    always: { sigv4: { region: 'us-east-1', access_key: STAND_IN, secret_key: STAND_IN } },
  },
  telegram: {
    playable: true,
    address: (id, { http }, entry) => ({ api_url: `${http}/${id}`, ...(entry['chat_id'] === undefined && 'chat_id_file' in entry && { chat_id: 1 }) }),
    secrets: { bot_token: ['bot_token', STAND_IN] },
    inherits: { bot_token: ['telegram_bot_token'] },
  },
  victorops: { playable: true, address: at('api_url', '/'), secrets: { api_key: ['api_key', STAND_IN] }, inherits: { api_key: ['victorops_api_key'] } },
  webex: {
    playable: true,
    address: at('api_url'),
    needsOneOf: ['http_config'],
    always: { http_config: { authorization: { credentials: STAND_IN } } },
  },
  wechat: {
    playable: true,
    address: at('api_url', '/'),
    secrets: { api_secret: ['api_secret', STAND_IN] },
    inherits: { api_secret: ['wechat_api_secret'] },
  },
  email: {
    playable: true,
    // The name by which it says hello tells the stand-in whose mail it is.
    address: (id, { smtp }) => ({ smarthost: smtp, hello: `integration-${id}.drill`, require_tls: false }),
    needsOneOf: ['smarthost'],
    inherits: { smarthost: ['smtp_smarthost'] },
    drops: ['smarthost', 'hello', 'require_tls', 'force_implicit_tls', 'auth_username', 'auth_password', 'auth_secret', 'auth_identity'],
  },
};
