/** The oldest Alertmanager that this library writes configurations for: it brought msteamsv2, Jira and Rocket.Chat. */
export const OLDEST_ALERTMANAGER = '0.28';

/** The Alertmanager that kube-prometheus-stack 88.5.3 runs. */
export const NEWEST_ALERTMANAGER = '0.34';

/** A field that only newer versions of Alertmanager read. */
export interface FieldVersion {
  /** Where the field is, `[]` for each entry of a list. */
  readonly path: string;
  /** The version that brought it. */
  readonly since: string;
}

/**
 * The fields that came after the oldest version: an older Alertmanager refuses the configuration, and the operator, which knows its
 * version, leaves the field out without a word to the user.
 * Source: prometheus-operator v0.93.0 pkg/alertmanager/amcfg.go (sanitize of each struct).
 */
export const FIELD_VERSIONS: readonly FieldVersion[] = [
  { path: 'global.mattermost_webhook_url_file', since: '0.32' },
  { path: 'global.slack_app_token_file', since: '0.30' },
  { path: 'global.slack_app_url', since: '0.30' },
  { path: 'global.smtp_auth_secret_file', since: '0.31' },
  { path: 'global.smtp_force_implicit_tls', since: '0.31' },
  { path: 'global.telegram_bot_token_file', since: '0.31' },
  { path: 'global.wechat_api_secret_file', since: '0.31' },
  { path: 'receivers[].email_configs[].auth_secret_file', since: '0.31' },
  { path: 'receivers[].email_configs[].force_implicit_tls', since: '0.31' },
  { path: 'receivers[].email_configs[].threading', since: '0.30' },
  { path: 'receivers[].incidentio_configs', since: '0.29' },
  { path: 'receivers[].jira_configs[].api_type', since: '0.29' },
  { path: 'receivers[].mattermost_configs', since: '0.30' },
  { path: 'receivers[].mattermost_configs[].title', since: '0.32' },
  { path: 'receivers[].pagerduty_configs[].timeout', since: '0.30' },
  { path: 'receivers[].pushover_configs[].monospace', since: '0.29' },
  { path: 'receivers[].slack_configs[].app_token_file', since: '0.30' },
  { path: 'receivers[].slack_configs[].app_url', since: '0.30' },
  { path: 'receivers[].slack_configs[].message_text', since: '0.31' },
  { path: 'receivers[].slack_configs[].timeout', since: '0.30' },
  { path: 'receivers[].slack_configs[].update_message', since: '0.32' },
  { path: 'receivers[].sns_configs[].sigv4.external_id', since: '0.33' },
  { path: 'receivers[].sns_configs[].use_aws_http_client', since: '0.33' },
  { path: 'receivers[].telegram_configs[].chat_id_file', since: '0.31' },
  { path: 'receivers[].webhook_configs[].payload', since: '0.32' },
  { path: 'receivers[].wechat_configs[].api_secret_file', since: '0.31' },
];
