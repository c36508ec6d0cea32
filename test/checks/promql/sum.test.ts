import { found } from '../findings';
import { testPage } from '../page';
import { foundIn, ruleFile } from './rule';

const canary = (name: string, namespace: string): string => `---\napiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} } }\n`;
const BOTH_HEALTHY = 'it fires for 2 canaries of which each is healthy';

describe('promql/sum', () => {
  test.each([
    ['two healthy canaries', 'sum(flagger_canary_status) > 1', [`15 warning: adds up statuses: ${BOTH_HEALTHY}`]],
    ['the number of a failure', 'sum(flagger_canary_status) == 2', [`15 warning: adds up statuses: ${BOTH_HEALTHY}`]],
    ['the number first', '1 < sum(flagger_canary_status)', [`19 warning: adds up statuses: ${BOTH_HEALTHY}`]],
    ['a namespace', 'sum by (namespace) (flagger_canary_status) >= 2', [`15 warning: adds up statuses: ${BOTH_HEALTHY}`]],
    ['canaries that are named', 'sum(flagger_canary_status{name=~"a|b"}) > 1', [`15 warning: adds up statuses: ${BOTH_HEALTHY}`]],
    ['canaries that a pattern names', 'sum(flagger_canary_status{name=~"shop-.*"}) > 1', [`15 warning: adds up statuses: ${BOTH_HEALTHY}`]],
    ['as many as it takes', 'sum(flagger_canary_status) > 40', ['15 warning: adds up statuses: it fires for 41 canaries of which each is healthy']],
    ['a mean', 'avg(flagger_canary_status) > 1', ['15 warning: takes the mean of statuses: it does not fire for a canary that failed while another one progresses']],
    ['a mean by hand', 'sum(flagger_canary_status) / count(flagger_canary_status) > 1', ['15 warning: adds up statuses: it does not fire for a canary that failed while another one progresses']],
    ['progress', 'sum(flagger_canary_status) == 0', ['15 warning: adds up statuses: it does not fire for a canary that progresses while another one is healthy']],
    ['those that failed', 'sum(flagger_canary_status == 2) == 2', ['15 warning: adds up statuses: it does not fire for a canary that failed while another one failed']],
    ['a part of more', 'up == 1 and on () (sum(flagger_canary_status) > 1)', [`34 warning: adds up statuses: ${BOTH_HEALTHY}`]],
    ['a comparison within a comparison, once', '(sum(flagger_canary_status) > 1) > 0', [`16 warning: adds up statuses: ${BOTH_HEALTHY}`]],
    ['over time', 'sum_over_time(flagger_canary_status[5m]) > 3', ['15 error: adds up statuses over time: a canary that is healthy has 10 times 1 there']],
    ['each canary for itself, told twice', 'sum by (exported_namespace, namespace, name) (flagger_canary_status) == 2', ['15 info: adds up statuses: where Flagger tells a canary twice, it fires while the canary is healthy']],
    ['one canary, told twice', 'sum(flagger_canary_status{name="a"}) > 1', ['15 info: adds up statuses: where Flagger tells a canary twice, it fires while the canary is healthy']],
    ['a while ago', 'sum(flagger_canary_status offset 5m) > 1', [`15 warning: adds up statuses: ${BOTH_HEALTHY}`]],
  ])('%s', (_, expr, expected) => {
    expect(foundIn(expr, 'promql/sum')).toEqual(expected);
  });

  test.each([
    'count(flagger_canary_status == 2) > 0', 'count(flagger_canary_status == 2) > 1', 'sum(flagger_canary_status == bool 2) > 0', 'sum(flagger_canary_status == bool 2) == 1', 'max(flagger_canary_status) == 2', 'max by (namespace, name) (flagger_canary_status) == 2',
    'sum(flagger_canary_status == 2) > 0', 'min(flagger_canary_status) < 1', 'avg_over_time(flagger_canary_status[5m]) == 2', 'sum(flagger_canary_total) > 1', 'sum(other) > 1', 'sum_over_time(flagger_canary_status[5m]) > 30', 'avg by (namespace, name) (flagger_canary_status) > 1',
    'sum(increase(flagger_canary_failures_total[5m])) > 0', 'flagger_canary_status == 2', 'sum(changes(flagger_canary_status[1h])) > 5', 'count(flagger_canary_status) > 100', 'count(flagger_canary_status) > 1', 'sum without (pod, instance) (flagger_canary_status) < 1', 'sum(',
  ])('nothing about %s', (expr) => {
    expect(foundIn(expr, 'promql/sum')).toEqual([]);
  });

  test('that fires always, promql/always says', () => {
    expect(foundIn('sum(flagger_canary_status) > 0', 'promql/sum')).toEqual([]);
    expect(foundIn('sum(flagger_canary_status) > 0', 'promql/always')).toHaveLength(1);
  });

  test('a number of statuses is told where the alert says that it is of failures', () => {
    expect(found(ruleFile('count(flagger_canary_status) > 1', 'CanaryFailed'), 'promql/sum')).toEqual([`5:15 warning promql/sum: the alert CanaryFailed counts statuses, whichever they are: ${BOTH_HEALTHY}`]);
    expect(found(ruleFile('count(flagger_canary_status) > 1', 'ManyCanaries'), 'promql/sum')).toEqual([]);
  });

  test('two canaries in the manifests are two, and so are two of one name in two namespaces', () => {
    const two = canary('a', 'x') + canary('b', 'x');
    expect(found(`${ruleFile('sum(flagger_canary_status) > 1')}${two}`, 'promql/sum')).toEqual([`5:15 error promql/sum: the alert A adds up statuses: ${BOTH_HEALTHY}`]);
    const alike = canary('a', 'x') + canary('a', 'y');
    const byName = ruleFile('sum by (name) (flagger_canary_status) > 1');
    expect(found(byName + alike, 'promql/sum')).toEqual([`5:15 error promql/sum: the alert A adds up statuses: ${BOTH_HEALTHY}`]);
    expect(found(byName + two, 'promql/sum')).toEqual([expect.stringMatching(/^5:15 info /)]);
    // Without honorLabels the label namespace is Flagger's.
    const byBoth = ruleFile('sum by (namespace, name) (flagger_canary_status) > 1');
    expect(found(byBoth + alike, 'promql/sum', { scrape: { honorLabels: false } })).toEqual([expect.stringMatching(/^5:15 error /)]);
    expect(found(byBoth + alike, 'promql/sum', { scrape: { honorLabels: true } })).toEqual([expect.stringMatching(/^5:15 info /)]);
    expect(found(byBoth + alike, 'promql/sum')).toEqual([expect.stringMatching(/^5:15 info /)]);
  });

  test('a namespace by its label, where it is the canary\'s', () => {
    expect(found(ruleFile('sum(flagger_canary_status{namespace="shop"}) > 1'), 'promql/sum', { scrape: { honorLabels: true } })).toHaveLength(1);
    // It may be Flagger's, which reference/honor-labels and promql/label know more of.
    expect(found(ruleFile('sum(flagger_canary_status{namespace="shop"}) > 1'), 'promql/sum')).toEqual([]);
  });

  test('a recorded sum is told where it is compared', () => {
    expect(found('groups:\n  - name: g\n    rules:\n      - record: statuses\n        expr: sum(flagger_canary_status)\n      - alert: A\n        expr: statuses > 1\n', 'promql/sum')).toEqual([`7:15 warning promql/sum: the alert A adds up statuses: ${BOTH_HEALTHY}`]);
  });

  testPage('promql/sum');
});
