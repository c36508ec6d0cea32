import { IAlertProvider } from './alert-provider';

/**
 * From which severity on Flagger posts to an AlertProvider. What Flagger calls which (Flagger 1.44.0 pkg/controller): `info` is
 * progress and success, `warn` is waiting for approval and a rollback by hand, `error` is a rollback after failed checks and a
 * failed promotion. A canary that never becomes ready is rolled back without any message.
 */
export enum AlertSeverity {
  /** Everything. */
  INFO = 'info',
  /** What waits for somebody, and what failed. */
  WARN = 'warn',
  /** What failed. */
  ERROR = 'error',
}

/**
 * One entry of `analysis.alerts`. A canary with at least one of them no longer reaches the notifier that Flagger's own flags
 * set, whatever the severity (Flagger 1.44.0 pkg/controller/events.go alert).
 */
export interface CanaryAlert {
  /**
   * The entry's name.
   *
   * @default - the provider's name
   */
  readonly name?: string;

  /**
   * From which severity on messages are sent. It is required because an entry without it sends nothing, though upstream's
   * documentation speaks of a default (Flagger 1.44.0 pkg/controller/events.go compares it with the three words).
   */
  readonly severity: AlertSeverity;

  /** Where messages are sent. */
  readonly provider: IAlertProvider;
}
