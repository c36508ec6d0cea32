import { invalid } from '../invalid';
import { HttpConfig } from './http-config';

/** As alertmanager.yaml has it, each SecretKey still in its place. */
export function httpConfigFields(http: HttpConfig | undefined): { readonly [field: string]: unknown } | undefined {
  return http && {
    proxy_url: http.proxyUrl,
    no_proxy: http.noProxy,
    authorization: http.credentials && { type: http.authorizationType, credentials_file: http.credentials },
    basic_auth: http.username === undefined && http.password === undefined ? undefined : { username: http.username, password_file: http.password },
    tls_config: http.ca && { ca_file: http.ca },
    follow_redirects: http.followRedirects,
  };
}

/** Refuses what Alertmanager refuses, and a password in a URL. */
export function checkHttp(at: string, http: HttpConfig | undefined): void {
  if (http === undefined) { return; }
  // The URL is not repeated: it may hold a password.
  if (http.proxyUrl !== undefined && !/^(https?|socks5h?):\/\/[^/\s@]+\/?$/.test(http.proxyUrl)) {
    throw invalid({ at: `${at}.http`, what: 'proxyUrl is not a proxy\'s URL without credentials', allowed: 'http://, https:// or socks5://, a host and a port', fix: 'http://proxy.example.com:3128' });
  }
  if ((http.username === undefined) !== (http.password === undefined)) {
    throw invalid({ at: `${at}.http`, what: http.password === undefined ? 'username is given without password' : 'password is given without username', allowed: 'both or neither' });
  }
  if (http.username !== undefined && http.credentials !== undefined) {
    throw invalid({ at: `${at}.http`, what: 'both username and credentials are given', allowed: 'one way to authenticate: Alertmanager refuses the configuration' });
  }
  if (http.authorizationType !== undefined && http.credentials === undefined) {
    throw invalid({ at: `${at}.http`, what: 'authorizationType is given without credentials', fix: 'credentials: SecretKey.of(…)' });
  }
}
