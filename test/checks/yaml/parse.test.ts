import { findingsOf, found } from '../findings';

describe('yaml/parse', () => {
  test.each([
    ['a bracket that is not closed', 'a: [1\nb: 2\n', ['2:1 error yaml/parse: it is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]']],
    ['a tab for indentation', 'a:\n\tb: 1\n', ['2:1 error yaml/parse: it is not YAML: Tabs are not allowed as indentation']],
    ['a field twice', 'a: 1\na: 2\n', ['2:1 error yaml/parse: it is not YAML: Map keys must be unique']],
    ['a good document before a bad one', 'a: 1\n---\nb: "\n', ['4:1 error yaml/parse: it is not YAML: Missing closing "quote']],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'yaml/parse')).toEqual(expected);
  });

  test.each(['', '---\n---\n', '# nothing\n', '[]', '7', 'null', 'a: 1', '{{ .Values.x }}: y'])('%j is no reason to fall over', (text) => {
    expect(() => findingsOf(text)).not.toThrow();
  });
});
