import { testPage } from '../page';
import { canary, FAILED, rule, told } from '../routing/samples';

describe('coverage/flagger-down', () => {
  test.each([
    ['only failures', rule(FAILED) + canary(), ['info at - alert: CanaryFailed']],
    ['absent', rule('absent(flagger_canary_status)') + canary(), []],
    ['up', rule(FAILED, '{}', '      - { alert: Down, expr: \'up{job="flagger"} == 0\' }\n') + canary(), []],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'coverage/flagger-down')).toEqual(expected);
  });

  testPage('coverage/flagger-down');
});
