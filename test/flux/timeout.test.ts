import { Duration } from 'cdk8s';
import { timeoutWithoutHours } from '../../lib/flux/timeout';

test.each([
  [Duration.seconds(15), '15s'],
  [Duration.seconds(90), '1m30s'],
  [Duration.hours(1), '60m'],
  [Duration.minutes(125), '125m'],
  [Duration.millis(1500), '1s500ms'],
  [Duration.millis(60_250), '1m250ms'],
])('%p is %s', (duration, text) => {
  expect(timeoutWithoutHours(duration)).toBe(text);
  expect(text).toMatch(/^([0-9]+(\.[0-9]+)?(ms|s|m))+$/);
});
