import { ADDRESS, TOKEN } from './secret-keys';

/** The keys of basic authentication. One without the other makes Flux drop all authentication of the Secret, a token included. */
export const BASIC = ['username', 'password'] as const;

/** Where an address leads, which says what may stand in git. */
export enum AddressForm {
  /** A chat service's webhook: whoever knows the URL can post. */
  WEBHOOK,
  /** A URL that is no secret. */
  URL,
  /** The URL of a git repository. */
  REPOSITORY,
  /** Something that is no HTTP URL: a project, a server, a DSN. */
  NAME,
  /** Not read. */
  NONE,
}

/** What a type of Provider needs. The CRD does not say it: what is missing is found at the first event, which is lost. */
export interface ProviderNeeds {
  readonly address: AddressForm;
  /** Sets of keys, of which one must be in the Secret; none where the address is enough. */
  readonly credentials?: readonly (readonly string[])[];
  /** Keys that are read where they are there. */
  readonly optional?: readonly string[];
  /** What `channel` means, for the types that read it. */
  readonly channel?: string;
  /** Whether the type cannot do without a channel. */
  readonly channelRequired?: boolean;
  /** Whether `username` is the name that the message is posted under. */
  readonly username?: boolean;
  readonly proxy?: boolean;
  readonly certificates?: boolean;
  /** Whether a cloud's workload identity can stand for the credentials. */
  readonly identity?: boolean;
  readonly commitStatus?: boolean;
}

const TOKEN_OR_BASIC = [[TOKEN], BASIC] as const;
const GITHUB_APP = ['githubAppID', 'githubAppPrivateKey'] as const;
const GITHUB_CREDENTIALS = [...TOKEN_OR_BASIC, [...GITHUB_APP, 'githubAppInstallationID'], [...GITHUB_APP, 'githubAppInstallationOwner']] as const;
const GITHUB = {
  address: AddressForm.REPOSITORY, credentials: GITHUB_CREDENTIALS, optional: ['githubAppBaseURL'], certificates: true, proxy: true,
};
const GITLAB = { address: AddressForm.REPOSITORY, credentials: TOKEN_OR_BASIC, certificates: true };
const GITEA = { address: AddressForm.REPOSITORY, credentials: [[TOKEN]], certificates: true, proxy: true };
const WIRED = { proxy: true, certificates: true };

/**
 * Source: fluxcd/notification-controller v1.9.3 internal/notifier/factory.go and the constructors that it calls;
 * internal/server/event_handlers.go (createNotifier, extractAuthFromSecret). The documentation's table says that Discord
 * uses certSecretRef; the code does not.
 */
export const PROVIDER_NEEDS = {
  slack: { address: AddressForm.WEBHOOK, optional: [TOKEN], channel: 'the channel', username: true, ...WIRED },
  discord: { address: AddressForm.WEBHOOK, username: true, proxy: true },
  msteams: { address: AddressForm.WEBHOOK, ...WIRED },
  rocket: { address: AddressForm.WEBHOOK, channel: 'the channel', username: true, ...WIRED },
  googlechat: { address: AddressForm.WEBHOOK, proxy: true },
  webex: { address: AddressForm.URL, credentials: [[TOKEN]], channel: 'the id of the room', channelRequired: true, ...WIRED },
  telegram: { address: AddressForm.NONE, credentials: [[TOKEN]], channel: 'the chat', channelRequired: true, proxy: true },
  lark: { address: AddressForm.WEBHOOK },
  matrix: { address: AddressForm.URL, credentials: [[TOKEN]], channel: 'the id of the room', channelRequired: true, certificates: true },
  zulip: { address: AddressForm.URL, credentials: [BASIC], channel: 'channel/topic', channelRequired: true, ...WIRED },
  pagerduty: { address: AddressForm.URL, channel: 'the routing key', channelRequired: true, ...WIRED },
  opsgenie: { address: AddressForm.URL, credentials: [[TOKEN]], ...WIRED },
  alertmanager: { address: AddressForm.URL, optional: [TOKEN, ...BASIC], ...WIRED },
  grafana: { address: AddressForm.URL, optional: [TOKEN, ...BASIC], ...WIRED },
  datadog: { address: AddressForm.URL, credentials: [[TOKEN]], ...WIRED },
  sentry: { address: AddressForm.NAME, channel: 'the environment', certificates: true },
  otel: { address: AddressForm.URL, optional: ['headers', TOKEN, ...BASIC], ...WIRED },
  generic: { address: AddressForm.URL, optional: ['headers'], ...WIRED },
  'generic-hmac': { address: AddressForm.URL, credentials: [[TOKEN]], optional: ['headers'], ...WIRED },
  nats: { address: AddressForm.NAME, optional: ['creds', 'nkey', ...BASIC], channel: 'the subject', channelRequired: true },
  googlepubsub: { address: AddressForm.NAME, optional: [TOKEN, 'headers'], channel: 'the topic', channelRequired: true, identity: true },
  azureeventhub: { address: AddressForm.NAME, optional: [TOKEN], channel: 'the namespace of the hub', proxy: true, identity: true },
  github: { ...GITHUB, commitStatus: true },
  githubdispatch: GITHUB,
  githubpullrequestcomment: GITHUB,
  gitlab: { ...GITLAB, commitStatus: true },
  gitlabmergerequestcomment: GITLAB,
  gitea: { ...GITEA, commitStatus: true },
  giteapullrequestcomment: GITEA,
  bitbucket: { address: AddressForm.REPOSITORY, credentials: [[TOKEN]], certificates: true, commitStatus: true },
  bitbucketserver: { address: AddressForm.REPOSITORY, credentials: TOKEN_OR_BASIC, certificates: true, commitStatus: true },
  azuredevops: { address: AddressForm.REPOSITORY, credentials: [[TOKEN]], proxy: true, certificates: true, identity: true, commitStatus: true },
} as const satisfies { readonly [type: string]: ProviderNeeds };

/** Every key of the Secret that a type reads. */
export function readableKeys(needs: ProviderNeeds): string[] {
  return [...new Set([
    ...(needs.address === AddressForm.NONE ? [] : [ADDRESS]),
    ...(needs.credentials ?? []).flat(),
    ...(needs.optional ?? []),
  ])];
}
