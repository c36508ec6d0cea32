/**
 * What Alertmanager 0.34.2, prometheus-operator 0.93.0 and kube-prometheus-stack 88.5.3 do with a configuration. Each fact
 * has the file that it was read in.
 */

/**
 * What a route does that says nothing of its own and inherits nothing; without `group_by` all alerts form one group.
 * Source: prometheus/alertmanager v0.34.2 dispatch/route.go (DefaultRouteOpts).
 */
export const ROUTE_DEFAULTS = { groupWait: '30s', groupInterval: '5m', repeatInterval: '4h' } as const;

/**
 * The key of the configuration's Secret that the operator reads; any other name counts as missing, and the operator then
 * provisions a configuration that drops everything.
 * Source: prometheus-operator v0.93.0 pkg/alertmanager/operator.go (alertmanagerConfigFile, loadConfigurationFromSecret).
 */
export const CONFIG_KEY = 'alertmanager.yaml';

/**
 * Where the operator mounts the configuration's Secret, its other keys included (message templates).
 * Source: prometheus-operator v0.93.0 pkg/alertmanager/statefulset.go (alertmanagerConfigDir).
 */
export const CONFIG_FOLDER = '/etc/alertmanager/config';

/**
 * Where the operator mounts `spec.secrets`: a folder for each Secret, a file for each key. Alertmanager reads `*_file` as they
 * are, not relative to the configuration, so that only an absolute path works.
 * Source: prometheus-operator v0.93.0 pkg/alertmanager/statefulset.go (secretsDir);
 * prometheus/alertmanager v0.34.2 config/config.go (resolveFilepaths leaves them out).
 */
export const SECRETS_FOLDER = '/etc/alertmanager/secrets';

/**
 * The fields that hold a secret, by section of a receiver, and the field that takes a file's path instead; undefined where
 * there is none.
 * Source: prometheus/alertmanager v0.34.2 config/notifiers.go and notify/<integration>/config.go (types Secret, SecretURL,
 * SecretTemplateURL; sigv4.SigV4Config).
 */
export const SECRET_FIELDS: { readonly [section: string]: { readonly [field: string]: string | undefined } } = {
  discord_configs: { webhook_url: 'webhook_url_file' },
  email_configs: { auth_password: 'auth_password_file', auth_secret: 'auth_secret_file' },
  incidentio_configs: { url: 'url_file', alert_source_token: 'alert_source_token_file' },
  jira_configs: {},
  mattermost_configs: { webhook_url: 'webhook_url_file' },
  msteams_configs: { webhook_url: 'webhook_url_file' },
  msteamsv2_configs: { webhook_url: 'webhook_url_file' },
  opsgenie_configs: { api_key: 'api_key_file' },
  pagerduty_configs: { routing_key: 'routing_key_file', service_key: 'service_key_file' },
  pushover_configs: { user_key: 'user_key_file', token: 'token_file' },
  rocketchat_configs: { token: 'token_file', token_id: 'token_id_file' },
  slack_configs: { api_url: 'api_url_file', app_token: 'app_token_file' },
  sns_configs: { secret_key: undefined, access_key: undefined },
  telegram_configs: { bot_token: 'bot_token_file' },
  victorops_configs: { api_key: 'api_key_file' },
  webex_configs: {},
  webhook_configs: { url: 'url_file' },
  wechat_configs: { api_secret: 'api_secret_file' },
};

/**
 * The fields of an `http_config`, at whatever depth, that hold a secret.
 * Source: prometheus/common v0.70.1 config/http_config.go (HTTPClientConfig, BasicAuth, Authorization, OAuth2, TLSConfig, Headers).
 */
export const HTTP_SECRET_FIELDS: { readonly [field: string]: string | undefined } = {
  password: 'password_file',
  credentials: 'credentials_file',
  bearer_token: 'bearer_token_file',
  client_secret: 'client_secret_file',
  client_certificate_key: 'client_certificate_key_file',
  key: 'key_file',
  secrets: 'files',
};

