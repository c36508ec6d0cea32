import { Matcher } from '../../lib/alertmanager';

describe('Matcher', () => {
  test.each([
    ['a value', Matcher.equal('namespace', 'shop'), 'namespace="shop"'],
    ['another value', Matcher.notEqual('namespace', 'shop'), 'namespace!="shop"'],
    ['an expression', Matcher.matches('namespace', 'shop|bank'), 'namespace=~"shop|bank"'],
    ['another expression', Matcher.notMatches('namespace', '.+'), 'namespace!~".+"'],
    ['what must be escaped', Matcher.equal('a', '\\"\n'), 'a="\\\\\\"\\n"'],
    ['what need not be', Matcher.equal('a', '온콜 {x},\t'), 'a="온콜 {x},\t"'],
    ['a missing label', Matcher.equal('name', ''), 'name=""'],
  ])('is written with %s', (_, matcher, text) => {
    expect(matcher.toString()).toBe(text);
  });

  test.each([
    ['the value', Matcher.equal('a', 'x'), { a: 'x' }, true],
    ['another value', Matcher.equal('a', 'x'), { a: 'xx' }, false],
    ['a missing label as empty', Matcher.equal('a', ''), {}, true],
    ['a missing label as not the value', Matcher.notEqual('a', 'x'), {}, true],
    ['the whole value alone', Matcher.matches('a', 'x|y'), { a: 'xy' }, false],
    ['each value', Matcher.matches('a', '.*'), {}, true],
    ['some value', Matcher.matches('a', '.+'), {}, false],
    ['not this value', Matcher.notMatches('a', 'x.*'), { a: 'xy' }, false],
    ['a missing label as not this value', Matcher.notMatches('a', 'x.*'), {}, true],
    ['no name that every object has', Matcher.equal('constructor', ''), {}, true],
  ])('holds for %s', (_, matcher, labels, holds) => {
    expect(matcher._matches(labels as Record<string, string>)).toBe(holds);
  });

  test.each([
    ['a label with a dash', () => Matcher.equal('my-label', 'x'), 'Matcher: the label\'s name is none that Prometheus, Alertmanager and the operator all read\n  value:   "my-label"'],
    ['an empty label', () => Matcher.equal('', 'x'), 'the label\'s name is none'],
    ['look-ahead', () => Matcher.matches('a', '(?!x)'), 'Matcher a=~: the regular expression is none that RE2 reads: invalid or unsupported Perl syntax: (?\n  value:   "(?!x)"'],
    ['a bracket that stays open', () => Matcher.notMatches('a', '[x'), 'Matcher a!~: the regular expression is none that RE2 reads: missing closing ]'],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
