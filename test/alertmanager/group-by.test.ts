import { GroupBy } from '../../lib/alertmanager';

describe('GroupBy', () => {
  test('names labels, or all', () => {
    expect([GroupBy.labels('alertname', 'name').names, GroupBy.all().names]).toEqual([['alertname', 'name'], ['...']]);
  });

  test.each([
    ['no label', [], 'no label is named'],
    ['a label twice', ['a', 'a'], 'a label is named twice\n  value:   "a"'],
    ['a name that is none', ['a.b'], 'an entry is no label\'s name\n  value:   "a.b"'],
    ['all and a label', ['...', 'a'], 'an entry is no label\'s name\n  value:   "..."'],
  ])('refuses %s', (_, labels, message) => {
    expect(() => GroupBy.labels(...labels)).toThrow(message);
  });
});
