import { testPage } from '../page';
import { FAILED, rule, told } from '../routing/samples';

describe('latency/for', () => {
  test.each([
    ['a minute', rule(FAILED, '{}', '        for: 1m'), ['warning at 1m']],
    ['on a rule that never fires, and means to', rule('flagger_canary_status == 3', '{}', '        for: 5m'), ['warning at 5m']],
    ['a few seconds', rule(FAILED, '{}', '        for: 10s'), []],
    ['on a canary that is stuck', rule('flagger_canary_status == 0', '{}', '        for: 1h').replace('CanaryFailed', 'CanaryStuck'), []],
    ['on traffic that stays with the canary', rule('flagger_canary_weight{workload!~".+-primary"} > 0', '{}', '        for: 1h').replace('CanaryFailed', 'CanaryWeightTooLong'), []],
    ['on everything but the idle status', rule('flagger_canary_status != 1', '{}', '        for: 1h'), []],
    ['on a rule about a stall that speaks of failures', rule('flagger_canary_status == 1 and flagger_canary_weight == 0', '{}', '        for: 1h\n        annotations: { description: look for failures in the log }').replace('CanaryFailed', 'CanaryStalled'), []],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'latency/for')).toEqual(expected);
  });

  testPage('latency/for');
});
