import { parse } from 'yaml';
import { yamlText } from '../../lib/alertmanager/yaml-text';

describe('yamlText', () => {
  test('is for people', () => {
    const same = ['x'];
    expect(yamlText({ path: '/etc/alertmanager/secrets/slack-on-call/address', wait: '1m30s', on: true, n: 5, matchers: ['a="b"'], name: 'it\'s', text: 'a\nb\n', long: 'word '.repeat(40), one: same, two: same })).toBe(
      `path: /etc/alertmanager/secrets/slack-on-call/address
wait: 1m30s
"on": true
"n": 5
matchers:
  - a="b"
name: it's
text: |
  a
  b
long: "${'word '.repeat(40)}"
one:
  - x
two:
  - x
`);
  });

  test('leaves out what is undefined', () => {
    expect(yamlText({ a: undefined, b: { c: undefined, d: [{ e: undefined, f: 1 }] } })).toBe('b:\n  d:\n    - f: 1\n');
  });

  // Go's YAML reads the same: e2e/alertmanager-room.real.test.ts.
  test.each([
    'on', 'No', '~', 'null', '1', '1e3', '0x1F', '0o7', '0_b1', '12:30', '1_000', '2026-01-01', '<<', '=', '-', '- a', '? a', '# a', 'a #b', 'a: b', '@a', '%a', '`a`', '!a', '&a', '*a', '{a}', '[a]', '\'', '"', ' a', 'a ', '\ta', 'a\tb',
    'a\n', '\na', 'a\n\nb', ' a\nb', 'a \nb', 'a\n b\n', '\u0085', '\u2028x', '\x7f', '\x00', '\ufeff', 'é', '온콜', '🚨', '',
  ])('%j is read as it was', (text) => {
    const written = yamlText({ key: text, list: [text] });
    for (const version of ['1.1', '1.2'] as const) { expect(parse(written, { version })).toEqual({ key: text, list: [text] }); }
    expect(written).not.toMatch(/[\x7f-\x9f\u2028\u2029\ufeff]/);
  });
});
