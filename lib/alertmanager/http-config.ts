import { SecretKey } from '../secret-key';

/** How a receiver speaks HTTP. What is given replaces the global setting as a whole (Teams keeps the global proxy). */
export interface HttpConfig {
  /**
   * The URL of a proxy on the way out.
   *
   * @default - none
   */
  readonly proxyUrl?: string;

  /**
   * Hosts that are reached without the proxy, separated by commas.
   *
   * @default - none
   */
  readonly noProxy?: string;

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
   * The password for basic authentication.
   *
   * @default - no basic authentication
   */
  readonly password?: SecretKey;

  /**
   * The certificate authority that the server's certificate is checked against.
   *
   * @default - those of the image
   */
  readonly ca?: SecretKey;

  /**
   * Whether redirects are followed.
   *
   * @default true
   */
  readonly followRedirects?: boolean;
}
