import { durationInWords, milliseconds, prometheusDuration } from '../duration';
import { GLOBAL_SECRET_FIELDS } from '../facts/alertmanager';
import { invalid } from '../invalid';
import { Dialect } from './dialect';
import { GlobalConfig } from './global-config';
import { checkHttp, checkTls, httpConfigFields, tlsFields } from './http-fields';
import { refuseSecrets } from './secret-fields';
import { checkSmarthost } from './smarthost';
import { checkAddress } from '../web-address';

/** Refuses what is wrong in itself. */
export function checkGlobal(global: GlobalConfig): void {
  checkHttp('Config.global', global.http);
  checkSmarthost('Config.global', global.smtpSmarthost);
  checkTls('Config.global.smtpTls', global.smtpTls);
  const { slackAppUrl, pagerdutyUrl, opsgenieApiUrl, wechatApiUrl, victoropsApiUrl, telegramApiUrl, webexApiUrl, rocketchatApiUrl, jiraApiUrl } = global;
  const addresses = { slackAppUrl, pagerdutyUrl, opsgenieApiUrl, wechatApiUrl, victoropsApiUrl, telegramApiUrl, webexApiUrl, rocketchatApiUrl, jiraApiUrl };
  for (const [property, address] of Object.entries(addresses)) { checkAddress('Config.global', property, address); }
  if (global.slackApiUrl !== undefined && global.slackAppToken !== undefined) {
    throw invalid({ at: 'Config.global', what: 'both slackApiUrl and slackAppToken are given', allowed: 'one of them: Alertmanager refuses the configuration' });
  }
  if (global.resolveTimeout !== undefined && milliseconds(global.resolveTimeout) <= 0) {
    throw invalid({ at: 'Config.global', what: 'resolveTimeout is not longer than nothing', value: durationInWords(global.resolveTimeout), allowed: 'more than 0: each alert without an end would be resolved at once' });
  }
  refuseSecrets('Config.global.fields', global.fields, GLOBAL_SECRET_FIELDS);
}

/** As alertmanager.yaml has it, each SecretKey still in its place. */
export function globalFields(global: GlobalConfig, dialect: Dialect): { readonly [field: string]: unknown } {
  return {
    resolve_timeout: global.resolveTimeout && prometheusDuration(global.resolveTimeout),
    http_config: httpConfigFields('Config.global', global.http, dialect),
    smtp_from: global.smtpFrom,
    smtp_smarthost: global.smtpSmarthost,
    smtp_auth_username: global.smtpAuthUsername,
    smtp_auth_password_file: global.smtpAuthPassword,
    smtp_require_tls: global.smtpRequireTls,
    slack_api_url_file: global.slackApiUrl,
    smtp_tls_config: tlsFields(global.smtpTls),
    smtp_hello: global.smtpHello,
    smtp_auth_secret_file: global.smtpAuthSecret,
    smtp_auth_identity: global.smtpAuthIdentity,
    smtp_force_implicit_tls: global.smtpForceImplicitTls,
    slack_app_token_file: global.slackAppToken,
    slack_app_url: global.slackAppUrl,
    pagerduty_url: global.pagerdutyUrl,
    opsgenie_api_url: global.opsgenieApiUrl,
    opsgenie_api_key_file: global.opsgenieApiKey,
    wechat_api_url: global.wechatApiUrl,
    wechat_api_secret_file: global.wechatApiSecret,
    wechat_api_corp_id: global.wechatApiCorpId,
    victorops_api_url: global.victoropsApiUrl,
    victorops_api_key_file: global.victoropsApiKey,
    telegram_api_url: global.telegramApiUrl,
    telegram_bot_token_file: global.telegramBotToken,
    webex_api_url: global.webexApiUrl,
    rocketchat_api_url: global.rocketchatApiUrl,
    rocketchat_token_file: global.rocketchatToken,
    rocketchat_token_id_file: global.rocketchatTokenId,
    mattermost_webhook_url_file: global.mattermostWebhookUrl,
    jira_api_url: global.jiraApiUrl,
    ...global.fields,
  };
}
