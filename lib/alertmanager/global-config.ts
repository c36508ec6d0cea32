import { Duration } from 'cdk8s';
import { SecretKey } from '../secret-key';
import { HttpConfig, TlsConfig } from './http-config';

/** What holds for each receiver that says nothing else. */
export interface GlobalConfig {
  /**
   * After how long an alert counts as resolved that came without an end. Prometheus always sends one; Flux's provider of
   * type `alertmanager` never does, so that this is how long its alerts live.
   *
   * @default - 5 minutes
   */
  readonly resolveTimeout?: Duration;

  /**
   * How HTTP is spoken.
   *
   * @default - directly
   */
  readonly http?: HttpConfig;

  /**
   * The sender of emails.
   *
   * @default - each email integration must name one
   */
  readonly smtpFrom?: string;

  /**
   * The mail server as `host:port`.
   *
   * @default - each email integration must name one
   */
  readonly smtpSmarthost?: string;

  /**
   * The user's name at the mail server.
   *
   * @default - no authentication
   */
  readonly smtpAuthUsername?: string;

  /**
   * The password at the mail server.
   *
   * @default - no authentication
   */
  readonly smtpAuthPassword?: SecretKey;

  /**
   * Whether a connection to the mail server without TLS is refused.
   *
   * @default true
   */
  readonly smtpRequireTls?: boolean;

  /**
   * The URL of Slack's incoming webhook.
   *
   * @default - each Slack integration must name one
   */
  readonly slackApiUrl?: SecretKey;

  /**
   * The name by which Alertmanager greets the mail server.
   *
   * @default localhost
   */
  readonly smtpHello?: string;

  /**
   * The secret for CRAM-MD5 at the mail server.
   *
   * @default - no such authentication
   */
  readonly smtpAuthSecret?: SecretKey;

  /**
   * The identity for PLAIN at the mail server.
   *
   * @default - the user's name
   */
  readonly smtpAuthIdentity?: string;

  /**
   * How TLS is spoken with the mail server.
   *
   * @default - as the image and Go do
   */
  readonly smtpTls?: TlsConfig;

  /**
   * Whether TLS begins with the connection to the mail server (true), or by STARTTLS (false).
   *
   * @default - true at port 465, false at any other
   */
  readonly smtpForceImplicitTls?: boolean;

  /**
   * The token of a Slack app's bot; not beside `slackApiUrl`.
   *
   * @default - each Slack integration must name one, or `apiUrl`
   */
  readonly slackAppToken?: SecretKey;

  /**
   * The address of Slack's method for messages.
   *
   * @default https://slack.com/api/chat.postMessage
   */
  readonly slackAppUrl?: string;

  /**
   * The address of PagerDuty's API.
   *
   * @default https://events.pagerduty.com/v2/enqueue
   */
  readonly pagerdutyUrl?: string;

  /**
   * The address of Opsgenie's API.
   *
   * @default https://api.opsgenie.com/
   */
  readonly opsgenieApiUrl?: string;

  /**
   * The key of Opsgenie's API.
   *
   * @default - each Opsgenie integration names one
   */
  readonly opsgenieApiKey?: SecretKey;

  /**
   * The address of WeChat Work's API.
   *
   * @default https://qyapi.weixin.qq.com/cgi-bin/
   */
  readonly wechatApiUrl?: string;

  /**
   * The secret of an application of WeChat Work.
   *
   * @default - each WeChat integration must name one
   */
  readonly wechatApiSecret?: SecretKey;

  /**
   * The id of the company in WeChat Work.
   *
   * @default - each WeChat integration must name one
   */
  readonly wechatApiCorpId?: string;

  /**
   * The address of Splunk On-Call's API.
   *
   * @default https://alert.victorops.com/integrations/generic/20131114/alert/
   */
  readonly victoropsApiUrl?: string;

  /**
   * The key of Splunk On-Call's API.
   *
   * @default - each VictorOps integration must name one
   */
  readonly victoropsApiKey?: SecretKey;

  /**
   * The address of Telegram's API.
   *
   * @default https://api.telegram.org
   */
  readonly telegramApiUrl?: string;

  /**
   * The token of a Telegram bot.
   *
   * @default - each Telegram integration names one
   */
  readonly telegramBotToken?: SecretKey;

  /**
   * The address of Webex' API.
   *
   * @default https://webexapis.com/v1/messages
   */
  readonly webexApiUrl?: string;

  /**
   * The address of the Rocket.Chat server.
   *
   * @default - each Rocket.Chat integration names one
   */
  readonly rocketchatApiUrl?: string;

  /**
   * A personal access token of Rocket.Chat.
   *
   * @default - each Rocket.Chat integration names one
   */
  readonly rocketchatToken?: SecretKey;

  /**
   * The id of the user that `rocketchatToken` belongs to.
   *
   * @default - each Rocket.Chat integration names one
   */
  readonly rocketchatTokenId?: SecretKey;

  /**
   * The URL of an incoming webhook of Mattermost.
   *
   * @default - each Mattermost integration must name one
   */
  readonly mattermostWebhookUrl?: SecretKey;

  /**
   * The address of Jira's REST API.
   *
   * @default - each Jira integration must name one
   */
  readonly jiraApiUrl?: string;

  /**
   * Fields that this library does not know, by the names that alertmanager.yaml has, with a SecretKey in each field that takes
   * a secret's file.
   *
   * @default - none
   */
  readonly fields?: { readonly [field: string]: unknown };
}
