/** How an integration of an AlertmanagerConfig becomes one of alertmanager.yaml. */
export interface IntegrationRule {
  /** The fields that the CRD has; alertmanager.yaml may have more. */
  readonly fields: readonly string[];
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
export const OBJECT_INTEGRATIONS: Readonly<Record<string, IntegrationRule>> = {
  discordConfigs: {
    section: 'discord_configs', secrets: { apiURL: 'webhook_url' },
    fields: [
      'apiURL', 'avatarURL', 'content', 'httpConfig', 'message', 'sendResolved', 'title', 'username',
    ],
  },
  emailConfigs: {
    section: 'email_configs', secrets: { authPassword: 'auth_password', authSecret: 'auth_secret' }, pairs: ['headers'],
    fields: [
      'authIdentity', 'authPassword', 'authSecret', 'authUsername', 'forceImplicitTLS', 'from', 'headers', 'hello', 'html', 'requireTLS',
      'sendResolved', 'smarthost', 'text', 'threading', 'tlsConfig', 'to',
    ],
  },
  msteamsConfigs: {
    section: 'msteams_configs', secrets: { webhookUrl: 'webhook_url' },
    fields: [
      'httpConfig', 'sendResolved', 'summary', 'text', 'title', 'webhookUrl',
    ],
  },
  msteamsv2Configs: {
    section: 'msteamsv2_configs', secrets: { webhookURL: 'webhook_url' },
    fields: [
      'httpConfig', 'sendResolved', 'text', 'title', 'webhookURL',
    ],
  },
  opsgenieConfigs: {
    section: 'opsgenie_configs', secrets: { apiKey: 'api_key' }, pairs: ['details'],
    fields: [
      'actions', 'apiKey', 'apiURL', 'description', 'details', 'entity', 'httpConfig', 'message', 'note', 'priority', 'responders',
      'sendResolved', 'source', 'tags', 'updateAlerts',
    ],
  },
  pagerdutyConfigs: {
    section: 'pagerduty_configs', secrets: { routingKey: 'routing_key', serviceKey: 'service_key' }, pairs: ['details'],
    renamed: { pagerDutyImageConfigs: 'images', pagerDutyLinkConfigs: 'links' },
    fields: [
      'class', 'client', 'clientURL', 'component', 'description', 'details', 'group', 'httpConfig', 'pagerDutyImageConfigs',
      'pagerDutyLinkConfigs', 'routingKey', 'sendResolved', 'serviceKey', 'severity', 'source', 'timeout', 'url',
    ],
  },
  pushoverConfigs: {
    section: 'pushover_configs', secrets: { userKey: 'user_key', token: 'token' }, forgotten: ['userKeyFile', 'tokenFile', 'sound'],
    fields: [
      'device', 'expire', 'html', 'httpConfig', 'message', 'monospace', 'priority', 'retry', 'sendResolved', 'sound', 'title', 'token',
      'tokenFile', 'ttl', 'url', 'urlTitle', 'userKey', 'userKeyFile',
    ],
  },
  rocketchatConfigs: {
    section: 'rocketchat_configs', secrets: { token: 'token', tokenID: 'token_id' },
    fields: [
      'actions', 'apiURL', 'channel', 'color', 'emoji', 'fields', 'httpConfig', 'iconURL', 'imageURL', 'linkNames', 'sendResolved',
      'shortFields', 'text', 'thumbURL', 'title', 'titleLink', 'token', 'tokenID',
    ],
  },
  slackConfigs: {
    section: 'slack_configs', secrets: { apiURL: 'api_url' },
    fields: [
      'actions', 'apiURL', 'callbackId', 'channel', 'color', 'fallback', 'fields', 'footer', 'httpConfig', 'iconEmoji', 'iconURL', 'imageURL',
      'linkNames', 'messageText', 'mrkdwnIn', 'pretext', 'sendResolved', 'shortFields', 'text', 'thumbURL', 'timeout', 'title', 'titleLink',
      'updateMessage', 'username',
    ],
  },
  snsConfigs: {
    section: 'sns_configs', secrets: {}, maps: ['attributes'], renamed: { useAWSHTTPClient: 'use_aws_http_client' },
    fields: [
      'apiURL', 'attributes', 'httpConfig', 'message', 'phoneNumber', 'sendResolved', 'sigv4', 'subject', 'targetARN', 'topicARN',
      'useAWSHTTPClient',
    ],
  },
  telegramConfigs: {
    section: 'telegram_configs', secrets: { botToken: 'bot_token' },
    fields: [
      'apiURL', 'botToken', 'botTokenFile', 'chatID', 'disableNotifications', 'httpConfig', 'message', 'messageThreadID', 'parseMode',
      'sendResolved',
    ],
  },
  victoropsConfigs: {
    section: 'victorops_configs', secrets: { apiKey: 'api_key' }, pairs: ['customFields'],
    fields: [
      'apiKey', 'apiUrl', 'customFields', 'entityDisplayName', 'httpConfig', 'messageType', 'monitoringTool', 'routingKey', 'sendResolved',
      'stateMessage',
    ],
  },
  webexConfigs: {
    section: 'webex_configs', secrets: {},
    fields: [
      'apiURL', 'httpConfig', 'message', 'roomID', 'sendResolved',
    ],
  },
  webhookConfigs: {
    section: 'webhook_configs', secrets: { urlSecret: 'url' },
    fields: [
      'httpConfig', 'maxAlerts', 'payload', 'sendResolved', 'timeout', 'url', 'urlSecret',
    ],
  },
  wechatConfigs: {
    section: 'wechat_configs', secrets: { apiSecret: 'api_secret' },
    fields: [
      'agentID', 'apiSecret', 'apiURL', 'corpID', 'httpConfig', 'message', 'messageType', 'sendResolved', 'toParty', 'toTag', 'toUser',
    ],
  },
};
