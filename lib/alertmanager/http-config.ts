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

/** How TLS is spoken. */
export interface TlsConfig {
  /**
   * The certificate authority that the server's certificate is checked against.
   *
   * @default - those of the image
   */
  readonly ca?: SecretKey;

  /**
   * The certificate that the server is shown; `key` belongs to it.
   *
   * @default - none
   */
  readonly cert?: SecretKey;

  /**
   * The private key of `cert`.
   *
   * @default - none
   */
  readonly key?: SecretKey;

  /**
   * The name that the server's certificate must have.
   *
   * @default - the host of the URL
   */
  readonly serverName?: string;

  /**
   * Whether any certificate is taken. Whoever stands between then reads and changes what is sent.
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
   * Whether the pod's variables HTTP_PROXY, HTTPS_PROXY and NO_PROXY decide, instead of `proxyUrl`.
   *
   * @default false
   */
  readonly proxyFromEnvironment?: boolean;

  /**
   * Headers that a proxy is sent with CONNECT. Alertmanager reads them from no file: in an AlertmanagerConfig only.
   *
   * @default - none
   */
  readonly proxyConnectHeaders?: { readonly [name: string]: SecretKey[] };
}

/** How a token is fetched by OAuth 2.0, with the grant `client_credentials`. */
export interface OAuth2Config extends ProxyConfig {
  /**
   * The client's id.
   *
   * @default - `clientIdSecret` must be given
   */
  readonly clientId?: string;

  /**
   * The client's id, from a Secret. Alertmanager reads it from no file; an AlertmanagerConfig takes it in no other way.
   *
   * @default - `clientId` must be given
   */
  readonly clientIdSecret?: SecretKey;

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
   * @default - as the image and Go do
   */
  readonly tls?: TlsConfig;
}

/** The values of an HTTP header. */
export class HttpHeader {
  /**
   * Values that are no secret.
   *
   * @param values The values.
   */
  public static of(...values: string[]): HttpHeader {
    return new HttpHeader(values, []);
  }

  /**
   * Values from Secrets.
   *
   * @param secrets The Secrets' keys, a value each.
   */
  public static fromSecret(...secrets: SecretKey[]): HttpHeader {
    return new HttpHeader([], secrets);
  }

  private constructor(private readonly values: string[], private readonly secrets: SecretKey[]) {
    if (values.length + secrets.length === 0) { throw invalid({ at: 'HttpHeader', what: 'there is no value', fix: 'alertmanager.HttpHeader.of(\'canary\')' }); }
  }

  /** @internal */
  public _render(): { readonly [field: string]: unknown } {
    return { ...(this.values.length > 0 && { values: this.values }), ...(this.secrets.length > 0 && { files: this.secrets }) };
  }
}

/** How a receiver speaks HTTP. What is given replaces the global setting as a whole (Teams keeps the global proxy). */
export interface HttpConfig extends ProxyConfig {
  /**
   * The scheme of the Authorization header that `credentials` goes into.
   *
   * @default Bearer
   */
  readonly authorizationType?: string;

  /**
   * What the Authorization header holds after the scheme.
   *
   * @default - no such header
   */
  readonly credentials?: SecretKey;

  /**
   * The user's name for basic authentication.
   *
   * @default - no basic authentication
   */
  readonly username?: string;

  /**
   * The user's name for basic authentication, from a Secret. prometheus-operator 0.93 refuses it in Alertmanager's own
   * configuration; an AlertmanagerConfig takes it in no other way.
   *
   * @default - `username`
   */
  readonly usernameSecret?: SecretKey;

  /**
   * The password for basic authentication.
   *
   * @default - no basic authentication
   */
  readonly password?: SecretKey;

  /**
   * How a token is fetched by OAuth 2.0.
   *
   * @default - no OAuth 2.0
   */
  readonly oauth2?: OAuth2Config;

  /**
   * How TLS is spoken.
   *
   * @default - as the image and Go do
   */
  readonly tls?: TlsConfig;

  /**
   * Whether redirects are followed.
   *
   * @default true
   */
  readonly followRedirects?: boolean;

  /**
   * Whether HTTP/2 is spoken where the server can.
   *
   * @default true
   */
  readonly enableHttp2?: boolean;

  /**
   * Further headers, by name. An AlertmanagerConfig has none.
   *
   * @default - none
   */
  readonly headers?: { readonly [name: string]: HttpHeader };
}
