import { Duration } from 'cdk8s';
import { durationInWords, flaggerDuration, fluxDuration, prometheusDuration, seconds } from '../lib/duration';

const { days, hours, millis, minutes, seconds: s } = Duration;

describe('a duration as each program spells it', () => {
  test.each([
    // given, Flagger, Prometheus, Flux, people
    [s(0), '0s', '0s', '0s', '0 seconds'],
    [millis(1500), '2s', '1s500ms', '1s500ms', '1.5 seconds'],
    [s(1), '1s', '1s', '1s', '1 second'],
    [s(30), '30s', '30s', '30s', '30 seconds'],
    [s(60), '1m', '1m', '1m', '1 minute'],
    [s(90), '90s', '1m30s', '1m30s', '1 minute 30 seconds'],
    [hours(2), '120m', '2h', '2h', '2 hours'],
    [minutes(90), '90m', '1h30m', '1h30m', '1 hour 30 minutes'],
    [days(2), '2880m', '2d', '48h', '2 days'],
  ])('%#', (duration, flagger, prometheus, flux, words) => {
    expect([flaggerDuration(duration), prometheusDuration(duration), fluxDuration(duration), durationInWords(duration)])
      .toEqual([flagger, prometheus, flux, words]);
  });

  test('keeps fractions of a second', () => {
    expect(seconds(millis(250))).toBe(0.25);
  });
});
