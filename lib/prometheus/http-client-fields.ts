import { invalid, present } from '../invalid';
import { SecretKey } from '../secret-key';
import { checkAddress } from '../web-address';
import { ConfigMapKey, FileTlsConfig, HttpClientConfig, OAuth2, ProxyConfig, TlsVersion } from './http-client';

interface Fields { readonly [field: string]: unknown }

const LEFT_OUT = 'the operator leaves the whole monitor out otherwise';

/** How a target is reached, as a monitor has it. */
export function httpClientFields(at: string, http: HttpClientConfig, tls: FileTlsConfig | undefined): Fields {
  checkHttpClient(at, http, tls);
  const { basicAuth, authorization, oauth2, followRedirects, enableHttp2 } = http;
  return {
    ...proxyFields(http),
    basicAuth: basicAuth && { username: secretFields(basicAuth.username), password: secretFields(basicAuth.password) },
    authorization: authorization && given({ type: authorization.type, credentials: secretFields(authorization.credentials) }),
    oauth2: oauth2 && given({
      clientId: eitherFields(oauth2.clientId, oauth2.clientIdConfigMap),
      clientSecret: secretFields(oauth2.clientSecret),
      tokenUrl: oauth2.tokenUrl,
      scopes: oauth2.scopes,
      endpointParams: oauth2.endpointParams && { ...oauth2.endpointParams },
      ...proxyFields(oauth2),
      tlsConfig: oauth2.tls && tlsFields(oauth2.tls),
    }),
    tlsConfig: tls && tlsFields(tls),
    followRedirects,
    enableHttp2,
  };
}

