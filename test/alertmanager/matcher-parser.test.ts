import { parseMatchers } from '../../lib/alertmanager/matcher-parser';

describe('parseMatchers', () => {
  test.each([
    ['our own spelling', 'a="b"', ['a="b"']],
    ['our own escapes', 'a=~"b\\\\.\\"\\n"', ['a=~"b\\\\.\\"\\n"']],
    ['no quotes', 'a=b', ['a="b"']],
    ['blanks', ' a != b ', ['a!="b"']],
    ['braces and several', '{a="b,c", d!~"e",}', ['a="b,c"', 'd!~"e"']],
    ['a value with a blank, by the classic parser', 'a=b c', ['a="b c"']],
    ['an empty value, by the classic parser', 'a=', ['a=""']],
    ['an escape that the parsers read differently, by the classic one', 'a="\\u00e9"', ['a="\\\\u00e9"']],
    ['a name that only the newer parser reads', '"a b"="c"', ['a b="c"']],
    ['nothing', '{}', []],
  ])('reads %s', (_, text, matchers) => {
    expect(parseMatchers(text).map(String)).toEqual(matchers);
  });

  test.each(['a', 'a="b', 'a="b"c', 'a!b', ',', '"a b=c', '{ä="b"', '"a\\q"="b"'])('refuses %s', (text) => {
    expect(() => parseMatchers(text)).toThrow();
  });
});
