import { Duration } from 'cdk8s';
import { fluxDuration, milliseconds } from '../duration';

/**
 * The spelling of the fields whose pattern has no hours: Provider's and the sources' timeout, `^([0-9]+(\.[0-9]+)?(ms|s|m))+$`
 * (fluxcd/notification-controller v1.9.3, fluxcd/source-controller v1.9.1). Whole minutes, where there are any, come first.
 */
export function timeoutWithoutHours(duration: Duration): string {
  const total = milliseconds(duration);
  const minutes = Math.floor(total / 60_000);
  const rest = total - minutes * 60_000;
  const text = rest === 0 && minutes > 0 ? '' : fluxDuration(Duration.millis(rest));
  return `${minutes > 0 ? `${minutes}m` : ''}${text}`;
}
