/** The services that Flux can notify (fluxcd/notification-controller v1.9.3 api/v1beta3/provider_types.go). */
export enum ProviderType {
  /** Slack, by an incoming webhook, or by a bot's token and `address: https://slack.com/api/chat.postMessage`. */
  SLACK = 'slack',
  /** Discord; Flux appends `/slack` to the webhook's path. It posts into the webhook's own channel. */
  DISCORD = 'discord',
  /** Microsoft Teams: connector cards to `*.webhook.office.com`, adaptive cards to any other host. */
  MSTEAMS = 'msteams',
  /** Rocket.Chat. */
  ROCKET = 'rocket',
  /** Google Chat. Flagger calls it `gchat`; Flux refuses that name. */
  GOOGLECHAT = 'googlechat',
  /** Webex; the channel is the room's id. */
  WEBEX = 'webex',
  /** Telegram; the channel is the chat. */
  TELEGRAM = 'telegram',
  /** Lark, or Feishu. */
  LARK = 'lark',
  /** Matrix; the channel is the room's id. */
  MATRIX = 'matrix',
  /** Zulip; the channel is `channel/topic`. */
  ZULIP = 'zulip',
  /** PagerDuty; the channel is the routing key, which Flux reads from nowhere else. */
  PAGERDUTY = 'pagerduty',
  /** Opsgenie. */
  OPSGENIE = 'opsgenie',
  /** Alertmanager: each event becomes an alert that fires and is never resolved, with the revision as a label. */
  ALERTMANAGER = 'alertmanager',
  /** Grafana's annotations. */
  GRAFANA = 'grafana',
  /** Datadog's events. */
  DATADOG = 'datadog',
  /** Sentry; informational events become traces. */
  SENTRY = 'sentry',
  /** An OpenTelemetry collector, over HTTP. */
  OTEL = 'otel',
  /** The event as JSON to any URL. */
  GENERIC = 'generic',
  /** As `GENERIC`, signed with the Secret's token in the header `X-Signature`. */
  GENERIC_HMAC = 'generic-hmac',
  /** A NATS subject. */
  NATS = 'nats',
  /** A topic of Google Pub/Sub. */
  GOOGLEPUBSUB = 'googlepubsub',
  /** Azure Event Hubs. */
  AZUREEVENTHUB = 'azureeventhub',
  /** A commit status on GitHub. */
  GITHUB = 'github',
  /** A repository dispatch on GitHub. */
  GITHUBDISPATCH = 'githubdispatch',
  /** A comment on GitHub's pull request. */
  GITHUBPULLREQUESTCOMMENT = 'githubpullrequestcomment',
  /** A commit status on GitLab. */
  GITLAB = 'gitlab',
  /** A comment on GitLab's merge request. */
  GITLABMERGEREQUESTCOMMENT = 'gitlabmergerequestcomment',
  /** A commit status on Gitea. */
  GITEA = 'gitea',
  /** A comment on Gitea's pull request. */
  GITEAPULLREQUESTCOMMENT = 'giteapullrequestcomment',
  /** A commit status on Bitbucket. */
  BITBUCKET = 'bitbucket',
  /** A commit status on Bitbucket Server or Data Center. */
  BITBUCKETSERVER = 'bitbucketserver',
  /** A commit status on Azure DevOps. */
  AZUREDEVOPS = 'azuredevops',
}
