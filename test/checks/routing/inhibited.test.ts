import { testPage } from '../page';
import { alertmanager, FAILED, rule, told } from './samples';

describe('routing/inhibited', () => {
  test.each([
    ['Watchdog as a source', rule(FAILED) + alertmanager('{ receiver: on-call }', 'inhibit_rules: [{ source_matchers: [alertname=Watchdog], target_matchers: [severity=critical] }]'), ['error at { source_matchers: [aler']],
    ['no source at all', rule(FAILED) + alertmanager('{ receiver: on-call }', 'inhibit_rules: [{ target_matchers: [severity=critical] }]'), ['error at { target_matchers: [seve']],
    ['labels that the alert lacks', rule('max(flagger_canary_status) == 2') + alertmanager('{ receiver: on-call }', 'inhibit_rules: [{ source_matchers: [alertname=NodeDown], target_matchers: [severity=critical], equal: [namespace] }]'), ['warning at { source_matchers: [aler']],
    ['InfoInhibitor of the chart', rule(FAILED, '{ severity: info }') + '---\nalertmanager: { config: { route: { receiver: "null" } } }', ['error at info }']],
    ['the usual rule', rule(FAILED) + alertmanager('{ receiver: on-call }', 'inhibit_rules: [{ source_matchers: [severity=critical], target_matchers: ["severity=~\\"warning|info\\""], equal: [namespace, alertname] }]'), []],
    ['a source that does not fire always', rule(FAILED) + alertmanager('{ receiver: on-call }', 'inhibit_rules: [{ source_matchers: [alertname=FlaggerDown], target_matchers: [severity=critical] }]'), []],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'routing/inhibited')).toEqual(expected);
  });

  testPage('routing/inhibited');
});
