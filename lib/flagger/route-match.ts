import { StringMatch } from './header-match';

/** Which requests the canary's route takes at all; all parts must be true of one request. Gateway API knows uri, method, headers and queryParams. */
export interface RouteMatch {
  /**
   * The condition's name, for Istio's access logs.
   *
   * @default - none
   */
  readonly name?: string;

  /**
   * The path. Contour and App Mesh take a prefix alone.
   *
   * @default - any
   */
  readonly uri?: StringMatch;

  /**
   * The scheme, such as `https`.
   *
   * @default - any
   */
  readonly scheme?: StringMatch;

  /**
   * The method, such as `GET`; `exact` alone with Gateway API.
   *
   * @default - any
   */
  readonly method?: StringMatch;

  /**
   * The host that the request names.
   *
   * @default - any
   */
  readonly authority?: StringMatch;

  /**
   * Headers by name.
   *
   * @default - any
   */
  readonly headers?: { [name: string]: StringMatch };

  /**
   * Headers that the request must not have, by name.
   *
   * @default - none
   */
  readonly withoutHeaders?: { [name: string]: StringMatch };

  /**
   * Query parameters by name.
   *
   * @default - any
   */
  readonly queryParams?: { [name: string]: StringMatch };

  /**
   * The port that the request was sent to, 1 to 65535. It is the only condition of a TCP service.
   *
   * @default - any
   */
  readonly port?: number;

  /**
   * Labels of the calling pods.
   *
   * @default - any
   */
  readonly sourceLabels?: { [name: string]: string };

  /**
   * The gateways that the request came through, `namespace/name` or `mesh`.
   *
   * @default - those of the service
   */
  readonly gateways?: string[];

  /**
   * The namespace of the calling pods.
   *
   * @default - any
   */
  readonly sourceNamespace?: string;

  /**
   * Whether upper and lower case are one in an exact or prefixed `uri`.
   *
   * @default false
   */
  readonly ignoreUriCase?: boolean;
}
