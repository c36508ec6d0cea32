import { IntegrationRule, OBJECT_INTEGRATIONS } from '../facts/alertmanager-config-integrations';
import { invalid } from '../invalid';
import { SecretKey } from '../secret-key';
import { HttpConfig, OAuth2Config, ProxyConfig, TlsConfig } from './http-config';
import { Integration } from './integration';

interface Fields { readonly [field: string]: unknown }

/**
 * An integration as an AlertmanagerConfig has it: the same fields in camelCase, with secrets as references.
 *
 * @throws Where the CRD has no such field, or the operator does not pass it on.
 */
export function integrationObject(at: string, integration: Integration): { readonly field: string; readonly entry: Fields } {
  const { section, fields } = integration._objectFields();
  const here = `${at} ${integration.kind}`;
  const known = Object.entries(OBJECT_INTEGRATIONS).find(([, rule]) => rule.section === section);
  if (known === undefined) {
    throw invalid({ at: here, what: `an AlertmanagerConfig has no ${section}`, allowed: Object.values(OBJECT_INTEGRATIONS).map((rule) => rule.section).join(', '), fix: 'the integration belongs in Alertmanager\'s own configuration' });
  }
  const [field, rule] = known;
  const { sendResolved = true, http, fields: raw } = integration._common;
  const entry = Object.entries({ send_resolved: sendResolved, ...fields, ...raw })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => converted(here, rule, name, value));
  return { field, entry: given({ ...Object.fromEntries(entry), httpConfig: http && httpObject(here, http) }) };
}

/** A reference to a key of a Secret in the object's own namespace. */
export function secretObject(secret: SecretKey): Fields {
  return { name: secret.secretName, key: secret.key };
}

