import { testPage } from '../page';
import { FAILED, rule, told } from '../routing/samples';

describe('latency/for', () => {
  test.each([
    ['a minute', rule(FAILED, '{}', '        for: 1m'), ['warning at 1m']],
    ['on a rule that never fires, and means to', rule('flagger_canary_status == 3', '{}', '        for: 5m'), ['warning at 5m']],
    ['a few seconds', rule(FAILED, '{}', '        for: 10s'), []],
    ['on a canary that is stuck', rule('flagger_canary_status == 0', '{}', '        for: 1h').replace('CanaryFailed', 'CanaryStuck'), []],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'latency/for')).toEqual(expected);
  });

  testPage('latency/for');
});
