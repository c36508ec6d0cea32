import { testPage } from '../page';
import { alertmanager, FAILED, rule, told } from '../routing/samples';

describe('coverage/heartbeat', () => {
  test.each([
    ['no heartbeat leaves', rule(FAILED) + alertmanager('{ receiver: on-call, matchers: [severity=critical] }'), ['info at - alert: CanaryFailed']],
    ['Watchdog leaves', rule(FAILED) + alertmanager('{ receiver: on-call }'), []],
    ['no configuration', rule(FAILED), []],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'coverage/heartbeat')).toEqual(expected);
  });

  testPage('coverage/heartbeat');
});
