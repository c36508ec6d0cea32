import { javascriptPattern } from '../../../scripts/import/pattern';

describe('a pattern of Go in JavaScript', () => {
  test.each([
    ['^[0-9]+(m|s)', '^[0-9]+(m|s)'],
    ['^(?i)(abort|warn)?$', '^([aA][bB][oO][rR][tT]|[wW][aA][rR][nN])?$'],
    ['((?i)sun|mon)day', '([sS][uU][nN]|[mM][oO][nN])day'],
    ['(?i)[a-f0-9]\\d', '[a-f0-9A-F]\\d'],
    ['^([a-zA-Z0-9_\\-.\\\\\\/]|\\[[0-9]{1,5}\\])+$', '^([a-zA-Z0-9_\\-.\\\\\\/]|\\[[0-9]{1,5}\\])+$'],
  ])('%s', (go, javascript) => {
    expect(javascriptPattern(go)).toBe(javascript);
  });

  test('is refused where it cannot be read', () => {
    expect(() => javascriptPattern('(?s:.*)\\z')).toThrow('a CRD has a pattern that JavaScript cannot read');
  });
});
