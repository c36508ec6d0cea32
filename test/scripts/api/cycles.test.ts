import { cyclic } from '../../../scripts/api/cycles';
import { Assembly } from '../../../scripts/api/entries';

const assembly = (home: string): Assembly => ({
  name: 'lib',
  types: {
    'lib.room.Target': { kind: 'class', fqn: 'lib.room.Target', base: 'constructs.Construct', methods: [{ name: 'of', parameters: [{ name: 'key', type: { collection: { kind: 'array', elementtype: { fqn: home } } } }] }] },
    [home]: { kind: 'class', fqn: home },
    'lib.Composite': { kind: 'class', fqn: 'lib.Composite', properties: [{ name: 'target', type: { fqn: 'lib.room.Target' } }] },
  },
});

test('a room that refers to what has no room', () => {
  expect(cyclic(assembly('lib.Key'))).toEqual(['lib.room.Target refers to lib.Key']);
});

test('a room that refers to another', () => {
  expect(cyclic(assembly('lib.base.Key'))).toEqual([]);
});
