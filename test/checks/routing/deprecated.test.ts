import { testPage } from '../page';
import { told } from './samples';

describe('routing/deprecated', () => {
  test.each([
    ['match and match_re, at any depth', 'route: { receiver: a, routes: [{ match: { x: 1 }, routes: [{ match_re: { y: z } }] }] }\nreceivers: [{ name: a }]', ['warning at { x: 1 }, routes: [{ mat', 'warning at { y: z } }] }] }']],
    ['an inhibit rule', 'route: { receiver: a }\nreceivers: [{ name: a }]\ninhibit_rules: [{ source_match: { a: b }, target_matchers: [c=d] }]', ['warning at { a: b }, target_matcher']],
    ['the old name of time intervals', 'route: { receiver: a }\nreceivers: [{ name: a }]\nmute_time_intervals: []', ['warning at []']],
    ['mute_time_intervals of a route, which is not old', 'route: { receiver: a, routes: [{ mute_time_intervals: [n] }] }\nreceivers: [{ name: a }]\ntime_intervals: [{ name: n }]', []],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'routing/deprecated')).toEqual(expected);
  });

  testPage('routing/deprecated');
});
