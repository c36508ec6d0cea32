import { testPage } from '../page';
import { canary, FAILED, monitor, rule, told } from './samples';

const OBJECT = `---
apiVersion: monitoring.coreos.com/v1alpha1
kind: AlertmanagerConfig
metadata: { name: a, namespace: shop }
spec:
  route: { receiver: a, matchers: [{ name: alertname, value: Canary.*, matchType: "=~" }] }
  receivers: [{ name: a }]
`;
const OWN_LABEL = '{ namespace: "{{ $labels.exported_namespace }}" }';
const NO_STRATEGY = '---\napiVersion: monitoring.coreos.com/v1\nkind: Alertmanager\nmetadata: { name: m }\nspec: { alertmanagerConfigMatcherStrategy: { type: None } }\n';

describe('routing/namespace', () => {
  test.each([
    ['Flagger\'s namespace instead of the canary\'s', rule('flagger_canary_status == 2') + monitor('5s', false) + canary() + OBJECT, ['error at { receiver: a, matchers:']],
    ['an assumed scrape, which may be either', rule('flagger_canary_status == 2') + canary() + OBJECT, []],
    ['honorLabels', rule(FAILED) + monitor('5s') + canary() + OBJECT, []],
    ['the rule\'s own label', rule('max by (exported_namespace, name) (flagger_canary_status) == 2', OWN_LABEL) + monitor('5s', false) + canary() + OBJECT, []],
    ['no strategy', rule('flagger_canary_status == 2') + monitor('5s', false) + canary() + OBJECT + NO_STRATEGY, []],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'routing/namespace')).toEqual(expected);
  });

  testPage('routing/namespace');
});
