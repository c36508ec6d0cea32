import { Duration } from 'cdk8s';
import { Metric } from '../../lib/facts/metric';
import { always, Expression, LabelMatch, recorded, series } from '../../lib/prometheus/promql';

const STATUS: Metric<'namespace' | 'name'> = { name: 'status', labels: ['namespace', 'name'] };
const TOTAL: Metric<'namespace'> = { name: 'total', labels: ['namespace'] };

describe('an expression', () => {
  test.each<[string, Expression, string]>([
    ['a metric', series(STATUS), 'status'],
    ['matchers', series(STATUS, LabelMatch.is('name', 'a"b\\c'), LabelMatch.isNot('namespace', 'x')), 'status{name="a\\"b\\\\c",namespace!="x"}'],
    ['regexes', series(STATUS, LabelMatch.matches('name', '.+-primary'), LabelMatch.matchesNot('namespace', 'kube-.*')), 'status{name=~".+-primary",namespace!~"kube-.*"}'],
    ['a list of literal values', series(STATUS, LabelMatch.isOneOf('name', ['a.b', 'c'])), 'status{name=~"a\\\\.b|c"}'],
    ['a list of one value', series(STATUS, LabelMatch.isOneOf('name', ['a.b'])), 'status{name="a.b"}'],
    ['none of a list', series(STATUS, LabelMatch.isNoneOf('name', ['a.b', 'c'])), 'status{name!~"a\\\\.b|c"}'],
    ['another value', series(STATUS, LabelMatch.isNoneOf('name', ['a.b'])), 'status{name!="a.b"}'],
    ['between two values', series(STATUS).exceeds(50).below(100), 'status > 50 < 100'],
    ['a label with a suffix', series(STATUS).relabel('app', 'name', '(.+)', '-primary'), 'label_replace(status, "app", "$1-primary", "name", "(.+)")'],
    ['a further matcher', series(STATUS).where(LabelMatch.is('name', 'a')), 'status{name="a"}'],
    ['an aggregation', series(STATUS).maxBy('namespace').equals(2), 'max by (namespace) (status) == 2'],
    ['a weaker operator inside a stronger one', series(STATUS).or(recorded('other', ['namespace', 'name'])).exceeds(1), '(status or other) > 1'],
    ['a stronger operator inside a weaker one', series(STATUS).equals(0).unless(['name'], series(STATUS).equals(1)), 'status == 0 unless on (name) status == 1'],
    ['the same operator on the right', series(TOTAL).unless(['namespace'], series(TOTAL).unless(['namespace'], series(TOTAL))), 'total unless on (namespace) (total unless on (namespace) total)'],
    ['a difference', series(TOTAL).minus(['namespace'], series(STATUS).countBy('namespace')).exceeds(0), 'total - on (namespace) count by (namespace) (status) > 0'],
    ['a range', series(STATUS).lastWithin(Duration.minutes(90)), 'last_over_time(status[1h30m])'],
    ['an offset', series(STATUS).ago(Duration.minutes(2)), 'status offset 2m'],
    ['an absence', series(STATUS, LabelMatch.is('name', 'x')).absent(), 'absent(status{name="x"})'],
    ['a label copied', series(STATUS).relabel('app', 'name', '(.+)-primary'), 'label_replace(status, "app", "$1", "name", "(.+)-primary")'],
    ['a condition on anything', always().unlessAny(series(TOTAL)), 'vector(1) unless on () total'],
  ])('%s', (_, expression, text) => {
    expect(expression.toString()).toBe(text);
  });

  test('a label that a metric does not carry, or that was dropped, does not compile', () => {
    // @ts-expect-error -- the weight's label is `workload`
    series(TOTAL).maxBy('name');
    // @ts-expect-error -- only `namespace` is left
    series(STATUS).maxBy('namespace').countBy('name');
    // @ts-expect-error -- there is no such label
    LabelMatch.is<'namespace'>('name', 'x');
  });
});
