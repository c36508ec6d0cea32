import { testPage } from '../page';
import { alertmanager, FAILED, monitor, rule, told } from './samples';

describe('routing/unreached', () => {
  test.each([
    ['a severity that no route asks for', rule(FAILED, '{ severity: warning }') + alertmanager('{ receiver: on-call, matchers: [severity=critical] }'), ['error at warning }']],
    ['the old spelling of it', rule(FAILED, '{ severity: warning }') + alertmanager('{ receiver: on-call, match: { severity: critical } }'), ['error at warning }']],
    ['another case of a letter', rule(FAILED, '{ severity: Critical }') + alertmanager('{ receiver: on-call, matchers: [severity=critical] }'), ['error at Critical }']],
    ['a name that is misspelt', rule(FAILED) + alertmanager('{ receiver: on-call, matchers: [alertname=CanaryFaild] }'), ['error at alertname=CanaryFaild] }']],
    ['a misspelt name, and another way to people', rule(FAILED) + alertmanager('{ receiver: on-call, matchers: [alertname=CanaryFaild] }, { receiver: on-call }'), ['warning at alertname=CanaryFaild] }']],
    ['a namespace that the alert has lost', rule('max(flagger_canary_status) == 2') + alertmanager('{ receiver: on-call, matchers: [namespace=shop] }'), ['error at CanaryFailed']],
    ['a namespace that is Flagger\'s', rule('flagger_canary_status == 2') + monitor('5s', false) + alertmanager('{ receiver: on-call, matchers: [namespace=shop] }'), ['error at CanaryFailed']],
    ['no route at all to anybody', rule(FAILED) + alertmanager('{ receiver: nobody }'), ['error at CanaryFailed']],
    ['a regular expression', rule(FAILED) + alertmanager('{ receiver: on-call, matchers: ["severity=~\\"critical|warning\\""] }'), []],
    ['a namespace that some canary may have', rule(FAILED) + alertmanager('{ receiver: on-call, matchers: ["namespace=~\\"shop|search\\""] }'), []],
    ['an external label of the Prometheus', rule(FAILED) + alertmanager('{ receiver: on-call, matchers: [cluster=prod] }'), []],
    ['an alert that is only worth knowing', rule('flagger_canary_status == 0', '{ severity: info }').replace('CanaryFailed', 'CanaryProgressing') + alertmanager('{ receiver: on-call, matchers: [severity=critical] }'), []],
    ['a configuration without rules about canaries', alertmanager('{ receiver: nobody }'), []],
    ['rules without a configuration', rule(FAILED), []],
    ['the label that the rule writes itself', rule('max by (exported_namespace, name) (flagger_canary_status) == 2', '{ namespace: "{{ $labels.exported_namespace }}" }') + alertmanager('{ receiver: on-call, matchers: [namespace=shop] }'), []],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'routing/unreached')).toEqual(expected);
  });

  testPage('routing/unreached');
});
