/** How an integration of an AlertmanagerConfig becomes one of alertmanager.yaml. */
export interface IntegrationRule {
  /** Its section in alertmanager.yaml. */
  readonly section: string;
  /** The fields that name a key of a Secret, and the field that takes its value. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The fields that are lists of `key` and `value`, and become maps. */
  readonly pairs?: readonly string[];
  /** The fields that are maps of the user's own names. */
  readonly maps?: readonly string[];
  /** The fields that are not called alike; all others only change from camelCase to snake_case. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** The fields that the CRD has and the operator forgets. */
  readonly forgotten?: readonly string[];
}

/**
 * Each integration of the CRD by its field.
 * Source: prometheus-operator v0.93.0 pkg/alertmanager/amcfg.go (convert…Config), pkg/apis/monitoring/v1alpha1/alertmanager_config_types.go.
 */
export const INTEGRATIONS: Readonly<Record<string, IntegrationRule>> = {
  discordConfigs: { section: 'discord_configs', secrets: { apiURL: 'webhook_url' } },
  emailConfigs: { section: 'email_configs', secrets: { authPassword: 'auth_password', authSecret: 'auth_secret' }, pairs: ['headers'] },
  msteamsConfigs: { section: 'msteams_configs', secrets: { webhookUrl: 'webhook_url' } },
  msteamsv2Configs: { section: 'msteamsv2_configs', secrets: { webhookURL: 'webhook_url' } },
  opsgenieConfigs: { section: 'opsgenie_configs', secrets: { apiKey: 'api_key' }, pairs: ['details'] },
  pagerdutyConfigs: {
    section: 'pagerduty_configs', secrets: { routingKey: 'routing_key', serviceKey: 'service_key' }, pairs: ['details'],
    renamed: { pagerDutyImageConfigs: 'images', pagerDutyLinkConfigs: 'links' },
  },
  pushoverConfigs: { section: 'pushover_configs', secrets: { userKey: 'user_key', token: 'token' }, forgotten: ['userKeyFile', 'tokenFile', 'sound'] },
  rocketchatConfigs: { section: 'rocketchat_configs', secrets: { token: 'token', tokenID: 'token_id' } },
  slackConfigs: { section: 'slack_configs', secrets: { apiURL: 'api_url' } },
  snsConfigs: { section: 'sns_configs', secrets: {}, maps: ['attributes'], renamed: { useAWSHTTPClient: 'use_aws_http_client' } },
  telegramConfigs: { section: 'telegram_configs', secrets: { botToken: 'bot_token' } },
  victoropsConfigs: { section: 'victorops_configs', secrets: { apiKey: 'api_key' }, pairs: ['customFields'] },
  webexConfigs: { section: 'webex_configs', secrets: {} },
  webhookConfigs: { section: 'webhook_configs', secrets: { urlSecret: 'url' } },
  wechatConfigs: { section: 'wechat_configs', secrets: { apiSecret: 'api_secret' } },
};
