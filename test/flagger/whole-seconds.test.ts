import { Duration } from 'cdk8s';
import { wholeSeconds } from '../../lib/flagger/whole-seconds';

describe('wholeSeconds', () => {
  test.each([Duration.seconds(1), Duration.minutes(2), Duration.millis(3000)])('takes %s', (duration) => {
    expect(wholeSeconds('Canary/a/b', 'timeout', duration)).toBe(duration);
  });

  test.each([
    [Duration.millis(1500), 'Canary/a/b: timeout is not in whole seconds\n  value:   "1.5 seconds"\n  allowed: whole seconds, at least 1 second'],
    [Duration.seconds(0), 'Canary/a/b: timeout is too short\n  value:   "0 seconds"'],
  ])('refuses %s', (duration, message) => {
    expect(() => wholeSeconds('Canary/a/b', 'timeout', duration)).toThrow(message);
  });
});
