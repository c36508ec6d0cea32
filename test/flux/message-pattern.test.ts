import { checkMessagePattern } from '../../lib/flux/message-pattern';

const check = (pattern: string) => () => checkMessagePattern('Alert/shop/a', 'inclusionList', pattern);

describe('a pattern of Flux', () => {
  test.each([
    ['Canary/shop/podinfo status: \'Failed\''], ['(?i)failed'], ['(?P<name>x+)'], ['(?s:a.*b)'], ['[[:alpha:]]+'], ['[^]]'], ['\\Qa+b\\E'], ['\\Q(?=\\Zx\\E'], ['\\x41\\.\\_'],
    ['[(?=]'], ['a\\\\1'], ['x{2,1000}'], ['^$'], ['\\d+\\.\\d+s'], ['.*?'], ['[+]+'], ['\\pL'], ['\\bx\\b'],
  ])('%s can be read by Go', (pattern) => {
    expect(check(pattern)).not.toThrow();
  });

  test.each([
    ['(?!Health)', 'a look-ahead or look-behind is unknown to it'],
    ['(?<=a)b', 'a look-ahead or look-behind is unknown to it'],
    ['(a)\\1', 'a back-reference is unknown to it'],
    ['a\\Z', 'an escape is unknown to it'],
    ['\\u0041', 'an escape is unknown to it'],
    ['(?>a)', 'an atomic group is unknown to it'],
    ['a++', 'a possessive quantifier is unknown to it'],
    ['a{1001}', 'a repetition of more than 1000'],
    ['(a', '/(a/: Unterminated group'],
    ['*a', '/*a/: Nothing to repeat'],
    ['a**', '/a**/: Nothing to repeat'],
    ['[z-a]', '/[z-a]/: Range out of order in character class'],
    ['', 'it is empty, and matches everything'],
  ])('%s cannot', (pattern, reason) => {
    expect(check(pattern)).toThrow(`Alert/shop/a: inclusionList has a pattern that Flux cannot read: ${reason}\n`);
  });
});
