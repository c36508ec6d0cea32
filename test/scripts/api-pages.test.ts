import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as lib from '../../lib/jsii';
import { apiPages } from '../../scripts/api/pages';

const folder = resolve(__dirname, '../../docs/api');
const headings = (page: string): string[] => [...readFileSync(join(folder, page), 'utf8').matchAll(/^## (.*)$/gm)].map(([, name]) => name as string);

const TEXT = { primitive: 'string' };
const ASSEMBLY = {
  name: 'us',
  types: {
    'us.Thing': {
      kind: 'class', name: 'Thing', fqn: 'us.Thing', base: 'constructs.Construct', interfaces: ['us.room.IThing'],
      docs: { summary: 'A thing of', remarks: 'two <lines>, and `<code>`.' },
      initializer: { parameters: [{ name: 'scope', type: { fqn: 'constructs.Construct' } }, { name: 'props', optional: true, type: { fqn: 'us.room.ThingProps' } }] },
      properties: [{ name: 'name', type: TEXT, docs: { summary: 'Its name.' } }, { name: 'hidden', protected: true, type: TEXT }, { name: 'end', optional: true, type: TEXT }],
      methods: [
        { name: 'add', parameters: [{ name: 'more', variadic: true, type: { collection: { kind: 'array', elementtype: TEXT } } }], docs: { summary: 'Adds.', custom: { throws: 'What is\nwrong.' } } },
        { name: 'of', static: true, returns: { type: { fqn: 'us.Thing' } }, docs: { summary: 'Makes one.' } },
      ],
    },
    'us.room.ThingProps': {
      kind: 'interface', datatype: true, name: 'ThingProps', fqn: 'us.room.ThingProps', namespace: 'room',
      properties: [{ name: 'a', type: { collection: { kind: 'map', elementtype: TEXT } } }, { name: 'b', optional: true, type: TEXT, docs: { summary: 'B.', default: '- none' } }, { name: 'c', optional: true, type: TEXT, docs: { default: '\'c\'' } }],
    },
    'us.room.IThing': { kind: 'interface', name: 'IThing', fqn: 'us.room.IThing', namespace: 'room' },
    'us.base.Key': { kind: 'class', name: 'Key', fqn: 'us.base.Key', namespace: 'base' },
    'us.room.Color': { kind: 'enum', name: 'Color', fqn: 'us.room.Color', namespace: 'room', members: [{ name: 'RED', docs: { summary: 'Like blood.' } }] },
  },
} as const;

test('a page for each room, in the words of the docstrings', () => {
  const pages = apiPages(ASSEMBLY);
  expect([...pages.keys()]).toEqual(['README.md', 'room.md']);
  expect(pages.get('README.md')).toBe(`# API

What \`import { … } from 'us'\` gives, made from the docstrings by \`npm run docs:api\`. Each program has a room of its own: [room](room.md).

- [Key](#key) – 
- [Thing](#thing) – A thing of

## Key

*Class.* Other languages than TypeScript have it in \`base\`.

## Thing

*Class*, with all of \`constructs.Construct\` and [room.IThing](room.md#ithing).

A thing of two &lt;lines>, and \`<code>\`.

\`new Thing(scope, props?)\`

- \`scope\`: \`constructs.Construct\`
- \`props\`: [room.ThingProps](room.md#thingprops), optional

- \`name\`: string – Its name.
- \`end\`: string, may be undefined

\`Thing.of()\` gives [Thing](#thing) – Makes one.

\`add(...more)\` – Adds.

- \`more\`: list of string, any number
- throws: What is wrong.
`);
  expect(pages.get('room.md')).toContain('- `a`: map to string, required\n- `b`: string – B. *Default:* none.\n- `c`: string – *Default:* `\'c\'`.\n');
  expect(pages.get('room.md')).toContain('## Color\n\n*Enum.*\n\n- `RED` – Like blood.\n');
});

/** What cannot be known here are the interfaces; `.ci/run` makes the pages anew, and nothing in them may change. */
test('docs/api has every class and enum of the public API: else `npm run docs:api`', () => {
  const rooms = Object.entries(lib).filter(([name]) => /^[a-z]/.test(name) && name !== 'base') as [string, object][];
  const missing = [['README', lib] as [string, object], ...rooms].flatMap(([room, types]) => {
    const known = existsSync(join(folder, `${room}.md`)) ? headings(`${room}.md`) : [];
    return Object.keys(types).filter((name) => /^[A-Z]/.test(name) && !known.includes(name)).map((name) => `${room}.${name}`);
  });
  expect(missing).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual(['README.md', ...rooms.map(([room]) => `${room}.md`)].sort());
});
