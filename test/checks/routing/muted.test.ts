import { testPage } from '../page';
import { alertmanager, FAILED, rule, told } from './samples';

describe('routing/muted', () => {
  test.each([
    ['at night', rule(FAILED) + alertmanager('{ receiver: on-call, mute_time_intervals: [night] }', 'time_intervals: [{ name: night, time_intervals: [{ weekdays: [saturday] }] }]'), ['info at [night] }]']],
    ['always', rule(FAILED) + alertmanager('{ receiver: on-call, mute_time_intervals: [night] }', 'time_intervals: [{ name: night, time_intervals: [{ weekdays: ["sunday:saturday"] }] }]'), ['error at [night] }]']],
    ['another route is open', rule(FAILED) + alertmanager('{ receiver: on-call, continue: true, mute_time_intervals: [night] }, { receiver: on-call }', 'time_intervals: [{ name: night, time_intervals: [{ weekdays: [saturday] }] }]'), []],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'routing/muted')).toEqual(expected);
  });

  testPage('routing/muted');
});
