import { some, wrapped } from '../../lib/explain/columns';

describe('columns', () => {
  test.each([
    ['fits', 'one two', 7, ['one two']],
    ['breaks at a space', 'one two three', 7, ['one two', 'three']],
    ['keeps a longer word whole', 'a abcdefghij b', 5, ['a', 'abcdefghij', 'b']],
    ['nothing', '', 5, ['']],
  ])('%s', (_, text, width, lines) => {
    expect(wrapped(text, width)).toEqual(lines);
  });

  test.each([
    [['a', 'b'], 'a, b'],
    [['a', 'b', 'c', 'd'], 'a, b and 2 more'],
    [[], ''],
  ])('some of %j', (list, text) => {
    expect(some(list, 2)).toBe(text);
  });
});
