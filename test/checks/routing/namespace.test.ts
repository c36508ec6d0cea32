import { testPage } from '../page';
import { alertmanager, canary, FAILED, monitor, rule, told } from './samples';

const OBJECT = `---
apiVersion: monitoring.coreos.com/v1alpha1
kind: AlertmanagerConfig
metadata: { name: a, namespace: shop }
spec:
  route: { receiver: a, matchers: [{ name: alertname, value: Canary.*, matchType: "=~" }] }
  receivers: [{ name: a }]
`;
const ELSEWHERE = OBJECT.replace('namespace: shop', 'namespace: monitoring').replace(/, matchers:.*\]/, '');
const OWN_LABEL = '{ namespace: "{{ $labels.exported_namespace }}" }';
const NO_STRATEGY = '---\napiVersion: monitoring.coreos.com/v1\nkind: Alertmanager\nmetadata: { name: m }\nspec: { alertmanagerConfigMatcherStrategy: { type: None } }\n';

describe('routing/namespace', () => {
  test.each([
    ['Flagger\'s namespace instead of the canary\'s', rule('flagger_canary_status == 2') + monitor('5s', false) + canary() + OBJECT, ['error at { receiver: a, matchers:']],
    ['an assumed scrape, which may be either', rule('flagger_canary_status == 2') + canary() + OBJECT, []],
    ['honorLabels', rule(FAILED) + monitor('5s') + canary() + OBJECT, []],
    ['the rule\'s own label', rule('max by (exported_namespace, name) (flagger_canary_status) == 2', OWN_LABEL) + monitor('5s', false) + canary() + OBJECT, []],
    ['the only one, for all alerts, in another namespace than the canary', rule(FAILED) + monitor('5s') + canary() + ELSEWHERE, ['warning at { receiver: a }']],
    ['the same where Alertmanager has a configuration of its own', rule(FAILED) + monitor('5s') + canary() + ELSEWHERE + alertmanager('{ receiver: on-call }'), []],
    ['the same beside another one', rule(FAILED) + monitor('5s') + canary() + ELSEWHERE + OBJECT, []],
    ['the same for other alerts', rule(FAILED) + monitor('5s') + canary() + ELSEWHERE.replace('receiver: a }', 'receiver: a, matchers: [{ name: team, value: infra }] }'), []],
    ['the same without a canary that is shown', rule(FAILED) + monitor('5s') + ELSEWHERE, []],
    ['no strategy', rule('flagger_canary_status == 2') + monitor('5s', false) + canary() + OBJECT + NO_STRATEGY, []],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'routing/namespace')).toEqual(expected);
  });

  testPage('routing/namespace');
});
