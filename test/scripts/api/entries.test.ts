import { apiEntries, nameOf } from '../../../scripts/api/entries';

const string = { primitive: 'string' };

test('each name with its type', () => {
  expect(apiEntries({
    name: 'lib',
    types: {
      'lib.room.Target': {
        kind: 'class', fqn: 'lib.room.Target', base: 'constructs.Construct', interfaces: ['lib.ISource'],
        initializer: { parameters: [{ name: 'scope', type: { fqn: 'constructs.Construct' } }, { name: 'rest', optional: true, variadic: true, type: string }], protected: true },
        methods: [
          { name: 'of', static: true, parameters: [{ name: 'props', optional: true, type: { fqn: 'lib.Props' } }], returns: { optional: true, type: { fqn: 'lib.room.Target' } } },
          { name: 'add', docs: { deprecated: 'use of' } },
        ],
        properties: [{ name: 'labels', immutable: true, optional: true, type: { collection: { kind: 'map', elementtype: { collection: { kind: 'array', elementtype: string } } } } }, { name: 'free', type: { union: { types: [string, { primitive: 'number' }] } } }],
      },
      'lib.ISource': { kind: 'interface', fqn: 'lib.ISource', properties: [{ name: 'url', abstract: true, immutable: true, type: string }] },
      'lib.Props': { kind: 'interface', fqn: 'lib.Props', datatype: true, properties: [{ name: 'url', abstract: true, immutable: true, optional: true, type: string }] },
      'lib.Hears': { kind: 'enum', fqn: 'lib.Hears', members: [{ name: 'ALL' }] },
    },
  })).toEqual([
    'class room.Target < constructs.Construct, ISource',
    'room.Target.new(scope: constructs.Construct, ...rest?: string) [protected]',
    'room.Target.labels?: map<array<string>>',
    'room.Target.free: string | number [writable]',
    'room.Target.of(props?: Props): room.Target | undefined [static]',
    'room.Target.add(): void [deprecated]',
    'interface ISource',
    'ISource.url: string [must]',
    'struct Props',
    'Props.url?: string',
    'enum Hears',
    'Hears.ALL',
  ]);
});

test.each([
  ['class room.Target < Base', { type: 'room.Target' }],
  ['abstract class Resource', { type: 'Resource' }],
  ['room.Target.of(props?: Props): room.Target', { type: 'room.Target', member: 'of' }],
  ['room.Target.new(scope: C)', { type: 'room.Target', member: 'new' }],
  ['Hears.ALL', { type: 'Hears', member: 'ALL' }],
  ['Props.url?: string', { type: 'Props', member: 'url' }],
  ['jest.toHaveNoFindings(received: unknown): MatcherResult', { type: 'jest.toHaveNoFindings' }],
])('%s is called', (entry, name) => {
  expect(nameOf(entry)).toEqual(name);
});
