import { Duration } from 'cdk8s';
import { SecretKey } from '../secret-key';
import { HttpConfig } from './http-config';

/** What holds for each receiver that says nothing else. */
export interface GlobalConfig {
  /**
   * After how long an alert counts as resolved that came without an end. Prometheus always sends one; Flux's provider of
   * type `alertmanager` never does, so that this is how long its alerts live.
   *
   * @default - 5 minutes
   */
  readonly resolveTimeout?: Duration;

  /**
   * How HTTP is spoken.
   *
   * @default - directly
   */
  readonly http?: HttpConfig;

  /**
   * The sender of emails.
   *
   * @default - each email integration must name one
   */
  readonly smtpFrom?: string;

  /**
   * The mail server as `host:port`.
   *
   * @default - each email integration must name one
   */
  readonly smtpSmarthost?: string;

  /**
   * The user's name at the mail server.
   *
   * @default - no authentication
   */
  readonly smtpAuthUsername?: string;

  /**
   * The password at the mail server.
   *
   * @default - no authentication
   */
  readonly smtpAuthPassword?: SecretKey;

  /**
   * Whether a connection to the mail server without TLS is refused.
   *
   * @default true
   */
  readonly smtpRequireTls?: boolean;

  /**
   * The URL of Slack's incoming webhook.
   *
   * @default - each Slack integration must name one
   */
  readonly slackApiUrl?: SecretKey;

  /**
   * Fields that this library does not know, by the names that alertmanager.yaml has, with a SecretKey in each field that takes
   * a secret's file.
   *
   * @default - none
   */
  readonly fields?: { readonly [field: string]: unknown };
}
