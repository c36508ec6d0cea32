import { HTTP_RESERVED_HEADERS } from '../facts/alertmanager';
import { invalid } from '../invalid';
import { Dialect } from './dialect';
import { HttpConfig, OAuth2Config, ProxyConfig, TlsConfig, TlsVersion } from './http-config';
import { checkAddress } from '../web-address';

interface Fields { readonly [field: string]: unknown }

/** As alertmanager.yaml has it, each SecretKey still in its place. */
export function httpConfigFields(at: string, http: HttpConfig | undefined, dialect: Dialect): Fields | undefined {
  if (http === undefined) { return undefined; }
  if (http.usernameSecret !== undefined && dialect === Dialect.PROMETHEUS_OPERATOR) {
    throw invalid({
      at: `${at}.http`, what: 'usernameSecret is given', allowed: 'the name itself: prometheus-operator 0.93 refuses username_file of basic_auth',
      fix: 'username: \'…\', or an AlertmanagerConfig, which takes it from a Secret',
    });
  }
  return {
    ...proxyFields(at, http),
    authorization: http.credentials && { type: http.authorizationType, credentials_file: http.credentials },
    basic_auth: http.password && { username: http.username, username_file: http.usernameSecret, password_file: http.password },
    oauth2: http.oauth2 && oauth2Fields(at, http.oauth2),
    tls_config: tlsFields(http.tls),
    follow_redirects: http.followRedirects,
    enable_http2: http.enableHttp2,
    http_headers: http.headers && Object.fromEntries(Object.entries(http.headers).map(([name, header]) => [name, header._render()])),
  };
}

/** As alertmanager.yaml has it, each SecretKey still in its place. */
export function tlsFields(tls: TlsConfig | undefined): Fields | undefined {
  return tls && {
    ca_file: tls.ca,
    cert_file: tls.cert,
    key_file: tls.key,
    server_name: tls.serverName,
    insecure_skip_verify: tls.insecureSkipVerify,
    min_version: tls.minVersion,
    max_version: tls.maxVersion,
  };
}

function proxyFields(at: string, proxy: ProxyConfig): Fields {
  if (proxy.proxyConnectHeaders !== undefined) {
    throw invalid({
      at: `${at}.http`, what: 'proxyConnectHeaders are given', allowed: 'none there: Alertmanager reads them from no file, and their values would be in git',
      fix: 'an AlertmanagerConfig, which takes them from Secrets',
    });
  }
  return { proxy_url: proxy.proxyUrl, no_proxy: proxy.noProxy, proxy_from_environment: proxy.proxyFromEnvironment };
}

function oauth2Fields(at: string, oauth2: OAuth2Config): Fields {
  if (oauth2.clientId === undefined) {
    throw invalid({ at: `${at}.http.oauth2`, what: 'clientId is not given', allowed: 'the id itself: Alertmanager reads it from no file', fix: 'clientId: \'…\', or an AlertmanagerConfig, which takes it from a Secret' });
  }
  return {
    client_id: oauth2.clientId,
    client_secret_file: oauth2.clientSecret,
    token_url: oauth2.tokenUrl,
    scopes: oauth2.scopes,
    endpoint_params: oauth2.endpointParams,
    ...proxyFields(`${at}.http.oauth2`, oauth2),
    tls_config: tlsFields(oauth2.tls),
  };
}

/** Refuses what Alertmanager refuses (prometheus/common v0.70.1 config/http_config.go), and a password in a URL. */
export function checkHttp(at: string, http: HttpConfig | undefined): void {
  if (http === undefined) { return; }
  const here = `${at}.http`;
  checkProxy(here, http);
  checkTls(`${here}.tls`, http.tls);
  checkOAuth2(`${here}.oauth2`, http.oauth2);
  if (http.username !== undefined && http.usernameSecret !== undefined) {
    throw invalid({ at: here, what: 'both username and usernameSecret are given', allowed: 'one of them' });
  }
  const user = http.username ?? http.usernameSecret;
  if ((user === undefined) !== (http.password === undefined)) {
    throw invalid({ at: here, what: http.password === undefined ? 'username is given without password' : 'password is given without username', allowed: 'both or neither' });
  }
  const ways = [user !== undefined && 'username', http.credentials !== undefined && 'credentials', http.oauth2 !== undefined && 'oauth2'].filter((way) => way !== false);
  if (ways.length > 1) {
    throw invalid({ at: here, what: `both ${ways.join(' and ')} are given`, allowed: 'one way to authenticate: Alertmanager refuses the configuration' });
  }
  if (http.authorizationType !== undefined && http.credentials === undefined) {
    throw invalid({ at: here, what: 'authorizationType is given without credentials', fix: 'credentials: SecretKey.of(…)' });
  }
  if (http.authorizationType?.trim().toLowerCase() === 'basic') {
    throw invalid({ at: here, what: 'authorizationType is basic', allowed: 'any other scheme: Alertmanager refuses this one', fix: 'username and password' });
  }
  for (const name of Object.keys(http.headers ?? {})) { checkHeader(here, name); }
}

