import { worldOfObjects } from '../../lib/checks/open';
import { alertsOf } from '../../lib/explain/rule-alerts';
import { canary, Plain, podMonitor, rules } from './manifests';

const ALL = ['search/suggest', 'shop/cart', 'shop/pay.v2'];

/** The alerts of a rule, with the canaries that they are about. */
function alerts(rule: Plain, monitor: readonly Plain[] = [podMonitor()]): { readonly about?: string; readonly labels: { readonly [label: string]: string } }[] {
  const world = worldOfObjects([canary('shop', 'cart'), canary('shop', 'pay.v2'), canary('search', 'suggest'), ...monitor, rules('5s', rule)]);
  return world.rules.flatMap((each) => alertsOf(each, world)).map(({ canary: of, labels }) => ({ ...(of !== undefined && { about: `${of.namespace}/${of.spec.at('targetRef', 'name').text ?? ''}` }), labels }));
}

const about = (expr: string): (string | undefined)[] => [...new Set(alerts({ alert: 'A', expr }).map((each) => each.about))].sort();

describe('alertsOf', () => {
  test.each<[string, string, readonly string[]]>([
    ['every canary', 'flagger_canary_status == 2', ALL],
    ['one by equality', 'flagger_canary_status{namespace="shop",name="cart"} == 2', ['shop/cart']],
    ['those that a regular expression takes', 'flagger_canary_status{name=~"cart|suggest"} == 2', ['search/suggest', 'shop/cart']],
    ['a name with a dot, escaped twice', 'flagger_canary_status{name=~"pay\\\\.v2"} == 2', ['shop/pay.v2']],
    ['all but one', 'flagger_canary_status{name!="cart"} == 2', ['search/suggest', 'shop/pay.v2']],
    ['by the weight\'s label', 'flagger_canary_weight{workload="cart"} > 50', ['shop/cart']],
    ['one selector or another', 'flagger_canary_status{name="cart"} == 0 or flagger_canary_status{name="suggest"} == 0', ['search/suggest', 'shop/cart']],
    ['without those behind an unless', 'max by (namespace, name) (flagger_canary_status) == 0 unless on (namespace, name) max by (namespace, name) (flagger_canary_status{name="cart"})', ['search/suggest', 'shop/pay.v2']],
    ['an unless that takes all is about something else', 'flagger_canary_total unless on (namespace) count by (namespace) (flagger_canary_status)', ALL],
    ['an unless about the state of those that are chosen', 'flagger_canary_weight{workload="cart"} > 50 unless on (namespace) flagger_canary_status{name="cart"} == 2', ['shop/cart']],
    ['an unless ends with its operand', '(flagger_canary_status == 2 unless on (name) flagger_info) or flagger_canary_status{name="cart"} == 2', ALL],
    ['the deleted ones do not count', 'flagger_canary_status == 2 unless on (namespace, name) flagger:canary:deleted', ALL],
    ['what rests on a measurement, by the canaries that it names', 'flagger_canary_metric_analysis{name="cart",metric="errors"} > 5', ['shop/cart']],
  ])('%s', (_, expr, canaries) => {
    expect(about(expr)).toEqual(canaries);
  });

  test.each<[string, string, { readonly [label: string]: string }]>([
    ['a canary\'s', 'max by (namespace, name) (flagger_canary_status) == 2', { namespace: 'shop', name: 'cart' }],
    ['a namespace\'s, where the expression leaves no more', 'max by (namespace) (flagger_canary_status) == 2', { namespace: 'shop' }],
  ])('the labels are %s', (_, expr, labels) => {
    expect(alerts({ alert: 'A', expr, labels: { severity: 'critical' } }).find((each) => each.about === 'shop/cart')?.labels).toEqual({ ...labels, severity: 'critical', alertname: 'A' });
  });

  test('what the rule says wins over what the series has', () => {
    expect(alerts({ alert: 'A', expr: 'max by (namespace, name) (flagger_canary_status) == 2', labels: { namespace: 'platform' } }).find((each) => each.about === 'shop/cart')?.labels)
      .toEqual({ namespace: 'platform', name: 'cart', alertname: 'A' });
  });

  test('without honorLabels the canary\'s namespace is exported_namespace', () => {
    expect(alerts({ alert: 'A', expr: 'max by (namespace, exported_namespace, name) (flagger_canary_status) == 2' }, [podMonitor({ interval: '5s' })]).find((each) => each.about === 'shop/cart')?.labels)
      .toEqual({ namespace: 'flagger-system', exported_namespace: 'shop', name: 'cart', alertname: 'A' });
  });

  test('a rule that is not about canaries is about none', () => {
    expect(alerts({ alert: 'A', expr: 'up{job="flagger"} == 0', labels: { severity: 'critical' } }).map((each) => [each.about, each.labels.severity, each.labels.alertname])).toEqual([[undefined, 'critical', 'A']]);
    expect(alerts({ alert: 'A', expr: 'absent(flagger_info)' }).map((each) => each.about)).toEqual([undefined]);
  });

  test('a rule that nothing makes fire sends nothing', () => {
    expect(alerts({ alert: 'A', expr: 'flagger_canary_status == 3' })).toEqual([]);
  });
});