/** The fields that are given. */
export function given(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function tlsFields(tls: FileTlsConfig): Fields {
  const { ca, caConfigMap, cert, certConfigMap, key, ...same } = tls;
  return given({ ...same, ca: eitherFields(ca, caConfigMap), cert: eitherFields(cert, certConfigMap), keySecret: key && secretFields(key) });
}

function proxyFields({ proxyUrl, noProxy, proxyFromEnvironment, proxyConnectHeaders: headers }: ProxyConfig): Fields {
  return {
    proxyUrl, noProxy, proxyFromEnvironment,
    proxyConnectHeader: headers && Object.fromEntries(Object.entries(headers).map(([name, secrets]) => [name, secrets.map(secretFields)])),
  };
}

function eitherFields(secret: SecretKey | undefined, configMap: ConfigMapKey | undefined): Fields | undefined {
  if (secret !== undefined) { return { secret: secretFields(secret) }; }
  return configMap && { configMap: { name: configMap.configMapName, key: configMap.key } };
}

function secretFields({ secretName, key }: SecretKey): Fields {
  return { name: secretName, key };
}

/**
 * Refuses what the operator refuses: it skips the whole monitor then, with a line in its log.
 * Source: prometheus-operator v0.93.0 pkg/apis/monitoring/v1/http_config.go, tls_types.go, types.go (Validate of each).
 */
function checkHttpClient(at: string, http: HttpClientConfig, tls: FileTlsConfig | undefined): void {
  const ways = (['basicAuth', 'authorization', 'oauth2'] as const).filter((way) => http[way] !== undefined);
  if (ways.length > 1) { throw invalid({ at, what: `both ${ways.join(' and ')} are given`, allowed: `one way to authenticate: ${LEFT_OUT}` }); }
  if (http.basicAuth !== undefined) { present(`${at}.basicAuth`, http.basicAuth, { username: 'SecretKey.of(\'metrics\', \'username\')', password: 'SecretKey.of(\'metrics\', \'password\')' }); }
  if (http.authorization !== undefined) {
    const { type } = http.authorization;
    present(`${at}.authorization`, http.authorization, { credentials: 'SecretKey.of(\'metrics\', \'token\')' });
    if (type?.trim().toLowerCase() === 'basic') { throw invalid({ at, what: 'the type of authorization is basic', allowed: 'any other scheme: Prometheus refuses its whole configuration', fix: 'basicAuth' }); }
    if (type !== undefined && !/^[-!#$%&'*+.^_`|~0-9A-Za-z]+$/.test(type)) { throw invalid({ at, what: 'the type of authorization is none', value: type, allowed: 'one word, such as Bearer' }); }
  }
  checkProxy(at, http);
  checkTls(`${at}.tls`, tls);
  if (http.oauth2 !== undefined) { checkOAuth2(`${at}.oauth2`, http.oauth2); }
}

function checkOAuth2(at: string, oauth2: OAuth2): void {
  present(at, oauth2, { clientSecret: 'SecretKey.of(\'metrics\', \'client-secret\')', tokenUrl: '\'https://login.example.com/token\'' });
  one(at, [['clientId', oauth2.clientId], ['clientIdConfigMap', oauth2.clientIdConfigMap]]);
  if ((oauth2.clientId ?? oauth2.clientIdConfigMap) === undefined) { throw invalid({ at, what: 'neither clientId nor clientIdConfigMap is given', allowed: `one of them: ${LEFT_OUT}` }); }
  checkAddress(at, 'tokenUrl', oauth2.tokenUrl);
  checkProxy(at, oauth2);
  checkTls(`${at}.tls`, oauth2.tls);
}

function checkProxy(at: string, { proxyUrl, noProxy, proxyFromEnvironment, proxyConnectHeaders }: ProxyConfig): void {
  // The URL is not repeated: it may hold a password.
  if (proxyUrl !== undefined && !/^(https?|socks5):\/\/(?:[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?\/?$/.test(proxyUrl)) {
    throw invalid({ at, what: 'proxyUrl is not a proxy\'s URL without credentials', allowed: 'http://, https:// or socks5://, a host and a port', fix: 'http://proxy.example.com:3128' });
  }
  if (noProxy?.trim() === '') { throw invalid({ at, what: 'noProxy is empty', fix: 'leave it out' }); }
  if (proxyFromEnvironment === true && (proxyUrl ?? noProxy) !== undefined) {
    throw invalid({ at, what: `both proxyFromEnvironment and ${proxyUrl === undefined ? 'noProxy' : 'proxyUrl'} are given`, allowed: `one of them: ${LEFT_OUT}` });
  }
  if (noProxy !== undefined && proxyUrl === undefined) { throw invalid({ at, what: 'noProxy is given without proxyUrl', allowed: `both, or neither: ${LEFT_OUT}`, fix: 'proxyUrl: \'http://proxy.example.com:3128\'' }); }
  if (proxyConnectHeaders === undefined) { return; }
  if (proxyUrl === undefined && proxyFromEnvironment !== true) { throw invalid({ at, what: 'proxyConnectHeaders are given without a proxy', allowed: `with proxyUrl or proxyFromEnvironment: ${LEFT_OUT}` }); }
  for (const [name, secrets] of Object.entries(proxyConnectHeaders)) {
    if (!/^[-!#$%&'*+.^_`|~0-9A-Za-z]+$/.test(name)) { throw invalid({ at, what: 'a header\'s name is none of HTTP', value: name, allowed: 'letters, digits and "-"' }); }
    if (secrets.length === 0) { throw invalid({ at, what: `the header ${name} has no value`, allowed: `at least one Secret's key: ${LEFT_OUT}` }); }
  }
}

function checkTls(at: string, tls: FileTlsConfig | undefined): void {
  if (tls === undefined) { return; }
  const { ca, caConfigMap, caFile, cert, certConfigMap, certFile, key, keyFile, serverName, minVersion, maxVersion } = tls;
  one(at, [['ca', ca], ['caConfigMap', caConfigMap], ['caFile', caFile]]);
  one(at, [['cert', cert], ['certConfigMap', certConfigMap], ['certFile', certFile]]);
  one(at, [['key', key], ['keyFile', keyFile]]);
  for (const [what, path] of [['caFile', caFile], ['certFile', certFile], ['keyFile', keyFile]] as const) {
    if (path !== undefined && !path.startsWith('/')) { throw invalid({ at, what: `${what} is no absolute path`, value: path, allowed: 'a file in Prometheus\' container', fix: `/var/run/secrets/kubernetes.io/serviceaccount/${what === 'caFile' ? 'ca.crt' : 'tls'}` }); }
  }
  const [hasCert, hasKey] = [cert ?? certConfigMap ?? certFile, key ?? keyFile].map((each) => each !== undefined);
  if (hasCert !== hasKey) { throw invalid({ at, what: hasCert === true ? 'a certificate is given without its key' : 'a key is given without its certificate', allowed: `both or neither: ${LEFT_OUT}` }); }
  if (serverName !== undefined && !/^[A-Za-z0-9_.:-]+$/.test(serverName)) { throw invalid({ at, what: 'serverName is no host\'s name', value: serverName, allowed: 'letters, digits, "-" and "."' }); }
  const order = Object.values(TlsVersion);
  if (minVersion !== undefined && maxVersion !== undefined && order.indexOf(minVersion) > order.indexOf(maxVersion)) {
    throw invalid({ at, what: 'minVersion is newer than maxVersion', value: `${minVersion} to ${maxVersion}`, allowed: `the same or older: ${LEFT_OUT}` });
  }
}

/** Refuses several ways to say one thing. */
function one(at: string, ways: readonly (readonly [name: string, value: unknown])[]): void {
  const names = ways.filter(([, value]) => value !== undefined).map(([name]) => name);
  if (names.length > 1) { throw invalid({ at, what: `both ${names.join(' and ')} are given`, allowed: `one of them: ${LEFT_OUT}` }); }
}
