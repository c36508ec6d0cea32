import { Duration } from 'cdk8s';
import { durationInWords, fluxDuration, milliseconds } from '../duration';
import { invalid } from '../invalid';

/**
 * Refuses a time that Alertmanager and the operator do not both read: Alertmanager reads these fields as Go spells times, without days,
 * while the operator writes whole days as `1d` (prometheus/alertmanager v0.34.2 config/notifiers.go, time.Duration;
 * prometheus-operator v0.93.0 pkg/alertmanager/types.go, model.Duration).
 */
export function checkTimeout(at: string, property: string, duration: Duration | undefined): void {
  if (duration === undefined || (milliseconds(duration) > 0 && milliseconds(duration) < 86_400_000)) { return; }
  throw invalid({ at, what: `${property} is none that Alertmanager and the operator both read`, value: durationInWords(duration), allowed: 'more than 0, less than 1 day' });
}

/** Hours, minutes, seconds and milliseconds, as Go spells them, and Flux with it. */
export function goDuration(duration: Duration | undefined): string | undefined {
  return duration && fluxDuration(duration);
}
