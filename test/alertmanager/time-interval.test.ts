import { TimeInterval, TimeSpan, Weekday } from '../../lib/alertmanager';
import { withSecretPaths } from '../../lib/alertmanager/secret-file';

describe('TimeInterval', () => {
  test('has each field as alertmanager.yaml spells it', () => {
    const interval = new TimeInterval('quiet', [
      { weekdays: [Weekday.SATURDAY, Weekday.SUNDAY], location: 'Asia/Seoul' },
      { times: [{ start: '22:00', end: '24:00' }, { start: '00:00', end: '06:30' }], daysOfMonth: ['1:7', '-1'], months: ['march:may', '12'], years: ['2026:2028'] },
    ]);
    expect(withSecretPaths(interval._render())).toEqual({
      name: 'quiet',
      time_intervals: [
        { weekdays: ['saturday', 'sunday'], location: 'Asia/Seoul' },
        { times: [{ start_time: '22:00', end_time: '24:00' }, { start_time: '00:00', end_time: '06:30' }], days_of_month: ['1:7', '-1'], months: ['march:may', '12'], years: ['2026:2028'] },
      ],
    });
  });

  test.each<[string, TimeSpan, string]>([
    ['a span that says nothing', { weekdays: [] }, 'TimeInterval quiet: a span of time says nothing'],
    ['a time with one digit', { times: [{ start: '9:00', end: '17:00' }] }, 'a time of day is not HH:MM\n  value:   "9:00"'],
    ['a time beyond the day', { times: [{ start: '23:00', end: '24:01' }] }, 'a time of day is not HH:MM\n  value:   "24:01"'],
    ['a night in one range', { times: [{ start: '22:00', end: '06:00' }] }, 'fix:     across midnight two ranges are needed: 22:00 to 24:00, and 00:00 to 06:00'],
    ['day 0', { daysOfMonth: ['0'] }, 'an entry of daysOfMonth is no value or range\n  value:   "0"'],
    ['day 32', { daysOfMonth: ['1:32'] }, 'an entry of daysOfMonth is no value or range'],
    ['a range from the end to the start', { daysOfMonth: ['-3:5'] }, 'an entry of daysOfMonth is no value or range'],
    ['a range that always ends before its start', { daysOfMonth: ['30:-20'] }, 'an entry of daysOfMonth is no value or range'],
    ['a month by another name', { months: ['jan'] }, 'an entry of months is no value or range'],
    ['months across the year\'s end', { months: ['november:february'] }, 'an entry of months is no value or range'],
    ['years backwards', { years: ['2028:2026'] }, 'an entry of years is no value or range'],
    ['a range of three', { years: ['2026:2027:2028'] }, 'an entry of years is no value or range'],
    ['half a range', { years: ['2026:'] }, 'an entry of years is no value or range'],
    ['a time zone that is none', { weekdays: [Weekday.MONDAY], location: 'Seoul' }, 'the location is no IANA time zone\n  value:   "Seoul"'],
    ['an offset', { weekdays: [Weekday.MONDAY], location: '+09:00' }, 'the location is no IANA time zone'],
  ])('refuses %s', (_, span, message) => {
    expect(() => new TimeInterval('quiet', [span])).toThrow(message);
  });

  test.each([
    ['no span', 'quiet', [], 'there is no span of time'],
    ['no name', '', [{ weekdays: [Weekday.MONDAY] }], 'the name is empty'],
  ])('refuses %s', (_, name, spans, message) => {
    expect(() => new TimeInterval(name, spans)).toThrow(message);
  });
});
