import { testPage } from '../page';
import { alertmanager, FAILED, rule, told } from './samples';

const muted = (names: string, intervals: string, kind = 'mute'): string => rule(FAILED) + alertmanager(`{ receiver: on-call, ${kind}_time_intervals: ${names} }`, `time_intervals: [${intervals}]`);

describe('routing/muted', () => {
  test.each([
    ['at night', rule(FAILED) + alertmanager('{ receiver: on-call, mute_time_intervals: [night] }', 'time_intervals: [{ name: night, time_intervals: [{ weekdays: [saturday] }] }]'), ['info at [night] }]']],
    ['always', rule(FAILED) + alertmanager('{ receiver: on-call, mute_time_intervals: [night] }', 'time_intervals: [{ name: night, time_intervals: [{ weekdays: ["sunday:saturday"] }] }]'), ['error at [night] }]']],
    ['another route is open', rule(FAILED) + alertmanager('{ receiver: on-call, continue: true, mute_time_intervals: [night] }, { receiver: on-call }', 'time_intervals: [{ name: night, time_intervals: [{ weekdays: [saturday] }] }]'), []],
    ['the two halves of a day', muted('[a]', '{ name: a, time_intervals: [{ times: [{ start_time: "00:00", end_time: "12:00" }] }, { times: [{ start_time: "12:00", end_time: "24:00" }] }] }'), ['error at [a] }]']],
    ['work and weekend', muted('[a, b]', '{ name: a, time_intervals: [{ weekdays: ["monday:friday"] }] }, { name: b, time_intervals: [{ weekdays: [saturday, sunday] }] }'), ['error at [a, b] }]']],
    ['all days but the 31st', muted('[a]', '{ name: a, time_intervals: [{ days_of_month: ["1:30"] }] }'), ['info at [a] }]']],
    ['all days of a month, counted from its end', muted('[a]', '{ name: a, time_intervals: [{ days_of_month: ["-31:-1"] }] }'), ['error at [a] }]']],
    ['some years', muted('[a]', '{ name: a, time_intervals: [{ years: ["2020:2050"] }] }'), ['info at [a] }]']],
    ['no time of a day', muted('[a]', '{ name: a, time_intervals: [{ times: [] }] }'), ['info at [a] }]']],
    ['a day that no month has', muted('[a]', '{ name: a, time_intervals: [{ months: [february], days_of_month: ["30:31"] }] }', 'active'), ['error at [a] }]']],
    ['an interval in another time zone', muted('[a]', '{ name: a, time_intervals: [{ weekdays: ["monday:friday"], location: Asia/Tokyo }, { weekdays: [saturday, sunday] }] }'), ['info at [a] }]']],
    ['a span that is none', muted('[a]', '{ name: a, time_intervals: [{ weekdays: [mon] }, 7, null] }'), ['info at [a] }]']],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'routing/muted')).toEqual(expected);
  });

  testPage('routing/muted');
});
