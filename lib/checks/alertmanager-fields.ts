/**
 * The fields that Alertmanager 0.34.2 reads; it refuses a configuration with any other.
 * Source: prometheus/alertmanager v0.34.2 config/config.go, config/common/inhibitrule.go, config/notifiers.go, notify/<integration>/config.go.
 */
export const CONFIG_FIELDS = words('global route inhibit_rules receivers templates mute_time_intervals time_intervals tracing event_recorder');

export const ROUTE_FIELDS = words('receiver group_by match match_re matchers mute_time_intervals active_time_intervals continue routes group_wait group_interval repeat_interval labels');

export const INHIBIT_FIELDS = words('name source_match source_match_re source_matchers target_match target_match_re target_matchers equal');

const COMMON = 'send_resolved http_config';

/** By section of a receiver. */
export const INTEGRATION_FIELDS: { readonly [section: string]: ReadonlySet<string> } = {
  discord_configs: words(`${COMMON} webhook_url webhook_url_file content title message username avatar_url`),
  email_configs: words('send_resolved to from hello smarthost auth_username auth_password auth_password_file auth_secret auth_secret_file auth_identity headers html text require_tls tls_config force_implicit_tls threading'),
  incidentio_configs: words(`${COMMON} url url_file alert_source_token alert_source_token_file max_alerts timeout`),
  jira_configs: words(`${COMMON} api_url api_type project summary description labels priority issue_type reopen_transition resolve_transition wont_fix_resolution reopen_duration fields`),
  mattermost_configs: words(`${COMMON} webhook_url webhook_url_file channel username text fallback color pretext author_name author_link author_icon title title_link fields thumb_url footer footer_icon image_url icon_url icon_emoji attachments type props priority`),
  msteams_configs: words(`${COMMON} webhook_url webhook_url_file title summary text`),
  msteamsv2_configs: words(`${COMMON} webhook_url webhook_url_file title text`),
  opsgenie_configs: words(`${COMMON} api_key api_key_file api_url message description source details entity responders actions tags note priority update_alerts`),
  pagerduty_configs: words(`${COMMON} service_key service_key_file routing_key routing_key_file url client client_url description details images links source severity class component group timeout`),
  pushover_configs: words(`${COMMON} user_key user_key_file token token_file title message url url_title device sound priority retry expire ttl html monospace`),
  rocketchat_configs: words(`${COMMON} api_url token_id token_id_file token token_file channel color title title_link text fields short_fields emoji icon_url image_url thumb_url link_names actions`),
  slack_configs: words(`${COMMON} api_url api_url_file app_token app_token_file app_url channel username color title title_link pretext text message_text fields short_fields footer fallback callback_id icon_emoji icon_url image_url thumb_url link_names mrkdwn_in actions update_message timeout`),
  sns_configs: words(`${COMMON} api_url sigv4 topic_arn phone_number target_arn subject message attributes use_aws_http_client`),
  telegram_configs: words(`${COMMON} api_url bot_token bot_token_file chat_id chat_id_file message_thread_id message disable_notifications parse_mode`),
  victorops_configs: words(`${COMMON} api_key api_key_file api_url routing_key message_type state_message entity_display_name monitoring_tool custom_fields`),
  webex_configs: words(`${COMMON} api_url message room_id`),
  webhook_configs: words(`${COMMON} url url_file max_alerts timeout payload`),
  wechat_configs: words(`${COMMON} api_secret api_secret_file corp_id message api_url to_user to_party to_tag agent_id message_type`),
};

export const RECEIVER_FIELDS = new Set(['name', 'labels', ...Object.keys(INTEGRATION_FIELDS)]);

/** What an entry must say: at least one of these, or of those of `global`. */
export const NEEDED: { readonly [section: string]: readonly { readonly fields: readonly string[]; readonly global?: readonly string[] }[] } = {
  slack_configs: [{ fields: ['api_url', 'api_url_file', 'app_token', 'app_token_file'], global: ['slack_api_url', 'slack_api_url_file', 'slack_app_token', 'slack_app_token_file'] }],
  discord_configs: [{ fields: ['webhook_url', 'webhook_url_file'] }],
  msteams_configs: [{ fields: ['webhook_url', 'webhook_url_file'] }],
  msteamsv2_configs: [{ fields: ['webhook_url', 'webhook_url_file'] }],
  mattermost_configs: [{ fields: ['webhook_url', 'webhook_url_file'], global: ['mattermost_webhook_url', 'mattermost_webhook_url_file'] }],
  webhook_configs: [{ fields: ['url', 'url_file'] }],
  pagerduty_configs: [{ fields: ['routing_key', 'routing_key_file', 'service_key', 'service_key_file'] }],
  opsgenie_configs: [{ fields: ['api_key', 'api_key_file'], global: ['opsgenie_api_key', 'opsgenie_api_key_file'] }],
  telegram_configs: [{ fields: ['bot_token', 'bot_token_file'], global: ['telegram_bot_token', 'telegram_bot_token_file'] }, { fields: ['chat_id', 'chat_id_file'] }],
  email_configs: [{ fields: ['to'] }, { fields: ['smarthost'], global: ['smtp_smarthost'] }, { fields: ['from'], global: ['smtp_from'] }],
  victorops_configs: [{ fields: ['routing_key'] }, { fields: ['api_key', 'api_key_file'], global: ['victorops_api_key', 'victorops_api_key_file'] }],
  pushover_configs: [{ fields: ['user_key', 'user_key_file'] }, { fields: ['token', 'token_file'] }],
  rocketchat_configs: [{ fields: ['token', 'token_file'], global: ['rocketchat_token', 'rocketchat_token_file'] }, { fields: ['token_id', 'token_id_file'], global: ['rocketchat_token_id', 'rocketchat_token_id_file'] }],
  webex_configs: [{ fields: ['room_id'] }],
  jira_configs: [{ fields: ['project'] }, { fields: ['issue_type'] }],
};

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}
