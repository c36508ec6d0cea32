import { Duration } from 'cdk8s';
import { milliseconds } from '../duration';
import { duration, invalid } from '../invalid';

/** The longest that Prometheus can count: 2^63 nanoseconds (prometheus/common v0.70.1 model/time.go). */
const LONGEST_DAYS = 106_751;

/** Refuses a time that Prometheus does not read: it would refuse its whole configuration, or the file of rules. */
export function checkTime(at: string, what: string, time: Duration): void {
  duration(at, what, time);
  const length = milliseconds(time);
  if (Number.isFinite(length) && length <= LONGEST_DAYS * 86_400_000) { return; }
  throw invalid({ at, what: `${what} is no time that Prometheus can count`, allowed: `at most ${LONGEST_DAYS} days`, fix: `${what}: Duration.seconds(30)` });
}
