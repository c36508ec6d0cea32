import { testPage } from '../page';
import { canary, alerts, FAILED, rule, told } from '../routing/samples';

describe('coverage/severity', () => {
  test.each([
    ['none', canary(alerts('')), ['error at { name: a, providerRef:']],
    ['an empty one', canary(alerts('""')), ['error at "", providerRef: { name:']],
    ['error alone', canary(alerts('error')), ['warning at error, providerRef: { na']],
    ['error beside warn', canary(alerts('error', 'warn')), []],
    ['error beside a rule', rule(FAILED) + canary(alerts('error')), []],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'coverage/severity')).toEqual(expected);
  });

  testPage('coverage/severity');
});
