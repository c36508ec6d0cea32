import { testPage } from '../page';
import { canary, FAILED, rule, told } from '../routing/samples';

describe('coverage/stuck', () => {
  test.each([
    ['only failures', rule(FAILED) + canary(), ['info at - alert: CanaryFailed']],
    ['a rule on 0', rule('flagger_canary_status == 0') + canary(), []],
    ['rules alone', rule(FAILED), []],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'coverage/stuck')).toEqual(expected);
  });

  testPage('coverage/stuck');
});
