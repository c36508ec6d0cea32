import { Duration } from 'cdk8s';
import { StringMatch } from './header-match';

/** Which pages of other origins may call the service from a browser (Istio, and Gateway API v1). */
export interface CorsPolicy {
  /** The origins, such as `https://shop.example.com`. Gateway API compares exactly. */
  readonly allowOrigins: StringMatch[];

  /**
   * The methods, such as `GET`.
   *
   * @default - the provider's own
   */
  readonly allowMethods?: string[];

  /**
   * The headers that a request may have.
   *
   * @default - none
   */
  readonly allowHeaders?: string[];

  /**
   * The headers of an answer that the page may read.
   *
   * @default - none
   */
  readonly exposeHeaders?: string[];

  /**
   * Whether requests may carry cookies and credentials.
   *
   * @default false
   */
  readonly allowCredentials?: boolean;

  /**
   * How long a browser may keep the answer to its preflight request, in whole seconds.
   *
   * @default - the browser's own
   */
  readonly maxAge?: Duration;
}
