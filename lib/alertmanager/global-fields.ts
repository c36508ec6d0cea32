import { prometheusDuration } from '../duration';
import { GLOBAL_SECRET_FIELDS } from '../facts/alertmanager';
import { GlobalConfig } from './global-config';
import { checkHttp, httpConfigFields } from './http-fields';
import { refuseSecrets } from './secret-fields';
import { checkSmarthost } from './smarthost';

/** Refuses what is wrong in itself. */
export function checkGlobal(global: GlobalConfig): void {
  checkHttp('Config.global', global.http);
  checkSmarthost('Config.global', global.smtpSmarthost);
  refuseSecrets('Config.global.fields', global.fields, GLOBAL_SECRET_FIELDS);
}

/** As alertmanager.yaml has it, each SecretKey still in its place. */
export function globalFields(global: GlobalConfig): { readonly [field: string]: unknown } {
  return {
    resolve_timeout: global.resolveTimeout && prometheusDuration(global.resolveTimeout),
    http_config: httpConfigFields(global.http),
    smtp_from: global.smtpFrom,
    smtp_smarthost: global.smtpSmarthost,
    smtp_auth_username: global.smtpAuthUsername,
    smtp_auth_password_file: global.smtpAuthPassword,
    smtp_require_tls: global.smtpRequireTls,
    slack_api_url_file: global.slackApiUrl,
    ...global.fields,
  };
}
