import { re2 } from '../lib/re2';

// What Go does with each row is seen in e2e/alertmanager-room.real.test.ts, on these and many more.
describe('re2', () => {
  test.each([
    ['shop|bank', ['shop', 'bank'], ['', 'shopbank', 'shop\n']],
    ['a.b', ['axb', 'a😀b'], ['a\nb']],
    ['(?s)a.b', ['a\nb'], []],
    ['(?i)ks', ['KS', 'kſ', '\u212as'], ['k']],
    ['(?i:a)b', ['Ab'], ['AB']],
    ['[[:alpha:]]+', ['Az'], ['1', 'ä']],
    ['[^[:alpha:]]', ['1', 'ä'], ['a']],
    ['[]a-]+', [']a-'], ['b']],
    ['\\d\\D\\w\\W', ['1aa '], ['1٣aa']],
    ['\\s+', [' \t\n\f\r'], ['\v', '\u00a0']],
    ['\\Qa.b*\\E+', ['a.b**'], ['axb', 'a.b']],
    ['\\pL\\p{Greek}\\P{Lu}', ['aβc'], ['aβC', 'aac']],
    ['\\x41\\x{3b1}\\101', ['AαA'], []],
    ['(?P<n>a)(?<m>b)', ['ab'], []],
    ['a{2,3}b{,2}', ['aab{,2}'], ['abb']],
    ['(?m)a$\\n^b', ['a\nb'], []],
    ['^*a$*', ['a'], []],
    // Compiled with its anchors: `^(?:a)|(?:b)$`.
    ['a)|(?:b', ['ax', 'xb'], ['xa']],
  ])('%s', (pattern, yes, no) => {
    const regex = re2('here', pattern);
    expect([yes, no].map((texts) => texts.filter((text) => regex.test(text)))).toEqual([yes, []]);
  });

  test.each([
    '(', ')', '[', 'a**', 'a*+', '*', 'a|*', '(?=a)', '(?<=a)', '(?>a)', '(a)\\1', 'a{1001}', '(a{100}){11}', 'a{2,1}', 'a{99999999999}', '[b-a]', '[a-\\d]', '[[:nope:]]', '\\Z', '\\C', '\\é', '\\p{Nope}', '\\x{110000}', '\\',
    '\\Qa', '(?z)', '(?i',
  ])('refuses %s', (pattern) => {
    expect(() => re2('here', pattern)).toThrow('here: the regular expression is none that RE2 reads: ');
  });
});
