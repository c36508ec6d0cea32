import { World } from '../../checks/world';
import { convertedRoute, inhibitRule, timeInterval } from './alertmanager-merge';
import { configFault } from './alertmanager-config-fault';
import { convertedHttp, convertedTls } from './converted-http';
import { convertedReceiver } from './converted-receiver';
import { fields, Fields, given, list, text } from './fields';
import { secretMarker } from './secret-marker';

/** A configuration that is an AlertmanagerConfig as a whole. */
export interface GlobalConfiguration {
  readonly name: string;
  readonly config?: Fields;
  readonly assumptions: readonly string[];
  readonly refused: readonly string[];
}

/**
 * The configuration of an Alertmanager whose `alertmanagerConfiguration` names an AlertmanagerConfig: that one's route is the
 * root, and no matcher is added to it.
 * Source: prometheus-operator v0.93.0 pkg/alertmanager/amcfg.go (initializeFromAlertmanagerConfig, convertGlobalConfig).
 */
export function globalConfiguration(world: World, configuration: Fields, namespace: string | undefined): GlobalConfiguration {
  const named = text(configuration.name) ?? '';
  const object = world.of('monitoring.coreos.com', 'AlertmanagerConfig')
    .find((each) => each.name === named && (namespace === undefined || each.namespace === namespace));
  const name = object?.reference ?? `AlertmanagerConfig/${namespace ?? ''}/${named}`;
  if (object === undefined) {
    return { name, assumptions: [`Alertmanager's configuration is ${name}, which the manifests do not have: it is played without one`], refused: [] };
  }
  const key = { namespace: object.namespace, name: object.name, spec: fields(object.spec.value) };
  const fault = configFault(key) ?? (key.spec.route === undefined || key.spec.route === null ? 'it has no route' : undefined);
  if (fault !== undefined) { return { name, assumptions: [], refused: [`${name}: the operator refuses it, and Alertmanager gets no configuration: ${fault}`] }; }
  const isLost = list(configuration.templates).length > 0;
  return {
    name,
    assumptions: isLost ? ['the message templates that alertmanagerConfiguration.templates names are not played'] : [],
    refused: [],
    config: given({
      global: configuration.global === undefined || configuration.global === null ? undefined : globalSettings(fields(configuration.global), key.namespace),
      route: convertedRoute(fields(key.spec.route), key),
      inhibit_rules: list(key.spec.inhibitRules).map((rule) => inhibitRule(fields(rule), [])),
      receivers: list(key.spec.receivers).map((receiver) => convertedReceiver(receiver, key)),
      mute_time_intervals: list(key.spec.muteTimeIntervals).map((interval) => timeInterval(fields(interval), key)),
    }),
  };
}

function globalSettings(global: Fields, namespace: string): Fields {
  const secret = (selector: unknown): string | undefined => secretMarker(namespace, selector);
  const [smtp, wechat, rocket, victorops] = [fields(global.smtp), fields(global.wechat), fields(global.rocketChat), fields(global.victorops)];
  const { host, port } = fields(smtp.smartHost);
  return given({
    resolve_timeout: text(global.resolveTimeout),
    http_config: global.httpConfig === undefined || global.httpConfig === null ? undefined : convertedHttp(global.httpConfig, namespace),
    smtp_from: smtp.from, smtp_hello: smtp.hello, smtp_auth_username: smtp.authUsername, smtp_auth_identity: smtp.authIdentity, smtp_require_tls: smtp.requireTLS,
    smtp_force_implicit_tls: smtp.forceImplicitTLS, smtp_smarthost: text(host) === undefined ? undefined : `${String(host)}:${String(port)}`,
    smtp_tls_config: smtp.tlsConfig === undefined || smtp.tlsConfig === null ? undefined : convertedTls(smtp.tlsConfig, namespace),
    smtp_auth_password: secret(smtp.authPassword), smtp_auth_secret: secret(smtp.authSecret),
    slack_api_url: secret(global.slackApiUrl), pagerduty_url: global.pagerdutyUrl,
    opsgenie_api_url: secret(global.opsGenieApiUrl), opsgenie_api_key: secret(global.opsGenieApiKey),
    telegram_api_url: fields(global.telegram).apiURL, jira_api_url: fields(global.jira).apiURL, webex_api_url: fields(global.webex).apiURL,
    rocketchat_api_url: rocket.apiURL, rocketchat_token: secret(rocket.token), rocketchat_token_id: secret(rocket.tokenID),
    wechat_api_url: wechat.apiURL, wechat_api_secret: secret(wechat.apiSecret), wechat_api_corp_id: wechat.apiCorpID,
    victorops_api_url: victorops.apiURL, victorops_api_key: secret(victorops.apiKey),
    mattermost_webhook_url: secret(fields(global.mattermost).webhookURL),
  });
}
