import { found } from '../findings';
import { foundIn, ruleFile } from './rule';

const unread = 'error: has an expression that Prometheus does not read: ';

describe('promql/syntax', () => {
  test.each([
    ['nothing behind an operator', 'flagger_canary_status ==', [`39 ${unread}unexpected end of input`]],
    ['a parenthesis too many', 'sum(flagger_canary_status))', [`41 ${unread}unexpected ")"`]],
    ['a function that does not exist', 'latest(flagger_canary_status)', [`21 ${unread}unknown function with name "latest"`]],
    ['an assignment for a comparison', 'flagger_canary_status = 2', [`37 ${unread}unexpected "="`]],
    ['an instant vector for a range', 'rate(flagger_canary_status)', [`20 ${unread}expected type range vector in call to function "rate", got instant vector`]],
    ['a range of an aggregation', 'rate(sum(flagger_canary_status)[5m])', [`20 ${unread}ranges only allowed for vector selectors`]],
    ['a comparison of numbers', '1 > 2', [`19 ${unread}comparisons between scalars must use BOOL modifier`]],
    ['a set operator with a number', 'flagger_canary_status and 1', [`41 ${unread}set operator "and" not allowed in binary scalar expression`]],
    ['a selector of everything', '\'{name=~".*"}\'', [`16 ${unread}vector selector must contain at least one non-empty matcher`]],
    ['a regular expression that RE2 does not read', '\'flagger_canary_status{name=~"(?!x).*"}\'', [`45 ${unread}the regular expression "(?!x).*" is none that RE2 reads: invalid or unsupported Perl syntax: (?`]],
    ['a range of no time', 'changes(flagger_canary_status[0s])', [`45 ${unread}duration must be greater than 0`]],
    ['a whole expression that is a range', 'flagger_canary_status[5m]', ['15 error: has an expression that gives a range vector']],
    ['a whole expression that is a text', '\'"flagger_canary_status"\'', ['15 error: has an expression that gives a string']],
    ['an empty expression', '""', [`16 ${unread}no expression found`]],
    ['an experimental function', 'info(flagger_canary_status)', [`15 ${unread}function "info" is not enabled`]],
  ])('%s', (_, expr, expected) => {
    expect(foundIn(expr, 'promql/syntax')).toEqual(expected);
  });

  test.each([
    'flagger_canary_status == 2', 'vector(1)', '1', 'flagger_canary_status == bool 2', '\'{__name__="up"}\'', 'FLAGGER', 'up offset 5m > 1 and on () (up @ 1)',
    'max_over_time((flagger_canary_status == 2)[10m:1m])', 'sum by (a, b,) (x)', '-x ^ 2', 'flagger_canary_status > ${limit}', '7', 'x{a="\\""}', 'a and b offset 2m and c', '1. + x',
  ])('%s is read', (expr) => {
    expect(foundIn(expr, 'promql/syntax')).toEqual([]);
  });

  test('a block of several lines is told at its own line', () => {
    expect(found(ruleFile('|\n          flagger_canary_status\n            == )'), 'promql/syntax')[0]).toMatch(/^7:16 error/);
  });

  test('rules of a List, of Helm values and recording rules are read', () => {
    const rules = 'groups: [{ name: g, rules: [{ record: r, expr: "sum(" }] }]';
    expect(found(`apiVersion: v1\nkind: List\nitems:\n  - apiVersion: monitoring.coreos.com/v1\n    kind: PrometheusRule\n    metadata: { name: a }\n    spec: { ${rules} }\n`, 'promql/syntax')).toHaveLength(1);
    expect(found(`additionalPrometheusRulesMap:\n  mine: { ${rules} }\n`, 'promql/syntax')).toHaveLength(1);
  });

  test('of an expression that is no text nothing is said', () => {
    expect(['[]', '{}', '7', 'null', 'true'].map((expr) => foundIn(expr, 'promql/syntax'))).toEqual([[], [], [], [], []]);
  });

  test('an expression that is nested without end does no harm', () => {
    expect(() => foundIn(`${'('.repeat(20_000)}x${')'.repeat(20_000)}`, 'promql')).not.toThrow();
  });
});