/** Refuses what Go refuses when it connects. */
export function checkTls(at: string, tls: TlsConfig | undefined): void {
  if (tls === undefined) { return; }
  if ((tls.cert === undefined) !== (tls.key === undefined)) {
    throw invalid({ at, what: tls.cert === undefined ? 'key is given without cert' : 'cert is given without key', allowed: 'both or neither' });
  }
  const order = Object.values(TlsVersion);
  if (tls.minVersion !== undefined && tls.maxVersion !== undefined && order.indexOf(tls.minVersion) > order.indexOf(tls.maxVersion)) {
    throw invalid({ at, what: 'minVersion is newer than maxVersion', value: `${tls.minVersion} to ${tls.maxVersion}`, allowed: 'the same or older: no connection could be made' });
  }
}

function checkProxy(at: string, proxy: ProxyConfig): void {
  const { proxyUrl, noProxy, proxyFromEnvironment, proxyConnectHeaders } = proxy;
  // The URL is not repeated: it may hold a password.
  if (proxyUrl !== undefined && !/^(https?|socks5h?):\/\/(?:[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?\/?$/.test(proxyUrl)) {
    throw invalid({ at, what: 'proxyUrl is not a proxy\'s URL without credentials', allowed: 'http://, https:// or socks5://, a host and a port', fix: 'http://proxy.example.com:3128' });
  }
  if (proxyFromEnvironment === true && (proxyUrl ?? noProxy) !== undefined) {
    throw invalid({ at, what: `both proxyFromEnvironment and ${proxyUrl === undefined ? 'noProxy' : 'proxyUrl'} are given`, allowed: 'one of them: Alertmanager refuses the configuration' });
  }
  if (noProxy !== undefined && proxyUrl === undefined) {
    throw invalid({ at, what: 'noProxy is given without proxyUrl', allowed: 'both, or neither: Alertmanager refuses the configuration', fix: 'proxyUrl: \'http://proxy.example.com:3128\'' });
  }
  if (proxyConnectHeaders !== undefined && proxyUrl === undefined && proxyFromEnvironment !== true) {
    throw invalid({ at, what: 'proxyConnectHeaders are given without a proxy', allowed: 'with proxyUrl or proxyFromEnvironment: Alertmanager refuses the configuration' });
  }
  for (const name of Object.keys(proxyConnectHeaders ?? {})) { checkHeaderName(at, name); }
}

function checkOAuth2(at: string, oauth2: OAuth2Config | undefined): void {
  if (oauth2 === undefined) { return; }
  if ((oauth2.clientId === undefined || oauth2.clientId === '') === (oauth2.clientIdSecret === undefined)) {
    throw invalid({ at, what: oauth2.clientIdSecret === undefined ? 'neither clientId nor clientIdSecret is given' : 'both clientId and clientIdSecret are given', allowed: 'one of them' });
  }
  checkAddress(at, 'tokenUrl', oauth2.tokenUrl);
  checkProxy(at, oauth2);
  checkTls(`${at}.tls`, oauth2.tls);
}

function checkHeader(at: string, name: string): void {
  checkHeaderName(at, name);
  if (HTTP_RESERVED_HEADERS.includes(name.toLowerCase())) {
    throw invalid({ at, what: 'a header is one that Alertmanager sets itself', value: name, allowed: 'any other: it refuses the configuration', fix: 'credentials, username and password, or oauth2 for the Authorization header' });
  }
}

function checkHeaderName(at: string, name: string): void {
  if (!/^[-!#$%&'*+.^_`|~0-9A-Za-z]+$/.test(name)) { throw invalid({ at, what: 'a header\'s name is none of HTTP', value: name, allowed: 'letters, digits and "-"' }); }
}