/**
 * The fields of `global` that hold a secret.
 * Source: prometheus/alertmanager v0.34.2 config/config.go (GlobalConfig).
 */
export const GLOBAL_SECRET_FIELDS: { readonly [field: string]: string | undefined } = {
  smtp_auth_password: 'smtp_auth_password_file',
  smtp_auth_secret: 'smtp_auth_secret_file',
  slack_api_url: 'slack_api_url_file',
  slack_app_token: 'slack_app_token_file',
  opsgenie_api_key: 'opsgenie_api_key_file',
  wechat_api_secret: 'wechat_api_secret_file',
  victorops_api_key: 'victorops_api_key_file',
  telegram_bot_token: 'telegram_bot_token_file',
  rocketchat_token: 'rocketchat_token_file',
  rocketchat_token_id: 'rocketchat_token_id_file',
  mattermost_webhook_url: 'mattermost_webhook_url_file',
};

/**
 * The headers that `http_headers` may not set, in lower case.
 * Source: prometheus/common v0.70.1 config/headers.go (ReservedHeaders).
 */
export const HTTP_RESERVED_HEADERS: readonly string[] = [
  'accept-encoding', 'authorization', 'connection', 'content-encoding', 'content-length', 'content-type', 'host', 'keep-alive',
  'proxy-authenticate', 'proxy-authorization', 'user-agent', 'www-authenticate', 'x-amz-content-sha256', 'x-amz-date', 'x-amz-security-token',
  'x-prometheus-remote-read-version', 'x-prometheus-remote-write-version', 'x-prometheus-scrape-timeout-seconds',
];

/** A field that Alertmanager 0.34.2 reads and the operator refuses, and the way out. */
export interface OperatorRefusal {
  /** Where the field is, `[]` for each entry of a list. */
  readonly path: string;
  /** What to write instead. */
  readonly instead: string;
}

/**
 * kube-prometheus-stack and kube-prometheus always set `alertmanagerConfigSelector`; the operator then decodes the
 * configuration strictly into structs of its own, which know less than Alertmanager. A configuration that it refuses is
 * kept out silently: Alertmanager goes on with the old one, and a new one gets no pod at all.
 * Source: prometheus-operator v0.93.0 pkg/alertmanager/types.go, pkg/alertmanager/operator.go; each row seen refused by the
 * operator's own packages and accepted by amtool.
 */
export const OPERATOR_REFUSALS: readonly OperatorRefusal[] = [
  { path: 'receivers[].discord_configs[].webhook_url_file', instead: 'a slack_configs entry whose api_url_file holds the webhook\'s address with "/slack" appended' },
  { path: 'receivers[].msteams_configs[].webhook_url_file', instead: 'msteamsv2_configs: Microsoft has retired what msteams_configs posts to' },
  { path: 'receivers[].labels', instead: 'leave it out' },
  { path: 'receivers[].mattermost_configs[].type', instead: 'leave it out' },
  { path: 'receivers[].jira_configs[].summary.template', instead: 'the template alone, without enable_update' },
  { path: 'receivers[].jira_configs[].description.template', instead: 'the template alone, without enable_update' },
  { path: 'receivers[].sns_configs[].sigv4.use_fips_sts_endpoint', instead: 'leave it out: the region decides' },
  { path: 'inhibit_rules[].name', instead: 'leave it out' },
  { path: 'route.labels', instead: 'put the value into the receiver\'s text' },
  { path: 'tracing', instead: 'leave it out' },
  { path: 'event_recorder', instead: 'leave it out' },
];

/**
 * The functions that a message template may call beside Go's own.
 * Source: prometheus/alertmanager v0.34.2 template/template.go (DefaultFuncs). Prometheus' functions for rules (humanize,
 * query, …) are another set.
 */
