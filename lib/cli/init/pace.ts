import { milliseconds } from '../../duration';
import { Duration } from '../../cdk8s-duration';
import { shortestRollout, timingFor } from '../../facts/latency';

const USUAL_SECONDS = [30, 60, 120, 300, 600, 900];

/** How often the canary is checked, in seconds: at least half of the time in which two failures are told apart (`CanaryAlerting` refuses less). */
export function analysisInterval(promise: number): number {
  const least = milliseconds(shortestRollout(timingFor(Duration.seconds(promise)))) / 2000;
  return USUAL_SECONDS.find((each) => each >= least) ?? Math.ceil(least / 60) * 60;
}
