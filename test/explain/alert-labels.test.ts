import { Duration } from 'cdk8s';
import { alertsOf, CanaryName } from '../../lib/explain/alert-labels';

const CART: CanaryName = { namespace: 'shop', target: 'cart' };
const PAY: CanaryName = { namespace: 'shop', target: 'pay.v2' };
const SUGGEST: CanaryName = { namespace: 'search', target: 'suggest' };
const ALL = [CART, PAY, SUGGEST];

const rule = (expr: string, summary = '{{ $labels.namespace }}/{{ $labels.name }}') => ({
  alert: 'A', expr, labels: { severity: 'critical' }, annotations: { summary }, evaluation: Duration.seconds(5),
});

describe('alertsOf', () => {
  test.each<[string, string, readonly CanaryName[]]>([
    ['every canary', 'flagger_canary_status == 2', ALL],
    ['one by equality', 'flagger_canary_status{namespace="shop",name="cart"} == 2', [CART]],
    ['those that a regular expression takes', 'flagger_canary_status{name=~"cart|suggest"} == 2', [CART, SUGGEST]],
    ['a name with a dot, escaped twice', 'flagger_canary_status{name=~"pay\\\\.v2"} == 2', [PAY]],
    ['all but one', 'flagger_canary_status{name!="cart"} == 2', [PAY, SUGGEST]],
    ['by the weight\'s label', 'flagger_canary_weight{workload="cart"} > 50', [CART]],
    ['one selector or another', 'flagger_canary_status{name="cart"} == 0 or flagger_canary_status{name="suggest"} == 0', [CART, SUGGEST]],
    ['without those behind an unless', 'max by (namespace, name) (flagger_canary_status) == 0 unless on (namespace, name) max by (namespace, name) (flagger_canary_status{name="cart"})', [PAY, SUGGEST]],
    ['an unless that takes all is about something else', 'flagger_canary_total unless on (namespace) count by (namespace) (flagger_canary_status)', ALL],
    ['an unless about the state of those that are chosen', 'flagger_canary_weight{workload="cart"} > 50 unless on (namespace, name) flagger_canary_status{name="cart"} == 2', [CART]],
    ['an unless ends with its operand', '(flagger_canary_status unless on (name) other) or flagger_canary_status{name="cart"}', ALL],
    ['the deleted ones do not count', 'flagger_canary_status == 2 unless on (namespace, name) flagger:canary:deleted', ALL],
  ])('%s', (_, expr, about) => {
    expect(alertsOf(rule(expr), ALL, undefined).map((each) => each.about)).toEqual(about);
  });

  test.each<[string, ReturnType<typeof rule>, { readonly [label: string]: string }]>([
    ['a canary\'s', rule('flagger_canary_status == 2'), { namespace: 'shop', name: 'cart' }],
    ['a namespace\'s, where the words do not name the canary', rule('flagger_canary_total > 0', 'A canary in {{ $labels.namespace }}'), { namespace: 'shop' }],
    ['a canary\'s, where there are no words', rule('flagger_canary_status == 2', ''), { namespace: 'shop', name: 'cart' }],
  ])('the labels are %s', (_, of, labels) => {
    expect(alertsOf(of, [CART], undefined)).toEqual([{ about: CART, labels: { ...labels, severity: 'critical', alertname: 'A' } }]);
  });

  test('what the rule says wins over what the series has', () => {
    const of = { ...rule('flagger_canary_status == 2'), labels: { namespace: 'platform' } };
    expect(alertsOf(of, [CART], undefined)[0]?.labels).toEqual({ namespace: 'platform', name: 'cart', alertname: 'A' });
  });

  test('a rule that is not about canaries has its own labels only', () => {
    expect(alertsOf(rule('up{job="flagger"} == 0'), ALL, undefined)).toEqual([{ labels: { severity: 'critical', alertname: 'A' } }]);
  });
});