export const TEMPLATE_FUNCTIONS: readonly string[] = [
  'append', 'base64decode', 'base64encode', 'date', 'dict', 'humanizeDuration', 'join', 'list', 'match', 'mustToDate', 'now',
  'reReplaceAll', 'routeLabels', 'safeHtml', 'safeUrl', 'since', 'stringSlice', 'title', 'toDate', 'toJson', 'toLower',
  'toUpper', 'trimSpace', 'tz', 'urlUnescape',
];

/**
 * The functions and constants of Go's text/template.
 * Source: go1.26 text/template/funcs.go (builtins), text/template/parse/lex.go (key words).
 */
export const GO_TEMPLATE_FUNCTIONS: readonly string[] = [
  'and', 'call', 'eq', 'ge', 'gt', 'html', 'index', 'js', 'le', 'len', 'lt', 'ne', 'not', 'or', 'print', 'printf', 'println',
  'slice', 'urlquery',
];

/**
 * The templates that Alertmanager brings: a text may call them without a file of its own, and a file may define them anew.
 * Source: prometheus/alertmanager v0.34.2 template/default.tmpl, template/email.tmpl; v0.28.1 lacks slack.default.color and those of mattermost.
 */
export const DEFAULT_TEMPLATES: readonly string[] = [
  '__alertmanager', '__alertmanagerURL', '__description', '__subject', '__text_alert_list', '__text_alert_list_markdown',
  'discord.default.content', 'discord.default.message', 'discord.default.title', 'email.default.html', 'email.default.subject',
  'jira.default.description', 'jira.default.priority', 'jira.default.summary', 'mattermost.default.color', 'mattermost.default.fallback',
  'mattermost.default.text', 'mattermost.default.title', 'mattermost.default.titlelink', 'mattermost.default.username',
  'msteams.default.summary', 'msteams.default.text', 'msteams.default.title', 'msteamsv2.default.text', 'msteamsv2.default.title',
  'opsgenie.default.description', 'opsgenie.default.message', 'opsgenie.default.source', 'pagerduty.default.client',
  'pagerduty.default.clientURL', 'pagerduty.default.description', 'pagerduty.default.instances', 'pushover.default.message',
  'pushover.default.title', 'pushover.default.url', 'rocketchat.default.alias', 'rocketchat.default.emoji', 'rocketchat.default.iconurl',
  'rocketchat.default.text', 'rocketchat.default.title', 'rocketchat.default.titlelink', 'slack.default.callbackid', 'slack.default.color',
  'slack.default.fallback', 'slack.default.footer', 'slack.default.iconemoji', 'slack.default.iconurl', 'slack.default.pretext',
  'slack.default.text', 'slack.default.title', 'slack.default.titlelink', 'slack.default.username', 'sns.default.message',
  'sns.default.subject', 'telegram.default.message', 'victorops.default.entity_display_name', 'victorops.default.monitoring_tool',
  'victorops.default.state_message', 'webex.default.message', 'wechat.default.agent_id', 'wechat.default.message',
  'wechat.default.to_party', 'wechat.default.to_tag', 'wechat.default.to_user',
];

/** Where the operator mounts the ConfigMaps of `spec.configMaps`. Source: prometheus-operator v0.93.0 pkg/alertmanager/statefulset.go (configmapsDir). */
export const CONFIG_MAPS_FOLDER = '/etc/alertmanager/configmaps';

/**
 * What a message's template is given, and what each alert in it has. Asking for anything else fails when the message is made:
 * it is never sent.
 * Source: prometheus/alertmanager v0.34.2 template/template.go (Data, Alert, Alerts, KV, Pair).
 */
export const MESSAGE_FIELDS = {
  message: ['Receiver', 'Status', 'Alerts', 'NotificationReason', 'GroupLabels', 'CommonLabels', 'CommonAnnotations', 'RouteLabels', 'ExternalURL'],
  alert: ['Status', 'Labels', 'Annotations', 'StartsAt', 'EndsAt', 'GeneratorURL', 'Fingerprint'],
  pair: ['Name', 'Value'],
  alerts: ['Firing', 'Resolved'],
} as const;
