import { Duration } from 'cdk8s';
import { durationInWords, milliseconds } from '../duration';
import { duration as isDuration, invalid } from '../invalid';

/**
 * Returns a duration of whole seconds, and refuses any other: the CRD's pattern for every duration of a Canary is
 * `^[0-9]+(m|s)`, which has no place for a fraction (Flagger 1.44.0 artifacts/flagger/crd.yaml).
 */
export function wholeSeconds(at: string, what: string, duration: Duration, least: Duration = Duration.seconds(1), because = ''): Duration {
  isDuration(at, what, duration);
  const given = milliseconds(duration);
  if (given % 1000 === 0 && given >= milliseconds(least)) { return duration; }
  throw invalid({
    at,
    what: given % 1000 === 0 ? `${what} is too short` : `${what} is not in whole seconds`,
    value: durationInWords(duration),
    allowed: `whole seconds, at least ${durationInWords(least)}${because === '' ? '' : `: ${because}`}`,
    fix: `${lastName(what)}: Duration.seconds(${likely(given, milliseconds(least))})`,
  });
}

/** The seconds that were likely meant: as many as the milliseconds that were given, where these are few, or the next whole ones. */
function likely(given: number, least: number): number {
  return given < 1000 && Number.isInteger(given) && given * 1000 >= least ? given : Math.ceil(Math.max(given, least) / 1000);
}

function lastName(what: string): string {
  return what.slice(what.lastIndexOf('.') + 1);
}
