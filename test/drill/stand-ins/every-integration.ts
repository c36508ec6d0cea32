/**
 * An entry of every kind of integration of Alertmanager 0.28 to 0.34, each with addresses, secrets and connections that must
 * not be used. `elsewhere.example` is where nothing may go.
 */
const http_config = {
  proxy_url: 'http://proxy.elsewhere.example',
  tls_config: { ca_file: '/etc/ca.pem' },
  oauth2: { client_id: 'a', client_secret: 'SECRET', token_url: 'https://token.elsewhere.example' },
};
const url = 'https://elsewhere.example/SECRET';

export const EVERY_INTEGRATION: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  discord: { webhook_url: url, http_config },
  email: { to: 'on-call@shop.example', from: 'alertmanager@shop.example', smarthost: 'mail.elsewhere.example:587', auth_username: 'a', auth_password: 'SECRET', require_tls: true, tls_config: { insecure_skip_verify: true } },
  incidentio: { url, alert_source_token: 'SECRET', http_config },
  jira: { api_url: 'https://shop.elsewhere.example/rest/api/2', project: 'OPS', issue_type: 'Bug', http_config },
  mattermost: { webhook_url: url, http_config },
  msteams: { webhook_url_file: '/etc/alertmanager/secrets/teams/address', http_config },
  msteamsv2: { webhook_url: url, http_config },
  opsgenie: { api_key: 'SECRET', api_url: url, http_config, update_alerts: true },
  pagerduty: { service_key: 'SECRET', url, client_url: 'https://shop.example/client', http_config },
  pushover: { user_key: 'SECRET', token: 'SECRET', url: 'https://shop.example/more', http_config },
  rocketchat: { channel: '#shop', token_file: '/etc/alertmanager/secrets/rocket/token', token_id: 'SECRET', api_url: url, http_config },
  slack: { channel: '#shop', api_url: url, title_link: 'https://shop.example/title', icon_url: 'https://shop.example/icon.png', http_config },
  sns: { topic_arn: 'arn:aws:sns:us-east-2:123456789012:shop', api_url: url, sigv4: { role_arn: 'arn:aws:iam::123456789012:role/SECRET', profile: 'SECRET' }, http_config },
  telegram: { bot_token: 'SECRET', chat_id: -1001, api_url: 'https://elsewhere.example', http_config },
  victorops: { api_key: 'SECRET', routing_key: 'shop', api_url: url, http_config },
  webex: { room_id: 'room', api_url: url, http_config: { authorization: { credentials: 'SECRET' }, proxy_url: 'http://proxy.elsewhere.example' } },
  webhook: { url, http_config },
  wechat: { corp_id: 'corp', api_secret: 'SECRET', to_user: '@all', api_url: url, http_config },
  // One of a later version.
  carrierpigeon: { loft_url: url, seed: 'SECRET', http_config },
};