function converted(at: string, rule: IntegrationRule, name: string, value: unknown): readonly [field: string, value: unknown] {
  if (value instanceof SecretKey) {
    const secret = Object.entries(rule.secrets).find(([, field]) => `${field}_file` === name);
    if (secret !== undefined) { return [secret[0], secretObject(value)]; }
  }
  const field = rule.fields.find((each) => (rule.renamed?.[each] ?? snakeCase(each)) === name && rule.forgotten?.includes(each) !== true && !Object.hasOwn(rule.secrets, each));
  if (field === undefined || value instanceof SecretKey || UNUSABLE[`${rule.section}.${name}`] !== undefined) {
    throw invalid({
      at, what: `an AlertmanagerConfig cannot have ${name}`, allowed: UNUSABLE[`${rule.section}.${name}`] ?? 'what its CRD has and the operator passes on',
      fix: 'leave it out, or write the receiver into Alertmanager\'s own configuration',
    });
  }
  refuseEmpty(at, name, value);
  if (field === 'payload' && typeof value !== 'string') {
    throw invalid({ at, what: 'payload is no text', allowed: 'one text: an AlertmanagerConfig has no other', fix: 'payloadText: \'{"status": {{ .Status | toJson }}}\'' });
  }
  if (field === 'avatarURL' && !/^https?:\/\//.test(value as string)) { throw invalid({ at, what: 'avatarUrl begins with a template', allowed: 'http:// or https:// first: the CRD refuses all else' }); }
  if (rule.pairs?.includes(field) === true) { return [field, Object.entries(value as Fields).map(([key, each]) => ({ key, value: each }))]; }
  if (rule.maps?.includes(field) === true) { return [field, value]; }
  switch (field) {
    case 'tlsConfig': return [field, tlsFieldsObject(value as Fields)];
    case 'threading': return [field, { threadByDate: (value as Fields).thread_by_date === 'daily' ? 'Daily' : 'None' }];
    case 'sigv4': return [field, signatureObject(value as Fields)];
    case 'pagerDutyLinkConfigs': return [field, (value as Fields[]).map(({ href, text }) => given({ href, alt: text }))];
    default: return [field, inCamelCase(value)];
  }
}

/** What the CRD has and what yet does not work, by section and field. */
const UNUSABLE: { readonly [field: string]: string } = {
  'rocketchat_configs.actions': 'none: prometheus-operator 0.93 writes each with fields that Alertmanager 0.34 does not know (is_webview, msg_in_chat_window), which then refuses the configuration of everybody',
  'slack_configs.update_message': 'false: Alertmanager takes it beside an address that is written out, and an AlertmanagerConfig has it in a Secret',
  'telegram_configs.chat_id_file': 'chatId: the CRD requires the number',
};

/** The CRD refuses an empty text in nearly every field. */
function refuseEmpty(at: string, name: string, value: unknown): void {
  if (value === '' || (Array.isArray(value) && value.length === 0)) {
    throw invalid({ at, what: `${name} is empty`, allowed: name === 'parse_mode' ? 'HTML, Markdown or MarkdownV2: an AlertmanagerConfig cannot say that a message is plain' : 'a value: an AlertmanagerConfig cannot say that there is none', fix: 'leave it out' });
  }
  if (typeof value !== 'object' || value === null || value instanceof SecretKey || /^(attributes|details|headers|custom_fields|payload)$/.test(name)) { return; }
  for (const [field, each] of Object.entries(value)) { refuseEmpty(at, Array.isArray(value) ? name : field, each); }
}

function signatureObject({ region, access_key, secret_key, profile, role_arn, external_id, use_fips_sts_endpoint }: Fields): Fields {
  return given({
    region, accessKey: access_key instanceof SecretKey ? secretObject(access_key) : undefined, secretKey: secret_key instanceof SecretKey ? secretObject(secret_key) : undefined,
    profile, roleArn: role_arn, externalId: external_id, useFIPSSTSEndpoint: use_fips_sts_endpoint,
  });
}

/** How HTTP is spoken, as an AlertmanagerConfig has it. */
function httpObject(at: string, http: HttpConfig): Fields {
  const here = `${at}.http`;
  if (http.headers !== undefined) { throw invalid({ at: here, what: 'an AlertmanagerConfig has no headers', fix: 'credentials, username and password, or oauth2' }); }
  if (http.username !== undefined) {
    throw invalid({ at: here, what: 'username is a text', allowed: 'a reference: an AlertmanagerConfig takes the name from a Secret', fix: 'usernameSecret: SecretKey.of(…)' });
  }
  return given({
    ...proxyObject(here, http),
    authorization: http.credentials && given({ type: http.authorizationType, credentials: secretObject(http.credentials) }),
    basicAuth: http.usernameSecret && http.password && { username: secretObject(http.usernameSecret), password: secretObject(http.password) },
    oauth2: http.oauth2 && oauth2Object(`${here}.oauth2`, http.oauth2),
    tlsConfig: http.tls && tlsObject(http.tls),
    followRedirects: http.followRedirects,
    enableHttp2: http.enableHttp2,
  });
}

function oauth2Object(at: string, oauth2: OAuth2Config): Fields {
  if (oauth2.clientIdSecret === undefined) {
    throw invalid({ at, what: 'clientId is a text', allowed: 'a reference: an AlertmanagerConfig takes the id from a Secret', fix: 'clientIdSecret: SecretKey.of(…)' });
  }
  return given({
    clientId: { secret: secretObject(oauth2.clientIdSecret) },
    clientSecret: secretObject(oauth2.clientSecret),
    tokenUrl: oauth2.tokenUrl,
    scopes: oauth2.scopes,
    endpointParams: oauth2.endpointParams,
    ...proxyObject(at, oauth2),
    tlsConfig: oauth2.tls && tlsObject(oauth2.tls),
  });
}

function proxyObject(at: string, proxy: ProxyConfig): Fields {
  if (proxy.proxyUrl?.startsWith('socks5h:') === true) {
    throw invalid({ at, what: 'the proxy\'s scheme is none of an AlertmanagerConfig', value: 'socks5h', allowed: 'http, https, socks5' });
  }
  return {
    proxyUrl: proxy.proxyUrl,
    noProxy: proxy.noProxy,
    proxyFromEnvironment: proxy.proxyFromEnvironment,
    proxyConnectHeader: proxy.proxyConnectHeaders && Object.fromEntries(Object.entries(proxy.proxyConnectHeaders).map(([name, secrets]) => [name, secrets.map(secretObject)])),
  };
}

function tlsObject(tls: TlsConfig): Fields {
  return given({
    ca: tls.ca && { secret: secretObject(tls.ca) },
    cert: tls.cert && { secret: secretObject(tls.cert) },
    keySecret: tls.key && secretObject(tls.key),
    serverName: tls.serverName,
    insecureSkipVerify: tls.insecureSkipVerify,
    minVersion: tls.minVersion,
    maxVersion: tls.maxVersion,
  });
}

/** The same of what an integration has rendered. */
function tlsFieldsObject(tls: Fields): Fields {
  const { ca_file, cert_file, key_file, server_name, insecure_skip_verify, min_version, max_version } = tls as { readonly [field: string]: never };
  return tlsObject({ ca: ca_file, cert: cert_file, key: key_file, serverName: server_name, insecureSkipVerify: insecure_skip_verify, minVersion: min_version, maxVersion: max_version });
}

function given(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function inCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(inCamelCase); }
  if (typeof value !== 'object' || value === null) { return value; }
  return given(Object.fromEntries(Object.entries(value).map(([field, each]) => [field.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()), inCamelCase(each)])));
}

function snakeCase(field: string): string {
  return field.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}
