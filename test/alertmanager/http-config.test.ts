import { SecretKey } from '../../lib';
import { Dialect, HttpConfig, HttpHeader, TlsVersion } from '../../lib/alertmanager';
import { checkHttp, httpConfigFields } from '../../lib/alertmanager/http-fields';
import { withSecretPaths } from '../../lib/alertmanager/secret-file';

const secret = SecretKey.of('http', 'key');
const path = '/etc/alertmanager/secrets/http/key';

function written(http: HttpConfig, dialect = Dialect.PROMETHEUS_OPERATOR): unknown {
  checkHttp('Webhook', http);
  return withSecretPaths(httpConfigFields('Webhook', http, dialect));
}

test('all of it is written, each secret as a file', () => {
  expect(written({
    proxyUrl: 'http://proxy:3128', noProxy: 'a', tls: { ca: secret, cert: secret, key: secret, serverName: 's', insecureSkipVerify: false, minVersion: TlsVersion.TLS12, maxVersion: TlsVersion.TLS13 },
    oauth2: { clientId: 'c', clientSecret: secret, tokenUrl: 'https://token.test/x', scopes: ['a'], endpointParams: { audience: 'x' }, proxyFromEnvironment: true, tls: { ca: secret } },
    followRedirects: false, enableHttp2: false, headers: { 'X-A': HttpHeader.of('1', '2'), 'X-B': HttpHeader.fromSecret(secret) },
  })).toEqual({
    proxy_url: 'http://proxy:3128', no_proxy: 'a',
    tls_config: { ca_file: path, cert_file: path, key_file: path, server_name: 's', insecure_skip_verify: false, min_version: 'TLS12', max_version: 'TLS13' },
    oauth2: { client_id: 'c', client_secret_file: path, token_url: 'https://token.test/x', scopes: ['a'], endpoint_params: { audience: 'x' }, proxy_from_environment: true, tls_config: { ca_file: path } },
    follow_redirects: false, enable_http2: false, http_headers: { 'X-A': { values: ['1', '2'] }, 'X-B': { files: [path] } },
  });
  expect(written({ usernameSecret: secret, password: secret }, Dialect.ALERTMANAGER)).toEqual({ basic_auth: { username_file: path, password_file: path } });
});

const oauth2 = { clientId: 'c', clientSecret: secret, tokenUrl: 'https://token.test' };

test.each<[string, HttpConfig, string]>([
  ['exceptions from no proxy', { noProxy: 'a' }, 'Webhook.http: noProxy is given without proxyUrl'],
  ['two proxies', { proxyUrl: 'http://p', proxyFromEnvironment: true }, 'Webhook.http: both proxyFromEnvironment and proxyUrl are given'],
  ['exceptions from the environment', { noProxy: 'a', proxyFromEnvironment: true }, 'Webhook.http: both proxyFromEnvironment and noProxy are given'],
  ['headers for no proxy', { proxyConnectHeaders: { a: [secret] } }, 'Webhook.http: proxyConnectHeaders are given without a proxy'],
  ['headers for a proxy, which no file can hold', { proxyUrl: 'http://p', proxyConnectHeaders: { a: [secret] } }, 'Webhook.http: proxyConnectHeaders are given\n  allowed: none there'],
  ['a key without a certificate', { tls: { key: secret } }, 'Webhook.http.tls: key is given without cert'],
  ['a certificate without a key', { oauth2: { ...oauth2, tls: { cert: secret } } }, 'Webhook.http.oauth2.tls: cert is given without key'],
  ['versions upside down', { tls: { minVersion: TlsVersion.TLS13, maxVersion: TlsVersion.TLS12 } }, 'Webhook.http.tls: minVersion is newer than maxVersion'],
  ['two ways to authenticate', { oauth2, credentials: secret }, 'Webhook.http: both credentials and oauth2 are given'],
  ['two names', { username: 'u', usernameSecret: secret, password: secret }, 'Webhook.http: both username and usernameSecret are given'],
  ['a name from a Secret, with the operator', { usernameSecret: secret, password: secret }, 'Webhook.http: usernameSecret is given'],
  ['a scheme that has fields of its own', { credentials: secret, authorizationType: ' Basic' }, 'Webhook.http: authorizationType is basic'],
  ['a client without an id', { oauth2: { clientSecret: secret, tokenUrl: 'https://x' } }, 'Webhook.http.oauth2: neither clientId nor clientIdSecret is given'],
  ['an id that no file can hold', { oauth2: { clientIdSecret: secret, clientSecret: secret, tokenUrl: 'https://x' } }, 'Webhook.http.oauth2: clientId is not given'],
  ['an address that is none', { oauth2: { ...oauth2, tokenUrl: 'token.test' } }, 'Webhook.http.oauth2: tokenUrl is not an HTTP URL without credentials'],
  ['a header of Alertmanager\'s own', { headers: { authorization: HttpHeader.of('x') } }, 'Webhook.http: a header is one that Alertmanager sets itself\n  value:   "authorization"'],
  ['a header that is none', { headers: { 'a b': HttpHeader.of('x') } }, 'Webhook.http: a header\'s name is none of HTTP'],
])('refuses %s', (_, http, message) => {
  expect(() => written(http)).toThrow(message);
});

test('a header has a value', () => {
  expect(() => HttpHeader.of()).toThrow('HttpHeader: there is no value');
});

test('no password is repeated', () => {
  expect(() => written({ oauth2: { ...oauth2, tokenUrl: 'https://u:hunter2@x' } })).not.toThrow('hunter2');
  expect(() => written({ oauth2: { ...oauth2, tokenUrl: 'https://u:hunter2@x' } })).toThrow('tokenUrl');
});
