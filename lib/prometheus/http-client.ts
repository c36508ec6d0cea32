import { invalid } from '../invalid';
import { SecretKey } from '../secret-key';

/** A version of TLS. */
export enum TlsVersion {
  /** TLS 1.0. */
  TLS10 = 'TLS10',
  /** TLS 1.1. */
  TLS11 = 'TLS11',
  /** TLS 1.2. */
  TLS12 = 'TLS12',
  /** TLS 1.3. */
  TLS13 = 'TLS13',
}

/** A reference to one key of a ConfigMap, for what is no secret: a certificate, or an id. */
export class ConfigMapKey {
  /**
   * Names a key of a ConfigMap.
   *
   * @param configMapName The ConfigMap's name; it lives in the monitor's namespace.
   * @param key The key.
   */
  public static of(configMapName: string, key: string): ConfigMapKey {
    return new ConfigMapKey(configMapName, key);
  }

  private constructor(
    /** The ConfigMap's name. */
    public readonly configMapName: string,
    /** The key in the ConfigMap. */
    public readonly key: string,
  ) {
    const at = 'ConfigMapKey.of';
    if (typeof configMapName !== 'string' || !/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/.test(configMapName)) {
      throw invalid({ at, what: 'the first argument is not the name of a ConfigMap', value: configMapName, allowed: 'lower-case letters, digits, "-" and "."', fix: 'ConfigMapKey.of(\'kube-root-ca.crt\', \'ca.crt\')' });
    }
    if (typeof key !== 'string' || !/^[-._a-zA-Z0-9]{1,253}$/.test(key)) { throw invalid({ at, what: 'the second argument is not a key of a ConfigMap', value: key, allowed: 'letters, digits, "-", "_" and "."', fix: 'ca.crt' }); }
  }
}

/** How TLS is spoken. What is named lives in the monitor's namespace. */
export interface TlsConfig {
  /**
   * The certificate authority that the server's certificate is checked against.
   *
   * @default - those of Prometheus' image
   */
  readonly ca?: SecretKey;

  /**
   * The same, from a ConfigMap, such as `kube-root-ca.crt`.
   *
   * @default - `ca`
   */
  readonly caConfigMap?: ConfigMapKey;

  /**
   * The certificate that the server is shown; `key` belongs to it.
   *
   * @default - none
   */
  readonly cert?: SecretKey;

  /**
   * The same, from a ConfigMap.
   *
   * @default - `cert`
   */
  readonly certConfigMap?: ConfigMapKey;

  /**
   * The private key of the certificate.
   *
   * @default - none
   */
  readonly key?: SecretKey;

  /**
   * The name that the server's certificate must have.
   *
   * @default - the target's host, an IP address as a rule
   */
  readonly serverName?: string;

  /**
   * Whether any certificate is taken. Whoever stands between then reads what is sent, a token included.
   *
   * @default false
   */
  readonly insecureSkipVerify?: boolean;

  /**
   * The oldest version that is spoken.
   *
   * @default - Go's: TLS 1.2
   */
  readonly minVersion?: TlsVersion;

  /**
   * The newest version that is spoken.
   *
   * @default - Go's: TLS 1.3
   */
  readonly maxVersion?: TlsVersion;
}

/**
 * How TLS is spoken by a ServiceMonitor: beside references also files of Prometheus' own pod, which a Prometheus can forbid
 * (`arbitraryFSAccessThroughSMs`).
 */
export interface FileTlsConfig extends TlsConfig {
  /**
   * The path of the certificate authority, in Prometheus' container.
   *
   * @default - `ca`
   */
  readonly caFile?: string;

  /**
   * The path of the certificate, in Prometheus' container.
   *
   * @default - `cert`
   */
  readonly certFile?: string;

  /**
   * The path of the private key, in Prometheus' container.
   *
   * @default - `key`
   */
  readonly keyFile?: string;
}

/** By which proxy the way out goes. */
export interface ProxyConfig {
  /**
   * The URL of the proxy: `http://`, `https://` or `socks5://`, without credentials.
   *
   * @default - none
   */
  readonly proxyUrl?: string;

  /**
   * Hosts that are reached without the proxy, separated by commas. Only with `proxyUrl`.
   *
   * @default - none
   */
  readonly noProxy?: string;

  /**
   * Whether the variables HTTP_PROXY, HTTPS_PROXY and NO_PROXY of Prometheus' container decide, instead of `proxyUrl`.
   *
   * @default false
   */
  readonly proxyFromEnvironment?: boolean;

  /**
   * Headers that a proxy is sent with CONNECT.
   *
   * @default - none
   */
  readonly proxyConnectHeaders?: { readonly [name: string]: SecretKey[] };
}

/** A user's name and password. */
export interface BasicAuth {
  /** The user's name. */
  readonly username: SecretKey;

  /** The password. */
  readonly password: SecretKey;
}

/** What the Authorization header holds. */
export interface Authorization {
  /**
   * The scheme.
   *
   * @default Bearer
   */
  readonly type?: string;

  /** What stands after the scheme. */
  readonly credentials: SecretKey;
}

/** How a token is fetched by OAuth 2.0, with the grant `client_credentials`. */
export interface OAuth2 extends ProxyConfig {
  /**
   * The client's id.
   *
   * @default - `clientIdConfigMap` must be given
   */
  readonly clientId?: SecretKey;

  /**
   * The same, from a ConfigMap.
   *
   * @default - `clientId` must be given
   */
  readonly clientIdConfigMap?: ConfigMapKey;

  /** The client's secret. */
  readonly clientSecret: SecretKey;

  /** The URL where the token is fetched. */
  readonly tokenUrl: string;

  /**
   * The scopes that are asked for.
   *
   * @default - none
   */
  readonly scopes?: string[];

  /**
   * Further parameters of the request, none of them secret.
   *
   * @default - none
   */
  readonly endpointParams?: { readonly [name: string]: string };

  /**
   * How TLS is spoken with the server of the token.
   *
   * @default - as Prometheus' image and Go do
   */
  readonly tls?: TlsConfig;
}

/** How Prometheus proves who it is, and how it reaches a target. */
export interface HttpClientConfig extends ProxyConfig {
  /**
   * A user's name and password.
   *
   * @default - none
   */
  readonly basicAuth?: BasicAuth;

  /**
   * A token, or whatever else the Authorization header holds.
   *
   * @default - none
   */
  readonly authorization?: Authorization;

  /**
   * A token that is fetched.
   *
   * @default - none
   */
  readonly oauth2?: OAuth2;

  /**
   * Whether redirects are followed.
   *
   * @default true
   */
  readonly followRedirects?: boolean;

  /**
   * Whether HTTP/2 is spoken.
   *
   * @default true
   */
  readonly enableHttp2?: boolean;
}
